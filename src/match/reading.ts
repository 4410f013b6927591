import { Mark, type Utterance } from '../model/normal.ts';
import type { Transcript } from '../model/transcript.ts';
import { plainOf } from '../normalise/characters.ts';
import { byForm } from './by-form.ts';

/**
 * An utterance written out for the eye again: fillers left out, pauses put back. `，` a comma, `。` a sentence end, `？` a question;
 * `-` `:` `/` `.` `#` where the original joins two numbers so (3-2-501, 9:30). The text begins and ends with a pause, so that a pattern
 * can ask for the beginning of a clause.
 */
export interface Reading {
  readonly utterance: Utterance;
  readonly text: string;
  /** For each character of `text` its place in the utterance; a pause has the place of the character after it. */
  readonly at: readonly number[];
  /** What was worked out of these words, see by-reading.ts; readings of the same words share it. */
  readonly notes: unknown[];
}

/** Something said that can be held against a value of the work order. */
export interface Saying {
  readonly reading: Reading;
  /** Characters of the utterance, end exclusive. */
  readonly start: number;
  readonly end: number;
  readonly agrees: boolean;
  /** False when only the sound agrees. */
  readonly toTheLetter: boolean;
  /** What of the value it is about (building, room, date, hour …): a later saying takes the place of an earlier one of the same part. */
  readonly part: string;
}

const JOINING: Record<string, string> = { '-': '-', '–': '-', '—': '-', '~': '-', '～': '-', ':': ':', '：': ':' };
const SIGNS: Record<string, string> = { ...JOINING, '/': '/', '.': '.', '．': '.', '#': '#' };

/** Writes an utterance out as a reading. Words that the lexicon replaced one for one (surname 莫 → 别) are themselves again. */
export function readingOf(transcript: Transcript, utterance: Utterance): Reading {
  const { text, at, notes } = written(utterance, transcript);
  return { utterance, text, at, notes };
}

const written = byForm(write);

function write(utterance: Utterance, transcript: Transcript): Omit<Reading, 'utterance'> {
  const { text, turn, start, end, marks } = utterance;
  const out: number[] = [];
  const at: number[] = [];
  let pause = '。';
  for (let i = 0; i < text.length; i += 1) {
    const here = pauseBefore(transcript, utterance, i);
    if (here !== '') pause = stronger(pause, here);
    if (marks[i]! & Mark.Filler) continue;
    if (pause !== '') {
      out.push(pause.charCodeAt(0));
      at.push(i);
      pause = '';
    }
    const alone = end[i]! - start[i]! === 1 && !sameSource(utterance, i, i - 1) && !sameSource(utterance, i, i + 1);
    const own = alone ? plainOf[transcript.turns[turn[i]!]!.text.charCodeAt(start[i]!)]! : 0;
    out.push(own === 0 ? text.charCodeAt(i) : own);
    at.push(i);
  }
  out.push((utterance.lastMarks & Mark.Question ? '？' : '。').charCodeAt(0));
  at.push(text.length);
  return { text: textOf(out), at, notes: [] };
}

/** At once, for patterns: a string that was put together piece by piece has to be laid out first. */
function textOf(codes: readonly number[]): string {
  let text = '';
  for (let i = 0; i < codes.length; i += AT_ONCE) text += String.fromCharCode(...codes.slice(i, i + AT_ONCE));
  return text;
}
const AT_ONCE = 4_096;

const sameSource = (u: Utterance, i: number, k: number): boolean =>
  k >= 0 && k < u.text.length && u.turn[i] === u.turn[k] && u.start[i] === u.start[k];

const STRENGTH = ['', '.', '/', '#', ':', '-', '，', '。', '？'];
const stronger = (a: string, b: string): string => (STRENGTH.indexOf(a) >= STRENGTH.indexOf(b) ? a : b);

function pauseBefore(transcript: Transcript, u: Utterance, i: number): string {
  const marks = u.marks[i]!;
  if (i === 0 || u.turn[i] !== u.turn[i - 1]) return '。';
  if (marks & Mark.Question) return '？';
  if (marks & Mark.Stop) return '。';
  if (u.start[i]! - u.end[i - 1]! === 1) {
    const sign = SIGNS[transcript.turns[u.turn[i]!]!.text[u.end[i - 1]!]!];
    if (sign) return sign;
  }
  return marks & Mark.Comma ? '，' : '';
}

/** A work order's value written the same way, without pauses at its ends; what is longer than a line is cut. */
export function readingOfValue(value: string): string {
  let out = '';
  for (const char of value.slice(0, 120)) {
    const plain = plainOf[char.charCodeAt(0)]!;
    const piece = plain === 0 ? (SIGNS[char] ?? '，') : String.fromCharCode(plain);
    if (plain !== 0 || !/[，.:#/-]$/.test(out)) out += piece;
  }
  return out.replace(/^[，.:#/-]+|[，.:/-]+$/g, '');
}

/** A saying at characters `from` to `to` of a reading's text. */
export function saying(
  reading: Reading,
  from: number,
  to: number,
  agrees: boolean,
  part: string,
  toTheLetter = true,
): Saying {
  const start = reading.at[from]!;
  return { reading, start, end: Math.max(start, reading.at[to - 1]!) + 1, agrees, part, toTheLetter };
}

/** The words before a place, back to the last sentence end, at most `most` of them. */
export function before(text: string, at: number, most: number): string {
  return /[^。？]*$/.exec(text.slice(Math.max(0, at - most), at))![0];
}

/** The words after a place, on to the next sentence end. */
export function after(text: string, at: number, most: number): string {
  return /^[^。？]*/.exec(text.slice(at, at + most))![0];
}

/** The rest of the clause after a place, on to the next pause of any kind. */
export function restOfClause(text: string, at: number, most: number): string {
  return /^[^，。？]*/.exec(text.slice(at, at + most))![0];
}
