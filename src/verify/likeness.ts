import { hashesOf } from '../match/features.ts';
import { CLASSES, type Weights } from '../match/meaning.ts';
import type { Utterance } from '../model/normal.ts';

/** Likeness of an utterance with each of those that it is held against, in their order, each between 0 and 1. */
export type Alike = (said: Utterance) => Float32Array;
/** A way of likeness, made ready for the utterances that others are held against. */
export type Likeness = (others: readonly Utterance[]) => Alike;

const BUCKETS = 1 << 15;

const bucketsOf = (utterance: Utterance): Int32Array =>
  hashesOf(utterance)
    .filter((hash) => hash >= 0)
    .map((hash) => hash & (BUCKETS - 1));

/**
 * Likeness by the hashed characters and sounds, one to three in a row, each weighed by how seldom it is among the others: cosine of TF-IDF
 * vectors (Spärck Jones 1972).
 */
export const byWords: Likeness = (others) => {
  const rows = others.map(bucketsOf);
  const weights = new Float32Array(BUCKETS);
  for (const row of rows) for (const bucket of new Set(row)) weights[bucket]! += 1;
  for (let b = 0; b < BUCKETS; b += 1) weights[b] = Math.log((1 + rows.length) / (1 + weights[b]!)) + 0.1;
  const lengths = rows.map((row) => lengthOf(row, weights));
  const wanted = new Float32Array(BUCKETS);
  return (said) => {
    const buckets = bucketsOf(said);
    const length = lengthOf(buckets, weights);
    wanted.fill(0);
    for (const bucket of buckets) wanted[bucket]! += weights[bucket]! * weights[bucket]!;
    return Float32Array.from(rows, (row, i) => {
      let dot = 0;
      for (const bucket of row) dot += wanted[bucket]!;
      return length * lengths[i]! > 0 ? dot / (length * lengths[i]!) : 0;
    });
  };
};

/** Length of the TF-IDF vector of a row of buckets. */
function lengthOf(row: Int32Array, weights: Float32Array): number {
  const sorted = row.slice().sort();
  let square = 0;
  for (let i = 0; i < sorted.length; ) {
    let next = i + 1;
    while (next < sorted.length && sorted[next] === sorted[i]) next += 1;
    square += ((next - i) * weights[sorted[i]!]!) ** 2;
    i = next;
  }
  return Math.sqrt(square);
}

/**
 * Likeness by what the network makes of the utterances: cosine of its hidden layer, which holds phrases together that are said in other
 * words; half of it by the words themselves, since utterances of one phrase stand close together there.
 */
export const byMeaning =
  (weights: Weights): Likeness =>
  (others) => {
    const words = byWords(others);
    const vectors = others.map((other) => hiddenOf(weights, other));
    return (said) => {
      const wanted = hiddenOf(weights, said);
      return words(said).map((share, i) => (share + cosine(wanted, vectors[i]!)) / 2);
    };
  };

/** The network's hidden layer for a whole utterance: rectified, so that no cosine is below 0. */
function hiddenOf(
  { hidden, elements, vocabulary, embedding, scale, hiddenBias }: Weights,
  utterance: Utterance,
): Float32Array {
  const rows = vocabulary.rowsOf(utterance).filter((row) => row >= 0);
  const width = hidden + CLASSES + elements.length;
  const sums = new Float32Array(hidden);
  for (const row of rows) for (let h = 0; h < hidden; h += 1) sums[h]! += embedding[row * width + h]!;
  const norm = 1 / Math.sqrt(Math.max(1, rows.length));
  for (let h = 0; h < hidden; h += 1) sums[h] = Math.max(0, sums[h]! * scale[h]! * norm + hiddenBias[h]!);
  return sums;
}

function cosine(a: Float32Array, b: Float32Array): number {
  let [dot, left, right] = [0, 0, 0];
  for (let i = 0; i < a.length; i += 1) {
    dot += a[i]! * b[i]!;
    left += a[i]! * a[i]!;
    right += b[i]! * b[i]!;
  }
  return left === 0 || right === 0 ? 0 : dot / Math.sqrt(left * right);
}
