import { sql, type Transaction } from 'kysely';
import type { EngineName } from './migrations.ts';
import type { Tables } from './tables.ts';

/** Rounds and drills of practice: they change while they are played; of one that is over only its words may go. */
export async function practice(db: Transaction<Tables>, engine: EngineName): Promise<void> {
  const key = engine === 'sqlite' ? sql`integer` : sql`bigint`;
  let table = db.schema.createTable('practice').addColumn('id', key, (c) => c.primaryKey());
  for (const name of ['person', 'task', 'begun'] as const) table = table.addColumn(name, 'text', (c) => c.notNull());
  await table
    .addColumn('assigned', key)
    .addColumn('version', 'integer', (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('event', key)
    .addColumn('summary', 'text', (c) => c.notNull())
    .execute();
  await db.schema.createIndex('practice_person').on('practice').columns(['person', 'event']).execute();
  await db.schema.createIndex('practice_assigned').on('practice').column('assigned').execute();
  const same = ['id', 'person', 'task', 'begun', 'version', 'event', 'summary'].map((c) => `new.${c} = old.${c}`);
  const is = engine === 'sqlite' ? 'is' : 'is not distinct from';
  const loses = sql.raw(`new.state = '' and new.assigned ${is} old.assigned and ${same.join(' and ')}`);
  if (engine === 'postgres') {
    await sql`create function keep_played() returns trigger language plpgsql as $$ begin
      if old.event is null then return coalesce(new, old); end if;
      if tg_op = 'UPDATE' then if ${loses} then return new; end if; end if;
      raise exception 'practice that is over is never changed'; end $$`.execute(db);
    await sql`create trigger practice_kept before update or delete on practice for each row execute function keep_played()`.execute(
      db,
    );
    return;
  }
  await sql`create trigger practice_no_update before update on practice when old.event is not null and not (${loses})
    begin select raise(abort, 'practice that is over is never changed'); end`.execute(db);
  await sql`create trigger practice_no_delete before delete on practice when old.event is not null
    begin select raise(abort, 'practice that is over is never changed'); end`.execute(db);
}
