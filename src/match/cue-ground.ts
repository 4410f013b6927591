import { type Found, type Group, type Word, WordTable } from './cue-words.ts';
import { NONE, Places } from './places.ts';
import { Pause, type View } from './view.ts';

/** The utterance that cues are looked for in, as sets of its places: where clauses begin and end, and where each word stands. */
export class Ground {
  readonly words = new WordTable();
  readonly places = new Places();
  /** All places; those of characters; those before which a sentence begins, a clause ends, a question mark stands. */
  all = NONE;
  characters = NONE;
  starts = NONE;
  ends = NONE;
  questions = NONE;
  /** Counts the utterances that were entered. */
  entered = 0;
  lettersOnly = false;
  /** Words that stand there, each once. */
  readonly present: Word[] = [];
  /** For each word, by its number, the set of places where it stands, and of those where it stands to the letter. */
  #anywhere = new Int32Array(0);
  #letters = new Int32Array(0);
  #counted = this.#anywhere;
  #view: View | null = null;
  /** Words that were looked for in it. */
  #of = 0;

  /** Goes over to an utterance; sets of the one before are forgotten. */
  enter(view: View): void {
    if (this.#view === view && this.#of === this.words.size) return;
    const found = this.words.find(view);
    this.#view = view;
    this.#of = found.of;
    this.entered += 1;
    this.places.clear(view.length);
    this.#layOut(view);
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

  /** The set of places where a word stands. */
  of(word: Word): number {
    return this.#counted[word.number]!;
  }

  /** Whether one of a group's words stands there. */
  hasOneOf(group: Group): boolean {
    if (group.asked !== this.entered) {
      group.asked = this.entered;
      group.count = 0;
      for (const word of group.words)
        if (this.#anywhere[word.number] !== NONE) {
          group.present[group.count] = word;
          group.count += 1;
        }
    }
    return group.count > 0;
  }

  #layOut({ length, codes, pauses }: View): void {
    const { places } = this;
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

  #placeWords({ words, places, letters }: Found): void {
    for (const { number } of this.present) this.#anywhere[number] = this.#letters[number] = NONE;
    this.present.length = 0;
    if (this.#anywhere.length < this.#of) {
      this.#anywhere = new Int32Array(2 * this.#of).fill(NONE);
      this.#letters = new Int32Array(2 * this.#of).fill(NONE);
      this.count(false);
    }
    for (let i = 0; i < words.length; i += 1) {
      const word = words[i]!;
      const { number } = word;
      if (this.#anywhere[number] === NONE) {
        this.#anywhere[number] = this.places.empty();
        this.present.push(word);
      }
      this.places.add(this.#anywhere[number]!, places[i]!);
      if (!letters[i]) continue;
      if (this.#letters[number] === NONE) this.#letters[number] = this.places.empty();
      this.places.add(this.#letters[number]!, places[i]!);
    }
  }
}
