import type { Store } from './store.ts';

/** Keeps something that the desk remembers of itself. */
export function keepSetting(store: Store, name: string, value: string): Promise<unknown> {
  return store.write((tx) =>
    tx
      .insertInto('setting')
      .values({ name, value })
      .onConflict((c) => c.column('name').doUpdateSet({ value }))
      .execute(),
  );
}

/** What the desk remembers of itself by that name; `null`: nothing. */
export async function settingOf(store: Store, name: string): Promise<string | null> {
  const { db } = store.engine;
  const row = await store.told(db.selectFrom('setting').select('value').where('name', '=', name).executeTakeFirst());
  return row?.value ?? null;
}
