import type { Transaction } from 'kysely';
import type { Assessment } from '../../model/assessment.ts';
import type { Appeal, AppealState } from '../appeals.ts';
import type { Target } from '../decisions.ts';
import { type Scope, within } from './scope.ts';
import type { Store } from './store.ts';
import type { Tables } from './tables.ts';

/** Makes the rows of a call's appeals anew. */
export async function relistAppeals(
  tx: Transaction<Tables>,
  no: number,
  assessment: Assessment,
  appeals: readonly Appeal[],
): Promise<void> {
  await tx.deleteFrom('appeal').where('no', '=', no).execute();
  const rows = appeals.map(({ seq, target, state, upheld, deeds }) => ({
    seq,
    no,
    target,
    rule: ruleOf(assessment, target),
    at: deeds[0]!.at,
    state,
    upheld: upheld === null ? -1 : Number(upheld),
    ruled: deeds.findLast((d) => d.act.kind === 'rule')?.at ?? '',
  }));
  if (rows.length > 0) await tx.insertInto('appeal').values(rows).execute();
}

function ruleOf({ violations }: Assessment, target: Target): string {
  const [kind, id = ''] = target.split(':');
  return kind === 'violation' ? `phrase:${violations[Number(id)]?.phrase ?? 0}` : target;
}

/** An appeal in the list of appeals, and whose call it is about. */
export interface ListedAppeal {
  readonly seq: number;
  readonly no: number;
  readonly rule: string;
  /** Hash of the pack of its call. */
  readonly pack: string;
  readonly at: string;
  readonly state: AppealState;
  readonly upheld: boolean | null;
  readonly call: string;
  readonly agent: string;
  readonly name: string;
  readonly team: string;
}

const PAGE = 100;

/**
 * Appeals of the calls that are there for somebody: those that wait the oldest first, the others the newest first.
 * @param hidden calls that are not there for him all the same
 * @param waiting only those that wait for a decision
 * @param after the last of the page before
 */
export async function listAppeals(
  store: Store,
  {
    scope,
    hidden,
    waiting,
    after,
  }: { readonly scope: Scope; readonly hidden: readonly number[]; readonly waiting: boolean; readonly after?: number },
): Promise<{ readonly appeals: readonly ListedAppeal[]; readonly more: boolean }> {
  let query = store.engine.db
    .selectFrom('appeal')
    .innerJoin('listing', 'listing.no', 'appeal.no')
    .innerJoin('assessment', 'assessment.no', 'appeal.no')
    .select(['seq', 'appeal.no', 'rule', 'pack', 'at', 'state', 'upheld', 'call', 'agent', 'name', 'team'])
    .where((eb) => eb.and(within(scope)))
    .orderBy('seq', waiting ? 'asc' : 'desc')
    .limit(PAGE + 1);
  if (hidden.length > 0) query = query.where('appeal.no', 'not in', hidden);
  if (waiting) query = query.where('state', 'in', ['open', 'escalated']);
  if (after !== undefined) query = query.where('seq', waiting ? '>' : '<', after);
  const rows = await store.told(query.execute());
  return {
    appeals: rows.slice(0, PAGE).map((row) => ({
      ...row,
      state: row.state as AppealState,
      upheld: row.upheld < 0 ? null : row.upheld === 1,
    })),
    more: rows.length > PAGE,
  };
}
