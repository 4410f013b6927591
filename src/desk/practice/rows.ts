import { randomInt } from 'node:crypto';
import type { Transaction } from 'kysely';
import type { Played, Summary } from '../practice-record.ts';
import type { PractiseBody } from '../store/audit.ts';
import { sha256 } from '../store/chain.ts';
import { append } from '../store/events.ts';
import type { Store } from '../store/store.ts';
import type { PracticeRow, Tables } from '../store/tables.ts';

/** Numbers are drawn below this: JavaScript and addresses hold them whole. */
const IDS = 2 ** 47;
/** Rounds and drills of one person that are looked back on. */
const MOST_READ = 1_000;

/** A row as it is played on. */
export interface Kept extends Omit<PracticeRow, 'state' | 'summary'> {
  /** `null`: the words are forgotten. */
  readonly played: Played | null;
  /** `null`: it goes on. */
  readonly summary: Summary | null;
}

/** What is over, without its words. */
export type EndedRows = readonly (Pick<PracticeRow, 'id' | 'assigned'> & { readonly summary: Summary })[];

const keptOf = ({ state, summary, ...row }: PracticeRow): Kept => ({
  ...row,
  played: state === '' ? null : (JSON.parse(state) as Played),
  summary: summary === '' ? null : (JSON.parse(summary) as Summary),
});

/** The rows of practice in the store. Nobody writes a row but whose it is. */
export class PracticeRows {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  async row(id: number): Promise<Kept | null> {
    const { db } = this.#store.engine;
    const row = await this.#store.told(db.selectFrom('practice').selectAll().where('id', '=', id).executeTakeFirst());
    return row ? keptOf(row) : null;
  }

  /** Everything that somebody has practised, as it was begun. */
  async all(person: string): Promise<Kept[]> {
    const { db } = this.#store.engine;
    const rows = db.selectFrom('practice').selectAll().where('person', '=', person).orderBy('begun').orderBy('id');
    return (await this.#store.told(rows.execute())).map(keptOf);
  }

  /** What somebody has begun and not ended, the newest first. */
  async open(person: string): Promise<Kept[]> {
    const { db } = this.#store.engine;
    const rows = db.selectFrom('practice').selectAll().where('person', '=', person).where('event', 'is', null);
    return (await this.#store.told(rows.orderBy('begun', 'desc').orderBy('id').execute())).map(keptOf);
  }

  /** What somebody has ended, in that order, without its words; of very much the newest. */
  async ended(person: string): Promise<EndedRows> {
    const { db } = this.#store.engine;
    const rows = db
      .selectFrom('practice')
      .select(['id', 'assigned', 'summary'])
      .where('person', '=', person)
      .where('event', 'is not', null)
      .orderBy('event', 'desc')
      .limit(MOST_READ);
    const newest = await this.#store.told(rows.execute());
    return newest.reverse().map((r) => ({ ...r, summary: JSON.parse(r.summary) as Summary }));
  }

  /** What came of assignments. @param seqs the events that made them */
  async ofAssigned(
    seqs: readonly number[],
  ): Promise<(Pick<PracticeRow, 'id' | 'person'> & { readonly assigned: number; readonly summary: Summary | null })[]> {
    if (seqs.length === 0) return [];
    const { db } = this.#store.engine;
    const rows = await this.#store.told(
      db
        .selectFrom('practice')
        .select(['id', 'person', 'assigned', 'summary'])
        .where('assigned', 'in', [...seqs])
        .orderBy('begun')
        .execute(),
    );
    return rows.map(({ assigned, summary, ...r }) => ({
      ...r,
      assigned: assigned!,
      summary: summary === '' ? null : (JSON.parse(summary) as Summary),
    }));
  }

  /** How many rounds each person has ended, and how the last one went. */
  async figures(): Promise<
    ReadonlyMap<string, { readonly rounds: number; readonly last: Extract<Summary, { kind: 'round' }> | null }>
  > {
    const { db } = this.#store.engine;
    const counted = await this.#store.told(
      db
        .selectFrom('practice')
        .select((eb) => ['person', eb.fn.countAll<number>().as('rounds'), eb.fn.max('event').as('last')])
        .where('event', 'is not', null)
        .where('task', '=', 'round')
        .groupBy('person')
        .execute(),
    );
    const last = await this.#store.told(
      db
        .selectFrom('practice')
        .select(['person', 'summary'])
        .where(
          'event',
          'in',
          counted.map((p) => Number(p.last)),
        )
        .execute(),
    );
    const summaries = new Map(last.map((l) => [l.person, JSON.parse(l.summary) as Summary]));
    return new Map(
      counted.map(({ person, rounds }) => {
        const summary = summaries.get(person);
        return [person, { rounds: Number(rounds), last: summary?.kind === 'round' ? summary : null }];
      }),
    );
  }

  /** Begins something, unless there is too much that goes on. @returns `null` when there is */
  async begin(
    person: string,
    task: string,
    assigned: number | null,
    played: Played,
    most: number,
  ): Promise<Kept | null> {
    const row = {
      id: randomInt(1, IDS),
      person,
      task,
      begun: this.#store.now(),
      assigned,
      version: 0,
      state: JSON.stringify(played),
      event: null,
      summary: '',
    };
    return this.#store.write(async (tx) => {
      const open = await tx
        .selectFrom('practice')
        .selectAll()
        .where('person', '=', person)
        .where('event', 'is', null)
        .execute();
      // Pressed twice, or in two tabs: the one that is there goes on.
      const there = assigned === null ? undefined : open.find((o) => o.assigned === assigned);
      if (there) return keptOf(there);
      if (open.length >= most) return null;
      await tx.insertInto('practice').values(row).execute();
      return keptOf(row);
    });
  }

  /**
   * Keeps what became of a row, and with `summary` its end as an event of the chain.
   * @returns what it is now; or the row as somebody left it meanwhile; `null`: it is gone
   */
  async keep(
    before: Kept,
    played: Played,
    summary: Summary | null,
  ): Promise<{ readonly done: Kept } | { readonly meanwhile: Kept } | null> {
    return this.#store.write(async (tx) => {
      const now = await this.#same(tx, before);
      if (now !== 'same') return now;
      const state = JSON.stringify(played);
      const version = before.version + 1;
      const ending = summary === null ? { event: null, summary: '' } : await this.#end(tx, before, state, summary);
      await tx
        .updateTable('practice')
        .set({ state, version, ...ending })
        .where('id', '=', before.id)
        .execute();
      return { done: { ...before, version, event: ending.event, played, summary } };
    });
  }

  /** Throws away what was begun. */
  async drop(before: Kept): Promise<{ readonly done: null } | { readonly meanwhile: Kept } | null> {
    return this.#store.write(async (tx) => {
      const now = await this.#same(tx, before);
      if (now !== 'same') return now;
      await tx.deleteFrom('practice').where('id', '=', before.id).execute();
      return { done: null };
    });
  }

  async #same(tx: Transaction<Tables>, before: Kept): Promise<'same' | { readonly meanwhile: Kept } | null> {
    const row = await tx.selectFrom('practice').selectAll().where('id', '=', before.id).executeTakeFirst();
    if (!row) return null;
    return row.version === before.version && row.event === null ? 'same' : { meanwhile: keptOf(row) };
  }

  async #end(tx: Transaction<Tables>, { id, person, assigned }: Kept, state: string, summary: Summary) {
    const text = JSON.stringify(summary);
    // The words stay out of the chain, so that they can be forgotten; their hash is in it.
    const body = JSON.stringify({ practice: id, assigned, digest: sha256(state), summary } satisfies PractiseBody);
    const { seq } = await append(tx, { at: this.#store.now(), who: person, kind: 'practise', assessment: null, body });
    return { event: seq, summary: text };
  }
}
