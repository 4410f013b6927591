import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import type { Rulebook } from '../hear/compile.ts';
import { OrderDesk } from '../host/orders.ts';
import { contentsOf, hashOf } from './contents.ts';
import { cutInputs } from './cut.ts';
import { drawn } from './draw.ts';
import { linesOf } from './ledger.ts';
import { type JournalLine, readingOfIdentity } from './manifest.ts';
import { BatchFault, batchProblem } from './problems.ts';
import type { PlacedRow, Results } from './results.ts';
import { Smallest } from './sampling.ts';
import { scoreContents } from './score-piece.ts';

/** What a second look at a run's results found. */
export interface Check {
  readonly calls: number;
  readonly checked: number;
  readonly same: number;
  /** Calls that come out otherwise when they are scored again. */
  readonly different: readonly { readonly id: string; readonly source: string; readonly line: number | null }[];
  /** Pieces of the input that are not as they were. */
  readonly changed: readonly string[];
  /** Pieces whose results are not what was written. */
  readonly damaged: readonly string[];
}

export interface CheckOptions {
  readonly out: string;
  readonly rulebook: Rulebook;
  readonly count: number;
  readonly seed: number;
}

/** Compares the results with what was written down of them, the input with what it was, and scores a sample of calls again. */
export async function checkResults(results: Results, options: CheckOptions): Promise<Check> {
  const { identity } = results.manifest;
  const reading = readingOfIdentity(identity);
  const { value: desk } = await OrderDesk.open(reading.orders);
  if (!desk) throw new BatchFault(batchProblem('NO_RESULTS', { file: reading.orders.orders ?? options.out }));
  const picked = await pick(results, options);
  const damaged = await damagedPieces(results);
  const changed: string[] = [];
  const different: { id: string; source: string; line: number | null }[] = [];
  let checked = 0;
  let call = 0;
  const journal = journalOf(results);
  for await (const piece of cutInputs(identity.inputs, options.out)) {
    const next = await journal.next();
    if (next.done) {
      changed.push('+');
      break;
    }
    const line = next.value;
    const contents = contentsOf(piece);
    const places = placesIn(line, call, picked);
    call += line.calls;
    if (hashOf(contents) !== line.hash) {
      changed.push(line.from);
      continue;
    }
    for await (const result of scoreContents(options.rulebook, contents, reading.read, desk, new Set(places.keys()))) {
      if ('problem' in result) continue;
      const row = places.get(result.at)!;
      checked += 1;
      const stored = await results.line(row);
      if (stored.toString() !== result.assessment) different.push({ id: row.id, source: row.source, line: row.line });
    }
  }
  if (!(await journal.next()).done) changed.push('-');
  return { calls: results.manifest.calls, checked, same: checked - different.length, different, changed, damaged };
}

/** Calls to score again, by their place among all. */
async function pick(results: Results, { count, seed }: CheckOptions): Promise<Map<number, PlacedRow>> {
  const smallest = new Smallest<PlacedRow>(count);
  for await (const row of results.rows()) smallest.offer(drawn(seed, row.call), row);
  return new Map(smallest.kept().map(({ value }) => [value.call, value] as const));
}

/** The picked calls of a piece, by their place in it: those that were dropped have places as well. */
function placesIn(
  line: JournalLine,
  firstCall: number,
  picked: ReadonlyMap<number, PlacedRow>,
): Map<number, PlacedRow> {
  const places = new Map<number, PlacedRow>();
  const dropped = new Set(line.dropped);
  for (let at = 0, call = firstCall; call < firstCall + line.calls; at += 1) {
    if (dropped.has(at)) continue;
    const row = picked.get(call);
    if (row) places.set(at, row);
    call += 1;
  }
  return places;
}

async function* journalOf(results: Results): AsyncGenerator<JournalLine> {
  const file = await open(results.path('run/pieces.jsonl'), 'r');
  try {
    const bytes = Buffer.alloc(results.manifest.sizes['run/pieces.jsonl']);
    const { bytesRead } = await file.read(bytes, 0, bytes.length, 0);
    for (const line of linesOf(bytes.subarray(0, bytesRead))) yield JSON.parse(line.toString()) as JournalLine;
  } finally {
    await file.close();
  }
}

async function damagedPieces(results: Results): Promise<string[]> {
  const damaged: string[] = [];
  const file = await open(results.path('assessments.jsonl'), 'r');
  let start = 0;
  try {
    for await (const line of journalOf(results)) {
      const end = line.sizes[0]!;
      const bytes = Buffer.alloc(end - start);
      const { bytesRead } = await file.read(bytes, 0, bytes.length, start);
      const hash = createHash('sha256').update(bytes.subarray(0, bytesRead)).digest('hex');
      if (hash !== line.out) damaged.push(line.from);
      start = end;
    }
  } finally {
    await file.close();
  }
  return damaged;
}
