import type { Rulebook } from '../hear/compile.ts';
import type { PackOptions } from '../host/packs.ts';
import { elementIds } from '../report/call-row.ts';
import { cutInputs } from './cut.ts';
import { Ledger } from './ledger.ts';
import { hashRulebook, type Identity, type JournalLine, modelsOf, readingIdentity } from './manifest.ts';
import type { Piece, Reading, ScoredPiece } from './piece.ts';
import { ScorePool } from './pool.ts';
import { BatchFault, batchProblem } from './problems.ts';
import { placeOf } from './split.ts';
import { type Done, NONE, plus, Store } from './store.ts';

/** How far a run has come. */
export interface Progress {
  /** Of the input, as it lies on the disk. */
  readonly bytes: number;
  readonly calls: number;
  /** Of these: results of an earlier run that were kept. */
  readonly kept: number;
  readonly hits: number;
  readonly suspected: number;
  readonly problems: number;
}

export interface RunOptions {
  readonly inputs: readonly string[];
  readonly out: string;
  readonly rulebook: Pick<Rulebook, 'pack'>;
  /** What the rulebook was made of: workers load it by themselves. */
  readonly pack: PackOptions;
  readonly reading: Reading;
  readonly version: string;
  readonly jobs: number;
  readonly timeoutSeconds: number;
  readonly memoryMegabytes: number;
  /** Heap of the process that takes large files; four times a worker's unless given. */
  readonly largeMegabytes?: number;
  /** Score again from where the input differs from that of an earlier run. */
  readonly update: boolean;
  /** Delete earlier results. */
  readonly restart: boolean;
  /** Results are made to last at least this often, in milliseconds. */
  readonly segmentMs?: number;
  /** Stops the run: what is done is kept. */
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
  /** Writes the reports, when everything is scored, and before the run counts as complete. */
  readonly finish: () => Promise<void>;
}

/** What results of this run depend on. */
export async function identityOf({ inputs, rulebook, pack, reading, version }: RunOptions): Promise<Identity> {
  return {
    huashu: version,
    rulebook: hashRulebook(rulebook.pack, await modelsOf(pack)),
    inputs,
    ...(await readingIdentity(reading)),
  };
}

/**
 * Scores everything that the inputs name into the folder `out`, going on where an earlier run of the same kind stopped.
 * @returns whether it came to the end
 * @throws BatchFault when it cannot go on; what was done is kept
 */
export async function runBatch(options: RunOptions): Promise<'complete' | 'stopped'> {
  const { rulebook, out, signal } = options;
  const store = await Store.open(out, {
    identity: await identityOf(options),
    elements: elementIds(rulebook.pack),
    phrases: rulebook.pack.phrases.map((p) => p.no),
    restart: options.restart,
    segmentMs: options.segmentMs,
  });
  const pool = new ScorePool({
    jobs: options.jobs,
    packs: [options.pack],
    reading: options.reading,
    timeoutSeconds: options.timeoutSeconds,
    memoryMegabytes: options.memoryMegabytes,
    largeMegabytes: options.largeMegabytes,
  });
  try {
    await new Run(options, store, pool).score();
    await pool.close();
    if (signal.aborted) {
      await store.commit('running');
      return 'stopped';
    }
    await store.commit('running');
    await options.finish();
    await store.commit('complete');
    return 'complete';
  } catch (error) {
    // Whatever was added before the fault is good: a full disk may well have room for the manifest.
    await store.commit('running').catch(() => {});
    throw error;
  } finally {
    await pool.close();
    await store.close();
  }
}

interface Pending {
  readonly piece: Piece;
  /** The earlier run's line for it, while everything before is as it was. */
  expected: JournalLine | null;
  result: Promise<ScoredPiece>;
}

/** Takes pieces in the order of the input while workers are ahead of it. */
class Run {
  readonly #options: RunOptions;
  readonly #store: Store;
  readonly #pool: ScorePool;
  readonly #ledger = new Ledger();
  readonly #journal: AsyncGenerator<JournalLine>;
  readonly #earlier: Done;
  readonly #pending: Pending[] = [];
  /** Every piece so far is that of the earlier run. */
  #following = true;
  #last: JournalLine | null = null;
  #bytes = 0;
  #kept = NONE;

  constructor(options: RunOptions, store: Store, pool: ScorePool) {
    this.#options = options;
    this.#store = store;
    this.#pool = pool;
    this.#journal = store.journal();
    this.#earlier = store.done;
  }

  async score(): Promise<void> {
    const { inputs, out, jobs, signal } = this.#options;
    const ahead = 2 * jobs + 2;
    for await (const piece of cutInputs(inputs, out)) {
      if (signal.aborted) break;
      await this.#begin(piece);
      while (this.#pending.length >= ahead && (await this.#settle()));
    }
    while (this.#pending.length > 0 && (await this.#settle()));
    if (!signal.aborted && this.#following && !(await this.#journal.next()).done) await this.#diverge();
  }

  async #begin(piece: Piece): Promise<void> {
    let expected: JournalLine | null = null;
    if (this.#following) {
      const next = await this.#journal.next();
      if (next.done) this.#following = false;
      else expected = next.value;
    }
    const result = this.#pool.score(piece, expected?.hash ?? null);
    // Whoever waits for it is told; a run that was stopped waits no more.
    result.catch(() => {});
    this.#pending.push({ piece, expected, result });
  }

  /** Adds the first pending piece. @returns false when the run was stopped meanwhile */
  async #settle(): Promise<boolean> {
    const first = this.#pending[0]!;
    const scored = await unlessAborted(first.result, this.#options.signal);
    if (!scored) return false;
    if (first.expected && scored.unchanged) await this.#keep(first.expected);
    else {
      if (first.expected) await this.#diverge();
      const { file, line } = placeOf(first.piece);
      const entry = this.#ledger.take(scored);
      await this.#store.add(line === undefined ? file : `${file}:${line}`, scored.hash, entry);
    }
    this.#pending.shift();
    this.#bytes += first.piece.bytes;
    this.#tell();
    return true;
  }

  async #keep(line: JournalLine): Promise<void> {
    this.#ledger.replay(await this.#store.rowsOf(this.#last, line));
    this.#kept = plus(this.#kept, line);
    this.#last = line;
  }

  /** From here on the input is another one than in the earlier run. */
  async #diverge(): Promise<void> {
    const calls = this.#earlier.calls - this.#kept.calls;
    if (calls > 0 && !this.#options.update) {
      const call = this.#kept.calls + 1;
      throw new BatchFault(batchProblem('CHANGED_INPUT', { file: this.#options.out }, { call, calls }));
    }
    this.#following = false;
    await this.#store.forget(this.#kept, this.#last);
    for (const pending of this.#pending) {
      if (!pending.expected) continue;
      pending.expected = null;
      pending.result = pending.result.then((r) => (r.unchanged ? this.#pool.score(pending.piece, null) : r));
      pending.result.catch(() => {});
    }
  }

  #tell(): void {
    const { calls, hits, suspected } = this.#ledger;
    const problems = this.#following ? this.#kept.problems : this.#store.done.problems;
    this.#options.onProgress({ bytes: this.#bytes, calls, kept: this.#kept.calls, hits, suspected, problems });
  }
}

async function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T | null> {
  if (signal.aborted) return Promise.race([promise, null]);
  let stop = () => {};
  const aborted = new Promise<null>((resolve) => {
    stop = () => resolve(null);
    signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
