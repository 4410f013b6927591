import { CompiledQuery, type Transaction } from 'kysely';
import type { EngineName } from './migrations.ts';
import type { Listing, Tables } from './tables.ts';

/** Columns of a table that many rows come into at once, and what PostgreSQL calls their kinds. */
type Columns<Row> = { readonly [C in keyof Row & string]: 'text' | 'bigint' | 'integer' | 'double precision' };

const LISTING: Columns<Listing> = {
  no: 'bigint',
  call: 'text',
  source: 'text',
  agent: 'text',
  name: 'text',
  team: 'text',
  day: 'text',
  scripts: 'text',
  score: 'double precision',
  passed: 'integer',
  hits: 'integer',
  suspected: 'integer',
  sureness: 'double precision',
  status: 'text',
  assignee: 'text',
  sample: 'bigint',
  queue: 'integer',
};
const ASSESSMENT = {
  no: 'bigint',
  hash: 'text',
  pack: 'text',
  transcript: 'text',
  entry: 'bigint',
  text: 'text',
} as const;
const TRANSCRIPT = { hash: 'text', text: 'text' } as const;
const TABLES = { listing: LISTING, assessment: ASSESSMENT, transcript: TRANSCRIPT } as const;

type Value = string | number | null;
/** Rows of one statement: it is made once, and fifty rows are enough that it costs nothing. */
const AT_ONCE = 50;

/**
 * Puts many rows into a table. What Kysely builds for a thousand of them takes longer than putting them in.
 * @param unlessThere rows that are there already, by any key, are left out
 */
export async function insertRows<T extends keyof typeof TABLES>(
  tx: Transaction<Tables>,
  engine: EngineName,
  table: T,
  rows: readonly { readonly [C in keyof (typeof TABLES)[T]]: Value }[],
  unlessThere = false,
): Promise<void> {
  if (rows.length === 0) return;
  const kinds = Object.entries<string>(TABLES[table]);
  const columns = kinds.map(([column]) => column);
  const of = (row: object) => columns.map((column) => (row as Record<string, Value>)[column]!);
  const into = `insert into ${table} (${columns.map((c) => `"${c}"`).join(', ')})`;
  const rest = unlessThere ? ' on conflict do nothing' : '';
  if (engine === 'postgres') {
    const lists = kinds.map(([, kind], i) => `$${i + 1}::${kind}[]`).join(', ');
    const values = columns.map((column) => rows.map((row) => (row as unknown as Record<string, Value>)[column]));
    await tx.executeQuery(CompiledQuery.raw(`${into} select * from unnest(${lists})${rest}`, values));
    return;
  }
  const one = `(${columns.map(() => '?').join(', ')})`;
  for (let i = 0; i < rows.length; i += AT_ONCE) {
    const some = rows.slice(i, i + AT_ONCE);
    const statement = `${into} values ${some.map(() => one).join(', ')}${rest}`;
    await tx.executeQuery(CompiledQuery.raw(statement, some.flatMap(of)));
  }
}
