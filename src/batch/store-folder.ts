import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { GROWING, MANIFEST } from './manifest.ts';
import { BatchFault, batchProblem } from './problems.ts';

/** Reports of an earlier run: gone before its results change, so that no report tells of other results than those beside it. */
const REPORTS = [
  'summary.json',
  'report.html',
  'report.xlsx',
  'calls.csv',
  'people.csv',
  'elements.csv',
  'phrases.csv',
] as const;

/** Takes the reports away, before results that they tell of change. */
export async function withdrawReports(out: string): Promise<void> {
  for (const name of REPORTS) await rm(join(out, name), { force: true });
}

/** @throws BatchFault when results lie there without the manifest that would say what they are */
export async function mustBeEmpty(out: string): Promise<void> {
  for (const name of [MANIFEST, ...GROWING]) {
    const size = await stat(join(out, name))
      .then((s) => s.size)
      .catch(() => 0);
    if (size > 0) throw new BatchFault(batchProblem('DAMAGED_RESULTS', { file: join(out, name) }, { what: MANIFEST }));
  }
}

/** Only what a run writes is deleted: the folder may hold other things. */
export async function clear(out: string): Promise<void> {
  for (const name of [MANIFEST, ...REPORTS, ...GROWING]) {
    await rm(join(out, name), { force: true });
    await rm(join(out, `${name}.part`), { force: true });
  }
}
