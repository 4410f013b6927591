import { seeded } from '../../src/verify/intervals.ts';
import type { Texts } from './texts.ts';
import type { Written } from './utterances.ts';

/** How many long turns of each kind are made of a group of writers' lines. */
const LONG_TURNS = 1_500;
/** Lines that make one up. */
const [FEWEST, MOST] = [3, 7];
const PAUSES = /[，。！？、；：,.!?…—～“”"\s]/g;

/** Draws harmless lines of some writers to stand one after the other, as in a long turn; half of them are without any pause. */
class Talk {
  readonly #harmless: readonly string[];
  readonly #random: () => number;

  constructor(texts: Texts, seed: number) {
    this.#random = seeded(seed);
    this.#harmless = [
      ...texts.plain.map((p) => p.text),
      ...texts.elements.map((e) => e.text),
      ...texts.pairs.flatMap((p) => (p.twin ? [p.twin] : [])),
    ];
  }

  get isEmpty(): boolean {
    return this.#harmless.length === 0;
  }

  draw<T>(items: readonly T[]): T {
    return items[Math.floor(this.#random() * items.length)]!;
  }

  lines(): string[] {
    const count = FEWEST + Math.floor(this.#random() * (MOST - FEWEST + 1));
    return Array.from({ length: count }, () => this.draw(this.#harmless));
  }

  isBare(): boolean {
    return this.#random() < 0.5;
  }

  place(lines: readonly string[]): number {
    return Math.floor(this.#random() * (lines.length + 1));
  }
}

const said = (lines: readonly string[], bare: boolean): string =>
  bare ? lines.join('').replace(PAUSES, '') : lines.join('，');

/** Long turns of harmless lines, each of lines of several writers: what a network learns ordinary talk without pauses from. */
export function talkOf(texts: Texts, seed: number): { readonly text: string; readonly writer: string }[] {
  const talk = new Talk(texts, seed);
  if (talk.isEmpty) return [];
  const writer = texts.writers.join('+');
  return Array.from({ length: 2 * LONG_TURNS }, () => ({ text: said(talk.lines(), talk.isBare()), writer }));
}

/**
 * Long turns, as writers hardly write them and people hardly avoid them: harmless lines of the same writers one after the other, and the same
 * with a violation among them. That a turn is long then tells nothing of itself. Half of them are without any pause, as recognition has them.
 */
export function longTurnsOf(texts: Texts, seed: number): Written[] {
  const talk = new Talk(texts, seed);
  if (talk.isEmpty) return [];
  const writer = texts.writers.join('+');
  return Array.from({ length: LONG_TURNS }, (): Written[] => {
    const bare = talk.isBare();
    const pair = texts.pairs.length > 0 ? talk.draw(texts.pairs) : null;
    // Both are said after the same words of a customer, which then tell nothing.
    const asked = pair?.asked ?? null;
    const made: Written[] = [{ writer, phrase: 0, kind: 'talk', text: said(talk.lines(), bare), asked, core: '' }];
    if (!pair) return made;
    const lines = talk.lines();
    lines.splice(talk.place(lines), 0, pair.violation);
    const core = bare ? pair.core.replace(PAUSES, '') : pair.core;
    made.push({ writer, phrase: pair.phrase, kind: 'set-in', text: said(lines, bare), asked, core });
    return made;
  }).flat();
}
