import type { Kysely, Transaction } from 'kysely';
import type { Assessment } from '../../model/assessment.ts';
import type { Pack } from '../../model/pack.ts';
import { blockOf, CALLS } from '../board/block.ts';
import { currentOf, type Deed } from '../decisions.ts';
import { deedOf } from './events.ts';
import type { Tables } from './tables.ts';
import { countableOf, reviewSecondsOf, type Tallied, tally } from './tally.ts';

/** Whether there are calls that no block counts: the database is of a version that had no blocks. */
export async function lacksTally(db: Kysely<Tables>): Promise<boolean> {
  const call = await db.selectFrom('assessment').select('no').orderBy('no', 'desc').limit(1).executeTakeFirst();
  if (!call) return false;
  const block = await db.selectFrom('tally').select('block').orderBy('block', 'desc').limit(1).executeTakeFirst();
  return (block?.block ?? -1) < blockOf(call.no);
}

/** Counts every call again, from what is kept for good. */
export async function tallyAnew(tx: Transaction<Tables>): Promise<void> {
  await tx.deleteFrom('tally').execute();
  await tx.deleteFrom('term').execute();
  const packs = new Map<string, Pack>();
  for (const { hash, text } of await tx.selectFrom('pack').selectAll().execute())
    packs.set(hash, JSON.parse(text) as Pack);
  for (let after = 0; ; after += CALLS) {
    const some = await page(tx, after, packs);
    if (some.length > 0) await tally(tx, some);
    const next = await tx
      .selectFrom('assessment')
      .select('no')
      .where('no', '>', after + CALLS)
      .limit(1)
      .executeTakeFirst();
    if (!next) return;
  }
}

/** The calls of one block. */
async function page(tx: Transaction<Tables>, after: number, packs: ReadonlyMap<string, Pack>): Promise<Tallied[]> {
  const rows = await tx
    .selectFrom('assessment')
    .innerJoin('event', 'event.seq', 'assessment.entry')
    .select(['assessment.no', 'assessment.pack', 'assessment.text', 'event.at'])
    .where('assessment.no', '>', after)
    .where('assessment.no', '<=', after + CALLS)
    .execute();
  const listings = await tx
    .selectFrom('listing')
    .selectAll()
    .where('no', '>', after)
    .where('no', '<=', after + CALLS)
    .execute();
  const listed = new Map(listings.map((l) => [l.no, l] as const));
  const deeds = new Map<number, Deed[]>();
  const events = await tx
    .selectFrom('event')
    .selectAll()
    .where('assessment', '>', after)
    .where('assessment', '<=', after + CALLS)
    .orderBy('seq')
    .execute();
  for (const event of events) deeds.set(event.assessment!, [...(deeds.get(event.assessment!) ?? []), deedOf(event)]);
  return rows.flatMap(({ no, pack, text, at }) => {
    const listing = listed.get(no);
    if (!listing) return [];
    const assessment = JSON.parse(text) as Assessment;
    const done = deeds.get(no) ?? [];
    const current = currentOf(assessment, packs.get(pack)!.rubric, done);
    return [{ listing, counted: countableOf(listing, assessment, current, reviewSecondsOf(at, done, current)) }];
  });
}
