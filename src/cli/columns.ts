import { type Problem, problem, type Read } from '../model/problem.ts';
import type { Columns } from '../read/transcript.ts';

const FIELDS = ['text', 'speaker', 'start', 'end', 'call'] as const;

/** `--columns text=转写文本 speaker=3`: which columns of a table hold what, by header or by number from 1. */
export function columnsOf(given: readonly string[] = []): Read<Columns | null> {
  const columns: { -readonly [K in keyof Columns]: string } = {};
  const problems: Problem[] = [];
  for (const pair of given.flatMap((g) => g.split(/[,，]/)).filter(Boolean)) {
    const at = pair.indexOf('=');
    const field = FIELDS.find((f) => f === pair.slice(0, at));
    if (field && at < pair.length - 1) columns[field] = pair.slice(at + 1);
    else {
      const expected = FIELDS.map((f) => `${f}=…`).join(', ');
      problems.push(problem('WRONG_VALUE', { file: '--columns' }, { where: '--columns', received: pair, expected }));
    }
  }
  return { value: given.length > 0 ? columns : null, problems };
}
