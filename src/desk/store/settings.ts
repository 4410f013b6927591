import type { Kysely, Transaction } from 'kysely';
import type { Store } from './store.ts';
import type { Tables } from './tables.ts';

/** Keeps something that the desk remembers of itself. */
export const keepSetting = (store: Store, name: string, value: string): Promise<void> =>
  store.write((tx) => putSetting(tx, name, value));

/** The same within a transaction. */
export async function putSetting(tx: Transaction<Tables>, name: string, value: string): Promise<void> {
  await tx
    .insertInto('setting')
    .values({ name, value })
    .onConflict((c) => c.column('name').doUpdateSet({ value }))
    .execute();
}

/** What the desk remembers of itself by that name; `null`: nothing. */
export const settingOf = (store: Store, name: string): Promise<string | null> =>
  store.told(settingIn(store.engine.db, name));

/** The same within a transaction. */
export async function settingIn(db: Kysely<Tables>, name: string): Promise<string | null> {
  const row = await db.selectFrom('setting').select('value').where('name', '=', name).executeTakeFirst();
  return row?.value ?? null;
}
