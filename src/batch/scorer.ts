import type { Rulebook } from '../hear/compile.ts';
import { OrderDesk } from '../host/orders.ts';
import { loadRulebook, type PackOptions } from '../host/packs.ts';
import { type Content, contentsOf, hashOf } from './contents.ts';
import { compareContents, type PieceDiff } from './diff-piece.ts';
import type { Piece, Reading, ScoredPiece } from './piece.ts';
import type { BatchProblem } from './problems.ts';
import { excerptsOf, type ScoredCall, scoreContents } from './score-piece.ts';

/** What a worker is started with. */
export interface WorkerData {
  /** One to score by, or an old and a new one to compare. */
  readonly packs: readonly PackOptions[];
  readonly reading: Reading;
}

export interface ScoreTask {
  readonly piece: Piece;
  /** Hash that the piece had when it was scored before; then nothing is done if it still has it. */
  readonly expected: string | null;
}

/** The piece holds something that only a process of its own may touch. */
export interface Large {
  readonly large: true;
}

/** Message of the error when the pack or the orders that the run began with cannot be loaded any more. */
export const PACK_LOST = 'the pack or the work orders cannot be loaded any more';

/**
 * From this size on a file or line is scored in a process of its own. A thread that runs out of memory within one step of the engine,
 * such as JSON.parse, takes the whole process with it; what is smaller than this cannot get there.
 */
export const LARGE_BYTES = 4 * 2 ** 20;

const isLarge = (contents: readonly Content[]): boolean =>
  contents.some((c) => 'bytes' in c && c.bytes.length > LARGE_BYTES);

/** Scores pieces for a worker. */
export class Scorer {
  readonly #data: WorkerData;
  readonly #alone: boolean;
  #rulebooks: Promise<Rulebook[]> | null = null;
  #desk: Promise<OrderDesk> | null = null;

  /** @param alone it has a process of its own, and takes what is large */
  constructor(data: WorkerData, alone: boolean) {
    this.#data = data;
    this.#alone = alone;
  }

  /** What a piece comes to: its hash first, since what was scored before need not be scored again. */
  async score({ piece, expected }: ScoreTask): Promise<ScoredPiece | Large> {
    const contents = contentsOf(piece);
    const hash = hashOf(contents);
    if (hash === expected) return written(hash, true, [], []);
    if (!this.#alone && isLarge(contents)) return { large: true };
    const [rulebook] = await this.#loaded();
    const problems: BatchProblem[] = [];
    const calls: ScoredCall[] = [];
    for await (const result of scoreContents(rulebook!, contents, this.#data.reading.read, await this.#orders())) {
      if ('problem' in result) problems.push(result.problem);
      else calls.push(result);
    }
    return written(hash, false, calls, problems);
  }

  /** What an old and a new pack make of a piece. */
  async diff(piece: Piece): Promise<PieceDiff | Large> {
    const contents = contentsOf(piece);
    if (!this.#alone && isLarge(contents)) return { large: true };
    const [before, after] = await this.#loaded();
    return compareContents(before!, after!, contents, this.#data.reading.read, await this.#orders());
  }

  /** Compiled when the first piece comes: a run that finds everything done already never pays for it. */
  #loaded(): Promise<Rulebook[]> {
    this.#rulebooks ??= Promise.all(
      this.#data.packs.map(async (options) => {
        const { value } = await loadRulebook(options);
        if (!value) throw new Error(PACK_LOST);
        return value;
      }),
    );
    return this.#rulebooks;
  }

  /** The command opened the same desk before, and told what was wrong with it. */
  #orders(): Promise<OrderDesk> {
    this.#desk ??= OrderDesk.open(this.#data.reading.orders).then(({ value }) => {
      if (!value) throw new Error(PACK_LOST);
      return value;
    });
    return this.#desk;
  }
}

function written(
  hash: string,
  unchanged: boolean,
  calls: readonly ScoredCall[],
  problems: readonly BatchProblem[],
): ScoredPiece {
  let end = 0;
  const ends = Uint32Array.from(calls, ({ row }) => {
    end += row.bytes;
    return end;
  });
  return {
    hash,
    unchanged,
    assessments: Buffer.from(calls.map((c) => `${c.assessment}\n`).join('')),
    ends,
    rows: Buffer.from(calls.map((c) => `${JSON.stringify(c.row)}\n`).join('')),
    problems,
    excerpts: excerptsOf(calls),
  };
}
