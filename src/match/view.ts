import { Mark, type Utterance } from '../model/normal.ts';
import { soundClassOf, syllableOf } from '../normalise/characters.ts';
import { byForm } from './by-form.ts';

/** What stands before a character: nothing, a comma, the end of a sentence or turn, a question mark. */
export const Pause = { None: 0, Comma: 1, Stop: 2, Question: 3 } as const;

/** An utterance as cues see it: character by character, its code, syllable, sound class and the pause before it. */
export interface View {
  readonly utterance: Utterance;
  readonly length: number;
  readonly codes: Uint16Array;
  readonly syllables: Uint16Array;
  readonly classes: Uint16Array;
  /** One longer than the text: the last tells how it ends. */
  readonly pauses: Uint8Array;
  /** Where the match that is being tried begins. */
  begin: number;
  /** Only characters count, not sounds. */
  toTheLetter: boolean;
  /** Steps that the match that is being tried may still take, and how deep it may still go: see cue-matcher.ts. */
  steps: number;
  depth: number;
  /** What failed in one scope may fit in another: see cue-shared.ts. */
  scope: number;
}

let scopes = 0;
/** A number that no scope had before. */
export function newScope(): number {
  scopes += 1;
  return scopes;
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

function layOut(utterance: Utterance): View {
  const { text, marks } = utterance;
  const n = text.length;
  const codes = new Uint16Array(n);
  const syllables = new Uint16Array(n);
  const classes = new Uint16Array(n);
  const pauses = new Uint8Array(n + 1);
  for (let i = 0; i < n; i += 1) {
    const code = text.charCodeAt(i);
    codes[i] = code;
    syllables[i] = syllableOf[code]!;
    classes[i] = soundClassOf[code]!;
    pauses[i] = pauseOf(marks[i]!);
  }
  pauses[n] = utterance.lastMarks & Mark.Question ? Pause.Question : Pause.Stop;
  return {
    utterance,
    length: n,
    codes,
    syllables,
    classes,
    pauses,
    begin: 0,
    toTheLetter: false,
    steps: 0,
    depth: 0,
    scope: newScope(),
  };
}
