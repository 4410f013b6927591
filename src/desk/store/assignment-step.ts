import type { Migration } from './migrations.ts';

/** Who is to review a call. Earlier versions gave calls to nobody. */
export const assignment: Migration = async ({ schema }) => {
  await schema
    .alterTable('listing')
    .addColumn('assignee', 'text', (c) => c.notNull().defaultTo(''))
    .execute();
  await schema.createIndex('listing_assignee').on('listing').columns(['assignee', 'queue', 'sureness', 'no']).execute();
};
