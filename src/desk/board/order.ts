import { CALLS } from './block.ts';
import type { Chosen } from './filter.ts';
import type { Ledger } from './ledger.ts';

/** In which order calls come: by a column of the blocks, and by their numbers where it says the same; all of it up or down. */
export interface Order {
  /** `null`: by their numbers only. */
  readonly column: 'score' | 'day' | 'person' | null;
  /** Place in the order of each value that the column can have. */
  readonly ranks: Uint32Array;
  readonly descending: boolean;
}

/** A place in an order: a rank, and the number of a call. */
export interface Place {
  readonly rank: number;
  readonly no: number;
}

/**
 * The first calls of a choice in an order.
 * @param after the place to begin behind; `null`: the beginning
 * @returns numbers of calls, `count` at most
 */
export function firstOf(ledger: Ledger, chosen: Chosen, order: Order, after: Place | null, count: number): number[] {
  const { column, descending } = order;
  if (column === null) return byNumber(chosen, descending, after?.no ?? null, count);
  const first = new First(order, after, count);
  const { blocks } = ledger;
  for (let k = 0; k < blocks.length; k += 1) {
    const number = descending ? blocks.length - 1 - k : k;
    first.add(blocks[number]![column], chosen, number * CALLS);
  }
  return first.done();
}

function byNumber(chosen: Chosen, descending: boolean, after: number | null, count: number): number[] {
  const found: number[] = [];
  if (descending) {
    for (let i = Math.min(chosen.length, (after ?? chosen.length + 1) - 1) - 1; i >= 0 && found.length < count; i -= 1)
      if (chosen[i] === 1) found.push(i + 1);
  } else
    for (let i = after ?? 0; i < chosen.length && found.length < count; i += 1) if (chosen[i] === 1) found.push(i + 1);
  return found;
}

/** The first calls so far: of a rank that comes behind as many as are wanted, none is kept. */
class First {
  readonly #count: number;
  readonly #ranks: Uint32Array;
  readonly #descending: boolean;
  readonly #after: Place | null;
  readonly #held = new Map<number, number[]>();
  #holding = 0;
  #worst = Number.POSITIVE_INFINITY;

  constructor({ ranks, descending }: Order, after: Place | null, count: number) {
    this.#count = count;
    this.#descending = descending;
    // Downwards the best rank is the last one.
    this.#ranks = descending ? ranks.map((rank) => LAST_RANK - rank) : ranks;
    this.#after = after && { no: after.no, rank: descending ? LAST_RANK - after.rank : after.rank };
  }

  /** Adds calls of a block. Blocks come in the direction of the order, so that calls of one rank do. */
  add(values: ArrayLike<number>, chosen: Chosen, from: number): void {
    const [ranks, step] = [this.#ranks, this.#descending ? -1 : 1];
    let worst = this.#worst;
    for (let k = 0, i = this.#descending ? CALLS - 1 : 0; k < CALLS; k += 1, i += step) {
      if (chosen[from + i] === 0) continue;
      const rank = ranks[values[i]!]!;
      if (rank > worst || !this.#isBehind(rank, from + i + 1)) continue;
      this.#keep(rank, from + i + 1);
      worst = this.#worst;
    }
  }

  #isBehind(rank: number, no: number): boolean {
    const after = this.#after;
    if (after === null || rank > after.rank) return true;
    return rank === after.rank && (this.#descending ? no < after.no : no > after.no);
  }

  #keep(rank: number, no: number): void {
    const there = this.#held.get(rank) ?? [];
    if (there.length >= this.#count) return;
    if (there.push(no) === 1) this.#held.set(rank, there);
    this.#holding += 1;
    if (this.#holding < this.#count) return;
    let worst = Math.max(...this.#held.keys());
    while (this.#holding - this.#held.get(worst)!.length >= this.#count) {
      this.#holding -= this.#held.get(worst)!.length;
      this.#held.delete(worst);
      worst = Math.max(...this.#held.keys());
    }
    // A rank that is full takes no more either.
    this.#worst = this.#held.get(worst)!.length >= this.#count ? worst - 1 : worst;
  }

  done(): number[] {
    const ranks = [...this.#held.keys()].sort((a, b) => a - b);
    return ranks.flatMap((rank) => this.#held.get(rank)!).slice(0, this.#count);
  }
}

/** More ranks than there are. */
const LAST_RANK = 2 ** 31;
