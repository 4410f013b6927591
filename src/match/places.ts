/** No place: what an operation on sets returns instead of an empty one. */
export const NONE = -1;

/** What a set takes besides its words. */
const EACH = 8;

/**
 * Sets of places in one utterance, a bit for each place: a set is known by the index in `#bits` at which it begins. A cue is looked for at
 * all places at once, so that it takes some operations on words of 32 places instead of a try at each place. Most utterances are one word long:
 * they go a shorter way.
 * Sets are never changed once they are made, and forgotten all together by `clear`.
 */
export class Places {
  #bits = new Int32Array(4_096);
  /** Words of 32 places that a set takes. */
  #width = 1;
  #top = 0;
  #left = 0;

  /** Forgets all sets. @param length places of the utterance */
  clear(length: number): void {
    this.#width = (length + 31) >> 5;
    this.#top = 0;
  }

  /** Words that all sets take together. */
  get size(): number {
    return this.#top;
  }

  /** From now on so much work may be done: names that double would take more than there is time for. */
  allow(work: number): void {
    this.#left = work;
  }

  /** Whether more was to be done than is allowed: what was found is worth nothing. */
  get areUsedUp(): boolean {
    return this.#left < 0;
  }

  #make(): number {
    const set = this.#top;
    this.#top += this.#width;
    this.#left -= this.#width + EACH;
    if (this.#top > this.#bits.length) this.#grow();
    return set;
  }

  #grow(): void {
    const more = new Int32Array(2 * this.#top);
    more.set(this.#bits);
    this.#bits = more;
  }

  /** A set of one word. */
  #single(places: number): number {
    if (places === 0) {
      this.#left -= 1 + EACH;
      return NONE;
    }
    const set = this.#make();
    this.#bits[set] = places;
    return set;
  }

  /** An empty set, to `add` to before it is used. */
  empty(): number {
    const set = this.#make();
    for (let i = set; i < this.#top; i += 1) this.#bits[i] = 0;
    return set;
  }

  add(set: number, place: number): void {
    this.#bits[set + (place >> 5)]! |= 1 << (place & 31);
  }

  has(set: number, place: number): boolean {
    return set !== NONE && (this.#bits[set + (place >> 5)]! & (1 << (place & 31))) !== 0;
  }

  /** The first place of a set from `from` on; `NONE` where there is none. */
  next(set: number, from: number): number {
    let word = from >> 5;
    if (word >= this.#width) return NONE;
    let bits = this.#bits[set + word]! & (-1 << (from & 31));
    while (bits === 0) {
      word += 1;
      if (word === this.#width) return NONE;
      bits = this.#bits[set + word]!;
    }
    return (word << 5) + 31 - Math.clz32(bits & -bits);
  }

  /** Places of one set and of the other. */
  both(a: number, b: number): number {
    if (this.#width === 1) return this.#single(this.#bits[a]! & this.#bits[b]!);
    const set = this.#make();
    const bits = this.#bits;
    let any = 0;
    for (let i = 0; i < this.#width; i += 1) any |= bits[set + i] = bits[a + i]! & bits[b + i]!;
    return any === 0 ? NONE : set;
  }

  /** Places of either; one of them may be `NONE`. */
  either(a: number, b: number): number {
    if (a === NONE) return b;
    if (b === NONE) return a;
    if (this.#width === 1) return this.#single(this.#bits[a]! | this.#bits[b]!);
    const set = this.#make();
    const bits = this.#bits;
    for (let i = 0; i < this.#width; i += 1) bits[set + i] = bits[a + i]! | bits[b + i]!;
    return set;
  }

  /** Whether two sets are of the same places. */
  areSame(a: number, b: number): boolean {
    for (let i = 0; i < this.#width; i += 1) if (this.#bits[a + i] !== this.#bits[b + i]) return false;
    return true;
  }

  /** Places of `of` from which a place of `ends` is `by` characters away. */
  before(ends: number, by: number, of: number): number {
    if (this.#width === 1) return by > 31 ? NONE : this.#single((this.#bits[ends]! >>> by) & this.#bits[of]!);
    const set = this.#make();
    const bits = this.#bits;
    const skip = by >> 5;
    const shift = by & 31;
    let any = 0;
    for (let i = 0; i < this.#width; i += 1) {
      const near = i + skip < this.#width ? bits[ends + i + skip]! : 0;
      const far = i + skip + 1 < this.#width ? bits[ends + i + skip + 1]! : 0;
      any |= bits[set + i] = (shift === 0 ? near : (near >>> shift) | (far << (32 - shift))) & bits[of + i]!;
    }
    return any === 0 ? NONE : set;
  }

  /** The places of `ends`, and those from which at most `most` steps over places of `of` lead to one of them. */
  upTo(ends: number, most: number, of: number): number {
    if (this.#width === 1) {
      const over = this.#bits[of]!;
      let places = this.#bits[ends]!;
      for (let step = 0; step < most; step += 1) places |= (places >>> 1) & over;
      return this.#single(places);
    }
    const set = this.#make();
    const bits = this.#bits;
    const last = this.#width - 1;
    for (let i = 0; i <= last; i += 1) bits[set + i] = bits[ends + i]!;
    for (let step = 0; step < most; step += 1)
      for (let i = 0; i <= last; i += 1) {
        const far = i < last ? bits[set + i + 1]! << 31 : 0;
        bits[set + i]! |= ((bits[set + i]! >>> 1) | far) & bits[of + i]!;
      }
    return set;
  }
}
