import type { Transaction } from 'kysely';
import { sql } from 'kysely';
import type { Act, Deed } from '../decisions.ts';
import { linkHash, ORIGIN } from './chain.ts';
import type { EngineName } from './migrations.ts';
import type { EventRow, Tables } from './tables.ts';

/** An event that has no place in the chain yet. */
export interface NewEvent {
  readonly at: string;
  readonly who: string;
  readonly kind: string;
  readonly assessment: { readonly no: number; readonly hash: string } | null;
  readonly body: string;
}

/** Keeps every other writer waiting until the transaction ends: a chain has one end. */
export async function takeTurn(tx: Transaction<Tables>, engine: EngineName): Promise<void> {
  // SQLite's transactions begin so (engine.ts).
  if (engine === 'postgres') await sql`lock table event in exclusive mode`.execute(tx);
}

/** Links an event to the end of the chain. The transaction must have taken its turn. */
export async function append(tx: Transaction<Tables>, event: NewEvent): Promise<EventRow> {
  const last = await tx.selectFrom('event').select(['seq', 'hash']).orderBy('seq', 'desc').limit(1).executeTakeFirst();
  const link = {
    seq: (last?.seq ?? 0) + 1,
    at: event.at,
    who: event.who,
    kind: event.kind,
    assessment: event.assessment?.no ?? null,
    body: event.body,
    previous: last?.hash ?? ORIGIN,
  };
  const row = { ...link, hash: linkHash({ ...link, assessmentHash: event.assessment?.hash ?? null }) };
  await tx.insertInto('event').values(row).execute();
  return row;
}

/** An event about a call, as what somebody did. */
export const deedOf = ({ seq, at, who, kind, body }: EventRow): Deed => ({
  seq,
  at,
  who,
  act: { kind, ...JSON.parse(body) } as Act,
});
