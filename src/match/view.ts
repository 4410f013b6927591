import { Mark, type Utterance } from '../model/normal.ts';
import { byForm } from './by-form.ts';
import type { Found } from './cue-words.ts';
import type { CueHit, CueIndex } from './cues.ts';

/** What stands before a character: nothing, a comma, the end of a sentence or turn, a question mark. */
export const Pause = { None: 0, Comma: 1, Stop: 2, Question: 3 } as const;

/** An utterance as cues see it, and what was heard in it. */
export interface View extends Pick<Utterance, 'text' | 'marks' | 'lastMarks'> {
  /** Words that were found in it last. */
  words: Found | null;
  /** What each index found. */
  readonly heard: { readonly by: CueIndex; readonly hits: readonly CueHit[] }[];
}

/** An utterance for matching, the same words once. */
export const viewOf = byForm(
  ({ text, marks, lastMarks }: Utterance): View => ({ text, marks, lastMarks, words: null, heard: [] }),
);

const pauseOf = (marks: number): number =>
  marks & Mark.Question
    ? Pause.Question
    : marks & Mark.Stop
      ? Pause.Stop
      : marks & Mark.Comma
        ? Pause.Comma
        : Pause.None;

/**
 * An utterance laid out in places: one for each character, and one behind each sentence where no character stands, so that no match reaches over a
 * sentence's end. The tables stay, for the next one.
 */
export class Layout {
  /** Places. */
  length = 0;
  /** The character at each place; 0 behind a sentence. */
  codes = new Uint16Array(256);
  /** The pause before each place. */
  pauses = new Uint8Array(256);
  /** The character of the utterance at each place; behind a sentence the next one. */
  characters = new Uint32Array(256);
  #view: View | null = null;

  layOut(view: View): void {
    if (this.#view === view) return;
    this.#view = view;
    const { text, marks, lastMarks } = view;
    const n = text.length;
    if (this.codes.length <= 2 * n) this.#grow(2 * n + 1);
    const { codes, pauses, characters } = this;
    let place = 0;
    for (let i = 0; i < n; i += 1) {
      const pause = pauseOf(marks[i]!);
      if (i > 0 && pause >= Pause.Stop) {
        codes[place] = 0;
        pauses[place] = pause;
        characters[place] = i;
        place += 1;
      }
      codes[place] = text.charCodeAt(i);
      pauses[place] = pause;
      characters[place] = i;
      place += 1;
    }
    codes[place] = 0;
    pauses[place] = lastMarks & Mark.Question ? Pause.Question : Pause.Stop;
    characters[place] = n;
    this.length = place + 1;
  }

  #grow(size: number): void {
    this.codes = new Uint16Array(size);
    this.pauses = new Uint8Array(size);
    this.characters = new Uint32Array(size);
  }
}
