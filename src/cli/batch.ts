import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { writeReports } from '../batch/finish.ts';
import { totalBytes } from '../batch/inputs.ts';
import type { Reading } from '../batch/piece.ts';
import { BatchFault, wordBatchProblem } from '../batch/problems.ts';
import { duration, ProgressDisplay } from '../batch/progress.ts';
import { Results } from '../batch/results.ts';
import { type Progress, runBatch } from '../batch/run.ts';
import { unusedOrders } from '../batch/unused-orders.ts';
import { loadRulebook } from '../host/packs.ts';
import type { Pack } from '../model/pack.ts';
import type { CallRow } from '../report/call-row.ts';
import { count } from '../report/overview-wording.ts';
import type { Lang } from '../report/wording.ts';
import { packOptions, type ReadingGiven, readingOf } from './given.ts';
import { tell } from './score.ts';
import { VERSION } from './version.ts';

export interface BatchCommandOptions extends ReadingGiven {
  readonly lang: Lang;
  readonly pack?: string[];
  readonly model?: boolean | string;
  readonly out: string;
  readonly jobs?: number;
  readonly html: boolean;
  readonly xlsx: boolean;
  readonly csv?: boolean;
  readonly minCalls: number;
  readonly timeout: number;
  readonly memory: number;
  readonly update?: boolean;
  readonly restart?: boolean;
  readonly failOn: 'never' | 'suspected' | 'minor' | 'major' | 'critical' | 'missed' | 'failed';
}

/** Stopped by Ctrl-C: as shells have it. */
const STOPPED = 130;

const WORDS = {
  zh: {
    done: (calls: string, seconds: string) => `评完 ${calls} 通，用时 ${seconds}`,
    kept: (n: string) => `（其中 ${n} 通上次已算）`,
    findings: (hits: string, suspected: string, problems: string) =>
      `忌语 ${hits} 处，疑似 ${suspected} 处；问题 ${problems} 条`,
    stopped: (calls: string) => `已停下，${calls} 通的结果都在；再运行同一命令会接着算`,
    again: '再按一次 Ctrl-C 立即退出',
    none: '没有可评的转写',
  },
  en: {
    done: (calls: string, seconds: string) => `${calls} calls scored in ${seconds}`,
    kept: (n: string) => ` (${n} of them by an earlier run)`,
    findings: (hits: string, suspected: string, problems: string) =>
      `${hits} forbidden phrases, ${suspected} suspected; ${problems} problems`,
    stopped: (calls: string) => `stopped; the results of ${calls} calls are kept, and the same command goes on`,
    again: 'press Ctrl-C again to leave at once',
    none: 'there was no transcript to score',
  },
} as const;

/**
 * The pack, and how transcripts are read; `null` where something stands in the way, which was told. The compiled rules and the model are let go:
 * workers load their own.
 */
async function rulesOf(
  options: BatchCommandOptions,
): Promise<{ readonly pack: Pack; readonly reading: Reading } | null> {
  const { value: rulebook, problems } = await loadRulebook(packOptions(options));
  if (tell(problems, options.lang) > 0 || !rulebook) return null;
  const { value: reading, problems: faults } = await readingOf(rulebook, options);
  return tell(faults, options.lang) > 0 ? null : { pack: rulebook.pack, reading };
}

/** `huashu batch`: scores archives of any size into a folder; what was done once is not done again. */
export async function batch(inputs: readonly string[], options: BatchCommandOptions): Promise<void> {
  const { lang, out } = options;
  const pack = packOptions(options);
  const rules = await rulesOf(options);
  if (!rules) return fail();
  const stop = stopOnSignals(lang);
  const display = new ProgressDisplay(totalBytes(inputs, out), lang, process.stderr);
  const started = performance.now();
  let last: Progress = { bytes: 0, calls: 0, kept: 0, hits: 0, suspected: 0, problems: 0 };
  try {
    const state = await runBatch({
      inputs,
      out,
      rulebook: rules,
      pack,
      reading: rules.reading,
      version: VERSION,
      jobs: options.jobs ?? availableParallelism(),
      timeoutSeconds: options.timeout,
      memoryMegabytes: options.memory,
      update: options.update ?? false,
      restart: options.restart ?? false,
      signal: stop.signal,
      onProgress: (progress) => {
        last = progress;
        display.update(progress);
      },
      finish: () =>
        writeReports({
          out,
          pack: rules.pack,
          lang,
          minimum: options.minCalls,
          html: options.html,
          xlsx: options.xlsx,
          csv: options.csv ?? false,
        }),
    });
    display.stop();
    if (state === 'stopped') {
      console.error(WORDS[lang].stopped(count(last.calls)));
      process.exitCode = STOPPED;
      return;
    }
    if (last.calls > 0) tell(await unusedOrders(await Results.open(out), rules.reading.orders), lang);
    report(last, (performance.now() - started) / 1000, options);
    process.exitCode = last.calls === 0 ? 2 : (await anyReaches(out, options.failOn)) ? 1 : 0;
  } catch (error) {
    display.stop();
    if (!(error instanceof BatchFault)) throw error;
    console.error(wordBatchProblem(error.problem, lang));
    fail();
  } finally {
    stop.release();
  }
}

const fail = (): void => {
  process.exitCode = 2;
};

/** The first signal stops the run between two pieces, the second one leaves at once: results are safe either way. */
function stopOnSignals(lang: Lang): { readonly signal: AbortSignal; readonly release: () => void } {
  const controller = new AbortController();
  const stop = () => {
    if (controller.signal.aborted) process.exit(STOPPED);
    controller.abort();
    console.error(`\n${WORDS[lang].again}`);
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  return {
    signal: controller.signal,
    release: () => {
      process.off('SIGINT', stop);
      process.off('SIGTERM', stop);
    },
  };
}

function report(p: Progress, seconds: number, { lang, out, html, xlsx }: BatchCommandOptions): void {
  const w = WORDS[lang];
  if (p.calls === 0) console.error(w.none);
  const kept = p.kept > 0 ? w.kept(count(p.kept)) : '';
  console.log(w.done(count(p.calls), duration(seconds, lang)) + kept);
  console.log(w.findings(count(p.hits), count(p.suspected), count(p.problems)));
  for (const name of [...(html ? ['report.html'] : []), ...(xlsx ? ['report.xlsx'] : []), 'assessments.jsonl'])
    console.log(`  ${join(out, name)}`);
}

const RANK = { minor: 1, major: 2, critical: 3 } as const;

/** Whether any call of a run has something at or above the level. */
async function anyReaches(out: string, level: BatchCommandOptions['failOn']): Promise<boolean> {
  if (level === 'never') return false;
  const results = await Results.open(out);
  for await (const row of results.rows()) if (reaches(row, level)) return true;
  return false;
}

function reaches(row: CallRow, level: Exclude<BatchCommandOptions['failOn'], 'never'>): boolean {
  switch (level) {
    case 'suspected':
      return row.violations.length > 0;
    case 'missed':
      return /[xp]/.test(row.outcomes);
    case 'failed':
      return row.passed === false;
    default:
      return row.violations.some((v) => v.status === 'hit' && RANK[v.severity] >= RANK[level]);
  }
}
