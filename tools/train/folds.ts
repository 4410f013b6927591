import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Heard } from './utterances.ts';

const FOLD = fileURLToPath(new URL('./fold.ts', import.meta.url));

/** In how many folds writers are held out. */
export const FOLDS = 5;

/** Folds of writers, as even as can be, each writer in one. */
export const foldsOf = (writers: readonly string[], folds: number): string[][] =>
  Array.from({ length: folds }, (_, f) => writers.filter((_, i) => i % folds === f));

export interface FoldOptions {
  /** How many trainings run at a time. */
  readonly processes: number;
  readonly onDone: (writers: readonly string[]) => void;
  /** Where the networks are to stay (`0.bin`, …), with what they heard; a network that is there already is not trained again. */
  readonly folder?: string;
}

/**
 * What networks hear in the text of writers that they were not trained on: one training for each group of writers held out.
 * @returns by group
 */
export async function hearOutOfFold(
  groups: readonly (readonly string[])[],
  { processes, onDone, folder: kept }: FoldOptions,
): Promise<Heard[][]> {
  const folder = kept ?? mkdtempSync(join(tmpdir(), 'huashu-folds-'));
  const results: Heard[][] = [];
  let next = 0;
  const work = async () => {
    while (next < groups.length) {
      const index = next;
      next += 1;
      const out = join(folder, `${index}.json`);
      await train(groups[index]!, out);
      results[index] = JSON.parse(readFileSync(out, 'utf8')) as Heard[];
      onDone(groups[index]!);
    }
  };
  const train = async (writers: readonly string[], out: string) => {
    const child = spawn(process.execPath, ['--import', 'tsx', FOLD, writers.join(','), out], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    const [code] = (await once(child, 'exit')) as [number | null];
    if (code !== 0) throw new Error(`the training without ${writers.join(', ')} failed`);
  };
  try {
    await Promise.all(Array.from({ length: processes }, work));
  } finally {
    if (kept === undefined) rmSync(folder, { recursive: true, force: true });
  }
  return results;
}
