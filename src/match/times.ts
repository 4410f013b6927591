import { byReading } from './by-reading.ts';
import { byText } from './by-text.ts';
import { isNumeral, NUMERAL, numberOf } from './numerals.ts';

/** Part of a day as it is named. */
export type DayPart = 'morning' | 'noon' | 'afternoon' | 'dusk' | 'evening';

/** A day, a part of a day and the clock, as far as they were said in one place. */
export interface SpokenTime {
  /** Characters of the text, end exclusive. */
  readonly from: number;
  readonly to: number;
  readonly year?: number;
  readonly month?: number;
  readonly day?: number;
  /** 初八: a day of the farmer's calendar, not to be compared with any other. */
  readonly lunarDay?: number;
  /** 1 Monday … 7 Sunday; 周末 is 6 and 7. */
  readonly weekdays?: readonly number[];
  /** 上周 −1, 这周 0, 下周 1; absent when only 周三 was said. */
  readonly week?: number;
  /** 今天 0, 明天 1, 后天 2, 大后天 3. */
  readonly ahead?: number;
  readonly part?: DayPart;
  /** Minutes from midnight as said: 两点 is 120, in the morning or in the afternoon. */
  readonly clock?: { readonly from: number; readonly to: number };
}

type Atom = Omit<SpokenTime, 'from' | 'to'>;

const N = `[${NUMERAL}]`;
/** 三号楼 and 十二号线 are no days. */
const NO_DAY = '(?!楼|栋|院|线|机|工|门|柜|店|厅|桥|井|杆|箱|端|口|键|卡|公寓|宿舍|装维|师傅|员)';
const AHEAD: Record<string, number> = { 今: 0, 明: 1, 后: 2, 大后: 3 };
const PARTS: readonly (readonly [DayPart, RegExp])[] = [
  ['morning', /^(上午|早上|早晨|清早|清晨|一早|一大早|大清早|大早上|上昼|早)/],
  ['noon', /^(中午|正午|晌午)/],
  ['afternoon', /^(下午|午后|下昼)/],
  ['dusk', /^(傍晚|晚边子?|擦黑)/],
  ['evening', /^(晚上|晚间|夜里|夜晚|夜间|晚)/],
];
const AHEAD_RE = /(大后|今|明|后)(?:天|日(?!期))|(今|明|(?<![最以之然先])后)(?=[早晚])|[今明后]儿/y;
const PART_RE =
  /(?:上午|早上|早晨|清早|清晨|一大早|一早|大清早|大早上|上昼|中午|正午|晌午|下午|午后|下昼|傍晚|晚边子?|擦黑|晚上|晚间|夜里|夜晚|夜间|(?<=[今明后])[早晚](?![点饭]))(?!好[，。？你])/y;
const DATE_RE = new RegExp(`(?:(${N}{2,4})年)?(?:(${N}{1,3})月(?:份的?)?[，的]?)?(${N}{1,3})(?:号|日)${NO_DAY}`, 'y');
const MONTH_DAY_RE = new RegExp(`(${N}{1,3})月(${N}{1,3})(?=[上下中早晚傍，。？]|$)`, 'y');
const NUMERIC_RE = new RegExp(
  `(?:(${N}{4})[-/.])?(${N}{1,2})[-/.](${N}{1,2})(?![${NUMERAL}-])(?=$|[，。？上下中早晚]|号|日)(?:号|日)?`,
  'y',
);
const LUNAR_RE = /初([一二三四五六七八九十])/y;
const WEEKDAY_RE = /(上|这个?|本|下下|下个?)?(?:周|州|星期|礼拜)([一二三四五六日天末])(?![一二三四五六七八九十])/y;
const HOUR = `(${N}{1,3})`;
/** 四点一定到: no minute. */
const MINUTES = `(半|一刻|三刻|(?!一[定起直共])${N}{1,3}分?(?!点))?`;
const CLOCK_RE = new RegExp(`${HOUR}点(?:钟|整)?${MINUTES}(?:钟|整)?(?:[到至-]${HOUR}点(?:钟|整)?${MINUTES})?`, 'y');
const DIGITAL_RE = new RegExp(`(${N}{1,2}):(${N}{2})(?:[到至-](${N}{1,2}):(${N}{2}))?`, 'y');
const RANGE_RE = new RegExp(`${HOUR}[到至-](?=${HOUR}点)`, 'y');
/** Characters that may stand between the parts of one time. */
const BETWEEN = /^(?:[，的是呢]|也就是|就是|那天|当天|大概|大约|差不多|，?一?个?)?$/;
/** 1 for each character that a time can begin with. */
const begins = new Uint8Array(65_536);
for (const char of `${NUMERAL}今明后大上早清中正晌下午傍晚擦夜这本周州星礼初`) begins[char.charCodeAt(0)] = 1;

/** All times in a text (a reading's, or a work order's value written the same way). */
export const timesIn = byText(findTimes);
/** The same of a reading. */
export const timesOf = byReading(findTimes);

function findTimes(text: string): SpokenTime[] {
  const times: SpokenTime[] = [];
  for (let i = 0; i < text.length; ) {
    const found = begins[text.charCodeAt(i)] === 1 ? atomAt(text, i) : null;
    if (!found) {
      i += 1;
      continue;
    }
    const last = times.at(-1);
    const joined = last && BETWEEN.test(text.slice(last.to, i)) && !clash(last, found.atom);
    if (joined) times[times.length - 1] = { ...last, ...found.atom, from: last.from, to: found.to };
    else times.push({ ...found.atom, from: i, to: found.to });
    i = found.to;
  }
  return times;
}

const DAY_KEYS = ['day', 'lunarDay', 'part', 'clock'] as const;
/** Two days, two parts of the day or two clocks are two times: 十二号上午或者十三号下午. */
const clash = (a: Atom, b: Atom): boolean =>
  DAY_KEYS.some((k) => a[k] !== undefined && b[k] !== undefined) ||
  (a.weekdays !== undefined && b.weekdays !== undefined) ||
  (a.ahead !== undefined && b.ahead !== undefined) ||
  // The clock comes last: 九点半，十二号 begins another time.
  a.clock !== undefined;

function match(re: RegExp, text: string, at: number): RegExpExecArray | null {
  re.lastIndex = at;
  return re.exec(text);
}

function atomAt(text: string, i: number): { readonly atom: Atom; readonly to: number } | null {
  const prior = text[i - 1] ?? '。';
  const insideNumber = NUMERAL.includes(prior);
  let m: RegExpExecArray | null;
  if (!insideNumber && isNumeral(text.charCodeAt(i))) {
    m = match(DATE_RE, text, i) ?? match(MONTH_DAY_RE, text, i);
    const date = m && (m.length > 3 ? dateOf(m[1], m[2], m[3]!, prior) : dateOf(undefined, m[1], m[2]!, prior));
    if (m && date) return { atom: date, to: i + m[0].length };
    m = match(NUMERIC_RE, text, i);
    const numeric = m && dateOf(m[1], m[2], m[3]!, prior);
    if (m && numeric && (m[1] || !/[-#]/.test(prior))) return { atom: numeric, to: i + m[0].length };
    m = match(DIGITAL_RE, text, i);
    if (m) return clockOf(m[1]!, m[2], m[3], m[4], i + m[0].length);
    m = match(CLOCK_RE, text, i);
    if (m && isClock(text, i, m)) return clockOf(m[1]!, m[2], m[3], m[4], i + m[0].length);
    m = match(RANGE_RE, text, i);
    const end = m && match(CLOCK_RE, text, i + m[0].length);
    if (m && end) return clockOf(m[1]!, undefined, end[1]!, end[2], i + m[0].length + end[0].length);
  }
  m = match(WEEKDAY_RE, text, i);
  if (m && !insideNumber) return { atom: weekdayOf(m[1], m[2]!), to: i + m[0].length };
  m = match(AHEAD_RE, text, i);
  if (m) return { atom: { ahead: AHEAD[m[1] ?? m[2] ?? m[0][0]!]! }, to: i + m[0].length };
  m = match(PART_RE, text, i);
  if (m) {
    const name = m[0];
    const part = PARTS.find(([, re]) => re.test(name));
    return part ? { atom: { part: part[0] }, to: i + name.length } : null;
  }
  m = match(LUNAR_RE, text, i);
  return m ? { atom: { lunarDay: numberOf(m[1]!) }, to: i + m[0].length } : null;
}

function dateOf(year: string | undefined, month: string | undefined, day: string, prior: string): Atom | null {
  const d = numberOf(day);
  const m = month === undefined ? undefined : numberOf(month);
  if (d < 1 || d > 31 || (m !== undefined && (m < 1 || m > 12))) return null;
  // 湘雅路12号 and 建设村5号 are houses, 工号12号 is a person.
  if (m === undefined && /[路街巷道村弄尾号组段区坊里院栋元座]/.test(prior)) return null;
  const y = year === undefined ? undefined : numberOf(year);
  return {
    day: d,
    ...(m === undefined ? {} : { month: m }),
    ...(y === undefined ? {} : { year: y < 100 ? 2000 + y : y }),
  };
}

function weekdayOf(which: string | undefined, name: string): Atom {
  const weekdays = name === '末' ? [6, 7] : [name === '日' || name === '天' ? 7 : numberOf(name)];
  if (which === undefined) return { weekdays };
  return { weekdays, week: which === '上' ? -1 : which === '下下' ? 2 : which.startsWith('下') ? 1 : 0 };
}

/** 快一点, 有两点要说: no hours. 一点 needs a part of the day before it or something behind it that only hours have. */
function isClock(text: string, at: number, m: RegExpExecArray): boolean {
  if (
    /[快慢早晚好大小多少有差这第以]/.test(text[at - 1] ?? '') &&
    !/(上|中|下|今|明|后)[午早晚]$|[今明后]天?[早晚]$/.test(text.slice(Math.max(0, at - 3), at))
  )
    return false;
  // 五点九 is a measure.
  if (/^[一二三四五六七八九]$/.test(m[2] ?? '') || /^[零百千]/.test(m[1]!)) return false;
  if (m[1] !== '一') return true;
  return (
    m[2] !== undefined ||
    m[3] !== undefined ||
    m[0].length > 2 ||
    /[午上晚天]/.test(text[at - 1] ?? '') ||
    /^(左右|以?前|以?后|到|来)/.test(text.slice(at + 2, at + 4))
  );
}

/** 两三点 is two to three, 九十点 nine to ten, 十一二点 eleven to twelve. */
function hoursOf(run: string): readonly [number, number] | null {
  const pair = /^(十?)([一二三四五六七八九])([二三四五六七八九十])$/.exec(run.replace('两', '二'));
  if (pair) {
    const [a, b] = [numberOf(pair[1]! + pair[2]!), numberOf(pair[3] === '十' ? '十' : pair[1]! + pair[3]!)];
    if (b === a + 1) return [a, b];
  }
  const hour = numberOf(run);
  return hour >= 0 && hour <= 24 ? [hour, hour] : null;
}

function minutesOf(said: string | undefined): number {
  if (said === undefined) return 0;
  if (said === '半') return 30;
  if (said.endsWith('刻')) return said[0] === '三' ? 45 : 15;
  const minutes = numberOf(said.replace('分', ''));
  return minutes > 0 && minutes < 60 ? minutes : 0;
}

function clockOf(h: string, m: string | undefined, toH: string | undefined, toM: string | undefined, to: number) {
  const first = hoursOf(h);
  const last = toH === undefined ? first : hoursOf(toH);
  if (!first || !last) return null;
  const from = first[0] * 60 + minutesOf(m);
  const until = last[1] * 60 + minutesOf(toH === undefined ? m : toM);
  return { atom: { clock: { from, to: until < from ? until + 720 : until } }, to };
}
