import { Mark, type Utterance } from '../model/normal.ts';
import { syllableOf } from '../normalise/characters.ts';

/**
 * An utterance as cues see it: three code units for each character — what stands before it (`a` nothing, `c` comma, `s` sentence
 * end, `q` question mark), its syllable (private use area), the character itself. So one regular expression asks for letters, sounds and
 * pauses at once, and an index divided by three is a character's place.
 */
export interface Stream {
  readonly utterance: Utterance;
  readonly units: string;
}

const SYLLABLES = 0xe000;

/** The code unit that stands for a syllable number in a stream. */
export const syllableUnit = (syllable: number): string => String.fromCharCode(SYLLABLES + syllable);

const pauseUnit = (marks: number): string =>
  marks & Mark.Question ? 'q' : marks & Mark.Stop ? 's' : marks & Mark.Comma ? 'c' : 'a';

/** Writes an utterance as a stream; a last unit tells how it ends. */
export function streamOf(utterance: Utterance): Stream {
  const { text, marks } = utterance;
  let units = '';
  for (let i = 0; i < text.length; i += 1)
    units += pauseUnit(marks[i]!) + syllableUnit(syllableOf[text.charCodeAt(i)]!) + text[i];
  return { utterance, units: units + (utterance.lastMarks & Mark.Question ? 'q' : 's') };
}
