import { byReading } from './by-reading.ts';
import { after, before, type Reading, type Saying, saying } from './reading.ts';
import { type DayPart, type SpokenTime, timesIn, timesOf } from './times.ts';

/** Minutes from midnight that a part of the day covers, as customers take it; the edges belong to both sides. */
const COVERS: Record<DayPart, readonly [number, number]> = {
  morning: [300, 720],
  noon: [660, 840],
  afternoon: [720, 1110],
  dusk: [960, 1200],
  evening: [1020, 1440],
};
/** Parts that do not contradict each other. */
const COMPATIBLE: readonly (readonly [DayPart, DayPart])[] = [
  ['afternoon', 'dusk'],
  ['dusk', 'evening'],
];
const HALF_DAY = 720;

const agree = (a: DayPart, b: DayPart): boolean =>
  a === b || COMPATIBLE.some(([x, y]) => (x === a && y === b) || (x === b && y === a));

/** Whether a stretch of the clock, in either half of the day, meets another one. */
function meets(clock: { readonly from: number; readonly to: number }, [from, to]: readonly [number, number]): boolean {
  const shifts = clock.from < HALF_DAY + 60 ? [0, HALF_DAY] : [0];
  return shifts.some((s) => clock.from + s <= to && clock.to + s >= from);
}

/** `null`: nothing that can be compared was said. */
export function sameHour(wanted: SpokenTime, said: SpokenTime): boolean | null {
  const clock = wanted.clock;
  const [w, s] = [wanted.part, said.part];
  if (
    w &&
    s &&
    !agree(w, s) &&
    !(clock && meets(clock, COVERS[s]) && w !== s && COVERS[w][1] > COVERS[s][0] && COVERS[s][1] > COVERS[w][0])
  )
    return false;
  if (clock && s && !w && !meets(clock, COVERS[s])) return false;
  if (clock && said.clock) {
    const within = w ?? s;
    const window = within ? bounded(clock, COVERS[within]) : clock;
    return meets(said.clock, [window.from, window.to]) || (!within && meets(window, [said.clock.from, said.clock.to]));
  }
  if (clock && s) return meets(clock, COVERS[s]);
  if (w && said.clock) return meets(said.clock, COVERS[w]);
  return w && s ? true : null;
}

/** The clock moved into the half of the day that its part names: 下午两点 is 840. */
function bounded(
  clock: { readonly from: number; readonly to: number },
  [from, to]: readonly [number, number],
): { from: number; to: number } {
  const shift = clock.to < from && clock.from + HALF_DAY <= to + 60 ? HALF_DAY : 0;
  return { from: clock.from + shift, to: clock.to + shift };
}

const DAY = 86_400_000;
/** Days since the epoch, of a calendar date. */
const dayNumber = (year: number, month: number, day: number): number => Date.UTC(year, month - 1, day) / DAY;
/** 1 Monday … 7 Sunday. */
const weekdayOf = (number: number): number => ((((number + 3) % 7) + 7) % 7) + 1;

/** Days (since the epoch) that a time can mean when the day of the call is known; empty when it tells no day. */
function daysOf(time: SpokenTime, today: number): number[] {
  if (time.day !== undefined) {
    const now = new Date(today * DAY);
    const [y, m] = [now.getUTCFullYear(), now.getUTCMonth() + 1];
    if (time.month !== undefined)
      return (time.year ? [time.year] : [y - 1, y, y + 1]).map((year) => dayNumber(year, time.month!, time.day!));
    return [-1, 0, 1].map((k) => dayNumber(y, m + k, time.day!));
  }
  if (time.ahead !== undefined) return [today + time.ahead];
  if (time.weekdays === undefined) return [];
  const monday = today - weekdayOf(today) + 1;
  // 周三 without 这 or 下 is the next one to come; said on that day it can be today.
  if (time.week === undefined) return time.weekdays.map((w) => today + ((monday + w - 1 - today + 7) % 7));
  return time.weekdays.map((w) => monday + 7 * time.week! + w - 1);
}

/**
 * Whether two times name the same day; `null` when they cannot be compared.
 * @param today days since the epoch of the call, where it is known
 */
export function sameDay(wanted: SpokenTime, said: SpokenTime, today: number | null): boolean | null {
  if (wanted.day !== undefined && said.day !== undefined)
    return (
      wanted.day === said.day && (wanted.month === undefined || said.month === undefined || wanted.month === said.month)
    );
  if (wanted.lunarDay !== undefined && said.lunarDay !== undefined) return wanted.lunarDay === said.lunarDay;
  if (today !== null) {
    const [a, b] = [daysOf(wanted, today), daysOf(said, today)];
    if (a.length > 0 && b.length > 0) return a.some((d) => b.includes(d));
  }
  if (wanted.ahead !== undefined && said.ahead !== undefined) return wanted.ahead === said.ahead;
  const [w, s] = [weekdaysOf(wanted), weekdaysOf(said)];
  if (!w || !s) return null;
  if (wanted.week !== undefined && said.week !== undefined && wanted.week !== said.week) return false;
  return w.some((d) => s.includes(d));
}

const weekdaysOf = (t: SpokenTime): readonly number[] | undefined =>
  t.weekdays ?? (t.year && t.month && t.day ? [weekdayOf(dayNumber(t.year, t.month, t.day))] : undefined);

/** Words of visiting and of agreeing on a time. */
const VISIT =
  /上门|过来|来|到(你|家|门|屋|$)|我到|准时|按时|装|修|移|见|约|定|改|服务|方便|时间|单子|要得|(可以|行|好)(吗|不|吧|啵|么|的|？)|怎么样|在家|在屋/;
/** What follows says that something else than the visit happens then. */
const ANOTHER_MATTER =
  /^(?![^，。？]{0,2}(上门|过来|来|到(?!期|时)))[^，。？]{0,4}?(打(你|给|电话)|给你(打|回|答|发)|电话(给|联系|回)|联系|回(你|复|电|话|访)|通知|答复|告诉|办|申请|报(的|修|障)|下的?单|开始|生效|到期|收费|出账|发货|到货|有货|下班|上班|开门|停电|抢修|能?通|再?来电|开会|吃饭|睡觉|还断|断|掉线|卡)|^(之?前(?!后)|以前|以内)/;
const NOT_A_VISIT =
  /((昨天|前天|上次|上回|刚才|办理?的?|申请的?|报的?)[^，。？]{0,3}|现在是?|等到|截止到?|最晚|最迟|一直到|从|比如说?|例如|昨|一|整个?|每天)$/;
const EARLIER = /(原来|本来|原定|原先|原约|之前|以前|不是)[^，。？]{0,8}$/;
/** Something is moved to another time with the customer. */
const CHANGING =
  /改(到|成|为|约|个|一?下|天)|换个?(时间|天)|推(迟|后|到)|往后|延|挪|调(到|整)|[来去装]不[了成]|赶不|过不来|另约|重新约|提前到|错开/;
/** 今天下午来不了 */
const CANCELLED = /^[^，。？]{0,6}([来去装]不[了成]|过不来|赶不)/;
/** 明天下午我再来一趟: a visit after this one. */
const AGAIN = /^[^，。？]{0,3}再(来|过|跑|上门|给|看|接)/;
const EITHER = /(还是|或者?|要么|要不)/;

/** Times in a reading that may be those of a visit: not when a fault began, a line is mended or somebody rings. */
export const visitTimes = (reading: Reading): readonly SpokenTime[] => {
  const times = timesOf(reading);
  return times.length === 0 ? times : visitsOf(reading);
};

const visitsOf = byReading((text, reading) =>
  timesOf(reading).filter(
    (time) => !ANOTHER_MATTER.test(text.slice(time.to, time.to + 8)) && !NOT_A_VISIT.test(before(text, time.from, 10)),
  ),
);

/**
 * Where the agent tells the time of the visit. A relative time (明天, 周三) is compared with a calendar date only when the day of the call
 * is known; without it only the part of the day and the clock count, and a day alone (后天过来) is no saying at all. A time that the
 * customer asked for first, or to which the visit was moved after the order's time had been said, is no saying either: it was changed with
 * his consent; what was said before it counts.
 * @param callDate day of the call, ISO
 */
export function findAppointment(
  agent: readonly Reading[],
  customer: readonly Reading[],
  expected: string,
  callDate: string | undefined,
): Saying[] {
  const times = timesIn(expected);
  if (times.length === 0) return [];
  // 周六（12号）上午 is one time in two places; what stands first wins.
  const wanted: SpokenTime = Object.assign({}, ...times.toReversed());
  const today = dayOfCall(callDate);
  let asked: ReturnType<typeof firstTimes> | null = null;
  const found: Saying[] = [];
  let named = false;
  let moved = false;
  for (const reading of agent) {
    const { text } = reading;
    for (const time of visitTimes(reading)) {
      const [day, hour] = [sameDay(wanted, time, today), sameHour(wanted, time)];
      const earlier = EARLIER.test(before(text, time.from, 12));
      moved ||= named && CHANGING.test(text);
      // 本来今天下午, 今天下午来不了: the order's time, though the day of the call is not known.
      const off = earlier || CANCELLED.test(text.slice(time.to, time.to + 10));
      named ||= day === true || (hour === true && day === null && off);
      const either = isEitherOr(text, time);
      const visit = isVisit(text, time) || (found.length > 0 && isAlone(text, time));
      // 上午 by itself is no appointment: 上午一直断; nor is 上午还是下午.
      if (day === null && (either || !visit)) continue;
      if (day === false || hour === false) {
        if (moved || earlier || either || !visit || isAnotherVisit(text, time)) continue;
        asked ??= firstTimes(customer);
        if (asked.some((a) => a.index < reading.utterance.index && isSameTime(a.time, time))) continue;
      }
      if (day !== null) found.push(saying(reading, time.from, time.to, day, 'day'));
      if (hour !== null) found.push(saying(reading, time.from, time.to, hour, 'hour'));
    }
  }
  return found;
}

/** The times that were named, each where it was named first. */
function firstTimes(readings: readonly Reading[]): { readonly time: SpokenTime; readonly index: number }[] {
  const first = new Map<string, { readonly time: SpokenTime; readonly index: number }>();
  for (const reading of readings)
    for (const time of timesOf(reading)) {
      const key = JSON.stringify({ ...time, from: 0, to: 0 });
      if (!first.has(key)) first.set(key, { time, index: reading.utterance.index });
    }
  return [...first.values()];
}

function dayOfCall(callDate: string | undefined): number | null {
  const m = /^(\d{4})-(\d{2})-(\d{2})/.exec(callDate ?? '');
  return m ? dayNumber(Number(m[1]), Number(m[2]), Number(m[3])) : null;
}

/** 上午还是下午, 十二号或者十三号: one of several to choose from. */
const isEitherOr = (text: string, time: SpokenTime): boolean =>
  EITHER.test(after(text, time.to, 6)) || EITHER.test(before(text, time.from, 3));

/** A day and an hour together are an appointment; one of them alone needs words of visiting around it. */
function isVisit(text: string, time: SpokenTime): boolean {
  const [ahead, behind] = [before(text, time.from, 12), after(text, time.to, 12)];
  const day = time.day ?? time.ahead ?? time.weekdays;
  const whole = day !== undefined && (time.part ?? time.clock) !== undefined;
  if (whole && (/^[，]?$/.test(behind) || /(那|就|是|定|约|在)$/.test(ahead))) return true;
  if (day !== undefined) return VISIT.test(behind) || VISIT.test(ahead);
  return (
    /^[^，。？]{0,6}?(上门|过来|来|到你|到(?!期|时)|见|要得|(可以|行|方便|好)(吗|不|吧|啵|么|？|的|，)|怎么样|给你(装|修|移|搞|弄))/.test(
      behind,
    ) || /(约|定|改|那就|时间(是|在)?)[^，。？]{0,3}$/.test(ahead)
  );
}

/** 哦，下午三点: a clause of nothing else, once the time is being talked about. */
const isAlone = (text: string, time: SpokenTime): boolean =>
  /[，。？](那就?|就是?|是|对|好|行)?$/.test(text.slice(Math.max(0, time.from - 4), time.from)) &&
  /^(左右|钟|之间|的?吧|对吧|是吧)?[，。？]/.test(text.slice(time.to, time.to + 4));

const isAnotherVisit = (text: string, time: SpokenTime): boolean =>
  time.day === undefined && AGAIN.test(text.slice(time.to, time.to + 8));

/** What the customer asked for and what the agent then says: nothing differs, and something is the same. */
function isSameTime(asked: SpokenTime, said: SpokenTime): boolean {
  const [day, hour] = [sameDay(asked, said, null), sameHour(asked, said)];
  return day !== false && hour !== false && (day ?? hour) === true;
}
