import { studentT } from '../verify/intervals.ts';

/** A value with the interval that holds the true one nineteen times in twenty. */
export interface Estimate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

const Z = 1.959964;

/**
 * A share and its 95 % interval after Wilson (Journal of the American Statistical Association 22, 1927), which stays within 0 to 1 and
 * is right for few cases as well.
 * @returns `null` for no cases
 */
export function share(count: number, of: number): Estimate | null {
  if (of === 0) return null;
  const p = count / of;
  const centre = p + (Z * Z) / (2 * of);
  const spread = Z * Math.sqrt((p * (1 - p)) / of + (Z * Z) / (4 * of * of));
  const scale = 1 + (Z * Z) / of;
  // Nothing of none, or all of all: the bound is that very value, which rounding would miss by a hair.
  const low = count === 0 ? 0 : (centre - spread) / scale;
  const high = count === of ? 1 : (centre + spread) / scale;
  return { value: p, low, high };
}

/** Sums from which a mean and its spread come. */
export interface Sums {
  readonly count: number;
  readonly sum: number;
  readonly squares: number;
}

/** Standard error of the mean; `null` for fewer than two values. */
export function standardError({ count, sum, squares }: Sums): number | null {
  if (count < 2) return null;
  const variance = Math.max(0, (squares - (sum * sum) / count) / (count - 1));
  return Math.sqrt(variance / count);
}

/** Mean of scores (0 to 100) with its 95 % interval, kept within 0 to 100; for a single value the interval is everything. `null` for none. */
export function mean(sums: Sums): Estimate | null {
  if (sums.count === 0) return null;
  const value = sums.sum / sums.count;
  const error = standardError(sums);
  if (error === null) return { value, low: 0, high: 100 };
  const reach = error * studentT(sums.count - 1);
  return { value, low: Math.max(0, value - reach), high: Math.min(100, value + reach) };
}

/** Probability of a standard normal value at least this far from 0, both sides (Abramowitz and Stegun 26.2.17, error below 1e-7). */
export function tails(z: number): number {
  const x = Math.abs(z);
  const t = 1 / (1 + 0.2316419 * x);
  const poly = t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return Math.min(1, (2 * poly * Math.exp((-x * x) / 2)) / Math.sqrt(2 * Math.PI));
}

/**
 * Which of many comparisons stand out, so that at most one in twenty of those named is named by chance (Benjamini and Hochberg 1995).
 * Among a thousand people fifty would lie outside their 95 % interval with nothing wrong at all.
 * @param chances probability of each by chance alone
 */
export function standOut(chances: readonly number[], rate = 0.05): boolean[] {
  const order = chances.map((p, i) => ({ p, i })).sort((a, b) => a.p - b.p);
  let last = -1;
  order.forEach(({ p }, rank) => {
    if (p <= (rate * (rank + 1)) / order.length) last = rank;
  });
  const out = chances.map(() => false);
  for (const { i } of order.slice(0, last + 1)) out[i] = true;
  return out;
}
