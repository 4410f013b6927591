import { Mark, type Utterance } from '../model/normal.ts';
import { soundClassOf, soundsOf } from '../normalise/characters.ts';
import { type Aligned, align, type Pattern } from './align.ts';
import { byForm } from './by-form.ts';
import { InOrder } from './in-order.ts';
import { Needs } from './needs.ts';
import { Presence } from './presence.ts';

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

const NOTHING: readonly NearHit[] = [];

/**
 * Finds wordings in running speech: first by pairs of sound classes that follow each other, then by whether enough of a wording is there at
 * all, which settles nearly everything; then by weighted alignment.
 */
export class NearIndex {
  readonly #patterns: Pattern[];
  /** What each wording may cost. */
  readonly #most: Float64Array;
  readonly #needs: Needs;
  readonly #inOrder: InOrder;
  /** What stands in an utterance. */
  readonly #whole = new Presence();
  /** For each pair of sound classes a bit: whether some wording has it. It is asked for every two characters, and small enough to stay at hand. */
  readonly #known = new Int32Array(PAIR_SPACE >> 5);
  /** For each pair of sound classes: where its postings start in `#postings`, their number first; 0 for none. */
  readonly #head = new Int32Array(PAIR_SPACE);
  readonly #postings: Int32Array;
  /** Counts the utterances that were searched. */
  #searched = 0;
  /** For each wording the utterance that had too little of it, and the one that had enough, last. */
  readonly #lacking: Uint32Array;
  readonly #readable: Uint32Array;
  /** Where the pairs of each wording cluster: the first and the last of them, and how many; those that were met, in their order. */
  readonly #first: Int32Array;
  readonly #last: Int32Array;
  readonly #count: Int32Array;
  readonly #touched: number[] = [];

  constructor(wanted: readonly Wanted[]) {
    this.#patterns = wanted.map(patternOf);
    this.#most = Float64Array.from(this.#patterns, ({ text }) => tolerance(text.length));
    this.#needs = new Needs(this.#patterns, this.#most);
    this.#needs.takeBits(this.#whole);
    this.#inOrder = new InOrder(this.#patterns, this.#most);
    const byPair = new Map<number, Set<number>>();
    this.#patterns.forEach((pattern, id) => {
      for (const key of pairsOf(pattern.text)) {
        const set = byPair.get(key);
        if (set) set.add(id);
        else byPair.set(key, new Set([id]));
      }
    });
    const postings = [0];
    for (const [key, ids] of byPair) {
      this.#known[key >> 5]! |= 1 << (key & 31);
      this.#head[key] = postings.length;
      postings.push(ids.size, ...ids);
    }
    this.#postings = Int32Array.from(postings);
    this.#lacking = new Uint32Array(wanted.length);
    this.#readable = new Uint32Array(wanted.length);
    this.#first = new Int32Array(wanted.length);
    this.#last = new Int32Array(wanted.length).fill(-1);
    this.#count = new Int32Array(wanted.length);
  }

  /** All wordings within their tolerance, each at its best place in each stretch where its sounds cluster. */
  readonly search = byForm((utterance: Utterance): readonly NearHit[] => this.searchAnew(utterance));

  /** The same for words that are not remembered. */
  searchAnew(utterance: Utterance): readonly NearHit[] {
    const { text } = utterance;
    const known = this.#known;
    let hits: NearHit[] | null = null;
    let before = 0;
    for (let i = 0; i < text.length; i += 1) {
      const sound = soundClassOf[text.charCodeAt(i)]!;
      const key = pair(before, sound);
      before = sound;
      if (((known[key >> 5]! >> (key & 31)) & 1) === 0) continue;
      if (!hits) {
        hits = [];
        this.#searched += 1;
        this.#whole.mark(utterance, 0, text.length);
      }
      this.#meet(this.#head[key]!, i, utterance, hits);
    }
    if (!hits) return NOTHING;
    for (const id of this.#touched) this.#close(id, utterance, hits);
    this.#touched.length = 0;
    return hits;
  }

  /** Goes through the wordings of a pair. */
  #meet(head: number, at: number, utterance: Utterance, hits: NearHit[]): void {
    const [postings, searched, lacking, readable] = [this.#postings, this.#searched, this.#lacking, this.#readable];
    const [needs, whole] = [this.#needs, this.#whole];
    const last = head + postings[head]!;
    for (let k = head + 1; k <= last; k += 1) {
      const id = postings[k]!;
      if (lacking[id] === searched) continue;
      if (readable[id] !== searched) {
        if (!needs.mayBePresent(id, whole) || !needs.arePresent(id, whole)) {
          lacking[id] = searched;
          continue;
        }
        readable[id] = searched;
      }
      this.#touch(id, at, utterance, hits);
    }
  }

  #touch(id: number, at: number, utterance: Utterance, hits: NearHit[]): void {
    const reach = this.#patterns[id]!.text.length + 8;
    if (this.#last[id]! >= 0 && at - this.#last[id]! > reach) this.#close(id, utterance, hits);
    if (this.#last[id]! < 0) {
      this.#first[id] = at - 1;
      this.#count[id] = 0;
      this.#touched.push(id);
    }
    this.#last[id] = at;
    this.#count[id]! += 1;
  }

  #close(id: number, utterance: Utterance, hits: NearHit[]): void {
    if (this.#last[id]! < 0) return;
    const pattern = this.#patterns[id]!;
    const m = pattern.text.length;
    const reach = m + 4;
    const from = Math.max(0, this.#first[id]! - reach);
    const to = Math.min(utterance.text.length, this.#last[id]! + reach);
    const enough = this.#count[id]! >= Math.max(1, Math.floor((m - 1) / 3));
    this.#last[id] = -1;
    if (!enough) return;
    if (!this.#inOrder.mayBeRead(id, utterance, from, to)) return;
    const aligned = align(pattern, utterance, this.#inOrder.from, this.#inOrder.to, this.#most[id]!);
    if (!aligned) return;
    const { start, end, cost, similarity, steps } = aligned;
    hits.push({ start, end, cost, similarity, steps, wanted: id });
  }
}

function* pairsOf(text: string): Generator<number> {
  const classes = [...text].map((c) => soundsOf(c.charCodeAt(0)));
  for (let i = 1; i < classes.length; i += 1)
    for (const a of classes[i - 1]!) for (const b of classes[i]!) yield pair(a, b);
}

/** Characters that come and go without changing what is said. */
const LIGHT = new Set('的了就是吧吗么得着这那个嘛都也还又'.split(''));

/** A wording as it is aligned. */
export function patternOf({ text, keep }: Wanted): Pattern {
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
