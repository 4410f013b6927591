import type { Guess, Reading, Role, Turn } from '../model/transcript.ts';
import type { Faults } from './faults.ts';
import { isObject, kindOf, nameOf } from './fields.ts';
import type { JsonContext } from './formats/format.ts';
import { NOBODY } from './segments.ts';
import { roleOfLabel, setRole } from './speakers.ts';
import { spokenLength, unitOf } from './time-unit.ts';
import { PER_SECOND, type RawTime, readTime } from './times.ts';

/** Turns of the labelled form, with what they say of themselves. */
interface LabelledTurns {
  readonly turns: readonly Turn[];
  readonly roles: Readonly<Record<string, Role | null>>;
  readonly reading: Reading;
}

type Roles = Record<string, Role | null>;
/** Times of a turn as the file has them; `turn` counts the turns kept, `where` those of the file. */
interface TimedTurn {
  readonly start: unknown;
  readonly end: unknown;
  readonly turn: number;
  readonly where: number;
}

/**
 * Reads `turns`. A list of which nothing has to be mended is taken over as it was parsed: copying it would cost as much again as parsing it.
 */
export function labelledTurns(list: readonly unknown[], context: JsonContext, faults: Faults): LabelledTurns {
  const roles: Roles = {};
  if (areWhole(list)) {
    // Two voices take turns in nearly every call.
    let [last, before]: [string | null, string | null] = [null, null];
    for (let i = 0; i < list.length; i += 1) {
      const { speaker, text } = list[i]!;
      if (speaker !== last) {
        if (speaker !== before) addRole(roles, speaker, faults);
        before = last;
        last = speaker;
      }
      if (isSilent(text)) faults.warn('TURN_WITHOUT_TEXT', { speaker, where: `${context.where}turns[${i}]` });
    }
    return { turns: list, roles, reading: plainReading(context.encoding) };
  }
  const turns: Turn[] = [];
  const timed: TimedTurn[] = [];
  const nobody: string[] = [];
  list.forEach((turn, i) => {
    const where = `${context.where}turns[${i}]`;
    if (!isObject(turn)) {
      faults.warn('SEGMENT_SKIPPED', { where, expected: '{ "speaker", "text" }', received: kindOf(turn) });
      return;
    }
    const given = turn.text ?? turn.content ?? '';
    const text = typeof given === 'number' ? String(given) : given;
    if (typeof text !== 'string') {
      faults.warn('SEGMENT_SKIPPED', { where: `${where}.text`, expected: 'string', received: kindOf(text) });
      return;
    }
    const speaker = nameOf(turn.speaker ?? turn.role) ?? NOBODY;
    if (speaker === NOBODY) nobody.push(where);
    if (isSilent(text)) faults.warn('TURN_WITHOUT_TEXT', { speaker, where });
    addRole(roles, speaker, faults);
    const start = turn.start ?? turn.startSeconds;
    const end = turn.end ?? turn.endSeconds;
    if (start !== undefined || end !== undefined) timed.push({ start, end, turn: turns.length, where: i });
    turns.push({ speaker, text });
  });
  const guesses: Guess[] = [];
  if (nobody.length > 0) {
    guesses.push({ code: 'SPEAKERS_MISSING', args: { count: nobody.length, of: turns.length } });
    if (nobody.length < turns.length) faults.warn('WITHOUT_SPEAKER', { where: nobody[0]!, count: nobody.length });
  }
  const timeUnit = setTimes(turns, timed, context, faults, guesses);
  return { turns, roles, reading: { format: 'labelled', encoding: context.encoding, timeUnit, guesses } };
}

/** Whether every turn is `{ speaker, text }`, both strings, and has nothing else. */
function areWhole(list: readonly unknown[]): list is Turn[] {
  for (let i = 0; i < list.length; i += 1) {
    const turn = list[i];
    if (!isObject(turn) || typeof turn.speaker !== 'string' || typeof turn.text !== 'string' || turn.speaker === '')
      return false;
    let names = 0;
    for (const _ in turn) names += 1;
    if (names !== 2) return false;
  }
  return true;
}

function addRole(roles: Roles, speaker: string, faults: Faults): void {
  if (Object.hasOwn(roles, speaker)) return;
  const role = roleOfLabel(speaker);
  setRole(roles, speaker, role ?? null);
  if (role === undefined) faults.warn('UNKNOWN_SPEAKER', { label: speaker });
}

/** Nearly every turn begins with a word, which its first character tells. */
const isSilent = (text: string): boolean => {
  const first = text.charCodeAt(0);
  return !(first > 0x3000 && first < 0xfe00) && !/\S/.test(text);
};

/** The reading of a file that left nothing to guess, one object for all. */
const plain = new Map<string | null, Reading>();
function plainReading(encoding: string | null): Reading {
  let reading = plain.get(encoding);
  if (!reading) {
    reading = { format: 'labelled', encoding, timeUnit: null, guesses: [] };
    if (plain.size < 16) plain.set(encoding, reading);
  }
  return reading;
}

/** Fills in the seconds of turns, which stay in the order of the file. Returns what they were in, `null` where there are none. */
function setTimes(
  turns: Turn[],
  timed: readonly TimedTurn[],
  context: JsonContext,
  faults: Faults,
  guesses: Guess[],
): Reading['timeUnit'] {
  if (timed.length === 0) return null;
  const pathOf = (i: number) => `${context.where}turns[${i}]`;
  const read = (value: unknown, i: number): RawTime | null => {
    const time = readTime(value);
    if (time === undefined || (time && (time.value < 0 || time.unit === 'wall-clock'))) {
      faults.warn('BAD_TIME', { where: pathOf(i), value: String(nameOf(value) ?? kindOf(value)).slice(0, 40) });
      return null;
    }
    return time;
  };
  const times = timed.map(({ start, end, turn, where }) => ({
    start: read(start, where),
    end: read(end, where),
    turn,
    where,
  }));
  const bare = (time: RawTime | null) => (time?.unit === 'number' ? time.value : null);
  const stretches = times.map(({ start, end, turn }) => ({
    start: bare(start),
    end: bare(end),
    characters: spokenLength(turns[turn]!.text),
  }));
  const { unit, guesses: more } = unitOf(stretches, 's', null, undefined);
  guesses.push(...more);
  const seconds = (time: RawTime | null) =>
    time && (time.unit === 'number' ? time.value / PER_SECOND[unit] : time.value);
  let before = Number.NEGATIVE_INFINITY;
  let [disordered, firstDisorder] = [0, 0];
  for (const { start, end, turn, where } of times) {
    const from = seconds(start);
    let to = seconds(end);
    if (from !== null && to !== null && to < from) {
      faults.warn('BAD_TIME', { where: pathOf(where), value: `${from} > ${to}` });
      to = null;
    }
    if (from !== null) {
      if (from < before) {
        if (disordered === 0) firstDisorder = where;
        disordered += 1;
      }
      before = Math.max(before, from);
    }
    turns[turn] = {
      ...turns[turn]!,
      ...(from === null ? {} : { startSeconds: from }),
      ...(to === null ? {} : { endSeconds: to }),
    };
  }
  if (disordered > 0) faults.warn('TIMES_UNSORTED', { where: pathOf(firstDisorder), count: disordered });
  const some = times.find(({ start, end }) => start ?? end);
  const kind = (some?.start ?? some?.end)?.unit;
  return kind === undefined ? null : kind === 'number' ? unit : kind;
}
