import { Mark, type Utterance } from '../model/normal.ts';
import { byForm } from './by-form.ts';
import type { Found } from './cue-words.ts';
import type { CueHit, CueIndex } from './cues.ts';

/** What stands before a character: nothing, a comma, the end of a sentence or turn, a question mark. */
export const Pause = { None: 0, Comma: 1, Stop: 2, Question: 3 } as const;

/**
 * An utterance as cues see it, laid out in places: one for each character, and one behind each sentence where no character stands, so that
 * no match reaches over a sentence's end.
 */
export interface View {
  /** Places. */
  readonly length: number;
  /** The character at each place; 0 behind a sentence. */
  readonly codes: Uint16Array;
  /** The pause before each place. */
  readonly pauses: Uint8Array;
  /** The character of the utterance at each place; behind a sentence the next one. */
  readonly characters: Uint32Array;
  /** Words that were found in it last. */
  words: Found | null;
  /** What each index found. */
  readonly heard: { readonly by: CueIndex; readonly hits: readonly CueHit[] }[];
}

const pauseOf = (marks: number): number =>
  marks & Mark.Question
    ? Pause.Question
    : marks & Mark.Stop
      ? Pause.Stop
      : marks & Mark.Comma
        ? Pause.Comma
        : Pause.None;

/** Lays an utterance out for matching, the same words once. */
export const viewOf = byForm(layOut);

function layOut({ text, marks, lastMarks }: Utterance): View {
  const n = text.length;
  let length = n + 1;
  for (let i = 1; i < n; i += 1) if (pauseOf(marks[i]!) >= Pause.Stop) length += 1;
  const view: View = {
    length,
    codes: new Uint16Array(length),
    pauses: new Uint8Array(length),
    characters: new Uint32Array(length),
    words: null,
    heard: [],
  };
  let place = 0;
  for (let i = 0; i < n; i += 1) {
    const pause = pauseOf(marks[i]!);
    if (i > 0 && pause >= Pause.Stop) {
      view.pauses[place] = pause;
      view.characters[place] = i;
      place += 1;
    }
    view.codes[place] = text.charCodeAt(i);
    view.pauses[place] = pause;
    view.characters[place] = i;
    place += 1;
  }
  view.pauses[place] = lastMarks & Mark.Question ? Pause.Question : Pause.Stop;
  view.characters[place] = n;
  return view;
}
