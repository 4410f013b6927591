import type { Block } from './block.ts';
import type { Condition } from './conditions.ts';
import { type Counted, Counter } from './count.ts';
import { type Chosen, roomFor, throughBlocks, within } from './filter.ts';
import type { Ledger } from './ledger.ts';

/** A choice of calls whose sums are kept. */
export interface Asked {
  /** Tells it apart from others. */
  readonly key: string;
  /** All that it asks of a call. */
  readonly conditions: readonly Condition[];
}

/** Choices whose sums are kept, those asked for last: half a megabyte each. */
const MOST_KEPT = 12;

/**
 * What calls add up to. The sums of a choice are kept and follow what happens: of a block that is another one by now the calls as they were
 * are taken away, and added as they are. A choice of most of the calls is counted as what it leaves of all of them.
 */
export class Totals {
  readonly #ledger: Ledger;
  readonly #all: Kept;
  readonly #kept = new Map<string, Kept>();

  constructor(ledger: Ledger) {
    this.#ledger = ledger;
    this.#all = new Kept(ledger, new Counter(ledger), []);
  }

  /**
   * Adds up the calls that are chosen.
   * @param asked what they were chosen by; `null`: something that the blocks do not know
   * @param elements ids in the order of the report; those of the ledger that are not among them follow
   * @param phrases numbers that are told even when nobody said them
   */
  count(chosen: Chosen, asked: Asked | null, elements: readonly string[], phrases: readonly number[]): Counted {
    const counter = asked ? this.#following(chosen, asked) : this.#counted(chosen);
    return counter.done(elements, phrases);
  }

  #following(chosen: Chosen, { key, conditions }: Asked): Counter {
    const kept = this.#kept.get(key) ?? new Kept(this.#ledger, this.#counted(chosen), [...this.#ledger.blocks]);
    kept.follow(conditions);
    this.#kept.delete(key);
    if (this.#kept.size >= MOST_KEPT) this.#kept.delete(this.#kept.keys().next().value!);
    this.#kept.set(key, kept);
    return kept.counter;
  }

  #counted(chosen: Chosen): Counter {
    const { all } = this.#ledger;
    const isMost = 2 * chosen.length > all.length;
    if (isMost) this.#all.follow([]);
    const counter = isMost ? this.#all.counter.copy() : new Counter(this.#ledger);
    const some = isMost ? without(all, chosen) : chosen;
    throughBlocks(this.#ledger, some, (block, from, to, first) =>
      counter.add(block, some, from, to, first, isMost ? -1 : 1),
    );
    return counter;
  }
}

/** Sums with the blocks that they are of. */
class Kept {
  readonly counter: Counter;
  readonly #ledger: Ledger;
  readonly #blocks: Block[];

  constructor(ledger: Ledger, counter: Counter, blocks: Block[]) {
    this.#ledger = ledger;
    this.counter = counter;
    this.#blocks = blocks;
  }

  /** Goes along with what has changed. */
  follow(conditions: readonly Condition[]): void {
    this.counter.makeRoom();
    this.#ledger.blocks.forEach((block, number) => {
      const before = this.#blocks[number];
      if (before === block) return;
      if (before) this.#add(before, number, conditions, -1);
      this.#add(block, number, conditions, 1);
      this.#blocks[number] = block;
    });
  }

  #add(block: Block, number: number, conditions: readonly Condition[], sign: 1 | -1): void {
    const calls = within(block, number, conditions);
    this.counter.add(block, calls, 0, calls.length, 0, sign);
  }
}

/** All calls but some. */
function without(all: Chosen, some: Chosen): Chosen {
  const rest = roomFor(all.length);
  let [count, k] = [0, 0];
  for (let i = 0; i < all.length; i += 1) {
    const at = all[i]!;
    const isSome = Number(at === some[k]);
    rest[count] = at;
    count += 1 - isSome;
    k += isSome;
  }
  return rest.slice(0, count);
}
