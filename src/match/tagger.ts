import { Mark, type Utterance } from '../model/normal.ts';
import { soundClassOf } from '../normalise/characters.ts';
import { askedOf, CLASSES } from './meaning.ts';

/** How far apart the characters are that each layer hears together: one before, itself, one behind. */
export const DILATIONS = [1, 2, 4, 8] as const;
/** How many characters before and behind a stretch are heard with it: what is further away changes nothing. */
export const TAGGER_REACH = DILATIONS.reduce((sum: number, apart) => sum + apart, 0);

/**
 * Weights of the tagger: characters and their sounds → a vector for each character → layers that each add what they hear in a character and its
 * neighbours (convolutions with a residual) → scores of the classes for each character. As in N. Kalchbrenner et al., Neural Machine Translation in
 * Linear Time (2016), and F. Yu, V. Koltun, Multi-Scale Context Aggregation by Dilated Convolutions (2016), without their normalisation.
 */
export interface TaggerWeights {
  /** Numbers that stand for a character. */
  readonly width: number;
  /** Characters that it knows, in the order of their codes; their rows follow those of what is unknown and of what stands between two speakers. */
  readonly characters: Uint16Array;
  /** Classes of sounds that it knows, ascending; their rows follow those of the characters, and then come marks and speakers. */
  readonly sounds: Uint16Array;
  /** `tableRows(…) × width` */
  readonly embedding: Int8Array;
  /** What one step of a column of `embedding` is worth. */
  readonly scale: Float32Array;
  /** For each of `DILATIONS`, three matrices `width × width`: of the character before, of the character, of the one behind. */
  readonly layers: readonly TaggerLayer[];
  /** `width × CLASSES` */
  readonly output: Float32Array;
  readonly outputBias: Float32Array;
  /** Score of “nothing” for a stretch. */
  readonly none: Float32Array;
}

export interface TaggerLayer {
  readonly before: Float32Array;
  readonly own: Float32Array;
  readonly behind: Float32Array;
  readonly bias: Float32Array;
}

/** Row of a character that was never read, and of what stands between two speakers. */
export const UNKNOWN = 0;
const BETWEEN = 1;
const FIRST_CHARACTER = 2;
/** Marks that are heard: a pause, the end of a sentence, a question. */
const HEARD_MARKS = Mark.Comma | Mark.Stop | Mark.Question;
const MARKS = HEARD_MARKS + 1;
/** Who speaks: the customer, the agent. */
const SPEAKERS = 2;
/** Rows that each character's vector adds up. */
export const PARTS = 4;
/** 您, which the text writes 你. */
const POLITE = '您'.charCodeAt(0);

/** Rows of the table of characters, sounds, marks and speakers. */
export const tableRows = ({
  characters,
  sounds,
}: Readonly<Record<'characters' | 'sounds', ArrayLike<unknown>>>): number =>
  FIRST_CHARACTER + characters.length + sounds.length + MARKS + SPEAKERS;

/** The character as the tagger hears it. */
export const heardCode = (utterance: Utterance, i: number): number =>
  utterance.marks[i]! & Mark.Polite ? POLITE : utterance.text.charCodeAt(i);

/** Finds the rows of what is said. */
export class TaggerRows {
  readonly #characters = new Uint16Array(65_536);
  readonly #sounds = new Uint16Array(65_536);
  readonly #marks: number;

  constructor({ characters, sounds }: Pick<TaggerWeights, 'characters' | 'sounds'>) {
    characters.forEach((code, i) => {
      this.#characters[code] = FIRST_CHARACTER + i;
    });
    const first = FIRST_CHARACTER + characters.length;
    sounds.forEach((sound, i) => {
      this.#sounds[sound] = first + i;
    });
    this.#marks = first + sounds.length;
  }

  /** Puts the rows of one character, −1 for none, to `into`, from `at` on. */
  #put(code: number, marks: number, isAgent: boolean, into: Int32Array, at: number): void {
    into[at] = this.#characters[code]! || UNKNOWN;
    into[at + 1] = this.#sounds[soundClassOf[code]!]! || -1;
    into[at + 2] = this.#marks + (marks & HEARD_MARKS);
    into[at + 3] = this.#marks + MARKS + (isAgent ? 1 : 0);
  }

  /** Puts what stands between what the customer said and the agent's answer. */
  #putBetween(into: Int32Array, at: number): void {
    into.fill(-1, at, at + PARTS);
    into[at] = BETWEEN;
  }

  /**
   * Rows of a stretch of an utterance with what is in reach of it; the end of what the customer said stands before the utterance.
   * @returns `PARTS` a character, −1 for none; the stretch is characters `from` to `to` of them
   */
  around(utterance: Utterance, asked: Utterance | null, start: number, end: number): RowsAround {
    const [askedFrom, askedTo] = asked ? askedOf(asked) : [0, 0];
    const own = askedTo - askedFrom + 1;
    const first = Math.max(0, own + start - TAGGER_REACH);
    const last = own + Math.min(utterance.text.length, end + TAGGER_REACH);
    const rows = new Int32Array((last - first) * PARTS);
    for (let k = first; k < last; k += 1) {
      const at = (k - first) * PARTS;
      if (k >= own) this.#put(heardCode(utterance, k - own), utterance.marks[k - own]!, true, rows, at);
      else if (k === own - 1) this.#putBetween(rows, at);
      else this.#put(heardCode(asked!, askedFrom + k), asked!.marks[askedFrom + k]!, false, rows, at);
    }
    return { rows, from: own + start - first, to: own + end - first };
  }
}

/** A stretch among the rows of what is heard with it. */
export interface RowsAround {
  readonly rows: Int32Array;
  readonly from: number;
  readonly to: number;
}

/** A long stretch has more characters to speak up: what is taken off its sums. */
export const STRETCH_COST = 1.5;

/**
 * How likely each class is for a stretch: its characters' scores for a phrase, summed as exponents, against that of nothing.
 * @param scores `CLASSES` for each of its characters
 * @param none score of nothing
 * @returns `CLASSES` probabilities that sum to 1
 */
export function stretchOfTags(scores: Float32Array, none: number): Float32Array {
  const told = new Float32Array(CLASSES);
  told[0] = none;
  for (let c = 1; c < CLASSES; c += 1) told[c] = sumOfExponents(scores, c, 0, scores.length / CLASSES) - STRETCH_COST;
  const most = Math.max(...told);
  let total = 0;
  for (let c = 0; c < CLASSES; c += 1) {
    told[c] = Math.exp(told[c]! - most);
    total += told[c]!;
  }
  for (let c = 0; c < CLASSES; c += 1) told[c]! /= total;
  return told;
}

/** The logarithm of the sum of the exponents of a class's scores, of characters `from` to `to`, exclusive. */
export function sumOfExponents(scores: Float32Array, c: number, from: number, to: number): number {
  let most = Number.NEGATIVE_INFINITY;
  for (let i = from; i < to; i += 1) most = Math.max(most, scores[i * CLASSES + c]!);
  let sum = 0;
  for (let i = from; i < to; i += 1) sum += Math.exp(scores[i * CLASSES + c]! - most);
  return most + Math.log(sum);
}
