import type { Guess } from '../model/transcript.ts';
import { type NumberUnit, PER_SECOND } from './times.ts';

/** A stretch of speech whose times are bare numbers of an unknown unit. */
export interface Stretch {
  readonly start: number | null;
  readonly end: number | null;
  /** Characters said in it, as `spokenLength` counts them. */
  readonly characters: number;
}

/** Characters a second that somebody may be transcribed at, pauses and all; Mandarin is spoken at three to six. */
const LIKELY = { least: 0.3, usual: 4, most: 25 };
/** Outside these nobody can have spoken: the documented unit is not the file's. Samples with made-up times are short, so a few turns must agree. */
const POSSIBLE = { least: 0.01, most: 500 };
const ENOUGH = { stretches: 3, characters: 12 };
/** A whole second from 2001 on, and its milliseconds: a time of day, of which only differences count. */
export const isEpochSeconds = (n: number): boolean => n >= 1e9 && n < 1e10;
/** The same in milliseconds. */
export const isEpochMilliseconds = (n: number): boolean => n >= 1e12 && n < 1e13;

/** How long a text takes to say, in Chinese characters: three Latin letters or digits count as one. */
export function spokenLength(text: string): number {
  let length = 0;
  // The first 2,000 are enough for a speed.
  const end = Math.min(text.length, 2_000);
  for (let i = 0; i < end; i += 1) {
    const code = text.charCodeAt(i);
    if (code < 128) length += code > 47 ? 1 / 3 : 0;
    else if (isChinese(code)) length += 1;
  }
  return length;
}

const isChinese = (code: number): boolean => code >= 0x3400 && code <= 0x9fff;

/**
 * Whether a text can have been said between two times. One that begins with a Chinese character is that long at least and as long as it is
 * written at most, which settles nearly all of them without counting.
 */
export function isSayable(text: string, start: number, end: number, unit: NumberUnit): boolean {
  const duration = end - start;
  if (duration <= 0) return false;
  const least = (1 / duration) * PER_SECOND[unit];
  const most = (text.length / duration) * PER_SECOND[unit];
  if (isChinese(text.charCodeAt(0)) && least >= POSSIBLE.least && most <= POSSIBLE.most) return true;
  return isPossible(spokenLength(text), duration, unit);
}

/** Characters per unit of the file's numbers; `null` when the times say nothing about it. */
function speed(stretches: readonly Stretch[]): number | null {
  const speeds: number[] = [];
  for (const { start, end, characters } of stretches)
    if (start !== null && end !== null && end > start && characters >= 1) speeds.push(characters / (end - start));
  if (speeds.length > 0) return speeds.sort((a, b) => a - b)[Math.floor(speeds.length / 2)]!;
  // Starts only: all that was said before the last start, pauses included.
  let [first, last, said] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0];
  let atLast = 0;
  for (const { start, characters } of stretches) {
    if (start === null) continue;
    said += characters;
    if (start < first) first = start;
    if (start >= last) [last, atLast] = [start, characters];
  }
  return last > first && said > atLast ? (said - atLast) / (last - first) : null;
}

const UNITS: readonly NumberUnit[] = ['s', 'ms', '100ns'];

/**
 * The unit of a file's bare numbers, and what was guessed.
 * @param documented what the service's page says; `null` when it says nothing
 * @param likely what to take when neither page nor speed tell
 * @param durationSeconds the length of the recording, if the file says it
 */
export function unitOf(
  stretches: readonly Stretch[],
  documented: NumberUnit | null,
  likely: NumberUnit | null,
  durationSeconds: number | undefined,
): { readonly unit: NumberUnit; readonly guesses: readonly Guess[] } {
  // The usual file needs no median: where every stretch could have been spoken, the one in the middle could.
  if (documented && stretches.every((stretch) => isPossibleStretch(stretch, documented)))
    return { unit: documented, guesses: [] };
  const perNumber = speed(stretches);
  const rate = (unit: NumberUnit) => (perNumber === null ? null : perNumber * PER_SECOND[unit]);
  const told = (unit: NumberUnit) => {
    const value = rate(unit);
    return value === null ? {} : { perSecond: Number(value.toPrecision(2)) };
  };
  const fits = (unit: NumberUnit) => {
    const value = rate(unit);
    return value !== null && value >= LIKELY.least && value <= LIKELY.most;
  };
  if (documented) {
    const value = rate(documented);
    const characters = stretches.reduce((sum, one) => sum + one.characters, 0);
    const enough = stretches.length >= ENOUGH.stretches && characters >= ENOUGH.characters;
    if (value === null || !enough || (value >= POSSIBLE.least && value <= POSSIBLE.most))
      return { unit: documented, guesses: [] };
    const unit = UNITS.find(fits);
    if (!unit) return { unit: documented, guesses: [] };
    return { unit, guesses: [{ code: 'TIME_UNIT_CORRECTED', args: { documented, unit, ...told(unit) } }] };
  }
  const unit = byDuration(stretches, durationSeconds) ?? bySpeed(rate) ?? likely ?? byMagnitude(stretches);
  return { unit, guesses: [{ code: 'TIME_UNIT', args: { unit, ...told(unit) } }] };
}

const isPossibleStretch = ({ start, end, characters }: Stretch, unit: NumberUnit): boolean =>
  start !== null && end !== null && end > start && isPossible(characters, end - start, unit);

function isPossible(characters: number, duration: number, unit: NumberUnit): boolean {
  const perSecond = (characters / duration) * PER_SECOND[unit];
  return characters >= 1 && perSecond >= POSSIBLE.least && perSecond <= POSSIBLE.most;
}

/** The last word ends within the recording, and not in its first fifth. */
function byDuration(stretches: readonly Stretch[], duration: number | undefined): NumberUnit | null {
  if (!duration || duration <= 0) return null;
  let last = 0;
  for (const { start, end } of stretches) last = Math.max(last, end ?? 0, start ?? 0);
  return (
    UNITS.find((unit) => last / PER_SECOND[unit] <= duration * 1.1 && last / PER_SECOND[unit] >= duration / 5) ?? null
  );
}

function bySpeed(rate: (unit: NumberUnit) => number | null): NumberUnit | null {
  let best: NumberUnit | null = null;
  let distance = Number.POSITIVE_INFINITY;
  for (const unit of UNITS) {
    const value = rate(unit);
    if (value === null || value < LIKELY.least / 3 || value > LIKELY.most * 2) continue;
    const away = Math.abs(Math.log(value / LIKELY.usual));
    if (away < distance) [best, distance] = [unit, away];
  }
  return best;
}

/** Fractions are seconds; whole numbers in the thousands are milliseconds. */
function byMagnitude(stretches: readonly Stretch[]): NumberUnit {
  let most = 0;
  for (const { start, end } of stretches) {
    for (const value of [start, end]) if (value !== null && !Number.isInteger(value)) return 's';
    most = Math.max(most, start ?? 0, end ?? 0);
  }
  return most >= 1_000 ? 'ms' : 's';
}
