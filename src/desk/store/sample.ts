import type { Transaction } from 'kysely';
import type { Assessment } from '../../model/assessment.ts';
import type { Pack } from '../../model/pack.ts';
import { appealsOf } from '../appeals.ts';
import { currentOf } from '../decisions.ts';
import { sha256 } from './chain.ts';
import { append, appendAll, deedOf } from './events.ts';
import type { ListQuery } from './list.ts';
import { relist } from './relist.ts';
import type { Scope } from './scope.ts';
import type { Store } from './store.ts';
import type { Tables } from './tables.ts';

/** How it is drawn, as the record says it. */
const METHOD = 'smallest sha256(seed, hash)';
const PAGE = 5_000;
/** So many draws are listed. */
const LISTED = 20;

/** A random sample: how it was drawn, so that the draw can be repeated and argued about. */
export interface SampleRecord {
  /** The event that it is. */
  readonly seq: number;
  /** ISO 8601. */
  readonly at: string;
  readonly who: string;
  readonly seed: number;
  /** Of an address: the filter that it was drawn from. */
  readonly filter: string;
  /** Calls that the filter found, without those whose words are not there. */
  readonly population: number;
  readonly method: string;
  readonly calls: readonly { readonly no: number; readonly hash: string }[];
}

/**
 * Draws calls of a filter into the queue, each with the same chance: those of which the SHA-256 of seed and content is smallest, so that the
 * same seed draws the same calls of the same ones. Calls whose words are not there cannot be listened to, and are not drawn.
 * @param count 1 to `MOST_SAMPLED`, whose events have to follow the draw's own
 * @returns `null`: there is nothing to draw from
 */
export async function drawSample(
  store: Store,
  who: string,
  from: { readonly query: Partial<ListQuery>; readonly filter: string; readonly scope: Scope },
  { count, seed }: { readonly count: number; readonly seed: number },
): Promise<SampleRecord | null> {
  const numbers = await store.listNumbers(from.query, from.scope);
  let smallest: { readonly no: number; readonly hash: string; readonly key: string }[] = [];
  let population = 0;
  for (let i = 0; i < numbers.length; i += PAGE) {
    const rows = await store.told(
      store.engine.db
        .selectFrom('assessment')
        .select(['no', 'hash'])
        .where('no', 'in', numbers.slice(i, i + PAGE))
        .where('transcript', 'is not', null)
        .where('forgotten', 'is', null)
        .execute(),
    );
    population += rows.length;
    const keyed = rows.map(({ no, hash }) => ({ no, hash, key: sha256(String(seed), hash) }));
    smallest = [...smallest, ...keyed].sort((a, b) => (a.key < b.key ? -1 : 1)).slice(0, count);
  }
  if (smallest.length === 0) return null;
  const calls = smallest.map(({ no, hash }) => ({ no, hash }));
  const record = { seed, filter: from.filter, population, method: METHOD, calls };
  return store.write((tx) => keep(tx, store.now(), who, record));
}

async function keep(
  tx: Transaction<Tables>,
  at: string,
  who: string,
  record: Omit<SampleRecord, 'seq' | 'at' | 'who'>,
): Promise<SampleRecord> {
  const { seq } = await append(tx, { at, who, kind: 'draw', assessment: null, body: JSON.stringify(record) });
  const body = JSON.stringify({ draw: seq });
  await appendAll(
    tx,
    record.calls.map((assessment) => ({ at, who, kind: 'sample', assessment, body })),
  );
  for (const { no } of record.calls) await listAnew(tx, no);
  return { seq, at, who, ...record };
}

async function listAnew(tx: Transaction<Tables>, no: number): Promise<void> {
  const { text, pack } = await tx
    .selectFrom('assessment')
    .innerJoin('pack', 'pack.hash', 'assessment.pack')
    .select(['assessment.text', 'pack.text as pack'])
    .where('no', '=', no)
    .executeTakeFirstOrThrow();
  const events = await tx.selectFrom('event').selectAll().where('assessment', '=', no).orderBy('seq').execute();
  const assessment = JSON.parse(text) as Assessment;
  const { rubric } = JSON.parse(pack) as Pack;
  const deeds = events.map(deedOf);
  await relist(tx, no, assessment, currentOf(assessment, rubric, deeds), appealsOf(assessment, rubric, deeds));
}

/** A sample by its event; `null`: there is none. */
export async function sampleOf(store: Store, seq: number): Promise<SampleRecord | null> {
  const { db } = store.engine;
  const row = db.selectFrom('event').selectAll().where('seq', '=', seq).where('kind', '=', 'draw').executeTakeFirst();
  const event = await store.told(row);
  return event ? { seq, at: event.at, who: event.who, ...JSON.parse(event.body) } : null;
}

/** The last samples, the newest first, and how many calls of each have been reviewed. */
export async function listSamples(
  store: Store,
): Promise<{ readonly record: SampleRecord; readonly reviewed: number }[]> {
  const { db } = store.engine;
  const draws = db.selectFrom('event').selectAll().where('kind', '=', 'draw').orderBy('seq', 'desc').limit(LISTED);
  const records = (await store.told(draws.execute())).map(
    ({ seq, at, who, body }): SampleRecord => ({ seq, at, who, ...JSON.parse(body) }),
  );
  const numbers = [...new Set(records.flatMap((r) => r.calls.map((c) => c.no)))];
  if (numbers.length === 0) return [];
  const rows = db.selectFrom('listing').select('no').where('no', 'in', numbers).where('status', '=', 'closed');
  const closed = new Set((await store.told(rows.execute())).map((r) => r.no));
  return records.map((record) => ({ record, reviewed: record.calls.filter((c) => closed.has(c.no)).length }));
}
