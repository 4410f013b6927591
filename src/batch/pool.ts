import { fileURLToPath } from 'node:url';
import { Piscina } from 'piscina';
import type { PackOptions } from '../host/packs.ts';
import { contentsOf, hashOf } from './contents.ts';
import type { PieceDiff } from './diff-piece.ts';
import { OwnProcess } from './own-process.ts';
import type { Piece, Reading, ScoredPiece } from './piece.ts';
import { type BatchProblem, batchProblem } from './problems.ts';
import { type Large, PACK_LOST, type ScoreTask, type WorkerData } from './scorer.ts';
import { halves, joined, placeOf } from './split.ts';

export interface PoolOptions {
  readonly jobs: number;
  /** One to score by; an old and a new one to compare. */
  readonly packs: readonly PackOptions[];
  readonly reading: Reading;
  /** Most a single call may take. */
  readonly timeoutSeconds: number;
  /** Heap of a worker; a file that needs more is reported. */
  readonly memoryMegabytes: number;
  /** Heap of the process that takes what is large: four times a worker's unless given. */
  readonly largeMegabytes?: number | undefined;
  /** A worker's file other than the project's own: tests have one that dies when it is told to. */
  readonly worker?: string;
}

/**
 * What a worker makes and soon forgets may take so much before it is looked through: an engine left to itself takes four times as much, in each
 * worker, and is hardly faster for it.
 */
const YOUNG_MEGABYTES = 12;
/** Beyond the timeout of a single call, a piece may take this long for each kilobyte: even the slowest machine reads faster. */
const MS_PER_KILOBYTE = 20;

/**
 * Workers that score pieces. A piece that kills its worker, or takes too long, is scored again in halves until the one file or line is
 * found that does it; that one is a Problem, everything beside it is scored. Large files and lines have a process of their own.
 */
export class ScorePool {
  readonly #pool: Piscina;
  readonly #own: OwnProcess;
  readonly #options: PoolOptions;
  #free: number;
  #closed = false;
  readonly #waiting: (() => void)[] = [];

  constructor(options: PoolOptions) {
    this.#options = options;
    this.#free = options.jobs;
    const workerData: WorkerData = { packs: options.packs, reading: options.reading };
    const filename = options.worker ?? workerFile();
    const megabytes = options.largeMegabytes ?? 4 * options.memoryMegabytes;
    this.#own = new OwnProcess({ file: filename, data: workerData, megabytes });
    this.#pool = new Piscina({
      filename,
      minThreads: options.jobs,
      maxThreads: options.jobs,
      idleTimeout: Number.POSITIVE_INFINITY,
      workerData,
      resourceLimits: { maxOldGenerationSizeMb: options.memoryMegabytes, maxYoungGenerationSizeMb: YOUNG_MEGABYTES },
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
    let killer: BatchProblem | null = null;
    try {
      const result = await this.#run<ScoreTask, ScoredPiece>({ piece, expected }, 'default', piece);
      if (!('large' in result)) return result;
    } catch (error) {
      killer = this.#killer(error, piece);
    }
    const hash = hashOf(contentsOf(piece));
    const both = halves(piece);
    if (both) return joined(hash, await this.score(both[0], null), await this.score(both[1], null));
    try {
      if (!killer) return await this.#alone<ScoredPiece>('default', { piece, expected: null }, piece);
    } catch (error) {
      killer = this.#killer(error, piece);
    }
    return problemOnly(hash, killer!, null);
  }

  /** What an old and a new pack make of a piece; what cannot be scored is left out of the comparison and told. */
  async diff(piece: Piece): Promise<PieceDiff> {
    if (piece.kind === 'problem') return { calls: 0, changed: [], problems: [piece.problem] };
    let killer: BatchProblem | null = null;
    try {
      const result = await this.#run<Piece, PieceDiff>(piece, 'diff', piece);
      if (!('large' in result)) return result;
    } catch (error) {
      killer = this.#killer(error, piece);
    }
    const both = halves(piece);
    if (both) {
      const [a, b] = [await this.diff(both[0]), await this.diff(both[1])];
      const problems = [...a.problems, ...b.problems];
      return { calls: a.calls + b.calls, changed: [...a.changed, ...b.changed], problems };
    }
    try {
      if (!killer) return await this.#alone<PieceDiff>('diff', piece, piece);
    } catch (error) {
      killer = this.#killer(error, piece);
    }
    return { calls: 0, changed: [], problems: [killer!] };
  }

  /** Ends all workers; what they were doing is lost. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#own.close();
    await this.#pool.destroy();
  }

  async #run<Task, Result>(task: Task, name: string, piece: Piece): Promise<Result | Large> {
    // Piscina's own queue would count waiting as working.
    if (this.#free === 0) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    else this.#free -= 1;
    const timer = new AbortController();
    const timeout = setTimeout(() => timer.abort(), this.#patience(piece));
    try {
      return (await this.#pool.run(task, { name, signal: timer.signal })) as Result | Large;
    } finally {
      clearTimeout(timeout);
      const next = this.#waiting.shift();
      if (next) next();
      else this.#free += 1;
    }
  }

  #alone<Result>(name: 'default' | 'diff', task: unknown, piece: Piece): Promise<Result> {
    return this.#own.run<Result>(name, task, this.#patience(piece));
  }

  /** Milliseconds that a piece may take. */
  #patience(piece: Piece): number {
    return this.#options.timeoutSeconds * 1000 + (sizeOf(piece) / 1024) * MS_PER_KILOBYTE;
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
function workerFile(): string {
  const name = import.meta.url.endsWith('.ts') ? './worker-source.mjs' : './batch-worker.js';
  return fileURLToPath(new URL(name, import.meta.url));
}
