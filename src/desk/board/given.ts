import type { ListQuery } from '../store/list.ts';
import type { Store } from '../store/store.ts';
import { CALLS } from './block.ts';
import type { Ledger } from './ledger.ts';

/** What a query asks of calls that the blocks do not know, and the database has an index for. */
type Asked = Pick<ListQuery, 'assignee' | 'besides' | 'sample'>;

/** Answers that are kept: each takes a byte a call. */
const MOST_KEPT = 8;

/** Which calls whom was given, and which are in a random sample. Answers are kept as long as nothing happens. */
export class Given {
  readonly #store: Store;
  readonly #ledger: Ledger;
  #kept = new Map<string, Promise<Uint8Array>>();
  #seen = -1;

  constructor(store: Store) {
    this.#store = store;
    this.#ledger = store.ledger;
  }

  /**
   * 1 for each call that a query leaves as far as this is asked of it; `null`: nothing of it is.
   * @param newest the last event there is
   */
  async marks({ assignee, besides, sample }: Asked, newest: number): Promise<Uint8Array | null> {
    if (newest !== this.#seen) this.#kept = new Map();
    this.#seen = newest;
    const parts: Promise<Uint8Array>[] = [];
    if (assignee !== undefined) parts.push(this.#marks({ assignee }));
    if (besides !== undefined) parts.push(this.#marks({ besides }));
    if (sample !== undefined) parts.push(this.#marks({ sample }));
    const [first, ...rest] = await Promise.all(parts);
    if (!first) return null;
    return rest.length === 0 ? first : first.map((is, at) => Number(is === 1 && rest.every((r) => r[at] === 1)));
  }

  #marks(asked: Asked): Promise<Uint8Array> {
    const key = JSON.stringify(asked);
    const known = this.#kept.get(key);
    if (known) return known;
    const found = this.#find(asked);
    if (this.#kept.size >= MOST_KEPT) this.#kept.delete(this.#kept.keys().next().value!);
    this.#kept.set(key, found);
    // What failed is asked again by the next one.
    found.catch(() => this.#kept.delete(key));
    return found;
  }

  async #find(asked: Asked): Promise<Uint8Array> {
    // What nobody has is most of the calls: those that somebody has are told instead.
    const isRest = asked.assignee === '';
    const numbers = await this.#store.listNumbers(isRest ? { besides: '' } : asked);
    const marks = new Uint8Array(CALLS * this.#ledger.blocks.length).fill(Number(isRest));
    for (const no of numbers) marks[no - 1] = Number(!isRest);
    return marks;
  }
}
