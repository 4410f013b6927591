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

const MOST_ROWS = 1_000;

/**
 * Links events to the end of the chain, in their order. The transaction must have taken its turn.
 * @param events at least one
 * @returns numbers of the first and the last
 */
export async function appendAll(
  tx: Transaction<Tables>,
  events: readonly NewEvent[],
): Promise<readonly [first: number, last: number]> {
  const end = await tx.selectFrom('event').select(['seq', 'hash']).orderBy('seq', 'desc').limit(1).executeTakeFirst();
  const rows: EventRow[] = [];
  for (const event of events) rows.push(linked(event, rows.at(-1) ?? end));
  for (let i = 0; i < rows.length; i += MOST_ROWS)
    await tx
      .insertInto('event')
      .values(rows.slice(i, i + MOST_ROWS))
      .execute();
  return [rows[0]!.seq, rows.at(-1)!.seq];
}

/** Links an event to the end of the chain. The transaction must have taken its turn. */
export async function append(tx: Transaction<Tables>, event: NewEvent): Promise<EventRow> {
  const end = await tx.selectFrom('event').select(['seq', 'hash']).orderBy('seq', 'desc').limit(1).executeTakeFirst();
  const row = linked(event, end);
  await tx.insertInto('event').values(row).execute();
  return row;
}

function linked(event: NewEvent, end: Pick<EventRow, 'seq' | 'hash'> | undefined): EventRow {
  const link = {
    seq: (end?.seq ?? 0) + 1,
    at: event.at,
    who: event.who,
    kind: event.kind,
    assessment: event.assessment?.no ?? null,
    body: event.body,
    previous: end?.hash ?? ORIGIN,
  };
  return { ...link, hash: linkHash({ ...link, assessmentHash: event.assessment?.hash ?? null }) };
}

/** An event about a call, as what somebody did. */
export const deedOf = ({ seq, at, who, kind, body }: EventRow): Deed => ({
  seq,
  at,
  who,
  act: { kind, ...JSON.parse(body) } as Act,
});
