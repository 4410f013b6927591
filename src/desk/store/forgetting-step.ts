import { sql, type Transaction } from 'kysely';
import type { EngineName } from './migrations.ts';
import type { Tables } from './tables.ts';

/** Words can be forgotten: an assessment changes once, with the event that says so, and its transcript may go. Nothing else may. */
export async function forgetting(db: Transaction<Tables>, engine: EngineName): Promise<void> {
  const key = engine === 'sqlite' ? sql`integer` : sql`bigint`;
  await db.schema.alterTable('assessment').addColumn('forgotten', key).execute();
  await db.schema.createIndex('assessment_transcript').on('assessment').column('transcript').execute();
  await db.schema.createIndex('assessment_forgotten').on('assessment').columns(['forgotten', 'no']).execute();
  const same = ['no', 'hash', 'pack', 'entry'].map((c) => `new.${c} = old.${c}`).join(' and ');
  const keptBy = engine === 'sqlite' ? 'is' : 'is not distinct from';
  const forgets = sql.raw(`old.forgotten is null and ${same} and new.transcript ${keptBy} old.transcript
    and exists (select 1 from event where seq = new.forgotten and kind = 'forget')`);
  const unused = sql.raw(`exists (select 1 from assessment where transcript = old.hash and forgotten is not null)
    and not exists (select 1 from assessment where transcript = old.hash and forgotten is null)`);
  if (engine === 'postgres') {
    await sql`create function forget_only() returns trigger language plpgsql as
      $$ begin if ${forgets} then return new; end if; raise exception 'assessment is never changed'; end $$`.execute(
      db,
    );
    await sql`create function forget_unused() returns trigger language plpgsql as
      $$ begin if ${unused} then return old; end if; raise exception 'transcript is never changed'; end $$`.execute(db);
    await sql`drop trigger assessment_no_update on assessment`.execute(db);
    await sql`drop trigger transcript_no_delete on transcript`.execute(db);
    await sql`create trigger assessment_no_update before update on assessment for each row execute function forget_only()`.execute(
      db,
    );
    await sql`create trigger transcript_no_delete before delete on transcript for each row execute function forget_unused()`.execute(
      db,
    );
    return;
  }
  await sql`drop trigger assessment_no_update`.execute(db);
  await sql`drop trigger transcript_no_delete`.execute(db);
  await sql`create trigger assessment_no_update before update on assessment when not (${forgets})
    begin select raise(abort, 'assessment is never changed'); end`.execute(db);
  await sql`create trigger transcript_no_delete before delete on transcript when not (${unused})
    begin select raise(abort, 'transcript is never changed'); end`.execute(db);
}
