import { coachData } from '../batch/coaching.ts';
import { BatchFault, wordBatchProblem } from '../batch/problems.ts';
import { Results } from '../batch/results.ts';
import { Output } from '../host/output.ts';
import { loadRulebook } from '../host/packs.ts';
import { coachHtml } from '../report/coach-html.ts';
import { coachMarkdown } from '../report/coach-markdown.ts';
import type { Lang } from '../report/wording.ts';
import { tell } from './score.ts';

export interface CoachCommandOptions {
  readonly lang: Lang;
  readonly pack?: string[];
  readonly agent: string;
  readonly before?: string;
  readonly month?: string;
  readonly format: 'markdown' | 'html';
  readonly out?: string;
}

/** `huashu coach`: what one person should work on, with his own words, for a talk of ten minutes. */
export async function coach(folder: string, options: CoachCommandOptions): Promise<void> {
  const { lang } = options;
  const open: Results[] = [];
  const opened = async (path: string): Promise<Results> => {
    const results = await Results.open(path);
    open.push(results);
    return results;
  };
  try {
    const { value: rulebook, problems } = await loadRulebook({ packs: options.pack ?? [], withModel: false });
    if (tell(problems, lang) > 0 || !rulebook) {
      process.exitCode = 2;
      return;
    }
    const results = await opened(folder);
    const before = options.before === undefined ? null : await opened(options.before);
    const data = await coachData(results, {
      pack: rulebook.pack,
      agent: options.agent,
      before,
      month: options.month,
    });
    const output = new Output(options.out);
    await output.write(options.format === 'html' ? coachHtml(data, lang) : coachMarkdown(data, lang));
    await output.end();
  } catch (error) {
    if (!(error instanceof BatchFault)) throw error;
    console.error(wordBatchProblem(error.problem, lang));
    process.exitCode = 2;
  } finally {
    for (const results of open) await results.close();
  }
}
