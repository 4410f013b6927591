import type { Utterance } from '../model/normal.ts';
import { CLASSES } from './meaning.ts';
import {
  DILATIONS,
  PARTS,
  stretchOfTags,
  TAGGER_REACH,
  type TaggerLayer,
  TaggerRows,
  type TaggerWeights,
} from './tagger.ts';

/** The tagger on plain typed arrays. */
export class PlainTagger {
  readonly #weights: TaggerWeights;
  readonly #rows: TaggerRows;
  /** Vectors of the characters, and what the layer at work makes of them. */
  #vectors = new Float32Array(0);
  #next = new Float32Array(0);

  constructor(weights: TaggerWeights) {
    this.#weights = weights;
    this.#rows = new TaggerRows(weights);
  }

  /** Probabilities of the classes for a stretch of an utterance, said after `asked`. */
  tell(utterance: Utterance, asked: Utterance | null, start: number, end: number): Float32Array {
    const { width, layers, output, outputBias, none } = this.#weights;
    const { rows, from, to } = this.#rows.around(utterance, asked, start, end);
    const count = rows.length / PARTS;
    if (this.#vectors.length < count * width) {
      this.#vectors = new Float32Array(count * width);
      this.#next = new Float32Array(count * width);
    }
    this.#embed(rows, count);
    let heard = TAGGER_REACH;
    layers.forEach((layer, l) => {
      const apart = DILATIONS[l]!;
      // Only what the layers above hear of the stretch.
      heard -= apart;
      const [first, last] = [Math.max(0, from - heard), Math.min(count, to + heard)];
      addLayer(this.#vectors, this.#next, layer, { count, first, last }, width, apart);
      [this.#vectors, this.#next] = [this.#next, this.#vectors];
    });
    const scores = new Float32Array((to - from) * CLASSES);
    for (let i = from; i < to; i += 1) {
      const at = (i - from) * CLASSES;
      scores.set(outputBias, at);
      for (let d = 0; d < width; d += 1) {
        const value = this.#vectors[i * width + d]!;
        for (let c = 0; c < CLASSES; c += 1) scores[at + c]! += value * output[d * CLASSES + c]!;
      }
    }
    return stretchOfTags(scores, none[0]!);
  }

  #embed(rows: Int32Array, count: number): void {
    const { width, embedding, scale } = this.#weights;
    const vectors = this.#vectors;
    for (let i = 0; i < count; i += 1)
      for (let d = 0; d < width; d += 1) {
        let sum = 0;
        for (let p = i * PARTS; p < (i + 1) * PARTS; p += 1) if (rows[p]! >= 0) sum += embedding[rows[p]! * width + d]!;
        vectors[i * width + d] = sum * scale[d]!;
      }
  }
}

/** Characters `first` to `last`, exclusive, of so many. */
interface Range {
  readonly count: number;
  readonly first: number;
  readonly last: number;
}

/** One layer: `into` becomes each character's vector with what the layer hears in it and in those `apart` before and behind. */
function addLayer(
  vectors: Float32Array,
  into: Float32Array,
  { before, own, behind, bias }: TaggerLayer,
  { count, first, last }: Range,
  width: number,
  apart: number,
): void {
  const heard = new Float32Array(width);
  for (let i = first; i < last; i += 1) {
    heard.set(bias);
    addProduct(heard, vectors, i, own, width);
    if (i >= apart) addProduct(heard, vectors, i - apart, before, width);
    if (i + apart < count) addProduct(heard, vectors, i + apart, behind, width);
    for (let d = 0; d < width; d += 1) into[i * width + d] = vectors[i * width + d]! + Math.max(0, heard[d]!);
  }
}

/** Adds a character's vector times a matrix, four rows at a time. */
function addProduct(into: Float32Array, vectors: Float32Array, i: number, matrix: Float32Array, width: number): void {
  for (let d = 0; d < width; d += 4) {
    const at = i * width + d;
    const [v, w, x, y] = [vectors[at]!, vectors[at + 1]!, vectors[at + 2]!, vectors[at + 3]!];
    const row = d * width;
    for (let c = 0; c < width; c += 1)
      into[c]! +=
        v * matrix[row + c]! +
        w * matrix[row + width + c]! +
        x * matrix[row + 2 * width + c]! +
        y * matrix[row + 3 * width + c]!;
  }
}
