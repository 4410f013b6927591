import type { Heard } from '../hear/heard.ts';
import { sameDay, sameHour, visitTimes } from '../match/appointments.ts';
import { byReading } from '../match/by-reading.ts';
import { readingOf, saying } from '../match/reading.ts';
import type { SpokenTime } from '../match/times.ts';
import type { NormalTranscript } from '../model/normal.ts';
import { NEVER } from './scene-hearing.ts';

/** A time of a visit, and where somebody names it. */
interface TimeNamed extends Heard {
  readonly time: SpokenTime;
}

/** What becomes of the times that are named in a call, whatever words stand around them. */
export interface TimeTalk {
  /** Utterance from which on another time than the agent's first one is talked of, and stays; `Infinity` where the call keeps to his. */
  readonly movedAt: number;
  /** Last utterance in which the agent's first time is named again, and not left any more; −1 where none is. */
  readonly keptAt: number;
  /** Whether a time that had been agreed on before this call is left for another one. */
  readonly leavesAgreed: boolean;
  /** Where another time takes the place of the first one of the call, whoever named that; `null` where none does. */
  readonly other: Heard | null;
  /** Where the answer to a proposal names another time, and that takes its place; `null` where it does not. */
  readonly instead: Heard | null;
  /** Whether the agent's time that somebody answers with these words is named again after them, and stays. */
  keptAfter(answer: Heard): boolean;
  /** Whether a time is named at all. */
  readonly any: boolean;
  /** Utterances that name a day and an hour of it. */
  readonly whole: number;
}

/**
 * Follows the times of the visit through a call.
 * @param agreedAt index of the utterance that tells what had been agreed on before; `Infinity` where none does
 * @param proposedAt index of the utterance that proposes a new time; `Infinity` where none does
 */
export function followTimes(
  { transcript, utterances }: NormalTranscript,
  agreedAt: number,
  proposedAt: number = NEVER,
): TimeTalk {
  const named = onTheirDays(
    utterances.flatMap((u) => {
      const reading = readingOf(transcript, u);
      const times = joined(reading);
      if (times.length === 0) return NONE;
      return times.map((time): TimeNamed => {
        const { start, end } = saying(reading, time.from, time.to, true, 'time');
        return { cue: -1, utterance: u, start, end, toTheLetter: true, time };
      });
    }),
  );
  const whole = new Set(named.filter((n) => hasDay(n.time) && hasHour(n.time)).map((n) => n.utterance));
  const proposed = fateOf(named, named.find((n) => n.utterance.role === 'agent')?.utterance.index ?? NEVER);
  const instead = fateOf(named, proposedAt).moved;
  return {
    movedAt: proposed.moved?.utterance.index ?? NEVER,
    keptAt: proposed.keptAt,
    leavesAgreed: fateOf(named, agreedAt).moved !== null,
    other: fateOf(named, named[0]?.utterance.index ?? NEVER).moved,
    instead: instead?.utterance.index === proposedAt + 1 ? instead : null,
    keptAfter: (answer) => isKept(named, answer),
    any: named.length > 0,
    whole: whole.size,
  };
}

const NONE: TimeNamed[] = [];

/** 下午过来，三点左右: one time told in two places. */
const joined = byReading((_, reading) => {
  const whole: SpokenTime[] = [];
  for (const time of visitTimes(reading)) {
    const last = whole.at(-1);
    if (!last || (hasDay(last) && hasDay(time)) || last.clock || (last.part && time.part)) whole.push(time);
    else whole[whole.length - 1] = { ...last, ...time, from: last.from };
  }
  return whole;
});

/** 周六吧 … 那九点半: an hour by itself is one of the day that was named last. */
function onTheirDays(named: readonly TimeNamed[]): TimeNamed[] {
  let day: Partial<SpokenTime> = {};
  return named.map((n) => {
    if (!hasDay(n.time)) return { ...n, time: { ...day, ...n.time } };
    const { part: _part, clock: _clock, ...rest } = n.time;
    day = rest;
    return n;
  });
}

const hasDay = (t: SpokenTime): boolean => (t.day ?? t.lunarDay ?? t.ahead ?? t.weekdays) !== undefined;
const hasHour = (t: SpokenTime): boolean => (t.part ?? t.clock) !== undefined;
/** The same day and hour, as far as both tell them; `null` where that cannot be told (后天 and 周六 may be one day). */
function agree(a: SpokenTime, b: SpokenTime): boolean | null {
  const [day, hour] = [sameDay(a, b, null), sameHour(a, b)];
  if (day === false || hour === false) return false;
  return day === null && hasDay(a) && hasDay(b) ? null : (day ?? hour);
}

/** 单子约的是十一号下午，我那天两点到: of the times named together, those that tell most are the ones to be kept. */
function closest(together: readonly TimeNamed[]): readonly TimeNamed[] {
  for (const tells of [(t: SpokenTime) => t.clock !== undefined, hasHour]) {
    const found = together.filter((n) => tells(n.time));
    if (found.length > 0) return found;
  }
  return together;
}

/** Whether the times of one utterance are kept by the agent, or left for others. What cannot be compared with them tells nothing. */
function fateOf(
  named: readonly TimeNamed[],
  first: number,
): { readonly moved: TimeNamed | null; readonly keptAt: number } {
  const proposed = named.filter((n) => n.utterance.index === first);
  let moved: TimeNamed | null = null;
  let keptAt = -1;
  for (const n of named) {
    if (n.utterance.index <= first) continue;
    const against = proposed.map((p) => agree(p.time, n.time));
    if (against.includes(true)) {
      // 三点 … 两点 … 下午见: the afternoon is that of the new time as well.
      if (n.utterance.role === 'agent' && !(moved && agree(moved.time, n.time)))
        [moved, keptAt] = [null, n.utterance.index];
    } else if (against.includes(false)) [moved, keptAt] = [moved ?? n, -1];
  }
  return { moved, keptAt };
}

function isKept(named: readonly TimeNamed[], answer: Heard): boolean {
  const before = named.findLast((n) => n.utterance.role === 'agent' && n.utterance.index < answer.utterance.index);
  if (!before) return false;
  const proposed = closest(named.filter((n) => n.utterance === before.utterance));
  const isAfter = (n: TimeNamed) =>
    n.utterance.index > answer.utterance.index || (n.utterance === answer.utterance && n.end > answer.end);
  for (const n of named.toReversed()) {
    if (!isAfter(n)) return false;
    const verdicts = hasHour(n.time) ? proposed.map((p) => agree(p.time, n.time)) : [];
    if (verdicts.includes(true)) return true;
    if (verdicts.includes(false)) return false;
  }
  return false;
}
