import type { Pack } from '../../model/pack.ts';
import { elementIds } from '../../report/call-row.ts';
import type { GroupCount } from '../../report/overview.ts';
import type { ListQuery } from '../store/list.ts';
import type { Scope } from '../store/scope.ts';
import type { Store } from '../store/store.ts';
import type { Counted } from './count.ts';
import { withElements } from './elements.ts';
import { type Chosen, chosenBy, conditionsFor, isChosen, unknownOf } from './filter.ts';
import type { Ledger } from './ledger.ts';
import { Totals } from './totals.ts';

/** What was appealed in the calls that are meant. */
export interface AppealCount {
  readonly made: number;
  readonly decided: number;
  readonly upheld: number;
}

/** Everything that the board shows of a filter, in numbers. */
export interface BoardCount extends Counted {
  readonly appeals: AppealCount;
  /** People or teams with how often each element was left out by them. @param keys whom of them */
  readonly elementsOf: (keys: readonly string[], of: 'people' | 'teams') => readonly GroupCount[];
}

/** Answers that are kept for whoever asks the same. */
const MOST_KEPT = 32;

/** Tells choices of calls apart, whatever the order in which a list shows them. */
function keyOf({ sort: _, descending: __, after: ___, limit: ____, ...meant }: ListQuery, scope: Scope): string {
  return JSON.stringify([meant, scope]);
}

/** The board: what the calls of a filter add up to, at this moment. */
export class Board {
  readonly #store: Store;
  readonly #ledger: Ledger;
  readonly #totals: Totals;
  #kept = new Map<string, unknown>();
  #keptAt = -1;

  constructor(store: Store) {
    this.#store = store;
    this.#ledger = store.ledger;
    this.#totals = new Totals(store.ledger);
  }

  /**
   * Counts the calls that a list with the same query would show, and makes an answer of it, which is kept as long as nothing changes.
   * @param pack whose elements and phrases are told in its order
   * @param form tells answers to the same query apart
   */
  async answer<T>(
    query: ListQuery,
    scope: Scope,
    pack: Pack,
    form: string,
    make: (count: BoardCount) => T | Promise<T>,
  ): Promise<T> {
    const now = await this.#ledger.refresh();
    if (now !== this.#keptAt) this.#kept = new Map();
    this.#keptAt = now;
    const key = `${form} ${keyOf(query, scope)}`;
    if (this.#kept.has(key)) return this.#kept.get(key) as T;
    const answer = await make(await this.#count(query, scope, pack));
    if (this.#keptAt !== now) return answer;
    if (this.#kept.size >= MOST_KEPT) this.#kept.delete(this.#kept.keys().next().value!);
    this.#kept.set(key, answer);
    return answer;
  }

  async #count(query: ListQuery, scope: Scope, pack: Pack): Promise<BoardCount> {
    const unknown = unknownOf(query);
    const among = unknown && (await this.#store.listNumbers(unknown, scope));
    const chosen = chosenBy(this.#ledger, query, scope, among);
    const phrases = pack.phrases.map((p) => p.no);
    const asked = among ? null : { key: keyOf(query, scope), conditions: conditionsFor(this.#ledger, query, scope) };
    const counted = this.#totals.count(chosen, asked, elementIds(pack), phrases);
    const ids = counted.overview.elements.map((e) => e.id);
    return {
      ...counted,
      appeals: await this.#appeals(chosen),
      elementsOf: (keys, of) => {
        const wanted = new Set(keys);
        const groups = counted.overview[of].filter((g) => wanted.has(g.key));
        return withElements(this.#ledger, chosen, groups, of === 'people' ? 'agent' : 'team', ids);
      },
    };
  }

  async #appeals(chosen: Chosen): Promise<AppealCount> {
    const { db } = this.#store.engine;
    const rows = await this.#store.told(
      db.selectFrom('appeal').select(['no', 'upheld']).where('state', '<>', 'withdrawn').execute(),
    );
    const meant = rows.filter(({ no }) => isChosen(chosen, no));
    const decided = meant.filter((a) => a.upheld >= 0);
    return { made: meant.length, decided: decided.length, upheld: decided.filter((a) => a.upheld === 1).length };
  }
}
