import { Mark, type Utterance } from '../model/normal.ts';
import { soundClass, soundClassOf, syllablesOf } from '../normalise/characters.ts';
import { type Aligned, align, type Pattern } from './align.ts';
import { byForm } from './by-form.ts';
import { leastCost, markPresent } from './presence.ts';

/** A wording to be found again although it is said a little differently. */
export interface Wanted {
  readonly text: string;
  /** Words in it that edits may not touch. */
  readonly keep: readonly string[];
}

/** Where a wanted wording was found, how near, and how its characters answer each other. */
export interface NearHit extends Aligned {
  readonly wanted: number;
}

const PAIR_SPACE = 1 << 18;
const pair = (a: number, b: number): number => (a << 9) | b;

/**
 * Cost, in characters, that a wording of `length` characters may differ by. Half of the 21 phrases are seven characters or shorter: a share
 * of the length would allow the short ones nothing and the long ones everything.
 */
export function tolerance(length: number): number {
  if (length <= 3) return 0.3;
  if (length === 4) return 0.75;
  if (length <= 6) return 1.1;
  if (length <= 8) return 1.6;
  return length <= 11 ? 2.1 : 2.6;
}

/**
 * Finds wordings in running speech: first by pairs of sound classes that follow each other (two characters in a hundred of ordinary talk
 * pass), then by weighted alignment around them.
 */
export class NearIndex {
  readonly #patterns: Pattern[];
  /** For each pair of sound classes: where its postings start in `#postings`, 0 for none. */
  readonly #head = new Int32Array(PAIR_SPACE);
  readonly #postings: number[] = [0];
  readonly #first: Int32Array;
  readonly #last: Int32Array;
  readonly #count: Int32Array;
  /** Whether what stands in the whole utterance is marked. */
  #marked = false;

  constructor(wanted: readonly Wanted[]) {
    this.#patterns = wanted.map(patternOf);
    const byPair = new Map<number, Set<number>>();
    this.#patterns.forEach((pattern, id) => {
      for (const key of pairsOf(pattern.text)) {
        const set = byPair.get(key);
        if (set) set.add(id);
        else byPair.set(key, new Set([id]));
      }
    });
    for (const [key, ids] of byPair) {
      this.#head[key] = this.#postings.length;
      this.#postings.push(ids.size, ...ids);
    }
    this.#first = new Int32Array(wanted.length);
    this.#last = new Int32Array(wanted.length).fill(-1);
    this.#count = new Int32Array(wanted.length);
  }

  /** All wordings within their tolerance, each at its best place in each stretch where its sounds cluster. */
  readonly search = byForm((utterance: Utterance): readonly NearHit[] => this.searchAnew(utterance));

  /** The same for words that are not remembered. */
  searchAnew(utterance: Utterance): NearHit[] {
    const { text } = utterance;
    const hits: NearHit[] = [];
    const touched: number[] = [];
    this.#marked = false;
    let before = text.length > 0 ? soundClassOf[text.charCodeAt(0)]! : 0;
    for (let i = 1; i < text.length; i += 1) {
      const sound = soundClassOf[text.charCodeAt(i)]!;
      const head = this.#head[pair(before, sound)]!;
      before = sound;
      if (head === 0) continue;
      const count = this.#postings[head]!;
      for (let k = 1; k <= count; k += 1) this.#touch(this.#postings[head + k]!, i, utterance, hits, touched);
    }
    for (const id of touched) this.#close(id, utterance, hits);
    return hits;
  }

  #touch(id: number, at: number, utterance: Utterance, hits: NearHit[], touched: number[]): void {
    const reach = this.#patterns[id]!.text.length + 8;
    if (this.#last[id]! >= 0 && at - this.#last[id]! > reach) this.#close(id, utterance, hits);
    if (this.#last[id]! < 0) {
      this.#first[id] = at - 1;
      this.#count[id] = 0;
      touched.push(id);
    }
    this.#last[id] = at;
    this.#count[id]! += 1;
  }

  #close(id: number, utterance: Utterance, hits: NearHit[]): void {
    if (this.#last[id]! < 0) return;
    const pattern = this.#patterns[id]!;
    const m = pattern.text.length;
    const most = tolerance(m);
    const reach = m + 4;
    const from = Math.max(0, this.#first[id]! - reach);
    const to = Math.min(utterance.text.length, this.#last[id]! + reach);
    const enough = this.#count[id]! >= Math.max(1, Math.floor((m - 1) / 3));
    this.#last[id] = -1;
    // The stretch is all of a short utterance; and what is too dear there is too dear in any part of it.
    if (!enough) return;
    if (!this.#marked) markPresent(utterance, 0, utterance.text.length);
    this.#marked = true;
    if (leastCost(pattern) > most) return;
    if (to - from < utterance.text.length) {
      markPresent(utterance, from, to);
      this.#marked = false;
      if (leastCost(pattern) > most) return;
    }
    const aligned = align(pattern, utterance, from, to, most);
    if (aligned) hits.push({ ...aligned, wanted: id });
  }
}

function* pairsOf(text: string): Generator<number> {
  const classes = [...text].map((c) => [...new Set(syllablesOf(c.charCodeAt(0)).map(soundClass))]);
  for (let i = 1; i < classes.length; i += 1)
    for (const a of classes[i - 1]!) for (const b of classes[i]!) yield pair(a, b);
}

/** Characters that come and go without changing what is said. */
const LIGHT = new Set('的了就是吧吗么得着这那个嘛都也还又'.split(''));

function patternOf({ text, keep }: Wanted): Pattern {
  const kept = new Uint8Array(text.length);
  const joined = new Uint8Array(text.length);
  for (const word of keep)
    for (let at = text.indexOf(word); at >= 0 && word.length > 0; at = text.indexOf(word, at + 1))
      for (let k = 0; k < word.length; k += 1) {
        kept[at + k] = 1;
        if (k > 0) joined[at + k] = 1;
      }
  return { text, kept, joined, light: Uint8Array.from(text, (c) => (LIGHT.has(c) ? 1 : 0)) };
}

/** Whether a character of an utterance is a filler or comes and goes freely. */
export const isLight = (utterance: Utterance, at: number): boolean =>
  (utterance.marks[at]! & Mark.Filler) !== 0 || LIGHT.has(utterance.text[at]!);
