import { fileURLToPath } from 'node:url';
import { Piscina } from 'piscina';
import type { PackOptions } from '../host/packs.ts';
import { contentsOf, hashOf } from './contents.ts';
import type { PieceDiff } from './diff-piece.ts';
import type { Piece, Reading, ScoredPiece } from './piece.ts';
import { type BatchProblem, batchProblem } from './problems.ts';
import { halves, joined, placeOf } from './split.ts';
import type { ScoreTask, WorkerData } from './worker.ts';

export interface PoolOptions {
  readonly jobs: number;
  /** One to score by; an old and a new one to compare. */
  readonly packs: readonly PackOptions[];
  readonly reading: Reading;
  /** Most a single call may take. */
  readonly timeoutSeconds: number;
  /** Heap of a worker; beyond it the worker dies and its file is reported. */
  readonly memoryMegabytes: number;
  /** A worker's file other than the project's own: tests have one that dies when it is told to. */
  readonly worker?: string;
}

/** Same words as in worker.ts, which cannot be imported here: it is another entry. */
const PACK_LOST = 'the pack or the work orders cannot be loaded any more';
/** Beyond the timeout of a single call, a piece may take this long for each kilobyte: even the slowest machine reads faster. */
const MS_PER_KILOBYTE = 20;

/**
 * Workers that score pieces. A piece that kills its worker, or takes too long, is scored again in halves until the one file or line is
 * found that does it; that one is a Problem, everything beside it is scored.
 */
export class ScorePool {
  readonly #pool: Piscina;
  readonly #options: PoolOptions;
  #free: number;
  #closed = false;
  readonly #waiting: (() => void)[] = [];

  constructor(options: PoolOptions) {
    this.#options = options;
    this.#free = options.jobs;
    const workerData: WorkerData = { packs: options.packs, reading: options.reading };
    this.#pool = new Piscina({
      ...(options.worker === undefined ? workerFile() : { filename: options.worker }),
      minThreads: options.jobs,
      maxThreads: options.jobs,
      idleTimeout: Number.POSITIVE_INFINITY,
      workerData,
      resourceLimits: { maxOldGenerationSizeMb: options.memoryMegabytes },
    });
    // A worker that dies between two tasks has harmed nothing; piscina starts another one.
    this.#pool.on('error', () => {});
  }

  /**
   * @param expected hash of the piece when it was scored before
   * @throws only what makes the whole run pointless: the pack is gone, the pool was closed
   */
  async score(piece: Piece, expected: string | null): Promise<ScoredPiece> {
    if (piece.kind === 'problem') return problemOnly(hashOf(contentsOf(piece)), piece.problem, expected);
    try {
      return await this.#run<ScoreTask, ScoredPiece>({ piece, expected }, 'default', piece);
    } catch (error) {
      const killer = this.#killer(error, piece);
      const both = halves(piece);
      const hash = hashOf(contentsOf(piece));
      if (!both) return problemOnly(hash, killer, null);
      const [first, second] = both;
      return joined(hash, await this.score(first, null), await this.score(second, null));
    }
  }

  /** What an old and a new pack make of a piece; what cannot be scored is left out of the comparison and told. */
  async diff(piece: Piece): Promise<PieceDiff> {
    if (piece.kind === 'problem') return { calls: 0, changed: [], problems: [piece.problem] };
    try {
      return await this.#run<Piece, PieceDiff>(piece, 'diff', piece);
    } catch (error) {
      const killer = this.#killer(error, piece);
      const both = halves(piece);
      if (!both) return { calls: 0, changed: [], problems: [killer] };
      const [a, b] = [await this.diff(both[0]), await this.diff(both[1])];
      return {
        calls: a.calls + b.calls,
        changed: [...a.changed, ...b.changed],
        problems: [...a.problems, ...b.problems],
      };
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#pool.destroy();
  }

  async #run<Task, Result>(task: Task, name: string, piece: Piece): Promise<Result> {
    // Piscina's own queue would count waiting as working.
    if (this.#free === 0) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    else this.#free -= 1;
    const most = this.#options.timeoutSeconds * 1000 + (sizeOf(piece) / 1024) * MS_PER_KILOBYTE;
    const timer = new AbortController();
    const timeout = setTimeout(() => timer.abort(), most);
    try {
      return (await this.#pool.run(task, { name, signal: timer.signal })) as Result;
    } finally {
      clearTimeout(timeout);
      const next = this.#waiting.shift();
      if (next) next();
      else this.#free += 1;
    }
  }

  #killer(error: unknown, piece: Piece): BatchProblem {
    const { name, message, code } = error as Error & { readonly code?: string };
    if (this.#closed || message === PACK_LOST) throw error;
    if (name === 'AbortError')
      return batchProblem('TOO_SLOW', placeOf(piece), { seconds: this.#options.timeoutSeconds });
    const reason = code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'out of memory' : message.slice(0, 200);
    return batchProblem('KILLED_WORKER', placeOf(piece), { reason });
  }
}

const sizeOf = (piece: Piece): number => (piece.kind === 'lines' ? piece.text.length : piece.bytes);

function problemOnly(hash: string, problem: BatchProblem, expected: string | null): ScoredPiece {
  return {
    hash,
    unchanged: hash === expected,
    assessments: new Uint8Array(0),
    ends: new Uint32Array(0),
    rows: new Uint8Array(0),
    problems: [problem],
    excerpts: [],
  };
}

/** The worker beside this file: built, or in a checkout the one that reads TypeScript. */
function workerFile(): { readonly filename: string } {
  const name = import.meta.url.endsWith('.ts') ? './worker-source.mjs' : './batch-worker.js';
  return { filename: fileURLToPath(new URL(name, import.meta.url)) };
}
