import type { Utterance } from '../model/normal.ts';
import { BY_SPAN, type Vocabulary } from './features.ts';

/** Phrases that the model tells apart; class 0 is none of them. */
export const CLASSES = 22;

/**
 * The network's weights, as they are computed with: features → hidden (rectified) → classes; features → classes beside it; features → elements,
 * each for itself; features of what stands around → context (rectified) → classes, added to both; and so are features of what the customer said
 * before.
 */
export interface Weights {
  readonly hidden: number;
  /** Units that hear what stands around a window: an apology, a way out, a reason. At least one. */
  readonly context: number;
  /** Units that hear what the customer said before: a request, the same question again, a complaint. At least one. */
  readonly asked: number;
  /** Ids of the elements that the network hears. */
  readonly elements: readonly string[];
  readonly vocabulary: Vocabulary;
  /**
   * `vocabulary × (hidden + CLASSES + elements + context + asked)`: a feature's part of the hidden layer, of the linear scores, of the elements'
   * scores, of the context where it stands around a window, and of what was asked where the customer says it.
   */
  readonly embedding: Int8Array;
  /** What one step of a column of `embedding` is worth. */
  readonly scale: Float32Array;
  readonly hiddenBias: Float32Array;
  /** `hidden × CLASSES` */
  readonly output: Float32Array;
  readonly outputBias: Float32Array;
  readonly linearBias: Float32Array;
  readonly elementBias: Float32Array;
  readonly contextBias: Float32Array;
  /** `context × CLASSES` */
  readonly contextOutput: Float32Array;
  readonly askedBias: Float32Array;
  /** `asked × CLASSES` */
  readonly askedOutput: Float32Array;
}

/** What the numbers of weights follow from. */
export type Shape = Pick<Weights, 'hidden' | 'context' | 'asked' | 'elements'>;

/** Columns of the embedding. */
export const widthOf = ({ hidden, context, asked, elements }: Shape): number =>
  hidden + CLASSES + elements.length + context + asked;

/** How far, in characters, what stands around a window is heard with it. */
export const REACH = 40;

/**
 * Stretches whose features are those of a window's context: before it and after it, as far as `REACH`.
 * @param length of the utterance
 */
export const contextOf = (
  start: number,
  end: number,
  length: number,
): readonly [before: readonly [number, number], after: readonly [number, number]] => [
  [Math.max(0, start - REACH), start],
  [end, Math.min(length, end + REACH)],
];

/** How much of what the customer said last is heard with the answer: its end. */
export const askedOf = (asked: Utterance): readonly [start: number, end: number] => [
  Math.max(0, asked.text.length - REACH),
  asked.text.length,
];

/** How many features begin and end within a stretch. */
export function featuresWithin(start: number, end: number): number {
  let count = 0;
  BY_SPAN.forEach((kinds, span) => {
    count += kinds.length * Math.max(0, end - span - start);
  });
  return count;
}

/** What sums of features are multiplied with, so that long stretches are not louder than short ones. */
export const normOf = (features: number): number => 1 / Math.sqrt(Math.max(1, features));

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
  /**
   * Readings of windows of one utterance, in their order.
   * @param asked what the customer said before it; without it, the utterance is heard by itself
   */
  read(
    utterance: Utterance,
    windows: readonly (readonly [start: number, end: number])[],
    asked?: Utterance | null,
  ): Reading[];
  /**
   * How likely each class is for a stretch of an utterance, by what follows what in it; asked for where a reading is in doubt, since it costs more.
   * A model that has nothing for it leaves it out, or gives `null`.
   * @returns `CLASSES` probabilities that sum to 1
   */
  tell?(utterance: Utterance, asked: Utterance | null, start: number, end: number): Float32Array | null;
}
