import { Mark, type Utterance } from '../model/normal.ts';
import { soundClassOf } from '../normalise/characters.ts';

/**
 * How many characters behind its first one each kind of feature ends: one to three characters, one to three sounds, two characters with any one
 * between them (不…管, 你…去).
 */
const SPANS = [0, 1, 2, 0, 1, 2, 2] as const;
/** Features that begin at one character. */
export const KINDS = SPANS.length;
/** Kinds by how many characters behind its first one a feature ends. */
export const BY_SPAN: readonly (readonly number[])[] = [0, 1, 2].map((span) =>
  SPANS.flatMap((s, kind) => (s === span ? [kind] : [])),
);
const SOUNDS = 3;
const AROUND = 6;

/** Murmur3's finaliser: spreads neighbouring numbers over all buckets. */
function mix(h: number): number {
  let x = h | 0;
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return (x ^ (x >>> 16)) >>> 0;
}

const join = (h: number, code: number): number => Math.imul(h, 0x01000193) ^ code;

/**
 * Hashes (31 bits) of the features that begin at each character of an utterance: `hashes[i * KINDS + k]`, −1 where the text ends before the
 * feature does. `k` 0–2: one to three characters (您 told from 你); 3–5: one to three sound classes; 6: two characters around a third. All of a
 * window's features are those that begin in it and end in it, so that windows can be summed up from running totals.
 */
export function hashesOf(utterance: Utterance): Int32Array {
  const { text, marks } = utterance;
  const n = text.length;
  const hashes = new Int32Array(n * KINDS).fill(-1);
  for (let i = 0; i < n; i += 1) {
    let letters = 0x811c9dc5;
    let sounds = 0x1b873593;
    for (let k = 0; k < SOUNDS && i + k < n; k += 1) {
      const code = text.charCodeAt(i + k);
      letters = join(letters, marks[i + k]! & Mark.Polite ? code ^ 0x8000_0 : code);
      sounds = join(sounds, soundClassOf[code]! || code);
      hashes[i * KINDS + k] = mix(letters + k) >>> 1;
      hashes[i * KINDS + SOUNDS + k] = mix(sounds ^ 0x5bd1e995) >>> 1;
    }
    if (i + 2 < n)
      hashes[i * KINDS + AROUND] = mix(join(join(0x2545f491, text.charCodeAt(i)), text.charCodeAt(i + 2))) >>> 1;
  }
  return hashes;
}

/**
 * The features that a model knows, each with a row of its own. What it never read has none: it must not borrow another's, or talk of other
 * trades sounds like anything at all.
 */
export class Vocabulary {
  readonly size: number;
  readonly #mask: number;
  /** Open addressing: a hash and its row, −1 for none. */
  readonly #keys: Int32Array;
  readonly #rows: Int32Array;

  /** @param hashes one for each row */
  constructor(readonly hashes: Int32Array) {
    this.size = hashes.length;
    const slots = 1 << Math.max(4, Math.ceil(Math.log2(hashes.length * 2 + 1)));
    const mask = slots - 1;
    const keys = new Int32Array(slots).fill(-1);
    const rows = new Int32Array(slots);
    // A plain loop over local names: tens of thousands of rows are put in at each start, before anything is optimised.
    for (let row = 0; row < hashes.length; row += 1) {
      const hash = hashes[row]!;
      let slot = hash & mask;
      while (keys[slot]! >= 0) slot = (slot + 1) & mask;
      keys[slot] = hash;
      rows[slot] = row;
    }
    this.#mask = mask;
    this.#keys = keys;
    this.#rows = rows;
  }

  /** Row of a feature, −1 where it is not known. */
  rowOf(hash: number): number {
    if (hash < 0) return -1;
    let slot = hash & this.#mask;
    for (;;) {
      const key = this.#keys[slot]!;
      if (key === hash) return this.#rows[slot]!;
      if (key < 0) return -1;
      slot = (slot + 1) & this.#mask;
    }
  }

  /** Rows of an utterance's features, as `hashesOf` lays them out; −1 as well for what is not known. */
  rowsOf(utterance: Utterance): Int32Array {
    const features = hashesOf(utterance);
    for (let i = 0; i < features.length; i += 1) features[i] = this.rowOf(features[i]!);
    return features;
  }
}
