import { type Found, type Group, type Word, WordTable } from './cue-words.ts';
import { NONE, Places } from './places.ts';
import { Layout, Pause, type View } from './view.ts';

/** The utterance that cues are looked for in, as sets of its places: where clauses begin and end, and where each word stands. */
export class Ground {
  readonly words = new WordTable();
  readonly places = new Places();
  readonly layout = new Layout();
  /** All places; those of characters; those before which a sentence begins, a clause ends, a question mark stands. */
  all = NONE;
  characters = NONE;
  starts = NONE;
  ends = NONE;
  questions = NONE;
  /** Counts the utterances that were entered. */
  entered = 0;
  lettersOnly = false;
  /** Whether a word was asked for, since this was last set to false, that stands somewhere by its sound only. */
  isLoose = false;
  /** Words that stand there, each once. */
  readonly present: Word[] = [];
  /** The same as a set of bits by number. */
  #presentBits = new Int32Array(0);
  /** For each word, by its number, the set of places where it stands, and of those where it stands to the letter: the same set where it always does. */
  #anywhere = new Int32Array(0);
  #letters = new Int32Array(0);
  #counted = this.#anywhere;
  #view: View | null = null;
  /** Words that were looked for in it. */
  #of = 0;

  /** Goes over to an utterance; sets of the one before are forgotten. */
  enter(view: View): void {
    if (this.#view === view && this.#of === this.words.size) return;
    const { layout } = this;
    layout.layOut(view);
    const found = this.words.find(view, layout);
    this.#view = view;
    this.#of = found.of;
    this.entered += 1;
    this.places.clear(layout.length);
    this.#layOut();
    this.#placeWords(found);
  }

  /** Forgets the sets that were made in this utterance; what asks next enters it anew. */
  leave(): void {
    this.#view = null;
  }

  /** From now on words count only where they stand to the letter, or by their sound as well. */
  count(lettersOnly: boolean): void {
    this.lettersOnly = lettersOnly;
    this.#counted = lettersOnly ? this.#letters : this.#anywhere;
  }

  /** The set of places where the word of a number stands. */
  of(number: number): number {
    const set = this.#counted[number]!;
    if (set !== this.#letters[number]) this.isLoose = true;
    return set;
  }

  /** Whether the word of a number stands at a place. */
  stands(number: number, place: number): boolean {
    return this.places.has(this.#counted[number]!, place);
  }

  /** Whether one of a group's words stands there. */
  hasOneOf(group: Group): boolean {
    if (group.asked === this.entered) return group.isThere;
    group.asked = this.entered;
    let i = group.from;
    while (i < group.to && this.presentOf(i) === 0) i += 1;
    group.isThere = i < group.to;
    return group.isThere;
  }

  /** The bits of those words that stand there, of the set of a group at `i`. */
  presentOf(i: number): number {
    return this.#presentBits[this.words.at[i]!]! & this.words.bits[i]!;
  }

  #layOut(): void {
    const { places } = this;
    const { length, codes, pauses } = this.layout;
    this.all = places.empty();
    this.characters = places.empty();
    this.starts = places.empty();
    this.ends = places.empty();
    this.questions = places.empty();
    for (let place = 0; place < length; place += 1) {
      places.add(this.all, place);
      if (codes[place] !== 0) places.add(this.characters, place);
      const pause = pauses[place]!;
      if (pause === Pause.None) continue;
      places.add(this.ends, place);
      if (pause >= Pause.Stop) places.add(this.starts, place);
      if (pause === Pause.Question) places.add(this.questions, place);
    }
  }

  #placeWords({ words, places }: Found): void {
    for (const { number } of this.present) {
      this.#anywhere[number] = this.#letters[number] = NONE;
      this.#presentBits[number >> 5] = 0;
    }
    this.present.length = 0;
    if (this.#anywhere.length < this.#of) {
      this.#anywhere = new Int32Array(2 * this.#of).fill(NONE);
      this.#letters = new Int32Array(2 * this.#of).fill(NONE);
      this.#presentBits = new Int32Array((2 * this.#of + 31) >> 5);
      this.count(false);
    }
    const [anywhere, letters] = [this.#anywhere, this.#letters];
    for (let i = 0; i < words.length; i += 1) {
      const word = words[i]!;
      const { number } = word;
      const place = places[i]! >> 1;
      const toTheLetter = (places[i]! & 1) === 1;
      if (anywhere[number] === NONE) {
        anywhere[number] = this.places.empty();
        if (toTheLetter) letters[number] = anywhere[number]!;
        this.present.push(word);
        this.#presentBits[number >> 5]! |= 1 << (number & 31);
      } else if (toTheLetter !== (letters[number] === anywhere[number])) this.#partLetters(number);
      this.places.add(anywhere[number]!, place);
      if (toTheLetter && letters[number] !== anywhere[number]) this.places.add(letters[number]!, place);
    }
  }

  /** From now on a word has two sets. */
  #partLetters(number: number): void {
    const { places } = this;
    const [anywhere, letters] = [this.#anywhere[number]!, this.#letters[number]!];
    if (letters === NONE) this.#letters[number] = places.empty();
    else if (letters === anywhere) this.#anywhere[number] = places.either(letters, letters);
  }
}
