import type { PackOptions } from '../host/packs.ts';
import { cutInputs } from './cut.ts';
import type { PieceDiff } from './diff-piece.ts';
import type { Reading } from './piece.ts';
import { ScorePool } from './pool.ts';

export interface DiffOptions {
  readonly before: PackOptions;
  readonly after: PackOptions;
  readonly inputs: readonly string[];
  readonly reading: Reading;
  readonly jobs: number;
}

/** What two packs make of the same calls, a piece after the other, in the order of the input. */
export async function* diffPacks({ before, after, inputs, reading, jobs }: DiffOptions): AsyncGenerator<PieceDiff> {
  const pool = new ScorePool({
    jobs,
    packs: [before, after],
    reading,
    timeoutSeconds: 120,
    memoryMegabytes: 512,
  });
  try {
    const pending: Promise<PieceDiff>[] = [];
    for await (const piece of cutInputs(inputs, null)) {
      const result = pool.diff(piece);
      result.catch(() => {});
      pending.push(result);
      while (pending.length >= 2 * jobs + 2) yield await pending.shift()!;
    }
    for (const result of pending) yield await result;
  } finally {
    await pool.close();
  }
}
