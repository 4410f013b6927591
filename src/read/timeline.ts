import type { Guess, TimeUnit, Turn } from '../model/transcript.ts';
import type { Faults } from './faults.ts';
import type { Plan, Segment } from './segments.ts';
import { type Stretch, spokenLength, unitOf } from './time-unit.ts';
import { PER_SECOND, type RawTime } from './times.ts';

/** A time as it stands in a file: a bare number, whose unit is found from all of them, or one that tells its unit. */
export type FileTime = number | RawTime;

/** A segment whose text, label and times have been checked. */
export interface Piece {
  readonly text: string;
  readonly label: string;
  readonly channel: string | null;
  readonly start: FileTime | null;
  readonly end: FileTime | null;
  /** `end` is a length. */
  readonly isLength: boolean;
  /** Seconds from the start of the call, which `timeline` fills in: an object more for each of a million pieces would cost more than the sums. */
  from: number | null;
  to: number | null;
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
): { readonly turns: Turn[]; readonly unit: TimeUnit | null } {
  const unit = toSeconds(pieces, plan, faults, guesses);
  return { turns: withoutDuplicates(inOrder(pieces, faults, guesses), faults), unit };
}

/** So many tell how fast people speak. */
const ENOUGH_STRETCHES = 1_000;

/** Finds the unit of bare numbers, and turns every time into seconds. */
function toSeconds(pieces: readonly Piece[], plan: Plan, faults: Faults, guesses: Guess[]): TimeUnit | null {
  const stretches: Stretch[] = [];
  let firstWall = Number.POSITIVE_INFINITY;
  let used: TimeUnit | null = null;
  const meet = (time: FileTime | null, isLength: boolean): void => {
    if (time === null || typeof time === 'number') return;
    if (time.unit !== 'number') used ??= time.unit;
    if (time.unit === 'wall-clock' && !isLength) firstWall = Math.min(firstWall, time.value);
  };
  for (const { text, start, end, isLength } of pieces) {
    meet(start, false);
    meet(end, isLength);
    if (stretches.length === ENOUGH_STRETCHES) continue;
    const from = typeof start === 'number' ? start : null;
    const to = typeof end === 'number' ? end : null;
    if (from !== null || to !== null)
      stretches.push({
        start: from,
        end: isLength && to !== null ? to + (from ?? 0) : to,
        characters: spokenLength(text),
      });
  }
  const numbers =
    stretches.length > 0 ? unitOf(stretches, plan.unit, plan.likelyUnit ?? null, plan.meta?.durationSeconds) : null;
  if (numbers) guesses.push(...numbers.guesses);
  const perSecond = numbers ? PER_SECOND[numbers.unit] : 1;
  const seconds = (time: FileTime | null, isLength: boolean): number | null => {
    if (time === null) return null;
    if (typeof time === 'number') return time / perSecond;
    // Only differences of wall clock times mean anything.
    if (time.unit === 'wall-clock') return isLength ? null : tidy(time.value - firstWall);
    return time.value;
  };
  for (const piece of pieces) {
    const start = seconds(piece.start, false);
    const last = seconds(piece.end, piece.isLength);
    const end = piece.isLength ? (start === null || last === null ? null : tidy(start + last)) : last;
    const backwards = start !== null && end !== null && end < start;
    if (backwards)
      faults.warn('BAD_TIME', { where: `${piece.segment.where}`, value: `${start} > ${end}` }, piece.segment.line);
    piece.from = start;
    piece.to = backwards ? null : end;
  }
  return numbers?.unit ?? used;
}

/** 0.35 + 1.21 is 1.56, not 1.5599999. */
const tidy = (seconds: number): number => Math.round(seconds * 1e7) / 1e7;

/** Sorts by time. Channels that stand one after the other are merged; what is out of order within one channel is a warning. */
function inOrder(pieces: readonly Piece[], faults: Faults, guesses: Guess[]): readonly Piece[] {
  const last = new Map<string | null, number>();
  const keys: number[] = [];
  let [wrong, merged] = [0, 0];
  let first: Piece | null = null;
  let before = Number.NEGATIVE_INFINITY;
  for (const piece of pieces) {
    // A turn without a time stays behind the one before it.
    const key: number = piece.from ?? before;
    if (key < (last.get(piece.channel) ?? Number.NEGATIVE_INFINITY)) {
      wrong += 1;
      first ??= piece;
    } else if (key < before) merged += 1;
    last.set(piece.channel, Math.max(key, last.get(piece.channel) ?? key));
    keys.push(key);
    before = key;
  }
  if (wrong > 0) faults.warn('TIMES_SORTED', { where: `${first!.segment.where}`, count: wrong }, first!.segment.line);
  if (merged > 0) guesses.push({ code: 'CHANNELS_MERGED', args: { count: last.size } });
  if (wrong + merged === 0) return pieces;
  const order = pieces.map((_, i) => i).sort((a, b) => (keys[a] === keys[b] ? a - b : keys[a]! - keys[b]!));
  return order.map((i) => pieces[i]!);
}

/** The turns; a cue that stands twice is one turn and a warning. */
function withoutDuplicates(pieces: readonly Piece[], faults: Faults): Turn[] {
  const turns: Turn[] = [];
  for (let i = 0; i < pieces.length; i += 1) {
    const piece = pieces[i]!;
    if (isRepeated(pieces, i)) {
      const { line, where } = piece.segment;
      faults.warn('DUPLICATE_SEGMENT', { where: `${where}`, text: piece.text.slice(0, 24) }, line);
      continue;
    }
    turns.push(turnOf(piece));
  }
  return turns;
}

/** A turn of a service has both times and no line: written at once it takes half the room of one that grows. */
function turnOf({ label, text, from, to, segment: { line } }: Piece): Turn {
  if (from !== null && to !== null && line === undefined)
    return { speaker: label, text, startSeconds: from, endSeconds: to };
  const turn: { -readonly [K in keyof Turn]: Turn[K] } = { speaker: label, text };
  if (line !== undefined) turn.line = line;
  if (from !== null) turn.startSeconds = from;
  if (to !== null) turn.endSeconds = to;
  return turn;
}

/** How many pieces with one start are compared: more of them are no cues. */
const MOST_AT_ONCE = 50;

/**
 * Whether the same voice said the same words at the same instant just before: one cue written twice. Pieces are in the order of their starts; without
 * two times 好的 may well be said again.
 */
function isRepeated(pieces: readonly Piece[], i: number): boolean {
  const { label, text, from, to } = pieces[i]!;
  if (from === null || to === null) return false;
  for (let k = i - 1; k >= Math.max(0, i - MOST_AT_ONCE); k -= 1) {
    const before = pieces[k]!;
    if (before.from !== null && before.from !== from) return false;
    if (before.from === from && before.to === to && before.label === label && before.text === text) return true;
  }
  return false;
}
