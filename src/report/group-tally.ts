import type { CallRow } from './call-row.ts';
import type { Sums } from './interval.ts';

/** What the calls of a day, a person or a team add up to. */
export interface GroupCount {
  /** Day, staff number or name, team. */
  readonly key: string;
  readonly name: string | null;
  readonly team: string | null;
  readonly calls: number;
  readonly passed: number;
  /** Of the percentages; `count` are the calls that have one. */
  readonly score: Sums;
  readonly hits: number;
  readonly suspected: number;
  readonly callsWithHits: number;
  /** For each element of the pack: how often it applied, and how often it was missed or half said. */
  readonly applied: readonly number[];
  readonly failed: readonly number[];
  /** Hits by phrase number. */
  readonly phrases: ReadonlyMap<number, number>;
}

/** Adds up the calls of one group. */
export class GroupTally {
  calls = 0;
  passed = 0;
  score = { count: 0, sum: 0, squares: 0 };
  hits = 0;
  suspected = 0;
  callsWithHits = 0;
  readonly applied: number[];
  readonly failed: number[];
  readonly phrases = new Map<number, number>();

  constructor(
    readonly key: string,
    public name: string | null,
    public team: string | null,
    elements: number,
  ) {
    this.applied = new Array<number>(elements).fill(0);
    this.failed = new Array<number>(elements).fill(0);
  }

  add(row: CallRow): void {
    this.calls += 1;
    if (row.passed) this.passed += 1;
    if (row.percent !== null) {
      this.score.count += 1;
      this.score.sum += row.percent;
      this.score.squares += row.percent * row.percent;
    }
    let hits = 0;
    for (const v of row.violations) {
      if (v.status === 'hit') {
        hits += 1;
        this.phrases.set(v.phrase, (this.phrases.get(v.phrase) ?? 0) + 1);
      } else this.suspected += 1;
    }
    this.hits += hits;
    if (hits > 0) this.callsWithHits += 1;
    for (let i = 0; i < row.outcomes.length; i += 1) {
      const letter = row.outcomes[i];
      if (letter === 'm' || letter === 'p' || letter === 'x') {
        this.applied[i]! += 1;
        if (letter !== 'm') this.failed[i]! += 1;
      }
    }
  }
}
