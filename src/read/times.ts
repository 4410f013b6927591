import type { TimeUnit } from '../model/transcript.ts';

/** Units that a bare number can be in. */
export type NumberUnit = Extract<TimeUnit, 'ms' | 's' | '100ns'>;
export const PER_SECOND: Readonly<Record<NumberUnit, number>> = { ms: 1_000, s: 1, '100ns': 10_000_000 };

/** A time as it stands in a file. A bare number does not say its unit; the others are seconds already. */
export interface RawTime {
  readonly unit: Exclude<TimeUnit, NumberUnit> | 'number';
  readonly value: number;
}

/** No clock has 60 minutes beside hours, or 60 seconds. */
const CLOCK = /^(?:(\d{1,4}):(?=[0-5]?\d:))?(\d{1,4}):([0-5]?\d(?:[.,]\d{1,9})?)$/;
const ISO_DURATION = /^P(?:(\d{1,6})D)?(?:T(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,12}(?:\.\d{1,9})?)S)?)?$/;
const WITH_UNIT = /^(\d{1,12}(?:\.\d{1,9})?)\s?(ms|毫秒|s|秒)$/i;
const WALL_CLOCK =
  /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?[T\s]\s?(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s?(?:Z|[+-]\d{2}:?\d{2})?$/;
const DIGITS_CLOCK = /^(20\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})$/;

/**
 * Reads one time: a number, digits in a string, `00:01:02,500`, `0:0.020`, `PT1M2.5S`, `2026-06-03 09:30:00`.
 * @returns `null` where there is none (nothing, null, an empty string), `undefined` for what cannot be read
 */
export function readTime(value: unknown): RawTime | null | undefined {
  if (value === undefined || value === null) return null;
  if (typeof value === 'number') return Number.isFinite(value) ? { unit: 'number', value } : undefined;
  if (typeof value !== 'string' || value.length > 40) return undefined;
  const text = value.trim();
  if (text === '') return null;
  const clock = CLOCK.exec(text);
  if (clock) return { unit: 'clock', value: clockSeconds(clock) };
  const digits = DIGITS_CLOCK.exec(text);
  if (digits) return { unit: 'wall-clock', value: wallSeconds(digits) };
  const number = Number(text);
  if (Number.isFinite(number)) return { unit: 'number', value: number };
  const measured = WITH_UNIT.exec(text);
  if (measured)
    return { unit: 'clock', value: Number(measured[1]) / (/^(?:ms|毫秒)$/i.test(measured[2]!) ? PER_SECOND.ms : 1) };
  const iso = ISO_DURATION.exec(text);
  if (iso) return { unit: 'iso8601', value: isoSeconds(iso) };
  const wall = WALL_CLOCK.exec(text);
  return wall ? { unit: 'wall-clock', value: wallSeconds(wall) } : undefined;
}

/** Seconds of `00:01:02,500` or `1:02`; `null` for anything else. */
export function secondsOfClock(text: string): number | null {
  const clock = CLOCK.exec(text.trim());
  return clock ? clockSeconds(clock) : null;
}

/** Seconds of an ISO 8601 duration (`PT2M8.6S`); `undefined` for anything else. */
export function secondsOfIso(value: unknown): number | undefined {
  const iso = typeof value === 'string' && value.length <= 40 ? ISO_DURATION.exec(value) : null;
  return iso ? isoSeconds(iso) : undefined;
}

const clockSeconds = ([, hours, minutes, seconds]: RegExpExecArray): number =>
  // Thousandths, so that 62.5 does not become 62.49999.
  Math.round((Number(hours ?? 0) * 3_600 + Number(minutes) * 60 + Number(seconds!.replace(',', '.'))) * 1e6) / 1e6;

const isoSeconds = ([, days, hours, minutes, seconds]: RegExpExecArray): number =>
  Number(days ?? 0) * 86_400 + Number(hours ?? 0) * 3_600 + Number(minutes ?? 0) * 60 + Number(seconds ?? 0);

/** Only differences of these are used, so the time zone does not matter. */
const wallSeconds = ([, year, month, day, hour, minute, second, fraction]: RegExpExecArray): number =>
  Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second ?? 0)) / 1_000 +
  Number(`0.${fraction ?? 0}`);
