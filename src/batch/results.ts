import { createReadStream } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import type { Assessment } from '../model/assessment.ts';
import { linesOf } from './ledger.ts';
import { type Manifest, readManifest } from './manifest.ts';
import { BatchFault, type BatchProblem, batchProblem } from './problems.ts';
import type { Excerpt, RunRow } from './score-piece.ts';

/** A row with where its assessment stands. */
export interface PlacedRow extends RunRow {
  /** Its place among the calls of the run, from 0. */
  readonly call: number;
  /** Of its line in assessments.jsonl. */
  readonly offset: number;
}

/** Whole lines of a file, up to a length, in blocks: a hundred thousand lines are never held at once. */
async function* blocks(path: string, length: number): AsyncGenerator<Buffer[]> {
  if (length === 0) return;
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of createReadStream(path, { end: length - 1, highWaterMark: 2 ** 20 })) {
    const bytes = rest.length === 0 ? (chunk as Buffer) : Buffer.concat([rest, chunk as Buffer]);
    const end = bytes.lastIndexOf(0x0a) + 1;
    yield linesOf(bytes.subarray(0, end));
    rest = bytes.subarray(end);
  }
  if (rest.length > 0) yield linesOf(rest);
}

/** What a run left in its folder, read a piece at a time. */
export class Results {
  readonly #out: string;
  readonly manifest: Manifest;
  #assessments: FileHandle | null = null;

  private constructor(out: string, manifest: Manifest) {
    this.#out = out;
    this.manifest = manifest;
  }

  /** @throws BatchFault NO_RESULTS */
  static async open(out: string): Promise<Results> {
    const manifest = await readManifest(out);
    if (!manifest) throw new BatchFault(batchProblem('NO_RESULTS', { file: out }));
    return new Results(out, manifest);
  }

  path(name: string): string {
    return join(this.#out, name);
  }

  async *rows(): AsyncGenerator<PlacedRow> {
    for await (const { row } of this.rowLines()) yield row;
  }

  /** Rows with the lengths of their own lines, line ends included. */
  async *rowLines(): AsyncGenerator<{ readonly row: PlacedRow; readonly length: number }> {
    let call = 0;
    let offset = 0;
    for await (const lines of blocks(this.path('run/calls.jsonl'), this.manifest.sizes['run/calls.jsonl']))
      for (const line of lines) {
        const row = JSON.parse(line.toString()) as RunRow;
        yield { row: { ...row, call, offset }, length: line.length + 1 };
        call += 1;
        offset += row.bytes;
      }
  }

  async *problems(): AsyncGenerator<BatchProblem> {
    for await (const lines of blocks(this.path('problems.jsonl'), this.manifest.sizes['problems.jsonl']))
      for (const line of lines) yield JSON.parse(line.toString()) as BatchProblem;
  }

  /** Transcripts of some calls, where the run kept them: by the call's place. */
  async excerpts(calls: ReadonlySet<number>): Promise<Map<number, Excerpt>> {
    const found = new Map<number, Excerpt>();
    for await (const lines of blocks(this.path('run/excerpts.jsonl'), this.manifest.sizes['run/excerpts.jsonl']))
      for (const line of lines) {
        const call = Number(/^\{"call":(\d{1,12}),/.exec(line.toString('latin1', 0, 32))?.[1]);
        if (calls.has(call)) found.set(call, JSON.parse(line.toString()) as Excerpt);
      }
    return found;
  }

  /** The assessment that a row is of. */
  async assessment({ offset, bytes }: PlacedRow): Promise<Assessment> {
    return JSON.parse((await this.line({ offset, bytes })).toString()) as Assessment;
  }

  /** The line that a row is of, without its end. */
  async line({ offset, bytes }: Pick<PlacedRow, 'offset' | 'bytes'>): Promise<Buffer> {
    this.#assessments ??= await open(this.path('assessments.jsonl'), 'r');
    const buffer = Buffer.alloc(bytes - 1);
    const { bytesRead } = await this.#assessments.read(buffer, 0, buffer.length, offset);
    if (bytesRead !== buffer.length)
      throw new BatchFault(
        batchProblem('DAMAGED_RESULTS', { file: this.path('assessments.jsonl') }, { what: 'length' }),
      );
    return buffer;
  }

  /** The lines of all assessments, without their ends, in the order of the rows. */
  async *lines(): AsyncGenerator<Buffer> {
    for await (const lines of blocks(this.path('assessments.jsonl'), this.manifest.sizes['assessments.jsonl']))
      yield* lines;
  }

  async close(): Promise<void> {
    await this.#assessments?.close();
    this.#assessments = null;
  }
}
