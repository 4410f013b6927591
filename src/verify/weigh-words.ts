import { contextOf, type MeaningModel } from '../match/meaning.ts';
import { Mark, type Utterance } from '../model/normal.ts';

/** Characters of an utterance without which it means a phrase less. */
export interface WeighedWords {
  /** Characters of the utterance, end exclusive. */
  readonly start: number;
  readonly end: number;
  /** By how much the phrase's probability falls without them, 0 to 1. */
  readonly fall: number;
}

const SHORTEST = 2;
const LONGEST = 4;
const MOST = 3;
/** A smaller fall is noise. */
const LEAST_FALL = 0.01;
/** A shorter group that takes this share of the fall is named instead of the longer one. */
const NEARLY = 0.85;
/** A window is never longer; of a whole utterance of a hundred thousand characters only so many are tried. */
const MOST_CHARACTERS = 400;

/** The utterance's characters `from` to `to`, as an utterance of its own. */
export function stretchOf(utterance: Utterance, from: number, to: number): Utterance {
  return {
    ...utterance,
    text: utterance.text.slice(from, to),
    turn: utterance.turn.slice(from, to),
    start: utterance.start.slice(from, to),
    end: utterance.end.slice(from, to),
    marks: utterance.marks.slice(from, to),
    lastMarks: to < utterance.text.length ? utterance.marks[to]! : utterance.lastMarks,
  };
}

/** The same without characters `from` to `to`. */
function without(utterance: Utterance, from: number, to: number): Utterance {
  const keep = <T extends Uint32Array | Uint8Array>(list: T): T => list.filter((_, i) => i < from || i >= to) as T;
  return {
    ...utterance,
    text: utterance.text.slice(0, from) + utterance.text.slice(to),
    turn: keep(utterance.turn),
    start: keep(utterance.start),
    end: keep(utterance.end),
    marks: keep(utterance.marks),
  };
}

/**
 * The words that weigh most in a window's meaning: two to four characters at a time are taken away, and those without which the phrase's
 * probability falls furthest are named, three groups at most, none overlapping another.
 * @param asked what the customer said before
 * @param start characters of the utterance, `end` exclusive: the window that was read
 * @param phrase the manual's number
 */
export function weighWords(
  model: MeaningModel,
  utterance: Utterance,
  asked: Utterance | null,
  start: number,
  end: number,
  phrase: number,
): WeighedWords[] {
  const last = Math.min(end, start + MOST_CHARACTERS);
  const n = last - start;
  // Heard with what stands around, as it was read.
  const [[from], [, to]] = contextOf(start, last, utterance.text.length);
  const whole = stretchOf(utterance, from, to);
  const first = start - from;
  const told = (text: Utterance, length: number) =>
    model.read(text, [[first, first + length]], asked)[0]!.probabilities[phrase]!;
  const before = told(whole, n);
  const groups: WeighedWords[] = [];
  for (let length = SHORTEST; length <= LONGEST; length += 1)
    for (let at = 0; at + length <= n && n - length >= SHORTEST; at += 1)
      if (!pausesIn(whole, first + at, first + at + length))
        groups.push({
          start: start + at,
          end: start + at + length,
          fall: before - told(without(whole, first + at, first + at + length), n - length),
        });
  let left = groups.filter((g) => g.fall >= LEAST_FALL);
  const found: WeighedWords[] = [];
  while (found.length < MOST && left.length > 0) {
    const heaviest = left.reduce((a, b) => (b.fall > a.fall ? b : a));
    const named = left
      .filter((g) => g.start >= heaviest.start && g.end <= heaviest.end && g.fall >= NEARLY * heaviest.fall)
      .reduce((a, b) =>
        b.end - b.start < a.end - a.start || (b.end - b.start === a.end - a.start && b.fall > a.fall) ? b : a,
      );
    found.push({ ...named, fall: Math.round(named.fall * 1_000) / 1_000 });
    left = left.filter((g) => g.end <= named.start || g.start >= named.end);
  }
  return found.sort((a, b) => b.fall - a.fall || a.start - b.start);
}

/** Whether a pause stands between two of the characters: no word goes over it. */
function pausesIn({ marks }: Utterance, from: number, to: number): boolean {
  for (let i = from + 1; i < to; i += 1) if (marks[i]! & (Mark.Comma | Mark.Stop)) return true;
  return false;
}
