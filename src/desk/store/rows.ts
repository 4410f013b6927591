import { CompiledQuery, type Transaction } from 'kysely';
import { CopiedRows, type CopiedValue } from './copy-in.ts';
import type { EngineName } from './migrations.ts';
import type { Listing, Tables } from './tables.ts';

const LISTING = [
  'no',
  'call',
  'source',
  'agent',
  'name',
  'team',
  'day',
  'scripts',
  'score',
  'passed',
  'hits',
  'suspected',
  'sureness',
  'status',
  'assignee',
  'sample',
  'queue',
] as const satisfies (keyof Listing)[];
/** Columns of a table that many rows come into at once. */
const TABLES = {
  listing: LISTING,
  assessment: ['no', 'hash', 'pack', 'transcript', 'entry', 'text'],
  transcript: ['hash', 'text'],
  finding: ['no', 'rule'],
} as const;

type Value = CopiedValue;
/** Rows of one statement: it is made once, and fifty rows are enough that it costs nothing. */
const AT_ONCE = 50;

/** Puts many rows into a table. What Kysely builds for a thousand of them takes longer than putting them in. */
export async function insertRows<T extends keyof typeof TABLES>(
  tx: Transaction<Tables>,
  engine: EngineName,
  table: T,
  rows: readonly { readonly [C in (typeof TABLES)[T][number]]: Value }[],
): Promise<void> {
  if (rows.length === 0) return;
  const columns: readonly string[] = TABLES[table];
  const of = (row: object) => columns.map((column) => (row as Record<string, Value>)[column]!);
  if (engine === 'postgres') return copyRows(tx, table, columns, rows.map(of));
  const into = `insert into ${table} (${columns.map((c) => `"${c}"`).join(', ')})`;
  const one = `(${columns.map(() => '?').join(', ')})`;
  for (let i = 0; i < rows.length; i += AT_ONCE) {
    const some = rows.slice(i, i + AT_ONCE);
    const statement = `${into} values ${some.map(() => one).join(', ')}`;
    await tx.executeQuery(CompiledQuery.raw(statement, some.flatMap(of)));
  }
}

/** Puts many rows into a table of PostgreSQL. */
export async function copyRows(
  tx: Transaction<Tables>,
  table: string,
  columns: readonly string[],
  rows: Iterable<readonly Value[]>,
): Promise<void> {
  const statement = `copy ${table} (${columns.map((c) => `"${c}"`).join(', ')}) from stdin`;
  await tx.executeQuery(CompiledQuery.raw(statement, [new CopiedRows(rows)]));
}
