import type { GroupCount } from '../../report/overview.ts';
import { UNSCORED } from './block.ts';

/** Sums of a person or a day stand side by side, so that a call touches one place in memory: tenths, so that nothing is rounded. */
const SUMS = { calls: 0, passed: 1, scored: 2, sum: 3, squares: 4, hits: 5, suspected: 6, withHits: 7 } as const;
/** Places that the sums of one take. */
export const STRIDE = 8;

/** What several terms come to together, as reports have it. */
export function groupOf(
  sums: Float64Array,
  at: readonly number[],
  key: string,
  name: string | null,
  team: string | null,
): GroupCount {
  const total = (sum: keyof typeof SUMS) => {
    let n = 0;
    for (const i of at) n += sums[i * STRIDE + SUMS[sum]]!;
    return n;
  };
  return {
    key,
    name,
    team,
    calls: total('calls'),
    passed: total('passed'),
    score: { count: total('scored'), sum: total('sum') / 10, squares: total('squares') / 100 },
    hits: total('hits'),
    suspected: total('suspected'),
    callsWithHits: total('withHits'),
    applied: [],
    failed: [],
    phrases: new Map(),
  };
}

/** Adds a call to the sums of somebody or a day, or takes it away. @param at where they begin */
export function addTo(
  sums: Float64Array,
  at: number,
  points: number,
  flag: number,
  hits: number,
  suspected: number,
  sign: 1 | -1,
): void {
  sums[at]! += sign;
  if ((flag & 3) === 2) sums[at + SUMS.passed]! += sign;
  if (points !== UNSCORED) {
    sums[at + SUMS.scored]! += sign;
    sums[at + SUMS.sum]! += sign * points;
    sums[at + SUMS.squares]! += sign * points * points;
  }
  if (hits > 0) {
    sums[at + SUMS.hits]! += sign * hits;
    sums[at + SUMS.withHits]! += sign;
  }
  if (suspected > 0) sums[at + SUMS.suspected]! += sign * suspected;
}
