import type { Utterance } from '../model/normal.ts';
import { BY_SPAN, KINDS } from './features.ts';
import {
  askedOf,
  CLASSES,
  contextOf,
  featuresWithin,
  type MeaningModel,
  normOf,
  type Reading,
  type Weights,
  widthOf,
} from './meaning.ts';

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
  #totals = new Int32Array(0);
  readonly #sums: Int32Array;
  /** What the customer's words add to the scores of classes. */
  readonly #asked = new Float32Array(CLASSES);

  constructor(weights: Weights) {
    this.#weights = weights;
    this.elements = weights.elements;
    this.#width = widthOf(weights);
    this.#sums = new Int32Array(this.#width);
  }

  read(
    utterance: Utterance,
    windows: readonly (readonly [number, number])[],
    asked: Utterance | null = null,
  ): Reading[] {
    const n = utterance.text.length;
    this.#hearAsked(asked);
    const features = this.#weights.vocabulary.rowsOf(utterance);
    if (windows.length === 1 && windows[0]![0] === 0 && windows[0]![1] === n) {
      this.#addAll(features);
      return [{ start: 0, end: n, ...this.#told(featuresWithin(0, n), 0) }];
    }
    this.#addUp(features, n);
    return windows.map(([start, end]) => ({ start, end, ...this.#window(start, end, n) }));
  }

  #hearAsked(utterance: Utterance | null): void {
    const { embedding, asked, scale, askedBias, askedOutput, vocabulary } = this.#weights;
    const told = this.#asked.fill(0);
    if (!utterance || utterance.text.length === 0) return;
    const [start, end] = askedOf(utterance);
    const features = vocabulary.rowsOf(utterance);
    const sums = this.#sums.fill(0);
    const first = this.#width - asked;
    for (let span = 0; span < BY_SPAN.length; span += 1)
      for (const k of BY_SPAN[span]!)
        for (let i = start; i + span < end; i += 1) {
          const row = features[i * KINDS + k]!;
          if (row < 0) continue;
          const at = row * this.#width;
          for (let c = first; c < this.#width; c += 1) sums[c]! += embedding[at + c]!;
        }
    addRectified(told, sums, scale, first, normOf(featuresWithin(start, end)), askedBias, askedOutput);
  }

  /** Sums of a whole utterance: running totals would be of no further use, and nothing stands around it. */
  #addAll(features: Int32Array): void {
    const { embedding, context, asked } = this.#weights;
    const sums = this.#sums.fill(0);
    const width = this.#width;
    const columns = width - context - asked;
    for (const row of features) {
      if (row < 0) continue;
      const at = row * width;
      for (let c = 0; c < columns; c += 1) sums[c]! += embedding[at + c]!;
    }
  }

  /** Running totals for each span: `#totals[span][i]` sums the features of that span that begin before character i. */
  #addUp(features: Int32Array, n: number): void {
    const width = this.#width;
    const rows = n + 1;
    const size = BY_SPAN.length * rows * width;
    if (this.#totals.length < size) this.#totals = new Int32Array(size);
    const totals = this.#totals;
    const { embedding, asked } = this.#weights;
    const heard = width - asked;
    for (let span = 0; span < BY_SPAN.length; span += 1) {
      const kinds = BY_SPAN[span]!;
      const base = span * rows * width;
      totals.fill(0, base, base + width);
      for (let i = 0; i < n; i += 1) {
        const from = base + i * width;
        const to = from + width;
        totals.copyWithin(to, from, to);
        for (const k of kinds) {
          const row = features[i * KINDS + k]!;
          if (row < 0) continue;
          const at = row * width;
          for (let c = 0; c < heard; c += 1) totals[to + c]! += embedding[at + c]!;
        }
      }
    }
  }

  /** Adds the totals of a stretch to columns `first` to `last` of the sums. */
  #addStretch(start: number, end: number, n: number, first: number, last: number): void {
    for (let span = 0; span < BY_SPAN.length && end - span > start; span += 1) {
      const base = span * (n + 1);
      const a = (base + start) * this.#width;
      const b = (base + end - span) * this.#width;
      for (let c = first; c < last; c += 1) this.#sums[c]! += this.#totals[b + c]! - this.#totals[a + c]!;
    }
  }

  #window(start: number, end: number, n: number): Omit<Reading, 'start' | 'end'> {
    this.#sums.fill(0);
    const heard = this.#width - this.#weights.asked;
    const own = heard - this.#weights.context;
    this.#addStretch(start, end, n, 0, own);
    let around = 0;
    for (const [from, to] of contextOf(start, end, n)) {
      this.#addStretch(from, to, n, own, heard);
      around += featuresWithin(from, to);
    }
    return this.#told(featuresWithin(start, end), around);
  }

  /** What the sums tell, of so many features in the window and around it. */
  #told(within: number, around: number): Omit<Reading, 'start' | 'end'> {
    const { hidden, context, asked, scale, hiddenBias, output, outputBias, linearBias, elementBias } = this.#weights;
    const { contextBias, contextOutput } = this.#weights;
    const sums = this.#sums;
    const norm = normOf(within);
    const scores = Float32Array.from(outputBias);
    addRectified(scores, sums, scale, 0, norm, hiddenBias, output);
    const linear = new Float32Array(CLASSES);
    for (let c = 0; c < CLASSES; c += 1) linear[c] = sums[hidden + c]! * scale[hidden + c]! * norm + linearBias[c]!;
    for (const told of [scores, linear]) {
      addRectified(told, sums, scale, this.#width - asked - context, normOf(around), contextBias, contextOutput);
      for (let c = 0; c < CLASSES; c += 1) told[c]! += this.#asked[c]!;
    }
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

/** Adds to scores of classes what rectified units tell: those of the sums' columns from `first` on, one for each bias. */
function addRectified(
  scores: Float32Array,
  sums: Int32Array,
  scale: Float32Array,
  first: number,
  norm: number,
  bias: Float32Array,
  output: Float32Array,
): void {
  for (let h = 0; h < bias.length; h += 1) {
    const value = sums[first + h]! * scale[first + h]! * norm + bias[h]!;
    if (value <= 0) continue;
    const row = h * CLASSES;
    for (let c = 0; c < CLASSES; c += 1) scores[c]! += value * output[row + c]!;
  }
}
