import { createHash } from 'node:crypto';
import { problem } from '../model/problem.ts';
import { Extremes } from './extremes.ts';
import type { ScoredPiece } from './piece.ts';
import type { BatchProblem } from './problems.ts';
import { Repeats } from './repeats.ts';
import type { RunRow } from './score-piece.ts';

/** What a piece adds to the files. */
export interface Entry {
  readonly assessments: Uint8Array;
  readonly rows: Uint8Array;
  readonly excerpts: Uint8Array;
  readonly problems: Uint8Array;
  readonly problemCount: number;
  readonly calls: number;
  readonly dropped: readonly number[];
  readonly out: string;
}

/** Ids that two calls share are told one by one up to this many; a folder for each day with the same names in it has only such. */
const MOST_SHARED_TOLD = 100;
const NEWLINE = 0x0a;

/**
 * Takes pieces in the order of the input and says what each adds. All that depends on the calls before is decided here and nowhere else:
 * calls given twice, which calls the page shows. Rows of an earlier run bring it to the same state.
 */
export class Ledger {
  readonly #repeats = new Repeats();
  readonly #extremes = new Extremes<RunRow>();
  #shared = 0;
  calls = 0;
  hits = 0;
  suspected = 0;
  passed = 0;

  take(piece: ScoredPiece): Entry {
    const problems: BatchProblem[] = [...piece.problems];
    const excerpts: string[] = [];
    const dropped: number[] = [];
    const told = new Map(piece.excerpts.map((e) => [e.at, e.text] as const));
    const lines = linesOf(piece.rows);
    lines.forEach((line, at) => {
      const row = JSON.parse(line.toString()) as RunRow;
      const place = row.line === null ? { file: row.source } : { file: row.source, line: row.line };
      const repeat = this.#repeats.meet(row.print);
      if (repeat === 'again') {
        dropped.push(at);
        problems.push(problem('DUPLICATE_ID', place, { id: row.id }, 'warning'));
        return;
      }
      if (repeat === 'same-id') {
        this.#shared += 1;
        if (this.#shared <= MOST_SHARED_TOLD) problems.push(problem('SHARED_ID', place, { id: row.id }, 'warning'));
      }
      const text = told.get(at);
      if (this.#count(row) && text !== undefined) excerpts.push(`{"call":${this.calls - 1},${text.slice(1)}\n`);
    });
    const assessments = without(piece.assessments, piece.ends, dropped);
    const gone = new Set(dropped);
    return {
      assessments,
      rows: dropped.length === 0 ? piece.rows : joinedLines(lines.filter((_, at) => !gone.has(at))),
      excerpts: Buffer.from(excerpts.join('')),
      problems: Buffer.from(problems.map((p) => `${JSON.stringify(p)}\n`).join('')),
      problemCount: problems.length,
      calls: lines.length - dropped.length,
      dropped,
      out: createHash('sha256').update(assessments).digest('hex'),
    };
  }

  /** Rows that an earlier run wrote. */
  replay(rows: Uint8Array): void {
    for (const line of linesOf(rows)) {
      const row = JSON.parse(line.toString()) as RunRow;
      if (this.#repeats.meet(row.print) === 'same-id') this.#shared += 1;
      this.#count(row);
    }
  }

  #count(row: RunRow): boolean {
    this.calls += 1;
    if (row.passed) this.passed += 1;
    for (const v of row.violations) {
      if (v.status === 'hit') this.hits += 1;
      else this.suspected += 1;
    }
    return this.#extremes.offer(row);
  }
}

/** Lines without their ends. */
export function linesOf(bytes: Uint8Array): Buffer[] {
  const lines: Buffer[] = [];
  for (let start = 0; start < bytes.length; ) {
    const end = bytes.indexOf(NEWLINE, start);
    const stop = end < 0 ? bytes.length : end;
    lines.push(Buffer.from(bytes.buffer, bytes.byteOffset + start, stop - start));
    start = stop + 1;
  }
  return lines;
}

const joinedLines = (lines: readonly Buffer[]): Buffer => Buffer.concat(lines.flatMap((l) => [l, Buffer.from('\n')]));

function without(bytes: Uint8Array, ends: Uint32Array, dropped: readonly number[]): Uint8Array {
  if (dropped.length === 0) return bytes;
  const gone = new Set(dropped);
  const kept: Uint8Array[] = [];
  ends.forEach((end, at) => {
    if (!gone.has(at)) kept.push(bytes.subarray(at === 0 ? 0 : ends[at - 1]!, end));
  });
  return Buffer.concat(kept);
}
