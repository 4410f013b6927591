import type { Store } from '../store/store.ts';
import { Block, CALLS, NOBODY } from './block.ts';
import { allIn, type Chosen } from './filter.ts';

/** Who a call is of. */
export interface LedgerPerson {
  readonly agent: string;
  readonly name: string;
  readonly team: string;
}

/** All blocks of a desk in memory: thirty bytes a call. What changed since they were read is read again before they are counted. */
export class Ledger {
  readonly #store: Store;
  readonly blocks: Block[] = [];
  readonly people: LedgerPerson[] = [];
  readonly days: string[] = [];
  readonly scripts: string[] = [];
  readonly elements: string[] = [];
  /** Places in the order of days, and of people's numbers, as the database orders texts. */
  readonly ranks = { day: new Map<string, number>(), agent: new Map<string, number>() };
  #all: Chosen | null = null;
  #calls: { readonly from: Uint32Array; readonly of: Uint32Array } | null = null;
  #seen = -1;
  #counted = -1;
  #refreshing: Promise<number> | null = null;

  constructor(store: Store) {
    this.#store = store;
  }

  /** Whether everything was read once: from then on it takes little to read what is new. */
  get isRead(): boolean {
    return this.#seen >= 0;
  }

  /** Reads what is new. @returns the last event that a sum can depend on: while it stays the same, so does every sum */
  refresh(): Promise<number> {
    this.#refreshing ??= this.#store.told(this.#refresh()).finally(() => {
      this.#refreshing = null;
    });
    return this.#refreshing;
  }

  async #refresh(): Promise<number> {
    const { db } = this.#store.engine;
    const last = await db.selectFrom('event').select('seq').orderBy('seq', 'desc').limit(1).executeTakeFirst();
    const newest = last?.seq ?? 0;
    if (newest === this.#seen) return this.#counted;
    const stale = await db
      .selectFrom('tally')
      .select('block')
      .where('changed', '>', this.#seen)
      .orderBy('block')
      .execute();
    for (let i = 0; i < stale.length; i += AT_ONCE) {
      const some = stale.slice(i, i + AT_ONCE).map((s) => s.block);
      const rows = await db.selectFrom('tally').select(['block', 'data']).where('block', 'in', some).execute();
      for (const { block, data } of rows) this.#put(block, Block.of(data));
      // Others are answered between two pieces.
      await new Promise((resolve) => setImmediate(resolve));
    }
    // After the blocks, so that everything that they name is there.
    await this.#readTerms();
    // Comments are written all day, and nothing is counted of them.
    const counted = await db
      .selectFrom('event')
      .select('seq')
      .where('seq', '>', this.#seen)
      .where('seq', '<=', newest)
      .where('kind', '<>', 'comment')
      .orderBy('seq', 'desc')
      .limit(1)
      .executeTakeFirst();
    this.#counted = counted?.seq ?? Math.max(0, this.#counted);
    this.#seen = newest;
    return this.#counted;
  }

  /** All calls that there are. */
  get all(): Chosen {
    this.#all ??= allIn(this.blocks);
    return this.#all;
  }

  /** How many calls are in the queue. */
  get queued(): number {
    return this.blocks.reduce((sum, block) => sum + block.queued, 0);
  }

  /**
   * The calls of some people.
   * @param people 1 for each line of a person's that is meant
   * @returns `null` where there are more than `most`
   */
  callsOf(people: Uint8Array, most: number): Chosen | null {
    const meant = this.#eachOf(people);
    const count = meant.reduce((sum, calls) => sum + calls.length, 0);
    if (count > most) return null;
    const calls = new Uint32Array(count);
    let filled = 0;
    for (const some of meant) {
      calls.set(some, filled);
      filled += some.length;
    }
    return calls.sort();
  }

  /** The calls of each of some people. */
  #eachOf(people: Uint8Array): Chosen[] {
    this.#calls ??= this.#byPerson();
    const { from, of } = this.#calls;
    const each: Chosen[] = [];
    people.forEach((is, p) => {
      if (is === 1) each.push(of.subarray(from[p], from[p + 1]));
    });
    return each;
  }

  /** All calls by the people whose they are, and where those of each begin. */
  #byPerson(): { readonly from: Uint32Array; readonly of: Uint32Array } {
    const from = new Uint32Array(this.people.length + 1);
    for (const { person } of this.blocks)
      for (let i = 0; i < CALLS; i += 1) if (person[i] !== NOBODY) from[person[i]! + 1]! += 1;
    for (let p = 0; p < this.people.length; p += 1) from[p + 1]! += from[p]!;
    const next = from.slice();
    const of = new Uint32Array(from.at(-1)!);
    this.blocks.forEach(({ person }, number) => {
      for (let i = 0; i < CALLS; i += 1) {
        if (person[i] === NOBODY) continue;
        of[next[person[i]!]!] = number * CALLS + i;
        next[person[i]!]! += 1;
      }
    });
    return { from, of };
  }

  /** Most blocks change without a call's coming in, or becoming somebody else's. */
  #put(number: number, block: Block): void {
    const before = this.blocks[number];
    this.blocks[number] = block;
    if (before?.person.every((person, i) => block.person[i] === person)) return;
    this.#all = null;
    this.#calls = null;
  }

  async #readTerms(): Promise<void> {
    const { db } = this.#store.engine;
    const [days, people] = [this.days.length, this.people.length];
    for (const [kind, list] of [
      ['person', this.people],
      ['day', this.days],
      ['scripts', this.scripts],
      ['element', this.elements],
    ] as const) {
      const rows = await db
        .selectFrom('term')
        .select(['id', 'value'])
        .where('kind', '=', kind)
        .where('id', '>=', list.length)
        .orderBy('id')
        .execute();
      for (const { value } of rows) {
        if (list !== this.people) (list as string[]).push(value);
        else {
          const [agent, name, team] = JSON.parse(value) as [string, string, string];
          this.people.push({ agent, name, team });
        }
      }
    }
    if (this.days.length > days) {
      const rows = await db.selectFrom('term').select('value').where('kind', '=', 'day').orderBy('value').execute();
      this.ranks.day = new Map(rows.map(({ value }, rank) => [value, rank]));
    }
    if (this.people.length > people) {
      const rows = await db.selectFrom('person').select('agent').distinct().orderBy('agent').execute();
      this.ranks.agent = new Map(rows.map(({ agent }, rank) => [agent, rank]));
    }
  }
}

/** Blocks that are read at once. */
const AT_ONCE = 200;
