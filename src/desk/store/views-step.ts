import { sql } from 'kysely';
import type { Migration } from './migrations.ts';

/** Views of the list that people keep. */
export const views: Migration = async ({ schema }, engine) => {
  const key = engine === 'sqlite' ? sql`integer` : sql`bigint`;
  let table = schema.createTable('view').addColumn('id', key, (c) => c.primaryKey());
  for (const name of ['owner', 'name', 'query'] as const) table = table.addColumn(name, 'text', (c) => c.notNull());
  await table.addColumn('shared', 'integer', (c) => c.notNull()).execute();
  await schema.createIndex('view_owner').unique().on('view').columns(['owner', 'name']).execute();
};
