import { featuresOf } from '../../src/match/features.ts';
import { SHORT, windowsOf } from '../../src/match/windows.ts';
import type { Utterance } from '../../src/model/normal.ts';
import type { Lexicon } from '../../src/model/pack.ts';
import { normaliseText } from '../../src/normalise/normalise.ts';
import type { Pair, Texts } from './texts.ts';

/** A window of speech with the phrase that it breaks, 0 for none. */
export interface Example {
  readonly utterance: Utterance;
  readonly start: number;
  readonly end: number;
  readonly phrase: number;
  readonly weight: number;
  readonly writer: string;
}

/** Share of the core that a window must hold to be an example of the phrase; below the lesser share it is one of none. */
const HOLDS = 0.85;
const HOLDS_NOT = 0.25;

/**
 * Examples from all texts. A violation is one by its core and by the windows that hold it; the rest of its breath, its twin, plain and
 * element lines are examples of no phrase, whole where they are short and in windows where they are long, as they will be read.
 */
export function examplesOf(texts: Texts, lexicon: Lexicon): Example[] {
  const examples: Example[] = [];
  const plain = (text: string, writer: string, weight: number) => {
    const utterance = normaliseText(text, lexicon);
    for (const [start, end] of some(windowsOf(utterance), MOST_WINDOWS))
      examples.push({ utterance, start, end, phrase: 0, weight, writer });
  };
  for (const pair of texts.pairs) {
    examples.push(...violation(pair, lexicon));
    if (pair.twin) plain(pair.twin, pair.writer, 1);
  }
  for (const { text, writer } of texts.plain) plain(text, writer, 1);
  for (const { text, writer } of texts.elements) plain(text, writer, 0.7);
  return examples.filter((e) => featuresOf(e.utterance).length > 0);
}

/** Windows of one long text overlap: a few of them, evenly taken, teach what all would. */
const MOST_WINDOWS = 5;
const some = <T>(items: readonly T[], most: number): T[] =>
  items.length <= most
    ? [...items]
    : Array.from({ length: most }, (_, i) => items[Math.floor(((i + 0.5) * items.length) / most)]!);

function violation({ violation: text, core, phrase, writer }: Pair, lexicon: Lexicon): Example[] {
  const alone = normaliseText(core, lexicon);
  const found: Example[] = [{ utterance: alone, start: 0, end: alone.text.length, phrase, weight: 1, writer }];
  if (core === text) return found;
  const utterance = normaliseText(text, lexicon);
  const at = utterance.text.indexOf(alone.text);
  if (at < 0 || utterance.text.length <= SHORT) return found;
  const to = at + alone.text.length;
  const held = (start: number, end: number) => Math.max(0, Math.min(end, to) - Math.max(start, at)) / (to - at);
  const windows = windowsOf(utterance);
  const positive = windows.filter(([start, end]) => held(start, end) >= HOLDS && end - start <= 2.2 * (to - at) + 4);
  const negative = windows.filter(([start, end]) => held(start, end) <= HOLDS_NOT);
  for (const [start, end] of some(positive, 3)) found.push({ utterance, start, end, phrase, weight: 0.5, writer });
  for (const [start, end] of some(negative, MOST_WINDOWS))
    found.push({ utterance, start, end, phrase: 0, weight: 0.6, writer });
  return found;
}
