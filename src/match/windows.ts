import { Mark, type Utterance } from '../model/normal.ts';

/** Utterances up to this many characters are read whole. */
export const SHORT = 24;
/** Lengths of the windows that a long utterance is cut into where it has no pauses, and how far apart they begin. */
const LENGTHS = [12, 18, 26] as const;
const STRIDE = 4;
/** Clauses that make up a window where there are pauses, and its longest. */
const MOST_CLAUSES = 3;
const LONGEST = 32;

/**
 * The stretches of an utterance that are read for meaning: all of it when it is short; else runs of one to three clauses, and, within
 * what has no pauses (speech recognition often writes none), windows of several lengths.
 */
export function windowsOf(utterance: Utterance): (readonly [start: number, end: number])[] {
  const n = utterance.text.length;
  if (n === 0) return [];
  // The network knows Chinese: of “hello” it can only guess.
  if (n <= SHORT) return /[\u3400-\u9fff]/.test(utterance.text) ? [[0, n]] : [];
  const clauses = clausesOf(utterance);
  const windows: (readonly [number, number])[] = [];
  const seen = new Set<number>();
  const add = (start: number, end: number) => {
    const key = start * 100_003 + end;
    if (end - start < 3 || seen.has(key) || !isChinese(utterance.text, start, end)) return;
    seen.add(key);
    windows.push([start, end]);
  };
  for (let i = 0; i < clauses.length; i += 1)
    for (let k = 0; k < MOST_CLAUSES && i + k < clauses.length; k += 1) {
      const [start, end] = [clauses[i]![0], clauses[i + k]![1]];
      if (end - start <= LONGEST) add(start, end);
    }
  for (const [start, end] of clauses) {
    if (end - start <= LENGTHS[0]) continue;
    for (const length of LENGTHS)
      for (let at = start; at < end; at += STRIDE) {
        add(at, Math.min(end, at + length));
        if (at + length >= end) break;
      }
  }
  return windows;
}

/** Share of Chinese characters below which a stretch is a part number or an address, not speech. */
const SPEECH = 0.6;
function isChinese(text: string, start: number, end: number): boolean {
  let chinese = 0;
  for (let i = start; i < end; i += 1) if (text.charCodeAt(i) >= 0x4e00) chinese += 1;
  return chinese >= SPEECH * (end - start);
}

/** Stretches between pauses. */
export function clausesOf(utterance: Utterance): (readonly [number, number])[] {
  const n = utterance.text.length;
  const clauses: (readonly [number, number])[] = [];
  let start = 0;
  for (let i = 1; i < n; i += 1)
    if (utterance.marks[i]! & (Mark.Comma | Mark.Stop)) {
      clauses.push([start, i]);
      start = i;
    }
  clauses.push([start, n]);
  return clauses;
}
