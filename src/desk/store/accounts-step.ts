import { sql } from 'kysely';
import type { Migration } from './migrations.ts';

/** Accounts, what lets them in, and what is remembered of it. */
export const accounts: Migration = async ({ schema }, engine) => {
  const key = engine === 'sqlite' ? sql`integer` : sql`bigint`;
  await schema
    .createTable('account')
    .addColumn('id', key, (c) => c.primaryKey())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('key', 'text', (c) => c.notNull().unique())
    .addColumn('role', 'text', (c) => c.notNull())
    .addColumn('agent', 'text')
    .addColumn('password', 'text')
    .addColumn('disabled', 'integer', (c) => c.notNull())
    .addColumn('made', 'text', (c) => c.notNull())
    .execute();
  await schema
    .createTable('link')
    .addColumn('hash', 'text', (c) => c.primaryKey())
    .addColumn('account', key)
    .addColumn('expires', 'text', (c) => c.notNull())
    .execute();
  let session = schema
    .createTable('session')
    .addColumn('hash', 'text', (c) => c.primaryKey())
    .addColumn('account', key, (c) => c.notNull());
  for (const name of ['begun', 'seen', 'address', 'browser'] as const)
    session = session.addColumn(name, 'text', (c) => c.notNull());
  await session.execute();
  await schema.createIndex('session_account').on('session').column('account').execute();
  await schema
    .createTable('tries')
    .addColumn('key', 'text', (c) => c.primaryKey())
    .addColumn('failed', 'integer', (c) => c.notNull())
    .addColumn('last', 'text', (c) => c.notNull())
    .addColumn('until', 'text', (c) => c.notNull())
    .execute();
  await schema.createIndex('tries_last').on('tries').column('last').execute();
  await schema
    .createTable('sign_in')
    .addColumn('no', key, (c) => c.primaryKey())
    .addColumn('at', 'text', (c) => c.notNull())
    .addColumn('account', key)
    .addColumn('what', 'text', (c) => c.notNull())
    .addColumn('address', 'text', (c) => c.notNull())
    .execute();
  await schema
    .createTable('setting')
    .addColumn('name', 'text', (c) => c.primaryKey())
    .addColumn('value', 'text', (c) => c.notNull())
    .execute();
};
