import type { Transaction } from 'kysely';
import type { Store } from './store.ts';
import type { Tables, View } from './tables.ts';

/** So many views one person may keep. */
export const MOST_VIEWS = 50;

/** Why a view cannot be kept so. */
export type ViewRefusal = 'NO_NAME' | 'NAME_TAKEN' | 'TOO_MANY' | 'NO_SUCH_VIEW';
export type ViewOutcome = { readonly view: View } | { readonly refused: ViewRefusal };

/** Views of the list by name: a query that somebody keeps for himself, and may share with all reviewers. */
export class SavedViews {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /**
   * Views that are there for somebody, by name: his own first.
   * @param others whether he is shown what others share as well
   */
  async list(owner: string, others: boolean): Promise<View[]> {
    let query = this.#store.engine.db.selectFrom('view').selectAll().orderBy('name').orderBy('id');
    query = others
      ? query.where((eb) => eb.or([eb('owner', '=', owner), eb('shared', '=', 1)]))
      : query.where('owner', '=', owner);
    const rows = await this.#store.told(query.execute());
    return [...rows.filter((r) => r.owner === owner), ...rows.filter((r) => r.owner !== owner)];
  }

  /** Keeps a query under a name; where its owner has a view of that name, this takes its place. */
  async keep(owner: string, given: { readonly name: string; readonly query: string }): Promise<ViewOutcome> {
    const name = given.name.trim();
    if (name === '') return { refused: 'NO_NAME' };
    return this.#store.write(async (tx): Promise<ViewOutcome> => {
      const there = await named(tx, owner, name);
      if (there) {
        await tx.updateTable('view').set({ query: given.query }).where('id', '=', there.id).execute();
        return { view: { ...there, query: given.query } };
      }
      const { count } = await tx
        .selectFrom('view')
        .select((eb) => eb.fn.countAll<number>().as('count'))
        .where('owner', '=', owner)
        .executeTakeFirstOrThrow();
      if (Number(count) >= MOST_VIEWS) return { refused: 'TOO_MANY' };
      const last = await tx.selectFrom('view').select('id').orderBy('id', 'desc').limit(1).executeTakeFirst();
      const view = { id: (last?.id ?? 0) + 1, owner, name, query: given.query, shared: 0 };
      await tx.insertInto('view').values(view).execute();
      return { view };
    });
  }

  /** Gives a view of somebody's own another name, or shares it with all reviewers, or no more. */
  async change(
    owner: string,
    id: number,
    change: { readonly name?: string | undefined; readonly shared?: boolean | undefined },
  ): Promise<ViewOutcome> {
    return this.#store.write(async (tx): Promise<ViewOutcome> => {
      const view = await own(tx, owner, id);
      if (!view) return { refused: 'NO_SUCH_VIEW' };
      const name = change.name?.trim() ?? view.name;
      if (name === '') return { refused: 'NO_NAME' };
      const other = await named(tx, owner, name);
      if (other && other.id !== id) return { refused: 'NAME_TAKEN' };
      const shared = change.shared === undefined ? view.shared : Number(change.shared);
      await tx.updateTable('view').set({ name, shared }).where('id', '=', id).execute();
      return { view: { ...view, name, shared } };
    });
  }

  /** Drops a view of somebody's own. */
  async drop(owner: string, id: number): Promise<ViewOutcome> {
    return this.#store.write(async (tx): Promise<ViewOutcome> => {
      const view = await own(tx, owner, id);
      if (!view) return { refused: 'NO_SUCH_VIEW' };
      await tx.deleteFrom('view').where('id', '=', id).execute();
      return { view };
    });
  }
}

const named = (tx: Transaction<Tables>, owner: string, name: string) =>
  tx.selectFrom('view').selectAll().where('owner', '=', owner).where('name', '=', name).executeTakeFirst();

const own = (tx: Transaction<Tables>, owner: string, id: number) =>
  tx.selectFrom('view').selectAll().where('id', '=', id).where('owner', '=', owner).executeTakeFirst();
