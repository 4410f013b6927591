import { soundClass, soundClassOf, syllableOf, syllablesOf } from '../normalise/characters.ts';
import type { View } from './view.ts';

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
}

/** Words of which any will do, and which of them stand in the utterance of which it was `asked` last: the first `count` of `present`. */
export interface Group {
  readonly words: readonly Word[];
  /** How often one of them is said, roughly: a word of one character as often as eight of more. */
  readonly frequency: number;
  asked: number;
  count: number;
  readonly present: Word[];
}

/** Words that were found in an utterance. */
export interface Found {
  readonly by: WordTable;
  /** How many words were looked for. */
  readonly of: number;
  readonly words: readonly Word[];
  readonly places: readonly number[];
  /** Whether the word stands there to the letter. */
  readonly letters: readonly boolean[];
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
const grade = (view: View, place: number, wanted: Wanted): number => {
  const code = view.codes[place]!;
  if (code === wanted.code) return 3;
  if (wanted.syllables.includes(syllableOf[code]!)) return 2;
  return wanted.classes.includes(soundClassOf[code]!) ? 1 : 0;
};

const Stands = { Not: 0, BySound: 1, ToTheLetter: 2 } as const;

function standsAt({ wanted, exact }: Word, view: View, place: number): number {
  let [least, most] = [3, 0];
  for (let i = 0; i < wanted.length; i += 1) {
    const g = grade(view, place + i, wanted[i]!);
    if (g === 0 || (exact && g < 3)) return Stands.Not;
    least = Math.min(least, g);
    most = Math.max(most, g);
  }
  if (least === 3) return Stands.ToTheLetter;
  // Of two characters, one must be the very character or both the very syllables: two loose sounds are too little to go by.
  return wanted.length === 2 && most < 3 && least < 2 ? Stands.Not : Stands.BySound;
}

const pairOf = (a: number, b: number): number => (a << 9) | b;
const PAIRS = 1 << 18;
/** Sound classes of a character that has no sound, a letter. */
const SOUNDLESS: readonly number[] = [0];
const soundsOf = ({ classes }: Wanted): readonly number[] => (classes.length === 0 ? SOUNDLESS : classes);

/** The words of all cues, each once, so that one pass over an utterance finds them all. */
export class WordTable {
  readonly #words = new Map<string, Word>();
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
      word = { number: this.size, length: wanted.length, exact, wanted };
      this.#words.set(key, word);
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
      group = { words: own, frequency, asked: 0, count: 0, present: [] };
      this.#groups.set(key, group);
    }
    return group;
  }

  /** The group of all words of some groups. */
  together(groups: readonly Group[]): Group {
    return this.group(groups.flatMap((group) => group.words));
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

  /** All words that stand in an utterance. It is looked through again where words were added since. */
  find(view: View): Found {
    if (view.words?.by !== this || view.words.of !== this.size) view.words = this.#lookFor(view);
    return view.words;
  }

  #lookFor(view: View): Found {
    const words: Word[] = [];
    const places: number[] = [];
    const letters: boolean[] = [];
    const look = (list: readonly Word[], place: number) => {
      for (const word of list) {
        const stands = standsAt(word, view, place);
        if (stands === Stands.Not) continue;
        words.push(word);
        places.push(place);
        letters.push(stands === Stands.ToTheLetter);
      }
    };
    const { codes, length } = view;
    let sound = soundClassOf[codes[0]!]!;
    for (let place = 0; place + 1 < length; place += 1) {
      const next = soundClassOf[codes[place + 1]!]!;
      const single = this.#byCode[codes[place]!]!;
      if (single !== 0) look(this.#lists[single]!, place);
      const longer = this.#byPair[pairOf(sound, next)]!;
      if (longer !== 0) look(this.#lists[longer]!, place);
      sound = next;
    }
    return { by: this, of: this.size, words, places, letters };
  }
}
