import type { Faults } from './faults.ts';

/** An object of parsed JSON, of which nothing is known. */
export type Fields = Readonly<Record<string, unknown>>;

/** Whether a value is an object with names, not a list and not null. */
export const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What a message calls a value: `null`, `array`, or its JavaScript type. */
export const kindOf = (value: unknown): string =>
  value === null ? 'null' : Array.isArray(value) ? 'array' : value === undefined ? 'nothing' : typeof value;

/** The first of an object's values that is there and not null; names of its prototype are not there. */
export function pick(fields: unknown, ...names: readonly string[]): unknown {
  if (!isObject(fields)) return undefined;
  // A file's outer objects have a name or two, and a hundred are asked for.
  const own = names.length > 4 ? Object.keys(fields) : null;
  for (const name of names) {
    if (own && own.length <= 4 && !own.includes(name)) continue;
    const value = fields[name];
    if (value !== undefined && value !== null && Object.hasOwn(fields, name)) return value;
  }
  return undefined;
}

/** The value behind a path of names, `undefined` where the path breaks. */
export function at(fields: unknown, ...path: readonly string[]): unknown {
  let value = fields;
  for (const name of path) value = pick(value, name);
  return value;
}

/** A list, `null` for everything else. */
export const listOf = (value: unknown): readonly unknown[] | null => (Array.isArray(value) ? value : null);

/** A number, or a string that is one; `undefined` for everything else. */
export function numberOf(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  if (typeof value !== 'string' || value.trim() === '') return undefined;
  const number = Number(value);
  return Number.isFinite(number) ? number : undefined;
}

/** Seconds of a value in milliseconds. */
export function secondsOfMs(value: unknown): number | undefined {
  const milliseconds = numberOf(value);
  return milliseconds === undefined ? undefined : milliseconds / 1_000;
}

/** A name or number as text; `undefined` when empty or anything else. */
export function nameOf(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'string') return undefined;
  return value.trim() || undefined;
}

/** How far a list is looked at to recognise it: broken first items do not hide what the rest is. */
const LOOKED_AT = 40;

/** Whether one of the first items of a list is an object for which `test` holds. */
export function someItem(list: unknown, test: (item: Fields) => boolean): boolean {
  if (!Array.isArray(list)) return false;
  for (let i = 0; i < Math.min(list.length, LOOKED_AT); i += 1) if (isObject(list[i]) && test(list[i])) return true;
  return false;
}

/** Whether an object has all these names, whatever their values. */
export const has = (fields: Fields, ...names: readonly string[]): boolean =>
  names.every((name) => Object.hasOwn(fields, name));

/** Calls `use` with each object of a list, the list's path and its place in it; anything else in it is a warning. */
export function eachObject(
  list: unknown,
  where: string,
  faults: Faults,
  use: (item: Fields, where: string, index: number) => void,
): void {
  if (!Array.isArray(list)) return;
  for (let i = 0; i < list.length; i += 1) {
    const item: unknown = list[i];
    if (isObject(item)) use(item, where, i);
    else faults.warn('SEGMENT_SKIPPED', { where: `${where}[${i}]`, expected: 'object', received: kindOf(item) });
  }
}
