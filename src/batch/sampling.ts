import type { CallRow } from '../report/call-row.ts';

export type SampleBy = 'agent' | 'score' | 'phrase' | 'confidence';

/** Part of the calls from which a fixed number is drawn. */
export interface Stratum {
  readonly stratum: string;
  readonly calls: number;
  readonly drawn: number;
  /** With which any of its calls is drawn: its inverse weighs the call in an estimate for the whole. */
  readonly probability: number;
}

const BANDS = { score: [60, 70, 80, 90], confidence: [0.6, 0.8, 0.9] } as const;
/** Doubtful verdicts are worth a listener's time more than sure ones: from the least sure band to the surest. */
const CONFIDENCE_WEIGHTS = [4, 3, 2, 1];

function band(value: number, limits: readonly number[]): string {
  const at = limits.findIndex((limit) => value < limit);
  const from = at === 0 ? null : limits[(at < 0 ? limits.length : at) - 1];
  return at < 0 ? `≥${from}` : from === null ? `<${limits[0]}` : `${from}–${limits[at]}`;
}

/**
 * The stratum of a call.
 * @param frequency how many calls have each phrase: a call with several stands for its rarest, which would else never be drawn
 */
export function stratumOf(row: CallRow, by: SampleBy, frequency: ReadonlyMap<number, number>): string {
  switch (by) {
    case 'agent':
      return row.agent ?? '-';
    case 'score':
      return row.percent === null ? '-' : band(row.percent, BANDS.score);
    case 'confidence':
      return band(row.sureness, BANDS.confidence);
    case 'phrase': {
      const rarest = [...new Set(row.violations.map((v) => v.phrase))].sort(
        (a, b) => (frequency.get(a) ?? 0) - (frequency.get(b) ?? 0) || a - b,
      )[0];
      return rarest === undefined ? '-' : `#${rarest}`;
    }
  }
}

/**
 * Shares out a number of draws: equally (by confidence: more to the doubtful), and what a small stratum cannot give goes to the others.
 * @param sizes calls of each stratum
 * @param order which of two equal strata gets the odd one: a number from the seed, so that it is not always the first
 */
export function allocate(
  sizes: ReadonlyMap<string, number>,
  draws: number,
  by: SampleBy,
  order: (stratum: string) => number,
): Map<string, number> {
  const weight = (stratum: string): number => {
    if (by !== 'confidence') return 1;
    const at = BANDS.confidence.findIndex((limit) => stratum === band(limit - 1e-9, BANDS.confidence));
    return CONFIDENCE_WEIGHTS[at < 0 ? CONFIDENCE_WEIGHTS.length - 1 : at]!;
  };
  const given = new Map([...sizes.keys()].map((s) => [s, 0]));
  let left = Math.min(
    draws,
    [...sizes.values()].reduce((a, b) => a + b, 0),
  );
  let open = [...sizes.keys()].filter((s) => sizes.get(s)! > 0);
  while (left > 0) {
    const total = open.reduce((sum, s) => sum + weight(s), 0);
    const shares = open.map((s) => ({
      s,
      share: Math.min(sizes.get(s)! - given.get(s)!, Math.floor((left * weight(s)) / total)),
    }));
    const sum = shares.reduce((n, x) => n + x.share, 0);
    if (sum === 0) {
      // Fewer draws than strata: one each, the heaviest first, among equals as the seed has it.
      const next = [...open].sort((a, b) => weight(b) - weight(a) || order(a) - order(b)).slice(0, left);
      for (const s of next) given.set(s, given.get(s)! + 1);
      left -= next.length;
    } else {
      for (const { s, share } of shares) given.set(s, given.get(s)! + share);
      left -= sum;
    }
    open = open.filter((s) => given.get(s)! < sizes.get(s)!);
  }
  return given;
}

/** Keeps the calls with the smallest numbers, at most `most`. */
export class Smallest<T> {
  readonly #most: number;
  #held: { readonly number: number; readonly value: T }[] = [];

  constructor(most: number) {
    this.#most = most;
  }

  offer(number: number, value: T): void {
    this.#held.push({ number, value });
    if (this.#held.length > 2 * this.#most + 16) this.#cut();
  }

  /** In the order of their numbers. */
  kept(): readonly { readonly number: number; readonly value: T }[] {
    this.#cut();
    return this.#held;
  }

  #cut(): void {
    this.#held.sort((a, b) => a.number - b.number);
    this.#held.length = Math.min(this.#held.length, this.#most);
  }
}
