import type { Kysely, Transaction } from 'kysely';
import { momentOf } from '../../host/profile.ts';
import type { Round } from '../../practice/round.ts';
import { append } from '../store/events.ts';
import type { Store } from '../store/store.ts';
import type { Tables } from '../store/tables.ts';

/** A round that a trainer has given to people. */
export interface Assignment {
  /** The event that made it. */
  readonly seq: number;
  readonly at: string;
  readonly by: string;
  readonly people: readonly string[];
  readonly round: Round;
  /** The last day for it, `2026-06-03`; `null`: no matter when. */
  readonly until: string | null;
  readonly withdrawn: boolean;
}

type Act =
  | ({ readonly kind: 'assign-practice' } & Pick<Assignment, 'people' | 'round' | 'until'>)
  | { readonly kind: 'withdraw-practice'; readonly assignment: number };
const KINDS: readonly Act['kind'][] = ['assign-practice', 'withdraw-practice'];

/** Whether its last day is over. @param now ISO 8601 */
export const isLate = ({ until }: Assignment, now: string): boolean =>
  until !== null && momentOf(new Date(now)).day > until;

/** Assigned rounds. They are events of the chain and nothing else: each time only those that are new are read. */
export class Assignments {
  readonly #store: Store;
  #known: { readonly seq: number; readonly all: ReadonlyMap<number, Assignment> } = { seq: 0, all: new Map() };

  constructor(store: Store) {
    this.#store = store;
  }

  /** All of them by their event, the oldest first. */
  all(): Promise<ReadonlyMap<number, Assignment>> {
    return this.#store.told(this.#read(this.#store.engine.db));
  }

  /** Gives a round to people. @returns the event */
  assign(by: string, given: Pick<Assignment, 'people' | 'round' | 'until'>): Promise<number> {
    return this.#store.write((tx) => this.#append(tx, by, { kind: 'assign-practice', ...given }));
  }

  /** Takes an assignment back; what was played of it stays. @returns whether there was one */
  withdraw(by: string, seq: number): Promise<boolean> {
    return this.#store.write(async (tx) => {
      const found = (await this.#read(tx)).get(seq);
      if (!found || found.withdrawn) return false;
      await this.#append(tx, by, { kind: 'withdraw-practice', assignment: seq });
      return true;
    });
  }

  async #append(tx: Transaction<Tables>, who: string, { kind, ...body }: Act): Promise<number> {
    const event = { at: this.#store.now(), who, kind, assessment: null, body: JSON.stringify(body) };
    return (await append(tx, event)).seq;
  }

  async #read(db: Kysely<Tables>): Promise<ReadonlyMap<number, Assignment>> {
    const events = await db
      .selectFrom('event')
      .selectAll()
      .where('assessment', 'is', null)
      .where('kind', 'in', [...KINDS])
      .where('seq', '>', this.#known.seq)
      .orderBy('seq')
      .execute();
    if (events.length === 0) return this.#known.all;
    const all = new Map(this.#known.all);
    for (const { seq, at, who, kind, body } of events) {
      const act = { kind, ...JSON.parse(body) } as Act;
      if (act.kind === 'assign-practice') {
        const { people, round, until } = act;
        all.set(seq, { seq, at, by: who, people, round, until, withdrawn: false });
      } else {
        const taken = all.get(act.assignment);
        if (taken) all.set(taken.seq, { ...taken, withdrawn: true });
      }
    }
    this.#known = { seq: events.at(-1)!.seq, all };
    return all;
  }
}
