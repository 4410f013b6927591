import { isEpochMilliseconds, isEpochSeconds } from './time-unit.ts';

const DATE =
  /^(\d{4})\s?[-/.年]\s?(\d{1,2})\s?[-/.月]\s?(\d{1,2})\s?日?(?:[T\s]\s?(\d{1,2}):(\d{1,2})(?::(\d{1,2}))?(?:[.,]\d{1,9})?\s?(Z|[+-]\d{2}:?\d{2})?)?$/i;
const DIGITS = /^(20\d{2}|19\d{2})(\d{2})(\d{2})(?:[\sT_-]?(\d{2})(\d{2})(\d{2})?)?$/;

/**
 * A date as files write it (`2026/6/3 9:30`, `2026年6月3日`, `20260603093000`, seconds or milliseconds from 1970) in ISO 8601.
 * @returns `undefined` where there is none, `null` for what is no date or does not exist (February 30th)
 */
export function isoDate(value: unknown): string | null | undefined {
  if (value === undefined || value === null || value === '') return undefined;
  const number = typeof value === 'number' ? value : /^\d{10}(?:\d{3})?$/.test(String(value)) ? Number(value) : null;
  if (number !== null) {
    if (isEpochMilliseconds(number)) return instant(number);
    if (isEpochSeconds(number)) return instant(number * 1_000);
    return String(number).length === 8 ? isoDate(String(number)) : null;
  }
  if (typeof value !== 'string' || value.length > 40) return null;
  const text = value.trim();
  if (text === '') return undefined;
  const parts = DATE.exec(text) ?? DIGITS.exec(text);
  if (!parts) return null;
  const [year, month, day] = [Number(parts[1]), Number(parts[2]), Number(parts[3])];
  const date = new Date(Date.UTC(year, month - 1, day));
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day || year < 1900) return null;
  const iso = `${parts[1]}-${two(month)}-${two(day)}`;
  if (parts[4] === undefined) return iso;
  const [hour, minute, second] = [Number(parts[4]), Number(parts[5]), Number(parts[6] ?? 0)];
  if (hour > 24 || minute > 59 || second > 60) return null;
  return `${iso}T${two(hour)}:${two(minute)}:${two(second)}${parts[7]?.toUpperCase() ?? ''}`;
}

const two = (n: number): string => String(n).padStart(2, '0');
const instant = (milliseconds: number): string => `${new Date(milliseconds).toISOString().slice(0, 19)}Z`;
