import type { CallRow } from '../report/call-row.ts';

/** Calls of either end that the page shows with their words. */
export const MOST_EXTREMES = 12;

/** What the order of calls rests on. */
export type Rankable = Pick<CallRow, 'percent' | 'possible' | 'violations'>;

const hits = (row: Rankable): number => row.violations.reduce((n, v) => n + (v.status === 'hit' ? 1 : 0), 0);

/** Negative when `a` is the worse call: fewer points, then more phrases, then more that applied. */
export const byWorst = (a: Rankable, b: Rankable): number =>
  a.percent! - b.percent! || hits(b) - hits(a) || b.possible - a.possible;

/** Negative when `a` is the better call: more points, then fewer phrases, then more that applied. */
export const byBest = (a: Rankable, b: Rankable): number =>
  b.percent! - a.percent! || a.violations.length - b.violations.length || b.possible - a.possible;

/** Keeps the worst and the best of the calls offered so far; of equals the earlier one. What it keeps depends on their order alone. */
export class Extremes<T extends Rankable> {
  readonly worst: T[] = [];
  readonly best: T[] = [];

  /** @returns whether the call is among the kept ones now */
  offer(row: T): boolean {
    if (row.percent === null || row.possible === 0) return false;
    const low = keep(this.worst, row, byWorst);
    // A flawless call shows nothing about what goes wrong, and the other way round: with few calls one can be both.
    const high = keep(this.best, row, byBest);
    return low || high;
  }
}

function keep<T>(kept: T[], row: T, order: (a: T, b: T) => number): boolean {
  if (kept.length >= MOST_EXTREMES && order(row, kept.at(-1)!) >= 0) return false;
  let at = kept.length;
  while (at > 0 && order(row, kept[at - 1]!) < 0) at -= 1;
  kept.splice(at, 0, row);
  if (kept.length > MOST_EXTREMES) kept.pop();
  return true;
}
