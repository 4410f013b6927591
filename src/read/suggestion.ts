import { closest, distance } from 'fastest-levenshtein';

/** `{ suggestion }` when a legal value is near enough to the given one to have been meant, `{}` otherwise. */
export function suggestion(given: string, legal: readonly string[]): { readonly suggestion?: string } {
  if (legal.length === 0) return {};
  const best = closest(given, [...legal]);
  return distance(given, best) <= Math.max(2, Math.floor(given.length / 3)) ? { suggestion: best } : {};
}
