import { wanted } from '../store/grams.ts';
import { type ListQuery, MOST_COUNTED, type Page, phraseOf, SORTS } from '../store/list.ts';
import type { Scope } from '../store/scope.ts';
import type { Store } from '../store/store.ts';
import type { Listing } from '../store/tables.ts';
import { type Chosen, chosenBy, chosenOf, isEverything, marked, numbersIn } from './filter.ts';
import { Given } from './given.ts';
import type { Ledger } from './ledger.ts';
import { Said } from './said.ts';
import { type End, type Way, wayOf } from './ways.ts';

/** So many times as many calls as are few are read for a frequent word before all that hold it are looked up. */
const READ = 2;
/** This part of as many calls as are few is read first for a frequent word: more take longer than to look up all that hold it. */
const READ_FIRST = 0.1;

/** Which calls are meant. */
interface Choice {
  readonly chosen: Chosen;
  /** How many, up to one more than are counted. */
  readonly total: number;
  /** Whether the words of the chosen calls have yet to be read. */
  readonly unread: boolean;
}

/**
 * Pages of calls, the same that `listCalls` makes, from the blocks of the board: a choice among a million calls is made and sorted in memory,
 * and only the calls of the page are read. Words are looked for in the database.
 */
export class Lister {
  readonly #store: Store;
  readonly #ledger: Ledger;
  readonly #said: Said;
  readonly #given: Given;
  /** So many calls are few: all of them are read when need be. */
  readonly #few: number;

  /** @param few as many as are counted, but for tests */
  constructor(store: Store, few = MOST_COUNTED) {
    this.#store = store;
    this.#ledger = store.ledger;
    this.#said = new Said(store, few);
    this.#given = new Given(store);
    this.#few = few;
  }

  /** A page of calls, of those that are there for whoever asks. */
  async list(query: ListQuery, scope: Scope): Promise<Page> {
    const phrase = phraseOf(query);
    const isGiven = query.assignee !== undefined || query.besides !== undefined || query.sample !== undefined;
    // An index has them all in order, and the queue's own has only what waits, by whom it was given to.
    const { queued, ...rest } = query;
    const indexed = isEverything(rest, scope) && (!queued || query.sort === 'queue');
    if (phrase === '' && indexed && !isGiven && this.#ledger.isRead) {
      await this.#ledger.refresh();
      const total = queued ? this.#ledger.queued : this.#ledger.all.length;
      return this.#store.list(query, scope, Math.min(total, this.#few + 1));
    }
    if (!this.#ledger.isRead) {
      // Many blocks take a second to read: until then it goes without them. What is wrong with the database is told by the list.
      this.#ledger.refresh().catch(() => {});
      return this.#store.list(query, scope);
    }
    if (phrase === '' && indexed && query.sort === 'queue' && query.sample === undefined)
      return this.#store.list(query, scope);
    const newest = await this.#ledger.refresh();
    await this.#said.refresh(newest);
    const way = wayOf(this.#store, this.#ledger, query);
    if (way === null) return this.#store.list(query, scope);
    const choice = await this.#choose(query, scope, phrase, await this.#given.marks(query, newest));
    const after = query.after ?? null;
    const first = (from: Choice, most: number) => this.#first(from, way, phrase, after, query.limit + 1, most);
    const numbers =
      // A word of one call in a hundred, or of the last ones of an order, takes many calls until a page is full: those that may hold it are looked up then.
      (await first(choice, READ_FIRST * this.#few)) ??
      (await first(await this.#narrowed(choice, phrase, choice.total), Number.POSITIVE_INFINITY))!;
    return this.#page(query, numbers, choice.total);
  }

  /** @param given 1 for each call that whom it was given to leaves; `null`: all */
  async #choose(query: ListQuery, scope: Scope, phrase: string, given: Uint8Array | null): Promise<Choice> {
    const found = phrase === '' ? null : await this.#said.look(phrase);
    const left = chosenBy(this.#ledger, query, scope, found === 'many' ? null : found);
    const chosen = given ? marked(left, given) : left;
    const choice = { chosen, total: Math.min(chosen.length, this.#few + 1), unread: found === 'many' };
    if (!choice.unread) return choice;
    if (this.#said.hasMarks(phrase)) {
      const isAll = isEverything(query, scope) && !given;
      return this.#narrowed(choice, phrase, isAll ? choice.total : null);
    }
    if (isEverything(query, scope) && !given) return choice;
    if (choice.total <= this.#few) return this.#read(choice, phrase);
    // The index of pairs tells all of a single one; of a single character it takes long.
    const isPair = [...phrase].length === 2;
    return isPair ? this.#narrowed(choice, phrase, null) : this.#counted(choice, phrase);
  }

  /** Of many calls reads the words of some, for a word of most of them soon makes them more than are counted; if it does not, all are looked up. */
  async #counted(choice: Choice, phrase: string): Promise<Choice> {
    const some = numbersIn(choice.chosen.subarray(0, READ * this.#few));
    let count = 0;
    for (let read = 0, next = Math.ceil(READ_FIRST * this.#few); read < some.length; ) {
      count += (await this.#said.among(some.slice(read, next), phrase)).length;
      if (count > this.#few) return { ...choice, total: this.#few + 1 };
      // A word of fewer calls is looked up the sooner.
      if (READ * count < next) break;
      [read, next] = [next, next + Math.ceil(this.#few / 2)];
    }
    return this.#narrowed(choice, phrase, null);
  }

  /** Reads the words of all chosen calls. */
  async #read({ chosen }: Choice, phrase: string): Promise<Choice> {
    const holding = await this.#said.among(numbersIn(chosen), phrase);
    return { chosen: chosenOf(holding), total: holding.length, unread: false };
  }

  /** Leaves of many calls those that hold the pairs of a phrase. @param total `null`: not known yet */
  async #narrowed({ chosen }: Choice, phrase: string, total: number | null): Promise<Choice> {
    const marks = await this.#said.marks(phrase);
    const left = marked(chosen, marks);
    const most = Math.min(left.length, this.#few + 1);
    const { grams } = wanted(phrase);
    if (grams.length === 1) return { chosen: left, total: total ?? most, unread: false };
    const choice = { chosen: left, total: most, unread: true };
    if (most <= this.#few) return this.#read(choice, phrase);
    return { ...choice, total: total ?? (await this.#countRead(left, phrase)) };
  }

  /** How many of many calls hold a phrase, up to one more than are counted. */
  async #countRead(chosen: Chosen, phrase: string): Promise<number> {
    const numbers = numbersIn(chosen);
    let count = 0;
    // Nearly all that hold the pairs hold the phrase: with a few more than are counted one reading does.
    const atOnce = Math.ceil(1.1 * this.#few) + 1;
    for (let i = 0; i < numbers.length && count <= this.#few; i += atOnce)
      count += (await this.#said.among(numbers.slice(i, i + atOnce), phrase)).length;
    return Math.min(count, this.#few + 1);
  }

  /** Numbers of the calls of a page; `null` when the words of more than `most` calls would have to be read for it. */
  async #first(
    { chosen, unread }: Choice,
    way: Way,
    phrase: string,
    after: End | null,
    count: number,
    most: number,
  ): Promise<number[] | null> {
    if (!unread) return way.first(chosen, after, count);
    const numbers: number[] = [];
    let from = after;
    for (let size = Math.ceil(this.#few / 80), read = 0; read < most; read += size, size *= 2) {
      const some = await way.first(chosen, from, size);
      const holding = new Set(await this.#said.among(some, phrase));
      numbers.push(...some.filter((no) => holding.has(no)));
      if (numbers.length >= count || some.length < size) return numbers.slice(0, count);
      from = await way.endAt(some.at(-1)!);
    }
    return null;
  }

  async #page({ sort, limit }: ListQuery, numbers: readonly number[], total: number): Promise<Page> {
    const shown = numbers.slice(0, limit);
    const { db } = this.#store.engine;
    const rows =
      shown.length === 0
        ? []
        : await this.#store.told(db.selectFrom('listing').selectAll().where('no', 'in', shown).execute());
    const places = new Map(shown.map((no, i) => [no, i] as const));
    const calls = rows.sort((a, b) => places.get(a.no)! - places.get(b.no)!);
    const columns: readonly (keyof Listing)[] = SORTS[sort];
    const last = calls.at(-1);
    return { calls, next: numbers.length > limit && last ? columns.map((c) => last[c]) : null, total };
  }
}
