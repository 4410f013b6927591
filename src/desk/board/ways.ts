import { type RawBuilder, sql } from 'kysely';
import { type ListQuery, SORTS } from '../store/list.ts';
import { among } from '../store/numbers.ts';
import type { Store } from '../store/store.ts';
import type { Listing } from '../store/tables.ts';
import { blockOf, placeOf, UNSCORED } from './block.ts';
import { type Chosen, isChosen, numbersIn } from './filter.ts';
import type { Ledger } from './ledger.ts';
import { firstOf, type Order, type Place } from './order.ts';

/** What the columns of an order are where a page ends: what the next one begins behind. */
export type End = readonly (string | number)[];

/** Goes through calls in an order. */
export interface Way {
  /** Numbers of the first calls of a choice behind an end. @param after `null`: from the beginning */
  readonly first: (chosen: Chosen, after: End | null, count: number) => Promise<number[]>;
  /** The end that a call is. */
  readonly endAt: (no: number) => Promise<End>;
}

/** The way of a list's order; `null` where it is to begin behind something that is not there. */
export function wayOf(store: Store, ledger: Ledger, query: ListQuery): Way | null {
  const order = orderOf(ledger, query);
  if (order === null) return alongIndex(store, query);
  if (query.after && placeOfEnd(ledger, order, query.after) === null) return null;
  return {
    first: async (chosen, after, count) =>
      firstOf(ledger, chosen, order, after && placeOfEnd(ledger, order, after), count),
    endAt: async (no) => (order.column === null ? [no] : [keyOf(ledger, order.column, no), no]),
  };
}

/** Places of scores: what is not scored comes first. */
const SCORE_RANKS = Uint32Array.from({ length: UNSCORED + 1 }, (_, s) => (s === UNSCORED ? 0 : s + 1));

/** An order that the blocks know; `null`: they do not. */
function orderOf(ledger: Ledger, { sort, descending }: ListQuery): Order | null {
  switch (sort) {
    case 'no':
      return { column: null, ranks: new Uint32Array(), descending };
    case 'score':
      return { column: 'score', ranks: SCORE_RANKS, descending };
    case 'day':
      return { column: 'day', ranks: Uint32Array.from(ledger.days, (d) => ledger.ranks.day.get(d)!), descending };
    case 'agent': {
      const ranks = Uint32Array.from(ledger.people, (p) => ledger.ranks.agent.get(p.agent)!);
      return { column: 'person', ranks, descending };
    }
    default:
      return null;
  }
}

/** Where an end stands; `null`: nowhere. */
function placeOfEnd(ledger: Ledger, { column }: Order, end: End): Place | null {
  const no = end.at(-1);
  if (typeof no !== 'number' || end.length !== (column === null ? 1 : 2)) return null;
  const rank = column === null ? 0 : rankOf(ledger, column, end[0]!);
  return rank === undefined ? null : { rank, no };
}

function rankOf(ledger: Ledger, column: 'score' | 'day' | 'person', value: string | number): number | undefined {
  if (typeof value === 'string')
    return column === 'score' ? undefined : ledger.ranks[column === 'day' ? 'day' : 'agent'].get(value);
  if (column !== 'score') return undefined;
  const tenths = Math.round(10 * value);
  return value === -1 ? 0 : tenths >= 0 && tenths / 10 === value ? SCORE_RANKS[tenths] : undefined;
}

function keyOf(ledger: Ledger, column: 'score' | 'day' | 'person', no: number): string | number {
  const value = ledger.blocks[blockOf(no)]![column][placeOf(no)]!;
  if (column === 'score') return value === UNSCORED ? -1 : value / 10;
  return column === 'day' ? ledger.days[value]! : ledger.people[value]!.agent;
}

/** Rows of an index that are read first; then four times as many each time. */
const FIRST_ROWS = 2_000;
const MOST_ROWS = 32_000;

/** So many calls are sorted rather than met on the way. */
const MOST_SORTED = 5_000;

/** Along the index of the list, with a look at each call whether it is meant: for what the blocks do not know. */
function alongIndex(store: Store, { sort, descending, queued }: ListQuery): Way {
  const { db, name } = store.engine;
  const columns: readonly (keyof Listing)[] = SORTS[sort];
  const listed = sql.join(columns.map((c) => sql.ref(c)));
  const direction = descending ? 'desc' : 'asc';
  const order = sql.join(columns.map((c) => sql`${sql.ref(c)} ${sql.raw(direction)}`));
  const rows = async (after: End | null, limit: number): Promise<End[]> => {
    const conditions: RawBuilder<unknown>[] = [
      ...(queued ? [sql`queue > 0`] : []),
      ...(after ? [sql`(${listed}) ${sql.raw(descending ? '<' : '>')} (${sql.join(after)})`] : []),
    ];
    const where = conditions.length > 0 ? sql`where ${sql.join(conditions, sql` and `)}` : sql``;
    const found = await sql<Listing>`select ${listed} from listing ${where} order by ${order} limit ${limit}`.execute(
      db,
    );
    return found.rows.map((row) => columns.map((c) => row[c]));
  };
  const sorted = (numbers: readonly number[], after: End | null, count: number): Promise<number[]> => {
    const behind = after ? sql`and (${listed}) ${sql.raw(descending ? '<' : '>')} (${sql.join(after)})` : sql``;
    const these = among(name, numbers);
    // With a sign before them the columns are computed, and their index is left alone.
    const computed = columns.map(
      (c) => sql`${sql.raw(name === 'sqlite' ? '+' : '')}${sql.ref(c)} ${sql.raw(direction)}`,
    );
    return sql<{
      no: number;
    }>`select no from listing where ${these} ${behind} order by ${sql.join(computed)} limit ${count}`
      .execute(db)
      .then(({ rows }) => rows.map((r) => r.no));
  };
  return {
    first: async (chosen, after, count) => {
      // Of few calls the first may stand far along it: they are sorted instead.
      if (chosen.length <= MOST_SORTED) return store.told(sorted(numbersIn(chosen), after, count));
      const numbers: number[] = [];
      let from = after;
      for (let size = FIRST_ROWS; ; size = Math.min(4 * size, MOST_ROWS)) {
        const some = await store.told(rows(from, size));
        for (const end of some)
          if (numbers.length < count && isChosen(chosen, Number(end.at(-1)))) numbers.push(Number(end.at(-1)));
        if (numbers.length === count || some.length < size) return numbers;
        from = some.at(-1)!;
      }
    },
    endAt: async (no) => {
      const row = await store.told(
        db.selectFrom('listing').select(columns).where('no', '=', no).executeTakeFirstOrThrow(),
      );
      return columns.map((c) => row[c]);
    },
  };
}
