import { soundClass, soundClassOf, syllableOf, syllablesOf } from '../normalise/characters.ts';
import type { Layout, View } from './view.ts';

/** A character that is looked for, itself or by its sound. */
interface Wanted {
  readonly code: number;
  readonly syllables: readonly number[];
  readonly classes: readonly number[];
}

/** A word of a cue: of two or more characters it may be heard by its sound, unless it must be `exact`. */
export interface Word {
  /** Counted from 0 in the order in which they were added. */
  readonly number: number;
  readonly length: number;
  readonly exact: boolean;
  readonly wanted: readonly Wanted[];
  /** Its characters. */
  readonly codes: readonly number[];
}

/** Words of which any will do. */
export interface Group {
  readonly words: readonly Word[];
  /** How often one of them is said, roughly: a word of one character as often as eight of more. */
  readonly frequency: number;
  /** Where its set of words begins and ends in the table's `at` and `bits`. */
  readonly from: number;
  readonly to: number;
  /** The utterance of which it was asked last, and whether one of the words stands in it. */
  asked: number;
  isThere: boolean;
}

/** Words that were found in an utterance. */
export interface Found {
  readonly by: WordTable;
  /** How many words were looked for. */
  readonly of: number;
  readonly words: readonly Word[];
  /** Where each stands, times two; one more where it does so to the letter. */
  readonly places: readonly number[];
}

/** The same few hundred characters stand in all words. */
const known = new Map<number, Wanted>();

function wantedOf(char: string): Wanted {
  const code = char.charCodeAt(0);
  let wanted = known.get(code);
  if (!wanted) {
    const syllables = syllablesOf(code);
    wanted = { code, syllables, classes: [...new Set(syllables.map(soundClass))] };
    known.set(code, wanted);
  }
  return wanted;
}

/** How well a character answers one that is looked for: 3 itself, 2 one of its syllables, 1 of its sound class, 0 not. */
const grade = (code: number, wanted: Wanted): number => {
  if (code === wanted.code) return 3;
  if (wanted.syllables.includes(syllableOf[code]!)) return 2;
  return wanted.classes.includes(soundClassOf[code]!) ? 1 : 0;
};

const Stands = { Not: 0, BySound: 1, ToTheLetter: 2 } as const;

function standsAt({ wanted, exact, codes }: Word, layout: Layout, place: number): number {
  const { length } = codes;
  if (place + length > layout.length) return Stands.Not;
  let same = 0;
  while (same < length && layout.codes[place + same] === codes[same]) same += 1;
  if (same === length) return Stands.ToTheLetter;
  if (exact) return Stands.Not;
  let least = 3;
  let most = same > 0 ? 3 : 0;
  for (let i = same; i < length; i += 1) {
    const g = grade(layout.codes[place + i]!, wanted[i]!);
    if (g === 0) return Stands.Not;
    if (g < least) least = g;
    if (g > most) most = g;
  }
  // Of two characters, one must be the very character or both the very syllables: two loose sounds are too little to go by.
  return wanted.length === 2 && most < 3 && least < 2 ? Stands.Not : Stands.BySound;
}

const pairOf = (a: number, b: number): number => (a << 9) | b;
const PAIRS = 1 << 18;
/** Sound classes of a character that has no sound, a letter. */
const SOUNDLESS: readonly number[] = [0];
const soundsOf = ({ classes }: Wanted): readonly number[] => (classes.length === 0 ? SOUNDLESS : classes);

function grown(list: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const more = new Int32Array(2 * list.length);
  more.set(list);
  return more;
}

/** The words of all cues, each once, so that one pass over an utterance finds them all. */
export class WordTable {
  readonly #words = new Map<string, Word>();
  /** The words by number. */
  readonly all: Word[] = [];
  /** The words of all groups as sets of bits by number: which 32 numbers, and those of them that are in the set. */
  at = new Int32Array(1_024);
  bits = new Int32Array(1_024);
  #filled = 0;
  readonly #groups = new Map<string, Group>();
  /** Lists of words that begin alike; the first is empty. */
  readonly #lists: Word[][] = [[]];
  /** The list of words of one character, by it; and of longer ones, by the sounds of their first two. */
  readonly #byCode = new Uint16Array(65_536);
  readonly #byPair = new Uint16Array(PAIRS);

  /** Words so far. */
  get size(): number {
    return this.#words.size;
  }

  /** The word of this text, which may be added at any time. */
  word(text: string, mustBeExact: boolean): Word {
    const exact = mustBeExact || text.length === 1;
    const key = exact ? `=${text}` : text;
    let word = this.#words.get(key);
    if (!word) {
      const wanted = Array.from(text, (char) => wantedOf(char));
      word = { number: this.size, length: wanted.length, exact, wanted, codes: wanted.map(({ code }) => code) };
      this.#words.set(key, word);
      this.all.push(word);
      this.#file(word);
    }
    return word;
  }

  /** The group of these words. */
  group(words: readonly Word[]): Group {
    const own = [...new Set(words)].sort((a, b) => a.number - b.number);
    const key = own.map((word) => word.number).join(' ');
    let group = this.#groups.get(key);
    if (!group) {
      const frequency = own.reduce((sum, { length }) => sum + (length === 1 ? 8 : 1), 0);
      const from = this.#filled;
      for (const { number } of own) this.#fill(from, number);
      group = { words: own, frequency, from, to: this.#filled, asked: 0, isThere: false };
      this.#groups.set(key, group);
    }
    return group;
  }

  /** The group of all words of some groups. */
  together(groups: readonly Group[]): Group {
    return this.group(groups.flatMap((group) => group.words));
  }

  /** Puts the next number into the set that begins at `from`. */
  #fill(from: number, number: number): void {
    if (this.#filled === from || this.at[this.#filled - 1] !== number >> 5) {
      if (this.#filled === this.at.length) {
        this.at = grown(this.at);
        this.bits = grown(this.bits);
      }
      this.at[this.#filled] = number >> 5;
      this.#filled += 1;
    }
    this.bits[this.#filled - 1]! |= 1 << (number & 31);
  }

  /** The first of the words of a group's set that have these bits at `i`. */
  numberOf(i: number, bits: number): number {
    return (this.at[i]! << 5) + 31 - Math.clz32(bits & -bits);
  }

  #file(word: Word): void {
    const [first, second] = word.wanted;
    const put = (table: Uint16Array, key: number) => {
      if (table[key] === 0) table[key] = this.#lists.push([]) - 1;
      this.#lists[table[key]!]!.push(word);
    };
    if (!second) put(this.#byCode, first!.code);
    else for (const a of soundsOf(first!)) for (const b of soundsOf(second)) put(this.#byPair, pairOf(a, b));
  }

  /** All words that stand in an utterance. It is looked through again where words were added since. @param layout of the utterance */
  find(view: View, layout: Layout): Found {
    if (view.words?.by !== this || view.words.of !== this.size) view.words = this.#lookFor(layout);
    return view.words;
  }

  #lookFor(layout: Layout): Found {
    const words: Word[] = [];
    const places: number[] = [];
    const { codes, length } = layout;
    let sound = soundClassOf[codes[0]!]!;
    for (let place = 0; place + 1 < length; place += 1) {
      const next = soundClassOf[codes[place + 1]!]!;
      const single = this.#byCode[codes[place]!]!;
      if (single !== 0) look(this.#lists[single]!, layout, place, words, places);
      const longer = this.#byPair[pairOf(sound, next)]!;
      if (longer !== 0) look(this.#lists[longer]!, layout, place, words, places);
      sound = next;
    }
    return { by: this, of: this.size, words, places };
  }
}

/** Adds those words of a list that stand at a place. */
function look(list: readonly Word[], layout: Layout, place: number, words: Word[], places: number[]): void {
  for (let i = 0; i < list.length; i += 1) {
    const stands = standsAt(list[i]!, layout, place);
    if (stands === Stands.Not) continue;
    words.push(list[i]!);
    places.push(2 * place + (stands === Stands.ToTheLetter ? 1 : 0));
  }
}
