import { Mark, type Utterance } from '../../src/model/normal.ts';
import type { Lexicon } from '../../src/model/pack.ts';
import { normaliseText } from '../../src/normalise/normalise.ts';
import { shuffled } from './network.ts';
import { type Noise, withText } from './noise.ts';
import type { Texts } from './texts.ts';

/** What is said, with the stretch that breaks a phrase; `phrase` 0: none does. */
export interface Said {
  readonly utterance: Utterance;
  readonly asked: Utterance | null;
  readonly phrase: number;
  readonly start: number;
  readonly end: number;
}

/** How many long turns are made of written lines in each round, for one line. */
const LONG_TURNS = 0.15;
/** Lines that stand around in one, and the longest that it may be. */
const [FEWEST, MOST] = [2, 5];
const LONGEST = 160;
/** How often a long turn has no pauses, and a line that was written with some. */
const BARE_TURNS = 0.5;
const BARE_LINES = 0.25;
/** How often a line is heard after some customer where nothing is written before it, and without its customer where something is. */
const AFTER_ANY = 0.3;
const UNASKED = 0.2;

const PAUSES = Mark.Comma | Mark.Stop | Mark.Question;

/** What the tagger learns from: every line as it was written, and long turns made of lines. */
export class Lines {
  readonly #lines: readonly Said[];
  readonly #harmless: readonly Said[];
  readonly #violations: readonly Said[];
  readonly #asked: readonly Utterance[];

  constructor(
    texts: Texts,
    lexicon: Lexicon,
    readonly noise: Noise,
  ) {
    const asked = (text: string | null) => (text === null ? null : normaliseText(text, lexicon));
    const harmless = (text: string, before: string | null = null): Said => ({
      utterance: normaliseText(text, lexicon),
      asked: asked(before),
      phrase: 0,
      start: 0,
      end: 0,
    });
    this.#violations = texts.pairs.flatMap(({ violation, core, phrase, asked: before }) => {
      const utterance = normaliseText(violation, lexicon);
      const from = violation.indexOf(core);
      const inCore = [...utterance.text].flatMap((_, i) =>
        utterance.start[i]! < from + core.length && utterance.end[i]! > from ? [i] : [],
      );
      if (from < 0 || inCore.length === 0) return [];
      return [{ utterance, asked: asked(before), phrase, start: inCore[0]!, end: inCore.at(-1)! + 1 }];
    });
    this.#harmless = [
      ...texts.pairs.flatMap((p) => (p.twin ? [harmless(p.twin, p.twinAsked)] : [])),
      ...texts.plain.map((p) => harmless(p.text)),
      ...texts.elements.map((e) => harmless(e.text)),
    ].filter((s) => s.utterance.text.length > 0);
    this.#lines = [...this.#violations, ...this.#harmless];
    this.#asked = this.#violations.flatMap((v) => v.asked ?? []);
  }

  /** Everything that is said, without noise: what a vocabulary is made of. */
  *all(): Iterable<Utterance> {
    for (const { utterance, asked } of this.#lines) {
      yield utterance;
      if (asked) yield asked;
    }
  }

  /** All lines of one round in a drawn order, heard with noise, with long turns among them. */
  round(): Said[] {
    const { random } = this.noise;
    const long = Array.from({ length: Math.round(LONG_TURNS * this.#lines.length) }, () => this.#longTurn());
    const all = [...this.#lines, ...long].map((s) => this.#worsened(s));
    return shuffled(all.length, random).map((i) => all[i]!);
  }

  #draw<T>(items: readonly T[]): T {
    return items[Math.floor(this.noise.random() * items.length)]!;
  }

  /** Harmless lines one after the other, half of the time with a violation among them. */
  #longTurn(): Said {
    const { random } = this.noise;
    const count = FEWEST + Math.floor(random() * (MOST - FEWEST + 1));
    const parts = Array.from({ length: count }, () => this.#draw(this.#harmless));
    const violation = this.#violations.length > 0 && random() < 0.5 ? this.#draw(this.#violations) : null;
    if (violation) parts.splice(Math.floor(random() * (count + 1)), 0, violation);
    const bare = random() < BARE_TURNS;
    let text = '';
    let [start, end] = [0, 0];
    const marks: number[] = [];
    for (const part of parts) {
      if (part === violation) [start, end] = [text.length + part.start, text.length + part.end];
      for (let i = 0; i < part.utterance.text.length; i += 1) {
        const own = part.utterance.marks[i]! | (i === 0 ? Mark.Comma : 0);
        marks.push(bare ? own & ~PAUSES : own);
      }
      text += part.utterance.text;
    }
    // What is too long is cut around the violation.
    const from = text.length <= LONGEST ? 0 : Math.max(0, Math.min(start - 60, text.length - LONGEST));
    const to = Math.min(text.length, from + LONGEST);
    const utterance = {
      ...parts[0]!.utterance,
      text: text.slice(from, to),
      marks: Uint8Array.from(marks.slice(from, to)),
    };
    // Harmless ones are said after the same customers as others, who then tell nothing.
    const asked = (violation ?? this.#draw(this.#violations.length > 0 ? this.#violations : this.#harmless)).asked;
    return {
      utterance,
      asked,
      phrase: violation?.phrase ?? 0,
      start: Math.max(0, start - from),
      end: Math.min(end, to) - from,
    };
  }

  /** The same, heard worse: each of what stands before the violation, of its words and of what follows. */
  #worsened(said: Said): Said {
    const { random } = this.noise;
    const bare = random() < BARE_LINES;
    const { utterance } = said;
    const cuts = said.phrase > 0 ? [0, said.start, said.end, utterance.text.length] : [0, utterance.text.length];
    let text = '';
    const marks: number[] = [];
    const ends = [0];
    for (let k = 0; k + 1 < cuts.length; k += 1) {
      const piece = slice(utterance, cuts[k]!, cuts[k + 1]!);
      const heard = piece.text.length === 0 ? piece : withText(piece, this.noise.worsen(piece.text));
      text += heard.text;
      for (const m of heard.marks) marks.push(bare ? m & ~PAUSES : m);
      ends.push(text.length);
    }
    return {
      utterance: { ...utterance, text, marks: Uint8Array.from(marks) },
      asked: this.#before(said),
      phrase: said.phrase,
      start: said.phrase > 0 ? ends[1]! : 0,
      end: said.phrase > 0 ? ends[2]! : 0,
    };
  }

  #before({ asked }: Said): Utterance | null {
    const { random } = this.noise;
    if (asked) return random() < UNASKED ? null : asked;
    return this.#asked.length > 0 && random() < AFTER_ANY ? this.#draw(this.#asked) : null;
  }
}

const slice = (utterance: Utterance, start: number, end: number): Utterance => ({
  ...utterance,
  text: utterance.text.slice(start, end),
  marks: utterance.marks.slice(start, end),
});
