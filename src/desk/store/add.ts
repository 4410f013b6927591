import { sql, type Transaction } from 'kysely';
import type { StoredAssessment } from '../../batch/results.ts';
import type { Rubric } from '../../model/pack.ts';
import { currentOf } from '../decisions.ts';
import { assessmentHash, sha256 } from './chain.ts';
import { append } from './events.ts';
import { gramsOf, searchable } from './grams.ts';
import { headOf, rulesOf, stateOf } from './listing.ts';
import type { EngineName } from './migrations.ts';
import type { Spoken } from './spoken.ts';
import type { Tables } from './tables.ts';
import { tally } from './tally.ts';

/** A call that comes in. */
export interface Incoming {
  /** Its assessment as JSON, to the letter: this is what is kept and hashed. */
  readonly text: string;
  readonly assessment: StoredAssessment;
  /** `null`: its words are not there any more. */
  readonly spoken: Spoken | null;
}

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
  calls: readonly Incoming[],
  from: {
    readonly pack: string;
    readonly rubric: Rubric;
    readonly at: string;
    readonly who: string;
    readonly source: string;
  },
): Promise<Added> {
  const hashed = calls.map((call) => {
    const transcriptText = call.spoken && JSON.stringify(call.spoken);
    const transcript = transcriptText === null ? null : sha256(transcriptText);
    return { call, transcriptText, transcript, hash: assessmentHash(call.text, transcript, from.pack) };
  });
  const hashes = [...new Set(hashed.map((h) => h.hash))];
  const there = new Set<string>();
  for (const some of chunks(hashes))
    for (const { hash } of await tx.selectFrom('assessment').select('hash').where('hash', 'in', some).execute())
      there.add(hash);
  const fresh = hashed.filter((h) => !there.has(h.hash) && there.add(h.hash));
  if (fresh.length === 0) return { added: 0, known: calls.length };
  const digest = entryDigest(fresh.map((h) => h.hash));
  const body = JSON.stringify({ source: from.source, count: fresh.length, pack: from.pack, digest });
  const { seq } = await append(tx, { at: from.at, who: from.who, kind: 'import', assessment: null, body });
  const last = await tx.selectFrom('assessment').select('no').orderBy('no', 'desc').limit(1).executeTakeFirst();
  const rows = fresh.map((h, i) => ({ ...h, no: (last?.no ?? 0) + 1 + i }));
  for (const some of chunks(rows)) await insert(tx, engine, some, seq, from);
  return { added: fresh.length, known: calls.length - fresh.length };
}

type Row = {
  readonly no: number;
  readonly call: Incoming;
  readonly hash: string;
  readonly transcript: string | null;
  readonly transcriptText: string | null;
};

async function insert(
  tx: Transaction<Tables>,
  engine: EngineName,
  rows: readonly Row[],
  entry: number,
  { pack, rubric }: { readonly pack: string; readonly rubric: Rubric },
): Promise<void> {
  const spoken = [...new Map(rows.map((r) => [r.transcript, r.transcriptText] as const))].flatMap(([hash, text]) =>
    hash !== null && text !== null ? [{ hash, text }] : [],
  );
  if (spoken.length > 0)
    await tx
      .insertInto('transcript')
      .values(spoken)
      .onConflict((c) => c.column('hash').doNothing())
      .execute();
  await tx
    .insertInto('assessment')
    .values(rows.map(({ no, hash, transcript, call }) => ({ no, hash, pack, transcript, entry, text: call.text })))
    .execute();
  await indexCalls(
    tx,
    engine,
    rows.map(({ no, call }) => ({ no, assessment: call.assessment, spoken: call.spoken, rubric })),
  );
}

/** A call as the tables that are derived need it. */
export interface Indexed {
  readonly no: number;
  readonly assessment: StoredAssessment;
  readonly spoken: Spoken | null;
  readonly rubric: Rubric;
}

/** Makes what the list, its filters and the search need of calls that nobody has decided on. */
export async function indexCalls(
  tx: Transaction<Tables>,
  engine: EngineName,
  calls: readonly Indexed[],
): Promise<void> {
  const derived = calls.map((call) => ({ ...call, current: currentOf(call.assessment, call.rubric, []) }));
  const listings = derived.map(({ no, assessment, spoken, current }) => ({
    no,
    ...headOf(assessment, spoken?.workOrder ?? null),
    ...stateOf(assessment, current),
  }));
  await tx.insertInto('listing').values(listings).execute();
  const people = new Map(
    listings.map(({ agent, name, team }) => [`${agent}\n${name}\n${team}`, { agent, name, team }]),
  );
  await tx
    .insertInto('person')
    .values([...people.values()])
    .onConflict((c) => c.columns(['agent', 'name', 'team']).doNothing())
    .execute();
  const findings = derived.flatMap(({ no, assessment, current }) =>
    rulesOf(assessment, current).map((rule) => ({ no, rule })),
  );
  await addFindings(tx, engine, findings);
  await tally(
    tx,
    derived.map(({ assessment, current }, i) => ({ listing: listings[i]!, assessment, current, reviewSeconds: null })),
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
  if (engine === 'sqlite') {
    const rows = JSON.stringify(findings.map((f) => [f.no, f.rule]));
    await sql`insert into finding (no, rule) select value ->> 0, value ->> 1 from json_each(${rows})`.execute(tx);
  } else
    await sql`insert into finding (no, rule) select * from unnest(${findings.map((f) => f.no)}::bigint[], ${findings.map((f) => f.rule)}::text[])`.execute(
      tx,
    );
}

async function addWords(tx: Transaction<Tables>, engine: EngineName, calls: readonly Indexed[]): Promise<void> {
  const words = calls.flatMap(({ no, spoken }) =>
    spoken ? [{ no, text: searchable(spoken.turns.map((t) => t.text).join('\n')) }] : [],
  );
  if (words.length === 0) return;
  if (engine === 'sqlite') {
    const rows = JSON.stringify(words.map(({ no, text }) => [no, text, gramsOf(text).join(' ')]));
    const value = (column: number) => sql`value ->> ${sql.lit(column)}`;
    await sql`insert into words (no, text) select ${value(0)}, ${value(1)} from json_each(${rows})`.execute(tx);
    await sql`insert into words_index (rowid, grams) select ${value(0)}, ${value(2)} from json_each(${rows})`.execute(
      tx,
    );
    return;
  }
  const grams = words.map(({ no, text }) => sql`(${no}::bigint, ${text}, array_to_tsvector(${gramsOf(text)}::text[]))`);
  await sql`insert into words (no, text, grams) values ${sql.join(grams)}`.execute(tx);
}
