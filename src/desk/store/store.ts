import type { Transaction } from 'kysely';
import type { Assessment } from '../../model/assessment.ts';
import type { Pack } from '../../model/pack.ts';
import { appealsOf } from '../appeals.ts';
import { Ledger } from '../board/ledger.ts';
import { type Act, type Current, currentOf, type Deed, type Refusal } from '../decisions.ts';
import { type Added, addCalls } from './add.ts';
import { sha256 } from './chain.ts';
import { reviewCheck } from './checks.ts';
import { closeEngine, type Engine, faultOf, openEngine, type Where } from './engine.ts';
import { append, deedOf, takeTurn } from './events.ts';
import { type ListQuery, listCalls, listNumbers, type Page } from './list.ts';
import { stateOf } from './listing.ts';
import { type Incoming, type Prepared, prepare } from './prepare.ts';
import { relist } from './relist.ts';
import { holds, type Scope, within } from './scope.ts';
import type { Spoken } from './spoken.ts';
import type { Listing, Tables } from './tables.ts';
import { lacksTally, tallyAnew } from './tally-anew.ts';

/** A call with all that belongs to it. */
export interface StoredCall {
  readonly no: number;
  /** When it came in, ISO 8601. */
  readonly entered: string;
  readonly listing: Listing;
  readonly assessment: Assessment;
  readonly spoken: Spoken | null;
  readonly pack: Pack;
  readonly deeds: readonly Deed[];
  readonly current: Current;
}

/** What calls were scored by (the hash of the pack), who brings them, and where they come from. */
export interface Brought {
  readonly pack: string;
  readonly who: string;
  readonly source: string;
}

/** What came of an act: the call with it; or the call as somebody else left it meanwhile; or why it makes no sense. */
export type Outcome =
  | { readonly done: StoredCall; readonly seq: number }
  | { readonly meanwhile: StoredCall }
  | { readonly refused: Refusal }
  | { readonly unknown: true };

const MOST_CACHED_PACKS = 8;

/** The desk's memory: assessments that never change, and what people decided about them. */
export class Store {
  readonly engine: Engine;
  /** The moment, ISO 8601. */
  readonly now: () => string;
  /** All calls in memory, as lists and the board choose among them; empty until it is read. */
  readonly ledger: Ledger = new Ledger(this);
  readonly #packs = new Map<string, Pack>();

  private constructor(engine: Engine, now: () => string) {
    this.engine = engine;
    this.now = now;
  }

  /**
   * @param create whether to make a database where there is none
   * @param now ISO 8601
   * @throws DeskFault when the database cannot be used
   */
  static async open(where: Where, create: boolean, now = () => new Date().toISOString()): Promise<Store> {
    const store = new Store(await openEngine(where, create), now);
    if (await store.told(lacksTally(store.engine.db))) await store.write(tallyAnew);
    return store;
  }

  close(): Promise<void> {
    return closeEngine(this.engine);
  }

  /** Keeps a pack. @returns its hash, by which calls refer to it */
  async addPack(pack: Pack, rulebook: string): Promise<string> {
    const text = JSON.stringify(pack);
    const hash = sha256(text);
    await this.write((tx) =>
      tx
        .insertInto('pack')
        .values({ hash, rulebook, text })
        .onConflict((c) => c.column('hash').doNothing())
        .execute(),
    );
    return hash;
  }

  /**
   * Adds calls, all or none of them.
   * @param from the pack's hash, who brings them, and where they come from
   */
  async add(calls: readonly Incoming[], from: Brought): Promise<Added> {
    const { rubric } = await this.pack(from.pack);
    return this.addPrepared(
      calls.map((call) => prepare(call, { pack: from.pack, rubric })),
      from,
    );
  }

  /** Adds calls that were prepared with that pack, all or none of them. */
  addPrepared(calls: readonly Prepared[], from: Brought): Promise<Added> {
    return this.write((tx) => addCalls(tx, this.engine.name, calls, { ...from, at: this.now() }));
  }

  /** Whether there is a call of these words, scored by this pack. */
  async hasWords(spoken: Spoken, pack: string): Promise<boolean> {
    const { db } = this.engine;
    const transcript = sha256(JSON.stringify(spoken));
    const one = db.selectFrom('assessment').select('no').where('transcript', '=', transcript).where('pack', '=', pack);
    return (await this.told(one.limit(1).executeTakeFirst())) !== undefined;
  }

  /** A page of calls, of those that are there for whoever asks. @param known how many there are in all: see `listCalls` */
  list(query: ListQuery, scope: Scope = 'all', known: number | null = null): Promise<Page> {
    return this.told(listCalls(this.engine.db, this.engine.name, query, scope, known));
  }

  /** Numbers of all calls that a query finds, of those that are there for whoever asks. */
  listNumbers(query: Partial<ListQuery>, scope: Scope = 'all'): Promise<number[]> {
    return this.told(listNumbers(this.engine.db, this.engine.name, query, scope));
  }

  /** Who and which teams there are, by name; of very many the first ones. */
  async people(
    scope: Scope = 'all',
  ): Promise<{ agents: { agent: string; name: string; team: string }[]; teams: string[] }> {
    const { db } = this.engine;
    const most = 5_000;
    const there = db.selectFrom('person').where((eb) => eb.and(within(scope)));
    const agents = await this.told(there.selectAll().where('agent', '<>', '').orderBy('agent').limit(most).execute());
    const teams = await this.told(
      there.select('team').distinct().where('team', '<>', '').orderBy('team').limit(most).execute(),
    );
    return { agents, teams: teams.map((t) => t.team) };
  }

  /** Hash of the pack that came in last; `null` in an empty desk. */
  async latestPack(): Promise<Pack | null> {
    const { db } = this.engine;
    const last = await this.told(
      db.selectFrom('assessment').select('pack').orderBy('no', 'desc').limit(1).executeTakeFirst(),
    );
    return last ? this.pack(last.pack) : null;
  }

  /** A call with its deeds; `null` where there is none of that number for whoever asks. */
  call(no: number, scope: Scope = 'all'): Promise<StoredCall | null> {
    return this.told(this.#call(this.engine.db as Transaction<Tables>, no, scope));
  }

  /**
   * Adds an act to the history of a call.
   * @param seen the last deed of this call that the person knew of, 0 for none: if there is a later one, nothing is done
   * @param check what stands in its way
   */
  async act(no: number, who: string, act: Act, seen: number, check = reviewCheck): Promise<Outcome> {
    return this.write(async (tx): Promise<Outcome> => {
      const call = await this.#call(tx, no, 'all');
      if (!call) return { unknown: true };
      if ((call.deeds.at(-1)?.seq ?? 0) !== seen) return { meanwhile: call };
      const at = this.now();
      const refused = check(call, act, at);
      if (refused) return { refused };
      const { hash } = await tx.selectFrom('assessment').select('hash').where('no', '=', no).executeTakeFirstOrThrow();
      const { kind, ...body } = act;
      const event = { at, who, kind, assessment: { no, hash }, body: JSON.stringify(body) };
      const { seq } = await append(tx, event);
      const deeds = [...call.deeds, { seq, at, who, act }];
      const current = currentOf(call.assessment, call.pack.rubric, deeds);
      await relist(tx, no, call.assessment, current, appealsOf(call.assessment, call.pack.rubric, deeds));
      return {
        done: { ...call, listing: { ...call.listing, ...stateOf(call.assessment, current) }, deeds, current },
        seq,
      };
    });
  }

  /** A pack by its hash. */
  async pack(hash: string): Promise<Pack> {
    const known = this.#packs.get(hash);
    if (known) return known;
    const row = await this.told(
      this.engine.db.selectFrom('pack').select('text').where('hash', '=', hash).executeTakeFirstOrThrow(),
    );
    const pack = JSON.parse(row.text) as Pack;
    if (this.#packs.size >= MOST_CACHED_PACKS) this.#packs.clear();
    this.#packs.set(hash, pack);
    return pack;
  }

  async #call(db: Transaction<Tables>, no: number, scope: Scope): Promise<StoredCall | null> {
    const row = await db.selectFrom('assessment').selectAll().where('no', '=', no).executeTakeFirst();
    const listing = await db.selectFrom('listing').selectAll().where('no', '=', no).executeTakeFirst();
    if (!row || !listing || !holds(scope, listing)) return null;
    const spoken = row.transcript
      ? await db.selectFrom('transcript').select('text').where('hash', '=', row.transcript).executeTakeFirst()
      : null;
    const packRow = this.#packs.get(row.pack)
      ? null
      : await db.selectFrom('pack').select('text').where('hash', '=', row.pack).executeTakeFirstOrThrow();
    if (packRow) this.#packs.set(row.pack, JSON.parse(packRow.text) as Pack);
    const pack = this.#packs.get(row.pack)!;
    const events = await db.selectFrom('event').selectAll().where('assessment', '=', no).orderBy('seq').execute();
    const deeds = events.map(deedOf);
    const entry = await db.selectFrom('event').select('at').where('seq', '=', row.entry).executeTakeFirstOrThrow();
    const assessment = JSON.parse(row.text) as Assessment;
    return {
      no,
      entered: entry.at,
      listing,
      assessment,
      spoken: spoken ? (JSON.parse(spoken.text) as Spoken) : null,
      pack,
      deeds,
      current: currentOf(assessment, pack.rubric, deeds),
    };
  }

  /** Does something in a transaction of its own that waits for its turn. */
  write<T>(work: (tx: Transaction<Tables>) => Promise<T>): Promise<T> {
    return this.told(
      this.engine.db.transaction().execute(async (tx) => {
        await takeTurn(tx, this.engine.name);
        return work(tx);
      }),
    );
  }

  /** Waits for work on the database; what the database says of it is told as a Problem. */
  async told<T>(work: Promise<T>): Promise<T> {
    try {
      return await work;
    } catch (error) {
      throw faultOf(error, this.engine.place);
    }
  }
}
