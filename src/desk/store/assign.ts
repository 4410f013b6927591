import type { Transaction } from 'kysely';
import { assigneeAfter, standing } from '../decisions.ts';
import { appendAll, deedOf } from './events.ts';
import type { Store } from './store.ts';
import type { Tables } from './tables.ts';

/** So many calls are given to somebody at once. */
export const MOST_ASSIGNED = 500;

/** Which events came of it, the first and the last; `null`: there was nothing to change. */
export interface Assigned {
  readonly count: number;
  readonly events: { readonly first: number; readonly last: number } | null;
}

/**
 * Gives calls to a reviewer, each with an event of its own; those that he has already are left as they are.
 * @param to `null`: takes them back
 * @param calls numbers, at most `MOST_ASSIGNED`; those that are not there are left out
 */
export async function assignCalls(
  store: Store,
  who: string,
  to: string | null,
  calls: readonly number[],
): Promise<Assigned> {
  if (calls.length === 0) return { count: 0, events: null };
  return store.write(async (tx) => {
    const rows = await tx
      .selectFrom('assessment')
      .innerJoin('listing', 'listing.no', 'assessment.no')
      .select(['assessment.no', 'hash'])
      .where('assessment.no', 'in', [...calls])
      .where('assignee', '<>', to ?? '')
      .orderBy('assessment.no')
      .execute();
    if (rows.length === 0) return { count: 0, events: null };
    const at = store.now();
    const body = JSON.stringify({ to });
    const [first, last] = await appendAll(
      tx,
      rows.map((assessment) => ({ at, who, kind: 'assign', assessment, body })),
    );
    const numbers = rows.map((r) => r.no);
    await tx
      .updateTable('listing')
      .set({ assignee: to ?? '' })
      .where('no', 'in', numbers)
      .execute();
    return { count: rows.length, events: { first, last } };
  });
}

/**
 * Undoes what one assigning did, as far as it still stands: each call is again whose it was before.
 * @param events of this person, as `assignCalls` told them
 * @returns how many calls; `null`: those are no such events
 */
export async function undoAssigning(
  store: Store,
  who: string,
  { first, last }: { readonly first: number; readonly last: number },
): Promise<number | null> {
  if (last < first || last - first >= MOST_ASSIGNED) return null;
  return store.write(async (tx) => {
    const events = await tx
      .selectFrom('event')
      .select(['seq', 'assessment as no'])
      .where('seq', '>=', first)
      .where('seq', '<=', last)
      .where('kind', '=', 'assign')
      .where('who', '=', who)
      .execute();
    if (events.length !== last - first + 1) return null;
    let count = 0;
    for (const { seq, no } of events) if (await undoOne(tx, store.now(), who, seq, no!)) count += 1;
    return count;
  });
}

async function undoOne(tx: Transaction<Tables>, at: string, who: string, seq: number, no: number): Promise<boolean> {
  const rows = await tx
    .selectFrom('event')
    .selectAll()
    .where('assessment', '=', no)
    .where('kind', 'in', ['assign', 'undo'])
    .orderBy('seq')
    .execute();
  const deeds = rows.map(deedOf);
  if (!standing(deeds).standing.some((d) => d.seq === seq)) return false;
  const { hash } = await tx.selectFrom('assessment').select('hash').where('no', '=', no).executeTakeFirstOrThrow();
  const body = JSON.stringify({ undoes: seq });
  const [undo] = await appendAll(tx, [{ at, who, kind: 'undo', assessment: { no, hash }, body }]);
  const assignee = assigneeAfter([...deeds, { seq: undo, at, who, act: { kind: 'undo', undoes: seq } }]);
  await tx.updateTable('listing').set({ assignee }).where('no', '=', no).execute();
  return true;
}
