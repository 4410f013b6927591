import { soundsOf } from '../normalise/characters.ts';
import { leastWithout, type Pattern } from './align.ts';
import { frequencyOf } from './frequency.ts';
import { CLASSES, type Presence, SOUNDLESS } from './presence.ts';

/** A character of a wording: what it costs at the least, wherever it stands in the wording, where nothing sounds like it. */
interface Need {
  readonly code: number;
  readonly frequency: number;
  cost: number;
}

/** For what is lost where costs are added in another order. */
const SLACK = 1e-4;

/** The characters of a wording, each once; but what can be heard as three sounds or more stands nearly everywhere. */
function needsOf(pattern: Pattern): Need[] {
  const byCode = new Map<number, Need>();
  for (let i = 0; i < pattern.text.length; i += 1) {
    const code = pattern.text.charCodeAt(i);
    const need = byCode.get(code) ?? { code, frequency: frequencyOf(code), cost: 0 };
    need.cost += leastWithout(pattern, i);
    byCode.set(code, need);
  }
  return [...byCode.values()]
    .filter(({ code }) => soundsOf(code).length <= 2)
    .sort((a, b) => b.cost - a.cost || a.frequency - b.frequency);
}

/** What wordings need to be read in a stretch, in flat tables. */
export class Needs {
  /**
   * Needs of all wordings, one after the other, those first that may not be lacking and of those the rarest: two sounds of which one will do (or
   * one twice), and the cost without.
   */
  readonly #sound: Uint16Array;
  readonly #other: Uint16Array;
  readonly #cost: Float64Array;
  /** Where a wording's needs begin; behind the last wording, where they end. */
  readonly #from: Int32Array;
  readonly #most: Float64Array;
  /** For each wording the bits of what may not be lacking. */
  readonly #low: Int32Array;
  readonly #high: Int32Array;

  /** @param most what reading each wording may cost */
  constructor(patterns: readonly Pattern[], most: Float64Array) {
    this.#from = new Int32Array(patterns.length + 1);
    this.#most = most.map((cost) => cost + SLACK);
    const all = patterns.flatMap((pattern, id) => {
      const needs = needsOf(pattern);
      this.#from[id + 1] = this.#from[id]! + needs.length;
      return needs;
    });
    this.#sound = Uint16Array.from(all, ({ code }) => soundsOf(code)[0] ?? SOUNDLESS);
    this.#other = Uint16Array.from(all, ({ code }) => soundsOf(code).at(-1) ?? SOUNDLESS);
    this.#cost = Float64Array.from(all, ({ cost }) => cost);
    this.#low = new Int32Array(patterns.length);
    this.#high = new Int32Array(patterns.length);
  }

  /**
   * Gives a bit of a presence to each need that some wording cannot do without, so that most wordings are settled by two operations. Where
   * there are more than 64 of them, they share.
   */
  takeBits({ bitsOf }: Presence): void {
    const known = new Map<number, number>();
    for (let id = 0; id < this.#low.length; id += 1)
      for (let k = this.#from[id]!; k < this.#from[id + 1]!; k += 1) {
        if (this.#cost[k]! <= this.#most[id]!) continue;
        const [sound, other] = [this.#sound[k]!, this.#other[k]!];
        const key = sound * CLASSES + other;
        const bit = known.get(key) ?? known.size % 64;
        known.set(key, bit);
        const word = bit >> 5;
        bitsOf[word]![sound]! |= 1 << bit;
        bitsOf[word]![other]! |= 1 << bit;
        (word === 0 ? this.#low : this.#high)[id]! |= 1 << bit;
      }
  }

  /** Whether what a wording cannot do without is present, as far as its bits tell: never false where it is. */
  mayBePresent(id: number, { low, high }: Presence): boolean {
    return ((this.#low[id]! & ~low) | (this.#high[id]! & ~high)) === 0;
  }

  /** Whether enough of a wording is present for it to be read there: a look that is never false where it can be. */
  arePresent(id: number, { classes, stretch }: Presence): boolean {
    const most = this.#most[id]!;
    const end = this.#from[id + 1]!;
    let cost = 0;
    for (let k = this.#from[id]!; k < end; k += 1)
      if (classes[this.#sound[k]!] !== stretch && classes[this.#other[k]!] !== stretch) {
        cost += this.#cost[k]!;
        if (cost > most) return false;
      }
    return true;
  }
}
