import type { Store } from './store.ts';

/** Calls of one person that are looked back on: the newest. */
const MOST_CALLS = 1_000;

/** What somebody lacked, or said though it is forbidden, in how many of his calls. */
export interface Missed {
  readonly calls: number;
  /** `element:…` and `phrase:…` → calls. */
  readonly rules: ReadonlyMap<string, number>;
}

/**
 * What an installer misses in his real calls, by what holds now: decided verdicts count as they were decided.
 * @param hidden numbers of calls that whoever asks may not see
 */
export async function missedInCalls(store: Store, agent: string, hidden: ReadonlySet<number>): Promise<Missed> {
  if (agent === '') return { calls: 0, rules: new Map() };
  const { db } = store.engine;
  const newest = db
    .selectFrom('listing')
    .select('no')
    .where('agent', '=', agent)
    .$if(hidden.size > 0, (q) => q.where('no', 'not in', [...hidden]))
    .orderBy('no', 'desc')
    .limit(MOST_CALLS);
  const { calls } = await store.told(
    db
      .selectFrom(newest.as('newest'))
      .select((eb) => eb.fn.countAll<number>().as('calls'))
      .executeTakeFirstOrThrow(),
  );
  const rules = await store.told(
    db
      .selectFrom(newest.as('newest'))
      .innerJoin('finding', 'finding.no', 'newest.no')
      .select((eb) => ['rule', eb.fn.countAll<number>().as('calls')])
      .where('rule', 'not like', 'suspected:%')
      .groupBy('rule')
      .execute(),
  );
  return { calls: Number(calls), rules: new Map(rules.map((r) => [r.rule, Number(r.calls)])) };
}
