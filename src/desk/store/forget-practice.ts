import { append } from './events.ts';
import type { Store } from './store.ts';

/** So many are forgotten in one transaction, with one event. */
const AT_ONCE = 500;

/** What a `forget-practice` event says of rounds and drills whose words went. */
export interface ForgottenPractice {
  readonly days: number;
  readonly before: string;
  /** Numbers of those that were over: their figures stay. */
  readonly practices: readonly number[];
}

/**
 * Deletes what was said in rounds and drills of practice that ended before a day; of those that were begun before it and left, everything.
 * @param before `2026-06-03`
 */
export async function forgetPractice(store: Store, before: string, days: number, who: string): Promise<void> {
  await store.write((tx) => tx.deleteFrom('practice').where('event', 'is', null).where('begun', '<', before).execute());
  for (;;) {
    const some = await store.write(async (tx) => {
      const old = await tx
        .selectFrom('practice')
        .innerJoin('event', 'event.seq', 'practice.event')
        .select('practice.id')
        .where('practice.state', '<>', '')
        .where('event.at', '<', before)
        .orderBy('practice.id')
        .limit(AT_ONCE)
        .execute();
      if (old.length === 0) return 0;
      const practices = old.map((o) => o.id);
      const body = JSON.stringify({ days, before, practices } satisfies ForgottenPractice);
      await append(tx, { at: store.now(), who, kind: 'forget-practice', assessment: null, body });
      await tx.updateTable('practice').set({ state: '' }).where('id', 'in', practices).execute();
      return old.length;
    });
    if (some < AT_ONCE) return;
  }
}
