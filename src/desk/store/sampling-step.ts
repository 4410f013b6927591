import { sql } from 'kysely';
import type { Migration } from './migrations.ts';

/** In which random sample a call is. Earlier versions drew none. */
export const sampling: Migration = async ({ schema }, engine) => {
  const key = engine === 'sqlite' ? sql`integer` : sql`bigint`;
  await schema
    .alterTable('listing')
    .addColumn('sample', key, (c) => c.notNull().defaultTo(0))
    .execute();
  await schema.createIndex('listing_sample').on('listing').columns(['sample', 'no']).execute();
};
