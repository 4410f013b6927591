import type { Guess, TimeUnit, Turn } from '../model/transcript.ts';
import type { Faults } from './faults.ts';
import { nameOf } from './fields.ts';
import { hasLength, type Plan, pathOf, type Segment } from './segment.ts';
import { isSayable, type Stretch, spokenLength, unitOf } from './time-unit.ts';
import { type NumberUnit, PER_SECOND, type RawTime } from './times.ts';

/** A time as it stands in a file: a bare number, whose unit is found from all of them, or one that tells its unit. */
export type FileTime = number | RawTime;

/** A segment whose text, label and times have been checked. */
export interface Piece {
  readonly text: string;
  readonly label: string;
  readonly start: FileTime | null;
  /** A length, where the segment has one instead of an end. */
  readonly end: FileTime | null;
  readonly segment: Segment;
}

/**
 * Puts pieces on the time line: one unit for all bare numbers, seconds, the order of time, nothing twice.
 * @returns the turns, and what the times were in (`null` where there are none)
 */
export function timeline(
  pieces: readonly Piece[],
  plan: Plan,
  faults: Faults,
  guesses: Guess[],
): { readonly turns: readonly Turn[]; readonly unit: TimeUnit | null } {
  const clock = clockOf(pieces, plan, guesses);
  const turns = pieces.map((piece) => turnOf(piece, clock, plan, faults));
  const order = orderOf(turns, pieces, plan, faults, guesses);
  if (!order) return { turns: withoutDuplicates(turns, pieces, plan, faults), unit: clock.unit };
  const sorted = order.map((i) => turns[i]!);
  const sortedPieces = order.map((i) => pieces[i]!);
  return { turns: withoutDuplicates(sorted, sortedPieces, plan, faults), unit: clock.unit };
}

/** How the times of a file are turned into seconds. */
interface Clock {
  /** Of bare numbers. */
  readonly perSecond: number;
  /** The earliest time of day, from which the others count. */
  readonly firstWall: number;
  readonly unit: TimeUnit | null;
}

function clockOf(pieces: readonly Piece[], plan: Plan, guesses: Guess[]): Clock {
  const number = numberUnit(pieces, plan, guesses);
  let firstWall = Number.POSITIVE_INFINITY;
  let told: TimeUnit | null = null;
  for (const { start, end, segment } of pieces) {
    if (typeof start === 'number' && typeof end === 'number') continue;
    for (const time of [start, end]) {
      if (time === null || typeof time === 'number') continue;
      if (time.unit !== 'number') told ??= time.unit;
      const isLength = time === end && hasLength(segment);
      if (time.unit === 'wall-clock' && !isLength) firstWall = Math.min(firstWall, time.value);
    }
  }
  return { perSecond: number ? PER_SECOND[number] : 1, firstWall, unit: number ?? told };
}

/** So many tell how fast people speak. */
const ENOUGH_STRETCHES = 1_000;

/** The unit of bare numbers, `null` where there are none. */
function numberUnit(pieces: readonly Piece[], { unit, likelyUnit, meta }: Plan, guesses: Guess[]): NumberUnit | null {
  if (unit && areSayable(pieces, unit)) return unit;
  const stretches = stretchesOf(pieces);
  if (stretches.length === 0) return null;
  const found = unitOf(stretches, unit, likelyUnit ?? null, meta?.durationSeconds);
  guesses.push(...found.guesses);
  return found.unit;
}

/** Whether the first pieces could all have been said in their times: the usual file, which needs no list of stretches. */
function areSayable(pieces: readonly Piece[], unit: NumberUnit): boolean {
  for (let i = 0; i < pieces.length && i < ENOUGH_STRETCHES; i += 1) {
    const { text, start, end, segment } = pieces[i]!;
    if (typeof start !== 'number' || typeof end !== 'number') return false;
    if (!isSayable(text, start, hasLength(segment) ? end + start : end, unit)) return false;
  }
  return true;
}

function stretchesOf(pieces: readonly Piece[]): Stretch[] {
  const stretches: Stretch[] = [];
  for (const { text, start, end, segment } of pieces) {
    if (stretches.length === ENOUGH_STRETCHES) break;
    const from = typeof start === 'number' ? start : null;
    const to = typeof end === 'number' ? end : null;
    if (from === null && to === null) continue;
    stretches.push({
      start: from,
      end: to !== null && hasLength(segment) ? to + (from ?? 0) : to,
      characters: spokenLength(text),
    });
  }
  return stretches;
}

function turnOf({ label, text, start, end, segment }: Piece, clock: Clock, plan: Plan, faults: Faults): Turn {
  const { line } = segment;
  const from = secondsOf(start, clock, false);
  let to = hasLength(segment) ? endOf(from, secondsOf(end, clock, true)) : secondsOf(end, clock, false);
  if (from !== null && to !== null && to < from) {
    faults.warn('BAD_TIME', { where: pathOf(segment, plan), value: `${from} > ${to}` }, line);
    to = null;
  }
  // A turn of a service has both times and no line: written at once it takes half the room of one that grows.
  if (from !== null && to !== null && line === undefined)
    return { speaker: label, text, startSeconds: from, endSeconds: to };
  const turn: { -readonly [K in keyof Turn]: Turn[K] } = { speaker: label, text };
  if (line !== undefined) turn.line = line;
  if (from !== null) turn.startSeconds = from;
  if (to !== null) turn.endSeconds = to;
  return turn;
}

function secondsOf(time: FileTime | null, { perSecond, firstWall }: Clock, isLength: boolean): number | null {
  if (time === null) return null;
  if (typeof time === 'number') return time / perSecond;
  // Only differences of wall clock times mean anything.
  if (time.unit === 'wall-clock') return isLength ? null : tidy(time.value - firstWall);
  return time.value;
}

const endOf = (from: number | null, length: number | null): number | null =>
  from === null || length === null ? null : tidy(from + length);

/** 0.35 + 1.21 is 1.56, not 1.5599999. */
const tidy = (seconds: number): number => Math.round(seconds * 1e7) / 1e7;

/**
 * The order of time, `null` where the turns stand in it. Channels that stand one after the other are merged; what is out of order within one
 * channel is a warning.
 */
function orderOf(
  turns: readonly Turn[],
  pieces: readonly Piece[],
  plan: Plan,
  faults: Faults,
  guesses: Guess[],
): readonly number[] | null {
  if (areInOrder(turns)) return null;
  const last = new Map<string | null, number>();
  const keys: number[] = [];
  let [wrong, merged] = [0, 0];
  let first: Segment | null = null;
  let before = Number.NEGATIVE_INFINITY;
  turns.forEach(({ startSeconds }, i) => {
    const { segment } = pieces[i]!;
    const channel = nameOf(segment.channel) ?? null;
    // A turn without a time stays behind the one before it.
    const key = startSeconds ?? before;
    if (key < (last.get(channel) ?? Number.NEGATIVE_INFINITY)) {
      wrong += 1;
      first ??= segment;
    } else if (key < before) merged += 1;
    last.set(channel, Math.max(key, last.get(channel) ?? key));
    keys.push(key);
    before = key;
  });
  if (wrong > 0) faults.warn('TIMES_SORTED', { where: pathOf(first!, plan), count: wrong }, first!.line);
  if (merged > 0) guesses.push({ code: 'CHANNELS_MERGED', args: { count: last.size } });
  return keys.map((_, i) => i).sort((a, b) => (keys[a] === keys[b] ? a - b : keys[a]! - keys[b]!));
}

function areInOrder(turns: readonly Turn[]): boolean {
  let before = Number.NEGATIVE_INFINITY;
  for (const { startSeconds } of turns) {
    if (startSeconds === undefined) continue;
    if (startSeconds < before) return false;
    before = startSeconds;
  }
  return true;
}

/** The turns, each with its piece; a cue that stands twice is one turn and a warning. */
function withoutDuplicates(
  turns: readonly Turn[],
  pieces: readonly Piece[],
  plan: Plan,
  faults: Faults,
): readonly Turn[] {
  let kept: Turn[] | null = null;
  for (let i = 0; i < turns.length; i += 1) {
    const turn = turns[i]!;
    if (isRepeated(turns, i)) {
      const { segment } = pieces[i]!;
      const where = pathOf(segment, plan);
      faults.warn('DUPLICATE_SEGMENT', { where, text: turn.text.slice(0, 24) }, segment.line);
      kept ??= turns.slice(0, i);
    } else kept?.push(turn);
  }
  return kept ?? turns;
}

/** How many turns with one start are compared: more of them are no cues. */
const MOST_AT_ONCE = 50;

/**
 * Whether the same voice said the same words at the same instant just before: one cue written twice. Turns are in the order of their starts; without
 * two times 好的 may well be said again.
 */
function isRepeated(turns: readonly Turn[], i: number): boolean {
  const { speaker, text, startSeconds, endSeconds } = turns[i]!;
  if (startSeconds === undefined || endSeconds === undefined) return false;
  for (let k = i - 1; k >= Math.max(0, i - MOST_AT_ONCE); k -= 1) {
    const before = turns[k]!;
    if (before.startSeconds === undefined) continue;
    if (before.startSeconds !== startSeconds) return false;
    if (before.endSeconds === endSeconds && before.speaker === speaker && before.text === text) return true;
  }
  return false;
}
