import type { Transaction } from 'kysely';
import { APPEAL_DAYS } from '../appeals.ts';
import { append } from './events.ts';
import { putSetting, settingIn, settingOf } from './settings.ts';
import type { Store } from './store.ts';
import type { Tables } from './tables.ts';

/** Kind of the event that changes the days, and name of the setting. */
const NAME = 'appeal-days';

/** What the event says. */
interface Body {
  readonly from: number;
  readonly to: number;
}

/** What the setting holds. */
interface Kept {
  readonly days: number;
  /** The event that made it so. */
  readonly event: number;
}

/** A change of the days, as the chain has it. */
export interface AppealDaysChange extends Body {
  readonly at: string;
  readonly who: string;
}

const keptIn = (value: string | null): Kept | null => (value === null ? null : (JSON.parse(value) as Kept));
const keep = (tx: Transaction<Tables>, kept: Kept): Promise<void> => putSetting(tx, NAME, JSON.stringify(kept));

/** Days in which a verdict can be appealed, and a ruling taken further, as they are now. */
export const appealDaysOf = async (store: Store): Promise<number> =>
  keptIn(await settingOf(store, NAME))?.days ?? APPEAL_DAYS;

/** Who changed the days last; `null`: nobody has. */
export async function lastChangeOfDays(store: Store): Promise<AppealDaysChange | null> {
  const kept = keptIn(await settingOf(store, NAME));
  if (!kept) return null;
  const one = store.engine.db.selectFrom('event').select(['at', 'who', 'body']).where('seq', '=', kept.event);
  const { at, who, body } = await store.told(one.executeTakeFirstOrThrow());
  return { at, who, ...(JSON.parse(body) as Body) };
}

/**
 * Changes the days, for everything that is asked from then on. A link of the chain says who did it, from what to what; the same days are no change.
 * @param days whole days, 1–365
 */
export function changeAppealDays(store: Store, days: number, who: string): Promise<void> {
  return store.write(async (tx) => {
    const from = keptIn(await settingIn(tx, NAME))?.days ?? APPEAL_DAYS;
    if (from === days) return;
    const body = JSON.stringify({ from, to: days } satisfies Body);
    const { seq } = await append(tx, { at: store.now(), who, kind: NAME, assessment: null, body });
    await keep(tx, { days, event: seq });
  });
}

/** Makes the days what the chain says of them last. */
export async function appealDaysAnew(tx: Transaction<Tables>): Promise<void> {
  const changes = tx.selectFrom('event').select(['seq', 'body']).where('kind', '=', NAME);
  const last = await changes.orderBy('seq', 'desc').limit(1).executeTakeFirst();
  if (last) await keep(tx, { days: (JSON.parse(last.body) as Body).to, event: last.seq });
}
