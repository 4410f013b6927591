import type { Block } from './block.ts';
import { type Counted, Counter } from './count.ts';
import { allIn, type Chosen, throughBlocks } from './filter.ts';
import type { Ledger } from './ledger.ts';

/**
 * What all calls add up to, kept as they change: of a block that is another one by now the calls as they were are taken away, and added as
 * they are. What is chosen is what is left of all, where that are fewer calls to go through.
 */
export class Totals {
  readonly #ledger: Ledger;
  readonly #counter: Counter;
  /** As they were counted. */
  readonly #blocks: Block[] = [];

  constructor(ledger: Ledger) {
    this.#ledger = ledger;
    this.#counter = new Counter(ledger);
  }

  /**
   * Adds up the calls that are chosen.
   * @param elements ids in the order of the report; those of the ledger that are not among them follow
   * @param phrases numbers that are told even when nobody said them
   */
  count(chosen: Chosen, elements: readonly string[], phrases: readonly number[]): Counted {
    const { all } = this.#ledger;
    const isMost = 2 * chosen.length > all.length;
    if (isMost) this.#refresh();
    const counter = isMost ? this.#counter.copy() : new Counter(this.#ledger);
    const some = isMost ? without(all, chosen) : chosen;
    throughBlocks(this.#ledger, some, (block, from, to, first) =>
      counter.add(block, some, from, to, first, isMost ? -1 : 1),
    );
    return counter.done(elements, phrases);
  }

  #refresh(): void {
    this.#counter.makeRoom();
    this.#ledger.blocks.forEach((block, number) => {
      const before = this.#blocks[number];
      if (before === block) return;
      if (before) this.#add(before, -1);
      this.#add(block, 1);
      this.#blocks[number] = block;
    });
  }

  #add(block: Block, sign: 1 | -1): void {
    const calls = allIn([block]);
    this.#counter.add(block, calls, 0, calls.length, 0, sign);
  }
}

/** All calls but some. */
function without(all: Chosen, some: Chosen): Chosen {
  const rest = new Uint32Array(all.length - some.length);
  let [count, k] = [0, 0];
  for (const at of all) {
    if (at === some[k]) k += 1;
    else {
      rest[count] = at;
      count += 1;
    }
  }
  return rest;
}
