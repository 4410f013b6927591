import { join } from 'node:path';
import { draw } from '../batch/draw.ts';
import { writeWhole } from '../batch/durable.ts';
import { BatchFault, wordBatchProblem } from '../batch/problems.ts';
import { Results } from '../batch/results.ts';
import type { SampleBy } from '../batch/sampling.ts';
import { padEnd } from '../report/columns.ts';
import { harmless } from '../report/problems.ts';
import type { Lang } from '../report/wording.ts';

const METHOD = {
  zh: '分层、不放回：每层取 SHA-256(种子, 文件, 行, 编号) 最小的若干通；种子相同，抽到的就相同。probability 是该层每通被抽到的概率，估计全体时用其倒数加权。',
  en: 'stratified, without replacement: in each stratum the calls whose SHA-256 of seed, file, line and id is smallest; the same seed draws the same calls. probability is the chance of each call of the stratum; weigh by its inverse to estimate the whole.',
} as const;
const WORDS = {
  zh: { stratum: '层', calls: '通话', drawn: '抽到', record: '抽样记录' },
  en: { stratum: 'stratum', calls: 'calls', drawn: 'drawn', record: 'record of the draw' },
} as const;

export interface SampleOptions {
  readonly lang: Lang;
  readonly count: number;
  readonly by: SampleBy;
  readonly seed: number;
  readonly out?: string;
}

/** `huashu sample`: draws calls for people to listen to, and writes down how, so that the draw can be repeated and argued about. */
export async function sample(folder: string, { lang, count, by, seed, out }: SampleOptions): Promise<void> {
  try {
    const results = await Results.open(folder);
    const { strata, calls } = await draw(results, { count, by, seed });
    const { identity, calls: all } = results.manifest;
    const record = {
      format: 'huashu/sample@1',
      drawn: { by, count, seed, method: METHOD[lang] },
      from: { calls: all, inputs: identity.inputs, huashu: identity.huashu, rulebook: identity.rulebook.hash },
      strata,
      calls: calls.map(({ row, stratum, probability }) => ({
        id: row.id,
        source: row.source,
        ...(row.line === null ? {} : { line: row.line }),
        stratum,
        probability,
        agent: row.agent,
        day: row.day,
        percent: row.percent,
        sureness: row.sureness,
        violations: row.violations,
      })),
    };
    const file = out ?? join(folder, `sample-${by}-${count}-${seed}.json`);
    await writeWhole(file, async (f) => f.writeFile(`${JSON.stringify(record, null, 1)}\n`));
    const w = WORDS[lang];
    console.log(`${padEnd(w.stratum, 18)}${padEnd(w.calls, 10)}${w.drawn}`);
    for (const s of strata.filter((x) => x.drawn > 0))
      console.log(`${padEnd(harmless(s.stratum), 18)}${padEnd(String(s.calls), 10)}${s.drawn}`);
    console.log('');
    for (const { row, stratum } of calls)
      console.log(
        harmless(
          `${padEnd(row.id, 18)}${padEnd(stratum, 12)}${padEnd(row.percent === null ? '-' : String(row.percent), 8)}${row.source}${row.line === null ? '' : `:${row.line}`}`,
        ),
      );
    console.log(`\n${w.record}: ${file}`);
    process.exitCode = calls.length === 0 ? 2 : 0;
  } catch (error) {
    if (!(error instanceof BatchFault)) throw error;
    console.error(wordBatchProblem(error.problem, lang));
    process.exitCode = 2;
  }
}
