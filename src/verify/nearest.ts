import type { Utterance } from '../model/normal.ts';
import type { Lexicon } from '../model/pack.ts';
import { normaliseText } from '../normalise/normalise.ts';
import type { WrittenText } from '../read/written-text.ts';
import type { Alike, Likeness } from './likeness.ts';

/** A written example that is like what was said. */
export interface NearExample {
  readonly text: string;
  /** The manual's number; 0: harmless. */
  readonly phrase: number;
  /** The other one of a pair: the polite twin of a violation, the violation of a twin. */
  readonly twin: string | null;
  readonly writer: string;
  /** 0 to 1. */
  readonly likeness: number;
}

/** The nearest of either side. */
export interface Nearest {
  readonly forbidden: readonly NearExample[];
  readonly harmless: readonly NearExample[];
}

const MOST_FORBIDDEN = 3;
const MOST_HARMLESS = 2;
/** Below this two utterances have nothing to do with each other. */
const LEAST = 0.08;

/** Holds utterances against everything that was written, normalised once. */
export class WrittenExamples {
  readonly #examples: readonly Omit<NearExample, 'likeness'>[];
  readonly #utterances: readonly Utterance[];
  readonly #alike: Alike;

  constructor({ pairs, plain }: WrittenText, lexicon: Lexicon, likeness: Likeness) {
    this.#examples = [
      ...pairs.map(({ core, phrase, twin, writer }) => ({ text: core, phrase, twin, writer })),
      ...pairs.flatMap(({ twin, violation, writer }) =>
        twin === null ? [] : [{ text: twin, phrase: 0, twin: violation, writer }],
      ),
      ...plain.map(({ text, writer }) => ({ text, phrase: 0, twin: null, writer })),
    ];
    this.#utterances = this.#examples.map((e) => normaliseText(e.text, lexicon));
    this.#alike = likeness(this.#utterances);
  }

  /** The written examples nearest to an utterance, each text once, nearest first. */
  near(said: Utterance): Nearest {
    const likeness = this.#alike(said);
    const order = Array.from(likeness.keys())
      .filter((i) => likeness[i]! >= LEAST)
      .sort((a, b) => likeness[b]! - likeness[a]! || a - b);
    const take = (most: number, fits: (phrase: number) => boolean): NearExample[] => {
      const found = new Map<string, NearExample>();
      for (const i of order) {
        if (found.size === most) break;
        const example = this.#examples[i]!;
        if (!fits(example.phrase) || found.has(this.#utterances[i]!.text)) continue;
        found.set(this.#utterances[i]!.text, { ...example, likeness: Math.round(likeness[i]! * 1_000) / 1_000 });
      }
      return [...found.values()];
    };
    return { forbidden: take(MOST_FORBIDDEN, (p) => p > 0), harmless: take(MOST_HARMLESS, (p) => p === 0) };
  }
}
