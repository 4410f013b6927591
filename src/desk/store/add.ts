import { sql, type Transaction } from 'kysely';
import { sha256 } from './chain.ts';
import { append } from './events.ts';
import type { EngineName } from './migrations.ts';
import { vectorOf } from './packed.ts';
import type { Derived, Prepared } from './prepare.ts';
import { copyRows, insertRows } from './rows.ts';
import type { Tables } from './tables.ts';
import { tally } from './tally.ts';

export interface Added {
  readonly added: number;
  /** Were there already, to the letter. */
  readonly known: number;
}

/** The digest that an entry's event holds of everything that came in with it. */
export const entryDigest = (hashes: readonly string[]): string => sha256(...hashes);

const MOST_ROWS = 1_000;
const chunks = <T>(rows: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(rows.length / MOST_ROWS) }, (_, i) => rows.slice(i * MOST_ROWS, (i + 1) * MOST_ROWS));

/** Adds calls with one event for all of them; those that are there already are counted only. */
export async function addCalls(
  tx: Transaction<Tables>,
  engine: EngineName,
  calls: readonly Prepared[],
  from: { readonly pack: string; readonly at: string; readonly who: string; readonly source: string },
): Promise<Added> {
  const there = await hashesIn(
    tx,
    engine,
    'assessment',
    calls.map((c) => c.hash),
  );
  const fresh = calls.filter((c) => !there.has(c.hash) && there.add(c.hash));
  if (fresh.length === 0) return { added: 0, known: calls.length };
  const digest = entryDigest(fresh.map((c) => c.hash));
  const body = JSON.stringify({ source: from.source, count: fresh.length, pack: from.pack, digest });
  const { seq } = await append(tx, { at: from.at, who: from.who, kind: 'import', assessment: null, body });
  const last = await tx.selectFrom('assessment').select('no').orderBy('no', 'desc').limit(1).executeTakeFirst();
  const rows = fresh.map((call, i) => ({ call, no: (last?.no ?? 0) + 1 + i }));
  for (const some of chunks(rows)) await insert(tx, engine, some, seq, from.pack);
  return { added: fresh.length, known: calls.length - fresh.length };
}

/** Those of some hashes that a table has. */
async function hashesIn(
  tx: Transaction<Tables>,
  engine: EngineName,
  table: 'assessment' | 'transcript',
  hashes: readonly string[],
): Promise<Set<string>> {
  const there = new Set<string>();
  for (const some of chunks(hashes)) {
    // A list of a thousand values is read and planned as a thousand values each time.
    const these =
      engine === 'sqlite'
        ? sql`in (select value from json_each(${JSON.stringify(some)}))`
        : sql`= any(${some}::text[])`;
    const { rows } = await sql<{
      readonly hash: string;
    }>`select hash from ${sql.table(table)} where hash ${these}`.execute(tx);
    for (const { hash } of rows) there.add(hash);
  }
  return there;
}

async function insert(
  tx: Transaction<Tables>,
  engine: EngineName,
  rows: readonly { readonly no: number; readonly call: Prepared }[],
  entry: number,
  pack: string,
): Promise<void> {
  const spoken = new Map(
    rows.flatMap(({ call: { transcript } }) => (transcript ? [[transcript.hash, transcript]] : [])),
  );
  const known = await hashesIn(tx, engine, 'transcript', [...spoken.keys()]);
  await insertRows(
    tx,
    engine,
    'transcript',
    [...spoken.values()].filter((t) => !known.has(t.hash)),
  );
  const assessments = rows.map(({ no, call: { hash, transcript, text } }) => ({
    no,
    hash,
    pack,
    transcript: transcript?.hash ?? null,
    entry,
    text,
  }));
  await insertRows(tx, engine, 'assessment', assessments);
  await indexCalls(
    tx,
    engine,
    rows.map(({ no, call }) => ({ no, ...call.derived })),
  );
}

/** What the derived tables hold of a call of that number. */
export interface Indexed extends Derived {
  readonly no: number;
}

/** Writes what the list, its filters, the board and the search need of calls that nobody has decided on. */
export async function indexCalls(
  tx: Transaction<Tables>,
  engine: EngineName,
  calls: readonly Indexed[],
): Promise<void> {
  const listings = calls.map(({ no, listing }) => ({ ...listing, no }));
  await insertRows(tx, engine, 'listing', listings);
  const people = new Map(
    listings.map(({ agent, name, team }) => [`${agent}\n${name}\n${team}`, { agent, name, team }]),
  );
  await tx
    .insertInto('person')
    .values([...people.values()])
    .onConflict((c) => c.columns(['agent', 'name', 'team']).doNothing())
    .execute();
  await addFindings(
    tx,
    engine,
    calls.flatMap(({ no, rules }) => rules.map((rule) => ({ no, rule }))),
  );
  await tally(
    tx,
    calls.map(({ counted }, i) => ({ listing: listings[i]!, counted })),
  );
  await addWords(tx, engine, calls);
}

/** Ten rows a call: as one value they take half the time that they take as two values each. */
async function addFindings(
  tx: Transaction<Tables>,
  engine: EngineName,
  findings: readonly { readonly no: number; readonly rule: string }[],
): Promise<void> {
  if (findings.length === 0) return;
  if (engine === 'postgres') return insertRows(tx, engine, 'finding', findings);
  const rows = JSON.stringify(findings.map((f) => [f.no, f.rule]));
  await sql`insert into finding (no, rule) select value ->> 0, value ->> 1 from json_each(${rows})`.execute(tx);
}

async function addWords(tx: Transaction<Tables>, engine: EngineName, calls: readonly Indexed[]): Promise<void> {
  const spoken = calls.flatMap(({ no, words }) => (words ? [{ no, ...words }] : []));
  if (spoken.length === 0) return;
  if (engine === 'sqlite') {
    const rows = JSON.stringify(spoken.map(({ no, text, grams }) => [no, text, grams]));
    const value = (column: number) => sql`value ->> ${sql.lit(column)}`;
    await sql`insert into words (no, text) select ${value(0)}, ${value(1)} from json_each(${rows})`.execute(tx);
    await sql`insert into words_index (rowid, grams) select ${value(0)}, ${value(2)} from json_each(${rows})`.execute(
      tx,
    );
    return;
  }
  await copyRows(
    tx,
    'words',
    ['no', 'text', 'grams'],
    spoken.map(({ no, text, grams }) => [no, text, typeof grams === 'string' ? vectorOf(grams) : grams]),
  );
}
