import { BY_SPAN, hashesOf, KINDS, Vocabulary } from '../../src/match/features.ts';
import { askedOf, contextOf, REACH } from '../../src/match/meaning.ts';
import type { PlainNetwork } from '../../src/match/plain-network.ts';
import type { Utterance } from '../../src/model/normal.ts';
import type { Example } from './examples.ts';
import { Noise, withText } from './noise.ts';

/** Rows of the features that an example is learnt by, in its window, around it and before it, and what their sums are multiplied with. */
export interface Bag {
  readonly own: readonly number[];
  readonly ownNorm: number;
  readonly around: readonly number[];
  readonly aroundNorm: number;
  readonly asked: readonly number[];
  readonly askedNorm: number;
}

/** How often an example is learnt from with noise. */
const NOISY = 0.5;
/** How often a line that stands alone is given harmless talk around it: what is said beside it must not be what tells. */
const SET_IN = 0.3;
/** How often an example is heard without what the customer said before it: calls may open with it. */
const UNASKED = 0.25;
/** How often a line that nothing is written before is said after some customer: what he says must not be what tells. */
const AFTER_ANY = 0.4;
/** How often the hardest window of an example is learnt from, in place of any. */
const HARDEST = 0.5;

/** Rows of one stretch's features, as they are read: those that begin and end in it; −1 for what is not known. */
export function stretchFeatures(features: Int32Array, start: number, end: number): number[] {
  const found: number[] = [];
  BY_SPAN.forEach((kinds, span) => {
    for (let i = start; i + span < end; i += 1) for (const k of kinds) found.push(features[i * KINDS + k]!);
  });
  return found;
}

/** The features that stand in the most utterances, in the order of their hashes. */
export function vocabularyOf(utterances: Iterable<Utterance>, most: number): Vocabulary {
  const counts = new Map<number, number>();
  for (const utterance of utterances)
    for (const hash of new Set(hashesOf(utterance))) if (hash >= 0) counts.set(hash, (counts.get(hash) ?? 0) + 1);
  const known = [...counts].filter(([, count]) => count > 1).sort((a, b) => b[1] - a[1] || a[0] - b[0]);
  return new Vocabulary(Int32Array.from(known.slice(0, most), ([hash]) => hash).sort());
}

/** Draws what is learnt from examples: a window, with noise, with some features left out. */
export class Bags {
  readonly #noise: Noise;
  readonly #rows: ReadonlyMap<Utterance, Int32Array>;
  readonly #harmless: readonly Utterance[];
  readonly #customers: readonly Utterance[];
  /** By example, the window that a network was most wrong about; −1: not known. */
  readonly #hardest: Int32Array;

  /** @param dropout share of features left out at random, so that no single one is relied on */
  constructor(
    readonly examples: readonly Example[],
    readonly vocabulary: Vocabulary,
    readonly dropout: number,
    readonly random: () => number,
  ) {
    this.#noise = new Noise(
      examples.map((e) => e.utterance.text),
      random,
    );
    const said = examples.flatMap((e) => (e.asked ? [e.utterance, e.asked] : [e.utterance]));
    this.#rows = new Map(said.map((utterance) => [utterance, vocabulary.rowsOf(utterance)]));
    this.#customers = [...new Set(examples.flatMap((e) => e.asked ?? []))];
    this.#harmless = [...new Set(examples.filter((e) => e.phrase === 0 && e.saysNone).map((e) => e.utterance))];
    this.#hardest = new Int32Array(examples.length).fill(-1);
  }

  /**
   * Looks for the window of each example that a network finds likeliest to break its phrase, or, where it breaks none, any: a long turn is
   * judged by its worst window, so that those have to be learnt.
   */
  mine(network: PlainNetwork): void {
    const readings = new Map<readonly unknown[], readonly Float32Array[]>();
    this.examples.forEach(({ utterance, asked, windows, phrase, weight }, i) => {
      if (windows.length < 2 || weight === 0) return;
      let read = readings.get(windows);
      if (!read) {
        read = network.read(utterance, windows, asked).map((r) => r.probabilities);
        readings.set(windows, read);
      }
      const told = read.map((p) => (phrase > 0 ? p[phrase]! : 1 - p[0]!));
      this.#hardest[i] = told.indexOf(Math.max(...told));
    });
  }

  draw(i: number): Bag {
    const { random } = this;
    const { utterance, windows } = this.examples[i]!;
    const known = this.#hardest[i]!;
    const [start, end] = windows[known >= 0 && random() < HARDEST ? known : Math.floor(random() * windows.length)]!;
    const rows = this.#rows.get(utterance)!;
    const own = random() < NOISY ? this.#worsened(utterance, start, end) : stretchFeatures(rows, start, end);
    const around = contextOf(start, end, utterance.text.length).flatMap(([a, b]) => stretchFeatures(rows, a, b));
    if (around.length === 0 && this.#harmless.length > 0 && random() < SET_IN) {
      const talk = this.#harmless[Math.floor(random() * this.#harmless.length)]!;
      around.push(...stretchFeatures(this.#rows.get(talk)!, 0, Math.min(REACH, talk.text.length)));
    }
    const [ownNorm, ownRows] = this.#kept(own);
    const [aroundNorm, aroundRows] = this.#kept(around);
    const [askedNorm, askedRows] = this.#kept(this.#before(i));
    return { own: ownRows, ownNorm, around: aroundRows, aroundNorm, asked: askedRows, askedNorm };
  }

  /** Features of what a customer says before an example. */
  #before(i: number): readonly number[] {
    const { random } = this;
    const written = this.examples[i]!.asked;
    const any = this.#customers.length > 0 && random() < AFTER_ANY;
    const asked = written
      ? random() < UNASKED
        ? null
        : written
      : any
        ? this.#customers[Math.floor(random() * this.#customers.length)]!
        : null;
    return asked ? stretchFeatures(this.#rows.get(asked)!, ...askedOf(asked)) : [];
  }

  #worsened(utterance: Utterance, start: number, end: number): number[] {
    const text = this.#noise.worsen(utterance.text.slice(start, end));
    return stretchFeatures(this.vocabulary.rowsOf(withText(utterance, text)), 0, text.length);
  }

  /** What is not known adds nothing, and makes what is known count for less. */
  #kept(features: readonly number[]): [norm: number, rows: number[]] {
    const kept = features.filter(() => this.random() >= this.dropout);
    return [1 / Math.sqrt(Math.max(1, kept.length)), kept.filter((row) => row >= 0)];
  }
}
