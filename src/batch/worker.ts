import { workerData } from 'node:worker_threads';
import type { Rulebook } from '../hear/compile.ts';
import { OrderDesk } from '../host/orders.ts';
import { loadRulebook, type PackOptions } from '../host/packs.ts';
import { contentsOf, hashOf } from './contents.ts';
import { compareContents, type PieceDiff } from './diff-piece.ts';
import type { Piece, Reading, ScoredPiece } from './piece.ts';
import type { BatchProblem } from './problems.ts';
import { excerptsOf, type ScoredCall, scoreContents } from './score-piece.ts';

/** Message of the error when the pack or the orders that the run began with cannot be loaded any more. */
export const PACK_LOST = 'the pack or the work orders cannot be loaded any more';

/** What a worker is started with. */
export interface WorkerData {
  /** By name: `score` needs one, `diff` an old and a new one. */
  readonly packs: readonly PackOptions[];
  readonly reading: Reading;
}

export interface ScoreTask {
  readonly piece: Piece;
  /** Hash that the piece had when it was scored before; then nothing is done if it still has it. */
  readonly expected: string | null;
  /** Only tell the hash. */
  readonly hashOnly?: boolean;
}

const { packs, reading } = workerData as WorkerData;
let rulebooks: Promise<Rulebook[]> | null = null;
let desk: Promise<OrderDesk> | null = null;

/** Compiled once a worker, when the first piece comes: a run that finds everything done already never pays for it. */
function loaded(): Promise<Rulebook[]> {
  rulebooks ??= Promise.all(
    packs.map(async (options) => {
      const { value } = await loadRulebook(options);
      if (!value) throw new Error(PACK_LOST);
      return value;
    }),
  );
  return rulebooks;
}

/** The command opened the same desk before, and told what was wrong with it. */
function orderDesk(): Promise<OrderDesk> {
  desk ??= OrderDesk.open(reading.orders).then(({ value }) => {
    if (!value) throw new Error(PACK_LOST);
    return value;
  });
  return desk;
}

const EMPTY = new Uint8Array(0);
const nothing = (hash: string, unchanged: boolean): ScoredPiece => ({
  hash,
  unchanged,
  assessments: EMPTY,
  ends: new Uint32Array(0),
  rows: EMPTY,
  problems: [],
  excerpts: [],
});

/** Scores a piece. */
export default async function score({ piece, expected, hashOnly = false }: ScoreTask): Promise<ScoredPiece> {
  const contents = contentsOf(piece);
  const hash = hashOf(contents);
  if (hashOnly || hash === expected) return nothing(hash, hash === expected);
  const [rulebook] = await loaded();
  const problems: BatchProblem[] = [];
  const calls: ScoredCall[] = [];
  for await (const result of scoreContents(rulebook!, contents, reading.read, await orderDesk())) {
    if ('problem' in result) problems.push(result.problem);
    else calls.push(result);
  }
  let end = 0;
  const ends = Uint32Array.from(calls, ({ row }) => {
    end += row.bytes;
    return end;
  });
  return {
    hash,
    unchanged: false,
    assessments: Buffer.from(calls.map((c) => `${c.assessment}\n`).join('')),
    ends,
    rows: Buffer.from(calls.map((c) => `${JSON.stringify(c.row)}\n`).join('')),
    problems,
    excerpts: excerptsOf(calls),
  };
}

/** Scores a piece by an old and a new pack and tells what differs. */
export async function diff(piece: Piece): Promise<PieceDiff> {
  const [before, after] = await loaded();
  return compareContents(before!, after!, contentsOf(piece), reading.read, await orderDesk());
}
