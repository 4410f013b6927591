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
import { PackedRows } from './packed-rows.ts';
import { PlainTagger } from './plain-tagger.ts';
import { addRectified } from './rectified.ts';
import type { TaggerWeights } from './tagger.ts';

/** Adds the softmax of scores. */
function addSoftmax(scores: Float64Array, into: Float32Array): void {
  let most = Number.NEGATIVE_INFINITY;
  for (let c = 0; c < CLASSES; c += 1) if (scores[c]! > most) most = scores[c]!;
  let sum = 0;
  for (let c = 0; c < CLASSES; c += 1) {
    scores[c] = Math.exp(scores[c]! - most);
    sum += scores[c]!;
  }
  for (let c = 0; c < CLASSES; c += 1) into[c]! += scores[c]! / sum;
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
  readonly #packed: PackedRows;
  #totals = new Int32Array(0);
  readonly #sums: Int32Array;
  /** What the customer's words add to the scores of classes, and what they and the words around a window add. */
  readonly #asked = new Float64Array(CLASSES);
  readonly #beside = new Float64Array(CLASSES);
  readonly #scores = new Float64Array(CLASSES);
  readonly #linear = new Float64Array(CLASSES);

  readonly #tagger: PlainTagger | null;

  /** @param tagger heard beside the network, where there is one */
  constructor(weights: Weights, tagger: TaggerWeights | null = null) {
    this.#weights = weights;
    this.#tagger = tagger && new PlainTagger(tagger);
    this.elements = weights.elements;
    this.#width = widthOf(weights);
    this.#packed = new PackedRows(weights.embedding, this.#width);
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

  tell(utterance: Utterance, asked: Utterance | null, start: number, end: number): Float32Array | null {
    return this.#tagger?.tell(utterance, asked, start, end) ?? null;
  }

  #hearAsked(utterance: Utterance | null): void {
    const { embedding, asked, scale, askedBias, askedOutput, vocabulary } = this.#weights;
    const told = this.#asked.fill(0);
    if (!utterance || utterance.text.length === 0) return;
    const [start, end] = askedOf(utterance);
    const features = vocabulary.rowsOf(utterance);
    const sums = this.#sums.fill(0);
    const first = this.#width - asked;
    const rows = new Rows(embedding, this.#width, first, this.#width);
    for (let span = 0; span < BY_SPAN.length; span += 1)
      for (const k of BY_SPAN[span]!)
        for (let i = start; i + span < end; i += 1) rows.add(features[i * KINDS + k]!, sums);
    rows.flush(sums, 0, 0);
    addRectified(told, sums, scale, first, normOf(featuresWithin(start, end)), askedBias, askedOutput);
  }

  /** Sums of a whole utterance: running totals would be of no further use, and nothing stands around it. */
  #addAll(features: Int32Array): void {
    const { context, asked } = this.#weights;
    this.#packed.add(features, this.#sums.fill(0), this.#width - context - asked);
  }

  /** Running totals for each span: `#totals[span][i]` sums the features of that span that begin before character i. */
  #addUp(features: Int32Array, n: number): void {
    const width = this.#width;
    const size = BY_SPAN.length * (n + 1) * width;
    if (this.#totals.length < size) this.#totals = new Int32Array(size);
    const totals = this.#totals;
    const { embedding, asked } = this.#weights;
    const rows = new Rows(embedding, width, 0, width - asked);
    for (let span = 0; span < BY_SPAN.length; span += 1) {
      const kinds = BY_SPAN[span]!;
      const base = span * (n + 1) * width;
      totals.fill(0, base, base + width);
      for (let i = 0; i < n; i += 1) {
        for (let k = 0; k < kinds.length; k += 1) rows.take(features[i * KINDS + kinds[k]!]!);
        rows.flush(totals, base + i * width, base + (i + 1) * width);
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
    const [scores, linear, beside] = [this.#scores, this.#linear, this.#beside];
    scores.set(outputBias);
    addRectified(scores, sums, scale, 0, norm, hiddenBias, output);
    beside.set(this.#asked);
    addRectified(beside, sums, scale, this.#width - asked - context, normOf(around), contextBias, contextOutput);
    for (let c = 0; c < CLASSES; c += 1) {
      linear[c] = sums[hidden + c]! * scale[hidden + c]! * norm + linearBias[c]! + beside[c]!;
      scores[c]! += beside[c]!;
    }
    const probabilities = new Float32Array(CLASSES);
    addSoftmax(scores, probabilities);
    const none = probabilities[0]!;
    addSoftmax(linear, probabilities);
    const agreed = 1 - Math.max(none, Math.fround(probabilities[0]! - none));
    for (let c = 0; c < CLASSES; c += 1) probabilities[c]! /= 2;
    const elements = new Float32Array(elementBias.length);
    const first = hidden + CLASSES;
    for (let e = 0; e < elements.length; e += 1)
      elements[e] = 1 / (1 + Math.exp(-(sums[first + e]! * scale[first + e]! * norm + elementBias[e]!)));
    return { probabilities, agreed, elements };
  }
}

/** The most features that begin at one character and end equally far behind it. */
const TOGETHER = 3;

/** Rows of the embedding that are added at once: a sum is loaded and stored once for three of them. */
class Rows {
  readonly #at = new Int32Array(TOGETHER);
  #count = 0;

  /** Columns `first` to `last` are added, exclusive. */
  constructor(
    readonly embedding: Int8Array,
    readonly width: number,
    readonly first: number,
    readonly last: number,
  ) {}

  /** Takes a row, of which no more than three may wait; −1 is none. */
  take(row: number): void {
    if (row < 0) return;
    this.#at[this.#count] = row * this.width;
    this.#count += 1;
  }

  /** Takes a row of any number, all of which go to the same sums. */
  add(row: number, sums: Int32Array): void {
    this.take(row);
    if (this.#count === TOGETHER) this.flush(sums, 0, 0);
  }

  /** Puts the sums at `from`, with the rows that wait, to `to`. */
  flush(sums: Int32Array, from: number, to: number): void {
    const { embedding, first, last } = this;
    const [a, b, d] = [this.#at[0]!, this.#at[1]!, this.#at[2]!];
    switch (this.#count) {
      case 0:
        if (from !== to) for (let c = first; c < last; c += 1) sums[to + c] = sums[from + c]!;
        break;
      case 1:
        for (let c = first; c < last; c += 1) sums[to + c] = sums[from + c]! + embedding[a + c]!;
        break;
      case 2:
        for (let c = first; c < last; c += 1) sums[to + c] = sums[from + c]! + embedding[a + c]! + embedding[b + c]!;
        break;
      default:
        for (let c = first; c < last; c += 1)
          sums[to + c] = sums[from + c]! + embedding[a + c]! + embedding[b + c]! + embedding[d + c]!;
    }
    this.#count = 0;
  }
}
