import { type Kysely, sql, type Transaction } from 'kysely';
import { accounts } from './accounts-step.ts';
import { assignment } from './assignment-step.ts';
import { forgetting } from './forgetting-step.ts';
import { practice } from './practice-step.ts';
import { sampling } from './sampling-step.ts';
import type { Tables } from './tables.ts';
import { views } from './views-step.ts';
import { wordsApart } from './words-apart-step.ts';

export type EngineName = 'sqlite' | 'postgres';

/** One step forward; what was done once is never changed, a later step changes it. */
export type Migration = (db: Transaction<Tables>, engine: EngineName) => Promise<void>;

const first: Migration = async (db, engine) => {
  const key = engine === 'sqlite' ? sql`integer` : sql`bigint`;
  const real = engine === 'sqlite' ? sql`real` : sql`double precision`;
  const { schema } = db;
  await schema
    .createTable('pack')
    .addColumn('hash', 'text', (c) => c.primaryKey())
    .addColumn('rulebook', 'text', (c) => c.notNull())
    .addColumn('text', 'text', (c) => c.notNull())
    .execute();
  await schema
    .createTable('transcript')
    .addColumn('hash', 'text', (c) => c.primaryKey())
    .addColumn('text', 'text', (c) => c.notNull())
    .execute();
  await schema
    .createTable('event')
    .addColumn('seq', key, (c) => c.primaryKey())
    .addColumn('at', 'text', (c) => c.notNull())
    .addColumn('who', 'text', (c) => c.notNull())
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('assessment', key)
    .addColumn('body', 'text', (c) => c.notNull())
    .addColumn('previous', 'text', (c) => c.notNull())
    .addColumn('hash', 'text', (c) => c.notNull())
    .execute();
  await schema.createIndex('event_assessment').on('event').columns(['assessment', 'seq']).execute();
  await schema
    .createTable('assessment')
    .addColumn('no', key, (c) => c.primaryKey())
    .addColumn('hash', 'text', (c) => c.notNull().unique())
    .addColumn('pack', 'text', (c) => c.notNull())
    .addColumn('transcript', 'text')
    .addColumn('entry', key, (c) => c.notNull())
    .addColumn('text', 'text', (c) => c.notNull())
    .execute();
  let listing = schema.createTable('listing').addColumn('no', key, (c) => c.primaryKey());
  for (const name of ['call', 'source', 'agent', 'name', 'team', 'day', 'scripts', 'status'] as const)
    listing = listing.addColumn(name, 'text', (c) => c.notNull());
  for (const name of ['passed', 'hits', 'suspected', 'queue'] as const)
    listing = listing.addColumn(name, 'integer', (c) => c.notNull());
  for (const name of ['score', 'sureness'] as const) listing = listing.addColumn(name, real, (c) => c.notNull());
  await listing.execute();
  // Every sort ends with the number, so that pages have one order; what is chosen most comes first.
  for (const columns of [
    ['score', 'no'],
    ['day', 'no'],
    ['sureness', 'no'],
    ['agent', 'no'],
    ['team', 'no'],
    ['status', 'no'],
    ['queue', 'sureness', 'no'],
  ] as const)
    await schema
      .createIndex(`listing_${columns[0]}`)
      .on('listing')
      .columns([...columns])
      .execute();
  await schema
    .createTable('finding')
    .addColumn('rule', 'text', (c) => c.notNull())
    .addColumn('no', key, (c) => c.notNull())
    .addPrimaryKeyConstraint('finding_key', ['rule', 'no'])
    .execute();
  await schema.createIndex('finding_no').on('finding').column('no').execute();
  await schema
    .createTable('words')
    .addColumn('no', key, (c) => c.primaryKey())
    .addColumn('text', 'text', (c) => c.notNull())
    .execute();
  if (engine === 'postgres') {
    await sql`alter table words add column grams tsvector not null default ''::tsvector`.execute(db);
    await sql`create index words_grams on words using gin (grams)`.execute(db);
    // Only ever added to: no statement may change or delete what is kept for good.
    await sql`create function keep_forever() returns trigger language plpgsql as
      $$ begin raise exception '% is never changed', tg_table_name; end $$`.execute(db);
  } else
    await sql`create virtual table words_index using
      fts5(grams, content='', contentless_delete=1, detail=none, tokenize="unicode61 remove_diacritics 0")`.execute(db);
  for (const table of ['pack', 'transcript', 'assessment', 'event'])
    for (const change of ['update', 'delete']) {
      const name = sql.ref(`${table}_no_${change}`);
      if (engine === 'postgres')
        await sql`create trigger ${name} before ${sql.raw(change)} on ${sql.table(table)} for each row execute function keep_forever()`.execute(
          db,
        );
      else
        await sql`create trigger ${name} before ${sql.raw(change)} on ${sql.table(table)} begin select raise(abort, ${sql.lit(
          `${table} is never changed`,
        )}); end`.execute(db);
    }
};

/** Who there is, kept beside the list: to gather it from a million calls takes seconds. */
const people: Migration = async (db) => {
  await db.schema
    .createTable('person')
    .addColumn('agent', 'text', (c) => c.notNull())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('team', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('person_key', ['agent', 'name', 'team'])
    .execute();
  await sql`insert into person (agent, name, team) select distinct agent, name, team from listing`.execute(db);
};

/** Where appeals stand, to be listed by. Earlier versions had none. */
const appeals: Migration = async ({ schema }, engine) => {
  const key = engine === 'sqlite' ? sql`integer` : sql`bigint`;
  let table = schema.createTable('appeal').addColumn('seq', key, (c) => c.primaryKey());
  table = table.addColumn('no', key, (c) => c.notNull()).addColumn('upheld', 'integer', (c) => c.notNull());
  for (const name of ['target', 'rule', 'at', 'state', 'ruled'] as const)
    table = table.addColumn(name, 'text', (c) => c.notNull());
  await table.execute();
  await schema.createIndex('appeal_no').on('appeal').column('no').execute();
  await schema.createIndex('appeal_state').on('appeal').columns(['state', 'seq']).execute();
};

/** What the board adds up, in blocks. They are made of the calls when the database is opened (tally-anew.ts). */
const board: Migration = async (db, engine) => {
  const [key, bytes] = engine === 'sqlite' ? [sql`integer`, sql`blob`] : [sql`bigint`, sql`bytea`];
  await db.schema
    .createTable('term')
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('value', 'text', (c) => c.notNull())
    .addColumn('id', 'integer', (c) => c.notNull())
    .addPrimaryKeyConstraint('term_key', ['kind', 'value'])
    .execute();
  await db.schema.createIndex('term_id').unique().on('term').columns(['kind', 'id']).execute();
  await db.schema
    .createTable('tally')
    .addColumn('block', key, (c) => c.primaryKey())
    .addColumn('changed', key, (c) => c.notNull())
    .addColumn('data', bytes, (c) => c.notNull())
    .execute();
  await db.schema.createIndex('tally_changed').on('tally').column('changed').execute();
};

const MIGRATIONS: readonly Migration[] = [
  first,
  people,
  appeals,
  board,
  accounts,
  forgetting,
  views,
  practice,
  assignment,
  sampling,
  wordsApart,
];

/** The version of databases that this program makes. */
export const VERSION = MIGRATIONS.length;

/** Version of an open database; 0: nothing in it yet. */
export async function versionOf(db: Kysely<Tables>, engine: EngineName): Promise<number> {
  const there =
    engine === 'sqlite'
      ? await sql`select 1 from sqlite_master where type = 'table' and name = 'desk'`.execute(db)
      : // Not to_regclass, which remembers within a transaction that there was none.
        await sql`select 1 from pg_catalog.pg_tables where schemaname = current_schema() and tablename = 'desk'`.execute(
          db,
        );
  if (there.rows.length === 0) return 0;
  return (await db.selectFrom('desk').select('version').executeTakeFirst())?.version ?? 0;
}

/**
 * Brings a database forward, all steps in one transaction: it is of the old version or of the new one, never between.
 * @param to the version to stop at
 */
export async function migrate(db: Kysely<Tables>, engine: EngineName, to = VERSION): Promise<void> {
  await db.transaction().execute(async (tx) => {
    if (engine === 'postgres') await sql`select pg_advisory_xact_lock(7310042)`.execute(tx);
    const from = await versionOf(tx, engine);
    if (from >= to) return;
    if (from === 0) {
      await tx.schema
        .createTable('desk')
        .addColumn('only', 'integer', (c) => c.primaryKey())
        .addColumn('version', 'integer', (c) => c.notNull())
        .execute();
      await tx.insertInto('desk').values({ only: 1, version: 0 }).execute();
    }
    for (const step of MIGRATIONS.slice(from, to)) await step(tx, engine);
    await tx.updateTable('desk').set({ version: to }).execute();
    // In the file's head, where it is seen without opening the database.
    if (engine === 'sqlite') await sql`pragma user_version = ${sql.lit(to)}`.execute(tx);
  });
}
