import { checkResults } from '../batch/check.ts';
import { differences, hashRulebook, modelsOf, readingIdentity, readingOfIdentity } from '../batch/manifest.ts';
import { BatchFault, batchProblem, wordBatchProblem } from '../batch/problems.ts';
import { Results } from '../batch/results.ts';
import { loadRulebook } from '../host/packs.ts';
import { count as thousands } from '../report/overview-wording.ts';
import type { Lang } from '../report/wording.ts';
import { packOptions } from './given.ts';
import { tell } from './score.ts';
import { VERSION } from './version.ts';

const WORDS = {
  zh: {
    state: (state: string) => (state === 'complete' ? '这次批量已完成' : '这次批量还没有算完'),
    same: (same: string, of: string, all: string) => `抽 ${of} 通（共 ${all} 通）重算，${same} 通一字不差`,
    different: '重算后不同：',
    changed: '输入变了，从这里：',
    damaged: '结果文件和记录不符，从这里：',
  },
  en: {
    state: (state: string) => (state === 'complete' ? 'the run is complete' : 'the run has not come to its end'),
    same: (same: string, of: string, all: string) => `${of} of ${all} calls scored again: ${same} have the same bytes`,
    different: 'come out otherwise:',
    changed: 'the input changed at:',
    damaged: 'results that are not what was written, at:',
  },
} as const;

export interface VerifyOptions {
  readonly lang: Lang;
  readonly pack?: string[];
  readonly model?: boolean | string;
  readonly count: number;
  readonly seed: number;
}

/** `huashu verify`: scores a sample again and compares it byte by byte. Exit code 1 when anything differs. */
export async function verify(folder: string, given: VerifyOptions): Promise<void> {
  const { lang, count, seed } = given;
  const options = packOptions(given);
  let results: Results | null = null;
  try {
    results = await Results.open(folder);
    const { value: rulebook, problems } = await loadRulebook(options);
    if (tell(problems, lang) > 0 || !rulebook) {
      process.exitCode = 2;
      return;
    }
    const { identity, state } = results.manifest;
    const now = {
      ...identity,
      huashu: VERSION,
      rulebook: hashRulebook(rulebook.pack, await modelsOf(options)),
      ...(await readingIdentity(readingOfIdentity(identity))),
    };
    const changed = differences(identity, now);
    if (changed.length > 0)
      throw new BatchFault(batchProblem('OTHER_RUN', { file: folder }, { changed: changed.join('; ') }));
    const check = await checkResults(results, { out: folder, rulebook, count, seed });
    const w = WORDS[lang];
    console.log(w.state(state));
    console.log(w.same(thousands(check.same), thousands(check.checked), thousands(check.calls)));
    const list = (title: string, lines: readonly string[]) => {
      if (lines.length > 0) console.log([title, ...lines.slice(0, 20).map((l) => `  ${l}`)].join('\n'));
    };
    list(
      w.different,
      check.different.map((d) => `${d.source}${d.line === null ? '' : `:${d.line}`} ${d.id}`),
    );
    list(w.changed, check.changed);
    list(w.damaged, check.damaged);
    process.exitCode = check.different.length + check.changed.length + check.damaged.length > 0 ? 1 : 0;
  } catch (error) {
    if (!(error instanceof BatchFault)) throw error;
    console.error(wordBatchProblem(error.problem, lang));
    process.exitCode = 2;
  } finally {
    await results?.close();
  }
}
