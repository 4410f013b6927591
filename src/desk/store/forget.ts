import { sql, type Transaction } from 'kysely';
import type { Assessment } from '../../model/assessment.ts';
import { wordless } from '../wordless.ts';
import { sha256 } from './chain.ts';
import { append } from './events.ts';
import { forgetPractice } from './forget-practice.ts';
import type { EngineName } from './migrations.ts';
import type { Store } from './store.ts';
import type { Tables } from './tables.ts';

/** So many calls are forgotten in one transaction, with one event. */
const AT_ONCE = 500;
const DAY_MS = 86_400_000;

/** What a `forget` event holds of the calls whose words went: for each its number, its hash, and the hash of what is left of it. */
export const forgottenDigest = (
  rows: readonly { readonly no: number; readonly hash: string; readonly text: string }[],
): string => sha256(...rows.flatMap(({ no, hash, text }) => [String(no), hash, sha256(text)]));

/**
 * Deletes the words of calls older than some days: their transcripts, what is searched in, and every quote; the figures stay. A call's age is
 * that of its day, or of the day it came in. Calls with an appeal that waits keep their words until it is decided. Each 500 calls are an event in the chain.
 * What was said in practice before then goes as well (forget-practice.ts).
 * @param days whole days, 1 and more
 * @returns how many calls lost their words
 */
export async function forget(store: Store, days: number, who: string): Promise<number> {
  const { db, name } = store.engine;
  const before = new Date(Date.parse(store.now()) - days * DAY_MS).toISOString().slice(0, 10);
  // What is deleted is overwritten in the file.
  if (name === 'sqlite') await store.told(sql`pragma secure_delete = on`.execute(db));
  let count = 0;
  for (;;) {
    const some = await store.write((tx) => forgetSome(tx, name, { before, days, who, at: store.now() }));
    count += some;
    if (some < AT_ONCE) break;
  }
  await forgetPractice(store, before, days, who);
  return count;
}

/**
 * Writes the database file anew, so that nothing that was deleted is left in its gaps, in older parts of the index, or in the journal. It takes as
 * long as copying the file, and as much room; PostgreSQL does it by itself.
 */
export async function rewrite(store: Store): Promise<void> {
  const { db, name } = store.engine;
  if (name !== 'sqlite') return;
  for (const statement of [
    sql`insert into words_index (words_index) values ('optimize')`,
    sql`vacuum`,
    sql`pragma wal_checkpoint(truncate)`,
  ])
    await store.told(statement.execute(db));
}

async function forgetSome(
  tx: Transaction<Tables>,
  engine: EngineName,
  {
    before,
    days,
    who,
    at,
  }: { readonly before: string; readonly days: number; readonly who: string; readonly at: string },
): Promise<number> {
  const old = await tx
    .selectFrom('assessment')
    .innerJoin('listing', 'listing.no', 'assessment.no')
    .innerJoin('event', 'event.seq', 'assessment.entry')
    .select(['assessment.no', 'assessment.hash', 'assessment.text', 'assessment.transcript'])
    .where('assessment.forgotten', 'is', null)
    .where(sql<boolean>`(case when listing.day <> '' then listing.day else substr(event.at, 1, 10) end) < ${before}`)
    .where('assessment.no', 'not in', (eb) =>
      eb.selectFrom('appeal').select('appeal.no').where('appeal.state', 'in', ['open', 'escalated']),
    )
    .orderBy('assessment.no')
    .limit(AT_ONCE)
    .execute();
  if (old.length === 0) return 0;
  const left = old.map(({ no, hash, text }) => {
    const assessment = wordless(JSON.parse(text) as Assessment);
    return { no, hash, assessment, text: JSON.stringify(assessment) };
  });
  const body = JSON.stringify({ days, before, count: left.length, digest: forgottenDigest(left) });
  const { seq } = await append(tx, { at, who, kind: 'forget', assessment: null, body });
  for (const { no, text, assessment } of left) {
    await tx.updateTable('assessment').set({ text, forgotten: seq }).where('no', '=', no).execute();
    await tx.updateTable('listing').set({ call: assessment.id, source: '' }).where('no', '=', no).execute();
  }
  const numbers = left.map((l) => l.no);
  await tx.deleteFrom('words').where('no', 'in', numbers).execute();
  if (engine === 'sqlite') await sql`delete from words_index where rowid in (${sql.join(numbers)})`.execute(tx);
  const transcripts = old.flatMap(({ transcript }) => (transcript === null ? [] : [transcript]));
  // The words of another assessment that is not old enough stay.
  if (transcripts.length > 0)
    await tx
      .deleteFrom('transcript')
      .where('hash', 'in', transcripts)
      .where('hash', 'not in', (eb) =>
        eb
          .selectFrom('assessment')
          .select((e) => e.ref('transcript').$notNull().as('transcript'))
          .where('transcript', 'in', transcripts)
          .where('forgotten', 'is', null),
      )
      .execute();
  return old.length;
}
