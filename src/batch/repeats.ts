/** What a call is to those before it: a new one, the same one again, or another one of the same id. */
export type Repeat = 'new' | 'again' | 'same-id';

/**
 * Remembers every call by twelve digits of its id's hash and twelve of its words': sixteen bytes a call in a table that is half full at
 * most, where their texts would take a hundred times that.
 */
export class Repeats {
  #ids = new Float64Array(2048);
  #words = new Float64Array(2048);
  #count = 0;

  /** @param print `RunRow.print` */
  meet(print: string): Repeat {
    // Zero marks an empty place.
    const id = Number.parseInt(print.slice(0, 12), 16) + 1;
    const words = Number.parseInt(print.slice(12), 16) + 1;
    if (2 * (this.#count + 1) > this.#ids.length) this.#grow();
    let known = false;
    let at = this.#place(id);
    for (; this.#ids[at] !== 0; at = this.#next(at)) {
      if (this.#ids[at] !== id) continue;
      if (this.#words[at] === words) return 'again';
      known = true;
    }
    this.#ids[at] = id;
    this.#words[at] = words;
    this.#count += 1;
    return known ? 'same-id' : 'new';
  }

  #place(id: number): number {
    return id % this.#ids.length;
  }

  #next(at: number): number {
    return at + 1 === this.#ids.length ? 0 : at + 1;
  }

  #grow(): void {
    const [ids, words] = [this.#ids, this.#words];
    this.#ids = new Float64Array(2 * ids.length);
    this.#words = new Float64Array(2 * ids.length);
    for (let i = 0; i < ids.length; i += 1) {
      if (ids[i] === 0) continue;
      let at = this.#place(ids[i]!);
      while (this.#ids[at] !== 0) at = this.#next(at);
      this.#ids[at] = ids[i]!;
      this.#words[at] = words[i]!;
    }
  }
}
