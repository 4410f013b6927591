import { CLUES, type Clues, type SecondStage } from '../../src/match/second-stage.ts';
import type { Heard } from './utterances.ts';

/**
 * Ordinary talk is far commoner in calls than in the written text, where half of all lines break a phrase; short turns are nearly all ordinary,
 * while a long one, with many sentences, has more room for a fault.
 */
const WEIGHT_OF_HARMLESS = { short: 4, long: 1.5 } as const;
/** Twins, which nearly repeat a violation, are half of what is written and hardly ever said; other talk is what calls are made of. */
const WEIGHT_OF_TWIN = 0.5;
const WEIGHT_OF_OTHER_TALK = 3;

/** For how many stretches of calls one counts: 1 for those that break a phrase. */
export function weightOf({ written, isLong, overlapsCore }: Heard): number {
  if (written.phrase > 0 && overlapsCore) return 1;
  const isNearViolation = written.kind === 'twin' || written.phrase > 0;
  return WEIGHT_OF_HARMLESS[isLong ? 'long' : 'short'] * (isNearViolation ? WEIGHT_OF_TWIN : WEIGHT_OF_OTHER_TALK);
}

const RIDGE = 1;
const ROUNDS = 25;

/**
 * Fits the two logistic regressions by Newton's method on what networks heard in text of writers that they were not trained on.
 * A stretch is right when the utterance breaks the phrase that it names, and it lies on the words that do.
 */
export function fitSecondStage(heard: readonly Heard[]): SecondStage {
  const rows = heard.filter((h) => h.clues !== null);
  return {
    short: regression(rows.filter((h) => !h.isLong)),
    long: regression(rows.filter((h) => h.isLong)),
  };
}

const isRight = (h: Heard): boolean => h.written.phrase > 0 && h.overlapsCore;

function regression(rows: readonly Heard[]): number[] {
  const size = CLUES.length + 1;
  const inputs = rows.map((r) => [1, ...CLUES.map((c) => (r.clues as Clues)[c])]);
  let weights = new Array<number>(size).fill(0);
  for (let round = 0; round < ROUNDS; round += 1) {
    const gradient = new Array<number>(size).fill(0);
    const hessian = Array.from({ length: size }, () => new Array<number>(size).fill(0));
    inputs.forEach((x, i) => {
      const truth = isRight(rows[i]!) ? 1 : 0;
      const importance = weightOf(rows[i]!);
      const p = 1 / (1 + Math.exp(-x.reduce((sum, v, k) => sum + v * weights[k]!, 0)));
      for (let a = 0; a < size; a += 1) {
        gradient[a]! += importance * (truth - p) * x[a]!;
        for (let b = 0; b < size; b += 1) hessian[a]![b]! += importance * p * (1 - p) * x[a]! * x[b]!;
      }
    });
    for (let a = 0; a < size; a += 1) {
      gradient[a]! -= RIDGE * weights[a]!;
      hessian[a]![a]! += RIDGE;
    }
    const step = solve(hessian, gradient);
    weights = weights.map((w, k) => w + step[k]!);
    if (Math.max(...step.map(Math.abs)) < 1e-6) break;
  }
  return weights.map((w) => Math.round(w * 1e5) / 1e5);
}

/** Solves a small system by Gauss's elimination with pivots. */
function solve(matrix: number[][], right: readonly number[]): number[] {
  const n = right.length;
  const rows = matrix.map((row, i) => [...row, right[i]!]);
  for (let c = 0; c < n; c += 1) {
    const pivot = rows
      .slice(c)
      .reduce((best, row, i) => (Math.abs(row[c]!) > Math.abs(rows[best]![c]!) ? i + c : best), c);
    [rows[c], rows[pivot]] = [rows[pivot]!, rows[c]!];
    for (let r = c + 1; r < n; r += 1) {
      const factor = rows[r]![c]! / rows[c]![c]!;
      for (let k = c; k <= n; k += 1) rows[r]![k]! -= factor * rows[c]![k]!;
    }
  }
  const x = new Array<number>(n).fill(0);
  for (let r = n - 1; r >= 0; r -= 1) {
    let sum = rows[r]![n]!;
    for (let k = r + 1; k < n; k += 1) sum -= rows[r]![k]! * x[k]!;
    x[r] = sum / rows[r]![r]!;
  }
  return x;
}
