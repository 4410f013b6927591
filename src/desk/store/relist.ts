import type { Transaction } from 'kysely';
import type { Assessment } from '../../model/assessment.ts';
import type { Appeal } from '../appeals.ts';
import type { Current } from '../decisions.ts';
import { relistAppeals } from './appeals.ts';
import { rulesOf, stateOf } from './listing.ts';
import type { Tables } from './tables.ts';
import { retally } from './tally.ts';

/** Makes the derived rows of a call anew. */
export async function relist(
  tx: Transaction<Tables>,
  no: number,
  assessment: Assessment,
  current: Current,
  appeals: readonly Appeal[],
): Promise<void> {
  await tx.updateTable('listing').set(stateOf(assessment, current)).where('no', '=', no).execute();
  await tx.deleteFrom('finding').where('no', '=', no).execute();
  const rules = rulesOf(assessment, current);
  if (rules.length > 0)
    await tx
      .insertInto('finding')
      .values(rules.map((rule) => ({ no, rule })))
      .execute();
  await relistAppeals(tx, no, assessment, appeals);
  await retally(tx, no, assessment, current);
}
