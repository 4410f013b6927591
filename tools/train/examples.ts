import { SHORT, windowsOf } from '../../src/match/windows.ts';
import type { Utterance } from '../../src/model/normal.ts';
import type { Lexicon } from '../../src/model/pack.ts';
import { normaliseText } from '../../src/normalise/normalise.ts';
import { talkOf } from './long-talk.ts';
import type { Pair, Texts } from './texts.ts';

/** A stretch of speech with the phrase that it breaks, 0 for none. */
export interface Example {
  readonly utterance: Utterance;
  /** What the customer says before it; `null` where nothing is written. */
  readonly asked: Utterance | null;
  /** Windows that show it; each time that the example is learnt from, one of them is drawn. */
  readonly windows: readonly (readonly [start: number, end: number])[];
  readonly phrase: number;
  readonly weight: number;
  readonly writer: string;
  /** Element that it fulfils, or comes near without fulfilling. */
  readonly element: string | null;
  readonly fulfils: boolean;
  /** No element is said: ordinary talk. False where it is not known. */
  readonly saysNone: boolean;
}

const NO_ELEMENT = { element: null, fulfils: false, saysNone: true } as const;

/** Draws which lines stand beside each other in long talk. */
const SEED = 7;
/** Share of the core that a window must hold to be an example of the phrase; below the lesser share it is one of none. */
const HOLDS = 0.85;
const HOLDS_NOT = 0.25;

/**
 * Examples from all texts. A violation is one by its core and by the windows that hold it; the rest of its breath, its twin, plain and
 * element lines are examples of no phrase, whole where they are short and in windows where they are long, as they will be read. So is talk made of
 * harmless lines: its windows begin and end anywhere, as those of speech without pauses do, and say all kinds of things that nobody means.
 */
export function examplesOf(texts: Texts, lexicon: Lexicon): Example[] {
  const examples: Example[] = [];
  const plain = (text: string, writer: string, weight: number, saysNone = true, before: string | null = null) => {
    const asked = before === null ? null : normaliseText(before, lexicon);
    const utterance = normaliseText(text, lexicon);
    const windows = windowsOf(utterance);
    for (let k = 0; k < timesDrawn(windows.length); k += 1)
      examples.push({ utterance, asked, windows, phrase: 0, weight, writer, ...NO_ELEMENT, saysNone });
  };
  for (const pair of texts.pairs) {
    examples.push(...violation(pair, lexicon));
    if (pair.twin) plain(pair.twin, pair.writer, 1, true, pair.twinAsked);
  }
  for (const { text, writer } of texts.plain) plain(text, writer, 1);
  for (const { text, writer, element, fulfils } of texts.elements) {
    plain(text, writer, 0.7, false);
    const utterance = normaliseText(text, lexicon);
    examples.push({
      utterance,
      asked: null,
      windows: [[0, utterance.text.length]],
      phrase: 0,
      weight: 0,
      writer,
      element,
      fulfils,
      saysNone: false,
    });
  }
  for (const { text, writer } of talkOf(texts, SEED)) plain(text, writer, 1, false);
  return examples.filter((e) => e.windows.length > 0 && e.utterance.text.length > 0);
}

/** Windows of one long text overlap: how many of them are learnt from in one round. */
const timesDrawn = (windows: number): number => Math.min(windows, Math.max(1, Math.ceil(windows / 4)), 5);

function violation({ violation: text, core, phrase, writer, asked: before }: Pair, lexicon: Lexicon): Example[] {
  const asked = before === null ? null : normaliseText(before, lexicon);
  const alone = normaliseText(core, lexicon);
  const found: Example[] = [
    { utterance: alone, asked, windows: [[0, alone.text.length]], phrase, weight: 1, writer, ...NO_ELEMENT },
  ];
  if (core === text) return found;
  const utterance = normaliseText(text, lexicon);
  const at = utterance.text.indexOf(alone.text);
  if (at < 0 || utterance.text.length <= SHORT) return found;
  const to = at + alone.text.length;
  const held = (start: number, end: number) => Math.max(0, Math.min(end, to) - Math.max(start, at)) / (to - at);
  const windows = windowsOf(utterance);
  const positive = windows.filter(([start, end]) => held(start, end) >= HOLDS && end - start <= 2.2 * (to - at) + 4);
  const negative = windows.filter(([start, end]) => held(start, end) <= HOLDS_NOT);
  for (let k = 0; k < Math.min(2, positive.length); k += 1)
    found.push({ utterance, asked, windows: positive, phrase, weight: 0.6, writer, ...NO_ELEMENT });
  for (let k = 0; k < timesDrawn(negative.length); k += 1)
    found.push({ utterance, asked, windows: negative, phrase: 0, weight: 0.6, writer, ...NO_ELEMENT });
  return found;
}
