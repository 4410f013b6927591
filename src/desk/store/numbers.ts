import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { EngineName } from './migrations.ts';
import type { Tables } from './tables.ts';

/** Numbers that a statement finds, as one text: ten thousand rows would take ten times as long. */
export async function numbersOf(
  db: Kysely<Tables>,
  engine: EngineName,
  statement: RawBuilder<unknown>,
): Promise<number[]> {
  const joined = engine === 'sqlite' ? sql`group_concat(no)` : sql`string_agg(no::text, ',')`;
  const { rows } = await sql<{
    readonly numbers: string | null;
  }>`select ${joined} as numbers from (${statement}) as found`.execute(db);
  return rows[0]?.numbers?.split(',').map(Number) ?? [];
}

/** One of these calls. */
export const among = (engine: EngineName, numbers: readonly number[]): RawBuilder<boolean> =>
  engine === 'sqlite'
    ? sql`no in (select value from json_each(${JSON.stringify(numbers)}))`
    : sql`no = any(${numbers}::bigint[])`;
