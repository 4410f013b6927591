import { type Estimate, mean, type Sums, share, standardError, standOut, tails } from './interval.ts';
import type { GroupCount } from './overview.ts';

/** A person or team beside the others, as fairly as the number of calls allows. */
export interface Standing {
  readonly group: GroupCount;
  readonly score: Estimate;
  /** `null` where no call has a score to pass. */
  readonly passed: Estimate | null;
  /** Share of the calls with at least one forbidden phrase. */
  readonly withHits: Estimate;
  /** `null` unless the difference to the mean of the others is more than chance, all comparisons taken together. */
  readonly differs: 'above' | 'below' | null;
}

export interface Standings {
  /** The best first, by the lower end of the interval: a few lucky calls do not lead. */
  readonly ranked: readonly Standing[];
  /** Too few calls to say anything about. */
  readonly tooFew: readonly GroupCount[];
}

/**
 * Compares people or teams by their scores.
 * @param minimum calls with a score below which nobody is ranked
 */
export function standings(groups: readonly GroupCount[], all: Sums, minimum: number): Standings {
  const known = groups.filter((g) => g.key !== '');
  const enough = known.filter((g) => g.score.count >= Math.max(2, minimum));
  const differs = standOut(enough.map((g) => chance(g.score, all)));
  const overall = all.count > 0 ? all.sum / all.count : 0;
  const ranked = enough.map((group, i): Standing => {
    const score = mean(group.score)!;
    return {
      group,
      score,
      passed: share(group.passed, group.score.count),
      withHits: share(group.callsWithHits, group.calls)!,
      differs: differs[i] ? (score.value > overall ? 'above' : 'below') : null,
    };
  });
  ranked.sort(
    (a, b) => b.score.low - a.score.low || b.score.value - a.score.value || (a.group.key < b.group.key ? -1 : 1),
  );
  const tooFew = known.filter((g) => g.score.count < Math.max(2, minimum));
  return { ranked, tooFew };
}

/** Probability that a group lies as far from the calls of all the others by chance alone (Welch). */
function chance(own: Sums, all: Sums): number {
  const others: Sums = { count: all.count - own.count, sum: all.sum - own.sum, squares: all.squares - own.squares };
  const error = standardError(own);
  const errorOfOthers = standardError(others);
  if (error === null || errorOfOthers === null) return 1;
  const difference = own.sum / own.count - others.sum / others.count;
  const spread = Math.hypot(error, errorOfOthers);
  if (spread === 0) return difference === 0 ? 1 : 0;
  return tails(difference / spread);
}
