import type { Utterance } from '../model/normal.ts';
import { soundsOf } from '../normalise/characters.ts';
import { COST, leastWithout, type Pattern } from './align.ts';
import { CLASSES, MORE_SOUNDS, packedSounds, SOUND_BITS, SOUNDLESS } from './presence.ts';

/** Wordings of more characters than a word of bits has are always aligned. */
const LONGEST = 30;
/** For what is lost where costs are added in another order. */
const SLACK = 1e-4;

/** A wording as its characters are looked for in their order. */
interface Order {
  /** The places that may not be lacking for nothing, a bit each. */
  readonly places: number;
  /** How many of them may be lacking, and how many where two characters may have changed places. */
  readonly spare: number;
  readonly spareSwapped: number;
  /** The places that can be heard as a sound: sounds, and their places beside. */
  readonly sounds: Uint16Array;
  readonly placesOf: Int32Array;
}

/**
 * Whether enough characters of a wording stand in a stretch in the wording's order for it to be read there: a look at all of its places at
 * once, before it is aligned. The longest common subsequence by sounds, bit-parallel (Hyyrö 2004, Bit-parallel LCS-length computation
 * revisited); what comes and goes freely is left out, and what is put between costs nothing here.
 */
export class InOrder {
  readonly #orders: (Order | null)[];
  /** By sound class, while a wording is looked for: its places. */
  readonly #places = new Int32Array(CLASSES);

  /** @param most what reading each wording may cost, in characters */
  constructor(patterns: readonly Pattern[], most: Float64Array) {
    this.#orders = patterns.map((pattern, id) => orderOf(pattern, most[id]! + SLACK));
  }

  /** Where the wording begins and ends at the most, after `mayBeRead`: nothing of it sounds like what stands outside. */
  from = 0;
  to = 0;

  /** Never false where alignment finds a wording between characters `from` and `to`. */
  mayBeRead(id: number, { text }: Utterance, from: number, to: number): boolean {
    const order = this.#orders[id];
    this.from = from;
    this.to = to;
    if (!order) return true;
    const { sounds, placesOf } = order;
    const places = this.#places;
    for (let k = 0; k < sounds.length; k += 1) places[sounds[k]!] = placesOf[k]!;
    let open = order.places;
    let swapped = 0;
    let before = 0;
    let first = to;
    let last = from;
    for (let i = from; i < to; i += 1) {
      const code = text.charCodeAt(i);
      const packed = packedSounds(code);
      let here = places[packed & (CLASSES - 1)]!;
      if (packed >= CLASSES) here |= this.#others(packed, code);
      if (here === 0) {
        before = 0;
        continue;
      }
      if (first === to) first = i;
      last = i;
      swapped |= here & (before >> 1);
      before = here;
      here &= order.places;
      open = (open + (open & here)) | (open & ~here);
    }
    for (let k = 0; k < sounds.length; k += 1) places[sounds[k]!] = 0;
    this.from = first;
    this.to = last + 1;
    let missing = 0;
    for (let left = open & order.places; left !== 0; left &= left - 1) missing += 1;
    return missing <= (swapped === 0 ? order.spare : order.spareSwapped);
  }

  #others(packed: number, code: number): number {
    if (packed & MORE_SOUNDS) return soundsOf(code).reduce((all, sound) => all | this.#places[sound]!, 0);
    const third = packed >> (2 * SOUND_BITS);
    return this.#places[(packed >> SOUND_BITS) & (CLASSES - 1)]! | (third === 0 ? 0 : this.#places[third]!);
  }
}

function orderOf(pattern: Pattern, most: number): Order | null {
  const { text, light, kept } = pattern;
  if (text.length > LONGEST) return null;
  const bySound = new Map<number, number>();
  let places = 0;
  for (let i = 0; i < text.length; i += 1) {
    const sounds = soundsOf(text.charCodeAt(i));
    for (const sound of sounds.length > 0 ? sounds : [SOUNDLESS])
      bySound.set(sound, (bySound.get(sound) ?? 0) | (1 << i));
    if (light[i] === 0 || kept[i] === 1) places |= 1 << i;
  }
  const costs = Array.from(text, (_, i) => leastWithout(pattern, i)).filter((_, i) => (places >> i) & 1);
  return {
    places,
    spare: spareOf(costs, most),
    spareSwapped: spareOf(
      costs.map((cost) => (Number.isFinite(cost) ? Math.min(cost, COST.swapped) : cost)),
      most,
    ),
    sounds: Uint16Array.from(bySound.keys()),
    placesOf: Int32Array.from(bySound.values()),
  };
}

/** How many of these can be lacking together, the cheapest first. */
function spareOf(costs: readonly number[], most: number): number {
  let spent = 0;
  let spare = 0;
  for (const cost of [...costs].sort((a, b) => a - b)) {
    spent += cost;
    if (spent > most) break;
    spare += 1;
  }
  return spare;
}
