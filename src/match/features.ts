import { Mark, type Utterance } from '../model/normal.ts';
import { soundClassOf } from '../normalise/characters.ts';

/** Buckets that features are hashed into. */
export const BUCKETS = 1 << 15;
/** Features that begin at one character: characters and sounds, one to three in a row. */
export const ORDERS = 3;
/** Characters alone, sounds alone; each of one to three. */
export const KINDS = 2 * ORDERS;

/** Murmur3's finaliser: spreads neighbouring numbers over all buckets. */
function mix(h: number): number {
  let x = h | 0;
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return (x ^ (x >>> 16)) >>> 0;
}

const join = (h: number, code: number): number => Math.imul(h, 0x01000193) ^ code;

/**
 * Buckets of the features that begin at each character of an utterance: `features[i * KINDS + k]`, −1 where the text ends before the
 * feature does. `k` 0–2: one to three characters (您 told from 你); 3–5: one to three sound classes. All of a window's features are those
 * that begin in it and end in it, so that windows can be summed up from running totals.
 */
export function featuresOf(utterance: Utterance): Int32Array {
  const { text, marks } = utterance;
  const n = text.length;
  const features = new Int32Array(n * KINDS).fill(-1);
  for (let i = 0; i < n; i += 1) {
    let letters = 0x811c9dc5;
    let sounds = 0x1b873593;
    for (let k = 0; k < ORDERS && i + k < n; k += 1) {
      const code = text.charCodeAt(i + k);
      letters = join(letters, marks[i + k]! & Mark.Polite ? code ^ 0x8000_0 : code);
      sounds = join(sounds, soundClassOf[code]! || code);
      features[i * KINDS + k] = mix(letters + k) & (BUCKETS - 1);
      features[i * KINDS + ORDERS + k] = mix(sounds ^ 0x5bd1e995) & (BUCKETS - 1);
    }
  }
  return features;
}
