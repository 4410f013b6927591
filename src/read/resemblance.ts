import { distance } from 'fastest-levenshtein';
import type { Problem } from '../model/problem.ts';
import { isObject } from './fields.ts';
import { JSON_FORMATS } from './formats/index.ts';
import { parsedString } from './parsed-string.ts';

const MOST_NODES = 3_000;
const DEEPEST = 12;
const LIKE_NAMES = 3;

/** Names of all keys near the root, each once, in the order of the file. */
function keysIn(data: unknown): string[] {
  const keys = new Set<string>();
  const queue: { value: unknown; depth: number }[] = [{ value: data, depth: 0 }];
  for (let i = 0; i < queue.length && i < MOST_NODES; i += 1) {
    const { value, depth } = queue[i]!;
    const unpacked = parsedString(value);
    if (depth === DEEPEST || typeof unpacked !== 'object' || unpacked === null) continue;
    const children = isObject(unpacked)
      ? Object.entries(unpacked).slice(0, 100)
      : (unpacked as unknown[]).slice(0, 5).map((item) => [null, item] as const);
    for (const [name, child] of children) {
      if (name !== null) keys.add(name.slice(0, 60));
      if (typeof child === 'object' || typeof child === 'string') queue.push({ value: child, depth: depth + 1 });
    }
  }
  return [...keys];
}

const folded = (name: string): string => name.toLowerCase().replace(/[_-]/g, '');

/**
 * What an unknown shape is like: the formats that share the most keys with it, and the keys of the nearest one that it lacks. A key that is
 * nearly written like one is named beside it.
 */
export function resemblance(data: unknown): Problem['args'] {
  const keys = keysIn(data);
  const there = new Set(keys.map(folded));
  const ranked = JSON_FORMATS.map((format) => {
    const has = format.keys.filter((key) => there.has(folded(key)));
    return { format, share: has.length / format.keys.length, has: has.length };
  })
    .filter(({ has }) => has > 0)
    .sort((a, b) => b.share - a.share);
  const nearest = ranked[0]?.format ?? JSON_FORMATS[0]!;
  const missing = nearest.keys
    .filter((key) => !there.has(folded(key)))
    .map((key) => {
      const written = keys.find((k) => k.length < 40 && key.length > 3 && distance(folded(k), folded(key)) <= 2);
      return written === undefined ? key : `${key} (${written}?)`;
    });
  return {
    keys: keys.slice(0, 12).join(', '),
    resembles: ranked
      .slice(0, LIKE_NAMES)
      .map(({ format }) => format.id)
      .join(', '),
    nearest: nearest.id,
    missing: missing.join(', '),
  };
}

/** How deep data is nested, counted up to `most`. */
export function depthOf(data: unknown, most: number): number {
  let level: unknown[] = [data];
  for (let depth = 0; depth < most; depth += 1) {
    const next: unknown[] = [];
    for (const value of level)
      if (typeof value === 'object' && value !== null)
        for (const child of Object.values(value)) {
          if (typeof child === 'object' && child !== null) next.push(child);
          if (next.length > MOST_NODES) break;
        }
    if (next.length === 0) return depth;
    level = next;
  }
  return most;
}
