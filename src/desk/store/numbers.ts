import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { EngineName } from './migrations.ts';
import type { Tables } from './tables.ts';

/** Numbers that a statement finds. */
export async function numbersOf(
  db: Kysely<Tables>,
  engine: EngineName,
  statement: RawBuilder<unknown>,
): Promise<number[]> {
  return numbersFrom(await joinedNumbers(db, engine, statement));
}

/** Numbers that are parted by commas. */
export const numbersFrom = (joined: string): number[] => (joined === '' ? [] : joined.split(',').map(Number));

/** Numbers that a statement finds as one text, parted by commas: ten thousand rows would take ten times as long. */
export async function joinedNumbers(
  db: Kysely<Tables>,
  engine: EngineName,
  statement: RawBuilder<unknown>,
): Promise<string> {
  const joined = engine === 'sqlite' ? sql`group_concat(no)` : sql`string_agg(no::text, ',')`;
  const { rows } = await sql<{
    readonly numbers: string | null;
  }>`select ${joined} as numbers from (${statement}) as found`.execute(db);
  return rows[0]?.numbers ?? '';
}

/** One of these calls. */
export const among = (engine: EngineName, numbers: readonly number[]): RawBuilder<boolean> =>
  engine === 'sqlite'
    ? sql`no in (select value from json_each(${JSON.stringify(numbers)}))`
    : sql`no = any(${numbers}::bigint[])`;
