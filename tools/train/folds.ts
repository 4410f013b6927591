import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Heard } from './utterances.ts';

const FOLD = fileURLToPath(new URL('./fold.ts', import.meta.url));

/**
 * What networks hear in the text of writers that they were not trained on: one training for each group of writers held out.
 * @param processes how many trainings run at a time
 */
export async function hearOutOfFold(
  groups: readonly (readonly string[])[],
  processes: number,
  onDone: (writers: readonly string[]) => void,
): Promise<Heard[]> {
  const folder = mkdtempSync(join(tmpdir(), 'huashu-folds-'));
  const results: Heard[][] = [];
  let next = 0;
  const work = async () => {
    while (next < groups.length) {
      const index = next;
      next += 1;
      const out = join(folder, `${index}.json`);
      const child = spawn(process.execPath, ['--import', 'tsx', FOLD, groups[index]!.join(','), out], {
        stdio: ['ignore', 'ignore', 'inherit'],
      });
      const [code] = (await once(child, 'exit')) as [number | null];
      if (code !== 0) throw new Error(`the training without ${groups[index]!.join(', ')} failed`);
      results[index] = JSON.parse(readFileSync(out, 'utf8')) as Heard[];
      onDone(groups[index]!);
    }
  };
  try {
    await Promise.all(Array.from({ length: processes }, work));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return results.flat();
}
