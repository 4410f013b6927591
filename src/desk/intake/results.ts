import { contentsOf } from '../../batch/contents.ts';
import { cutInputs } from '../../batch/cut.ts';
import { BatchFault, batchProblem } from '../../batch/problems.ts';
import { Results } from '../../batch/results.ts';
import { printOf, transcriptsOf } from '../../batch/score-piece.ts';
import { OrderDesk } from '../../host/orders.ts';
import type { Assessment } from '../../model/assessment.ts';
import type { ReadOptions } from '../../read/transcript.ts';
import { DeskFault, deskProblem } from '../store/faults.ts';
import { type Incoming, type Prepared, prepare, type ScoredBy } from '../store/prepare.ts';
import { type Spoken, spokenOf } from '../store/spoken.ts';

/** A call of a batch, and how many bytes of the results it stands for. */
interface ResultCall {
  readonly call: Incoming;
  readonly bytes: number;
}

/** Calls of a batch, ready to be written. */
export interface PreparedCalls {
  readonly calls: readonly Prepared[];
  /** Of the results that they stand for. */
  readonly bytes: number;
}

/** So many calls are handed on at once. */
const AT_ONCE = 250;

/**
 * Calls of a batch in their order, ready to be written, some at a time.
 * @param rules hash of the pack, as a batch has it
 * @param by what they were scored by, as the desk has it
 * @throws BatchFault NO_RESULTS; DeskFault OTHER_PACK
 */
export async function* preparedResults(folder: string, rules: string, by: ScoredBy): AsyncGenerator<PreparedCalls> {
  let [calls, bytes]: [Prepared[], number] = [[], 0];
  for await (const result of callsOfResults(folder, rules)) {
    calls.push(prepare(result.call, by));
    bytes += result.bytes;
    if (calls.length < AT_ONCE) continue;
    yield { calls, bytes };
    [calls, bytes] = [[], 0];
  }
  if (calls.length > 0) yield { calls, bytes };
}

/**
 * Calls of a batch, as they were scored, in their order. Results hold no words: these are read again where the batch had read them, and a
 * call whose words have changed or are not there any more comes without.
 * @param pack hash of the rules that the desk would keep with them
 */
async function* callsOfResults(folder: string, pack: string): AsyncGenerator<ResultCall> {
  const results = await Results.open(folder);
  try {
    const { identity } = results.manifest;
    if (identity.rulebook.pack !== pack) {
      const args = { found: identity.rulebook.pack.slice(0, 12), now: pack.slice(0, 12) };
      throw new DeskFault(deskProblem('OTHER_PACK', { file: folder }, args));
    }
    const wanted = new Set<string>();
    for await (const row of results.rows()) wanted.add(row.print);
    const words = wordsOf(results, folder, wanted);
    const lines = results.lines();
    let spoken = await words.next();
    for await (const row of results.rows()) {
      const found = !spoken.done && spoken.value.print === row.print ? spoken.value.spoken : null;
      if (found) spoken = await words.next();
      const line = await lines.next();
      if (line.done || line.value.length !== row.bytes - 1) throw damaged(results);
      yield { call: callOf(line.value, found), bytes: row.bytes };
    }
  } finally {
    await results.close();
  }
}

function callOf(line: Buffer, spoken: Spoken | null): Incoming {
  const text = line.toString();
  return { text, assessment: JSON.parse(text) as Assessment, spoken };
}

const damaged = (results: Results): BatchFault =>
  new BatchFault(batchProblem('DAMAGED_RESULTS', { file: results.path('assessments.jsonl') }, { what: 'length' }));

/** The words of those calls, in the order of the results: a batch keeps the order of its input. */
async function* wordsOf(
  results: Results,
  folder: string,
  wanted: Set<string>,
): AsyncGenerator<{ readonly print: string; readonly spoken: Spoken }> {
  const { inputs, scripts, roles, columns, orders } = results.manifest.identity;
  const { hash: _, ...orderOptions } = orders;
  const desk = (await OrderDesk.open(orderOptions)).value;
  const read: ReadOptions = { ...(scripts ? { scripts } : {}), roles, ...(columns ? { columns } : {}) };
  for await (const piece of cutInputs(inputs, folder))
    for (const content of contentsOf(piece))
      for (const parsed of transcriptsOf(content, read)) {
        if ('problem' in parsed) continue;
        const transcript = desk ? (await desk.attach(parsed.transcript)).value : parsed.transcript;
        const print = printOf(transcript);
        // Given twice, it is in the results once.
        if (wanted.delete(print)) yield { print, spoken: spokenOf(transcript) };
      }
}
