import { CLASSES, type MeaningModel, type Reading } from '../match/meaning.ts';
import type { Utterance } from '../model/normal.ts';

/** A written example as a vector of length 1, with the phrase that it breaks; 0: none. */
export interface Prototype {
  readonly phrase: number;
  readonly vector: Float32Array;
}

/** What turns texts into vectors of length 1, in their order. */
export interface Embeds {
  embed(texts: readonly string[]): Promise<Float32Array[]>;
}

/** Examples that a text is held against: the nearest ones. */
const NEIGHBOURS = 24;
/** How sharply nearness counts: an example that is nearer by this much of a cosine counts e times as much. */
const TEMPERATURE = 0.05;
/** Texts whose vectors are kept. */
const MOST_KEPT = 20_000;

/**
 * Probabilities of the classes by the nearest written examples: each of the nearest votes for its phrase, the nearer the more. A class
 * counts by the share of its examples, so that what was written most is not heard most.
 */
export function classesNear(vector: Float32Array, prototypes: readonly Prototype[]): Float32Array {
  const counts = new Float32Array(CLASSES);
  for (const p of prototypes) counts[p.phrase]! += 1;
  const near = prototypes
    .map(({ phrase, vector: v }) => ({ phrase, likeness: dot(vector, v) }))
    .sort((a, b) => b.likeness - a.likeness)
    .slice(0, NEIGHBOURS);
  const probabilities = new Float32Array(CLASSES);
  const nearest = near[0]?.likeness ?? 0;
  let total = 0;
  for (const { phrase, likeness } of near) {
    // All harmless talk is one class beside 21 phrases: it is weighed as half of everything.
    const prior = phrase === 0 ? (CLASSES - 1) / counts[0]! : 1 / counts[phrase]!;
    const vote = prior * Math.exp((likeness - nearest) / TEMPERATURE);
    probabilities[phrase]! += vote;
    total += vote;
  }
  if (total === 0) probabilities[0] = 1;
  else for (let c = 0; c < CLASSES; c += 1) probabilities[c]! /= total;
  return probabilities;
}

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  const n = Math.min(a.length, b.length);
  for (let i = 0; i < n; i += 1) sum += a[i]! * b[i]!;
  return sum;
}

/**
 * A stronger ear: the mean of the network and of a sentence-embedding model that the user brings, through the nearest written examples.
 * Sessions run asynchronously and `read` does not: a text that was not embedded yet is noted, and `settle` goes over the work again once it
 * is. Only through `settle` is the ear whole.
 */
export class EmbeddingEar implements MeaningModel {
  readonly name: string;
  readonly elements: readonly string[];
  readonly #network: MeaningModel;
  readonly #embedder: Embeds;
  readonly #prototypes: readonly Prototype[];
  readonly #told = new Map<string, Float32Array>();
  readonly #wanted = new Set<string>();

  constructor(network: MeaningModel, embedder: Embeds, prototypes: readonly Prototype[]) {
    this.name = `${network.name}+embedding`;
    this.elements = network.elements;
    this.#network = network;
    this.#embedder = embedder;
    this.#prototypes = prototypes;
  }

  read(
    utterance: Utterance,
    windows: readonly (readonly [number, number])[],
    asked: Utterance | null = null,
  ): Reading[] {
    return this.#network.read(utterance, windows, asked).map((reading) => {
      const text = utterance.text.slice(reading.start, reading.end);
      const near = this.#told.get(text);
      if (!near) {
        this.#wanted.add(text);
        return reading;
      }
      const probabilities = reading.probabilities.map((p, c) => (p + near[c]!) / 2);
      return { ...reading, probabilities, agreed: (reading.agreed + 1 - near[0]!) / 2 };
    });
  }

  tell(utterance: Utterance, asked: Utterance | null, start: number, end: number): Float32Array | null {
    return this.#network.tell?.(utterance, asked, start, end) ?? null;
  }

  /**
   * Does a piece of work that reads meaning, over again until every text that it asks for was embedded; returns what it then gives.
   * @param work must ask for the same texts when it is done again
   */
  async settle<T>(work: () => T): Promise<T> {
    if (this.#told.size > MOST_KEPT) this.#told.clear();
    for (;;) {
      const done = work();
      if (this.#wanted.size === 0) return done;
      const texts = [...this.#wanted];
      this.#wanted.clear();
      const vectors = await this.#embedder.embed(texts);
      texts.forEach((text, i) => {
        this.#told.set(text, classesNear(vectors[i]!, this.#prototypes));
      });
    }
  }
}
