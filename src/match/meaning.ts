import type { Utterance } from '../model/normal.ts';
import { KINDS, ORDERS, type Vocabulary } from './features.ts';

/** Phrases that the model tells apart; class 0 is none of them. */
export const CLASSES = 22;

/**
 * The network's weights, as they are computed with: features → hidden (rectified) → classes; features → classes beside it; features → elements,
 * each for itself.
 */
export interface Weights {
  readonly hidden: number;
  /** Ids of the elements that the network hears. */
  readonly elements: readonly string[];
  readonly vocabulary: Vocabulary;
  /** `vocabulary × (hidden + CLASSES + elements)`: a feature's part of the hidden layer, of the linear scores, of the elements' scores. */
  readonly embedding: Int8Array;
  /** What one step of a column of `embedding` is worth. */
  readonly scale: Float32Array;
  readonly hiddenBias: Float32Array;
  /** `hidden × CLASSES` */
  readonly output: Float32Array;
  readonly outputBias: Float32Array;
  readonly linearBias: Float32Array;
  readonly elementBias: Float32Array;
}

/** How likely each class is for one window of an utterance: characters `start` to `end`, exclusive. */
export interface Reading {
  readonly start: number;
  readonly end: number;
  /** `CLASSES` probabilities that sum to 1. */
  readonly probabilities: Float32Array;
  /** Probability of any phrase that all parts of the model concede: where they differ, they guess. */
  readonly agreed: number;
  /** For each of the model's elements the probability that the window says it; empty where a model hears none. */
  readonly elements: Float32Array;
}

/** What hears meaning. The project's own network is one; a sentence-embedding model that the user brings can be another. */
export interface MeaningModel {
  readonly name: string;
  /** Ids of the elements that it hears, in the order of `Reading.elements`. */
  readonly elements: readonly string[];
  /** Readings of windows of one utterance, in their order. */
  read(utterance: Utterance, windows: readonly (readonly [start: number, end: number])[]): Reading[];
}

function softmaxInto(scores: Float32Array, into: Float32Array): void {
  let most = Number.NEGATIVE_INFINITY;
  for (const s of scores) if (s > most) most = s;
  let sum = 0;
  for (let c = 0; c < CLASSES; c += 1) {
    const e = Math.exp(scores[c]! - most);
    into[c]! += e;
    sum += e;
  }
  for (let c = 0; c < CLASSES; c += 1) into[c]! /= sum;
}

/**
 * The network on plain typed arrays. A window's sums are differences of running totals, so that a long turn is read once however
 * many windows it is cut into.
 */
export class PlainNetwork implements MeaningModel {
  readonly name = 'plain';
  readonly elements: readonly string[];
  readonly #weights: Weights;
  readonly #width: number;
  #totals = new Float32Array(0);

  constructor(weights: Weights) {
    this.#weights = weights;
    this.elements = weights.elements;
    this.#width = weights.hidden + CLASSES + weights.elements.length;
  }

  read(utterance: Utterance, windows: readonly (readonly [number, number])[]): Reading[] {
    const n = utterance.text.length;
    this.#addUp(this.#weights.vocabulary.rowsOf(utterance), n);
    return windows.map(([start, end]) => ({ start, end, ...this.#window(start, end, n) }));
  }

  /** Running totals for each feature length: `#totals[order][i]` sums the features of that length that begin before character i. */
  #addUp(features: Int32Array, n: number): void {
    const width = this.#width;
    const rows = n + 1;
    const size = ORDERS * rows * width;
    if (this.#totals.length < size) this.#totals = new Float32Array(size);
    const totals = this.#totals;
    const { embedding } = this.#weights;
    for (let order = 0; order < ORDERS; order += 1) {
      const base = order * rows * width;
      totals.fill(0, base, base + width);
      for (let i = 0; i < n; i += 1) {
        const from = base + i * width;
        const to = from + width;
        totals.copyWithin(to, from, to);
        for (let k = order; k < KINDS; k += ORDERS) {
          const row = features[i * KINDS + k]!;
          if (row < 0) continue;
          const at = row * width;
          for (let c = 0; c < width; c += 1) totals[to + c]! += embedding[at + c]!;
        }
      }
    }
  }

  #window(start: number, end: number, n: number): Omit<Reading, 'start' | 'end'> {
    const { hidden, scale, hiddenBias, output, outputBias, linearBias, elementBias } = this.#weights;
    const width = this.#width;
    const rows = n + 1;
    const sums = new Float32Array(width);
    let count = 0;
    for (let order = 0; order < ORDERS; order += 1) {
      const last = end - order;
      if (last <= start) break;
      count += 2 * (last - start);
      const a = (order * rows + start) * width;
      const b = (order * rows + last) * width;
      for (let c = 0; c < width; c += 1) sums[c]! += this.#totals[b + c]! - this.#totals[a + c]!;
    }
    const norm = 1 / Math.sqrt(Math.max(1, count));
    const scores = Float32Array.from(outputBias);
    for (let h = 0; h < hidden; h += 1) {
      const value = sums[h]! * scale[h]! * norm + hiddenBias[h]!;
      if (value <= 0) continue;
      const row = h * CLASSES;
      for (let c = 0; c < CLASSES; c += 1) scores[c]! += value * output[row + c]!;
    }
    const linear = new Float32Array(CLASSES);
    for (let c = 0; c < CLASSES; c += 1) linear[c] = sums[hidden + c]! * scale[hidden + c]! * norm + linearBias[c]!;
    const probabilities = new Float32Array(CLASSES);
    softmaxInto(scores, probabilities);
    const second = new Float32Array(CLASSES);
    softmaxInto(linear, second);
    const agreed = 1 - Math.max(probabilities[0]!, second[0]!);
    for (let c = 0; c < CLASSES; c += 1) probabilities[c] = (probabilities[c]! + second[c]!) / 2;
    const elements = new Float32Array(elementBias.length);
    const first = hidden + CLASSES;
    for (let e = 0; e < elements.length; e += 1)
      elements[e] = 1 / (1 + Math.exp(-(sums[first + e]! * scale[first + e]! * norm + elementBias[e]!)));
    return { probabilities, agreed, elements };
  }
}
