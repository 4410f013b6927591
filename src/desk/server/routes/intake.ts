import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { importContents } from '../../intake/import.ts';
import { wordIntakeProblem } from '../../intake/page-problems.ts';
import type { Rules } from '../../intake/rules.ts';
import type { DeskProblem } from '../../store/faults.ts';
import type { IntakeAnswer } from '../../view.ts';
import { type Desk, type DeskEnv, needs } from '../context.ts';

/** Larger files are brought in with `huashu desk import`. */
export const MOST_FILE_BYTES = 20 * 1024 * 1024;
const MOST_PROBLEMS = 20;
/** A file's name as a browser sends it. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is not to be in a name
export const FILE_NAME = /^[^/\\\u0000-\u001f\u007f]{1,200}$/;

/** Transcripts that are dropped on the page: one file a request, scored there and then, one after the other. */
export function intakeRoutes({ store }: Desk, load: () => Promise<Rules>): Hono<DeskEnv> {
  const routes = new Hono<DeskEnv>();
  let rules: Promise<Rules> | null = null;
  let last: Promise<unknown> = Promise.resolve();
  /** Waits for everybody who came before: files are held in memory one at a time. */
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = last.then(work);
    last = mine.catch(() => {});
    return mine;
  };

  routes.post(
    '/intake',
    needs('import'),
    // What is told to be larger is refused before any of it is read.
    bodyLimit({ maxSize: MOST_FILE_BYTES, onError: (c) => c.json({ refused: 'FILE_TOO_LARGE' }, 413) }),
    async (c) => {
      const { name = '' } = c.req.query();
      if (!FILE_NAME.test(name)) return c.json({ refused: 'BODY' }, 400);
      return inTurn(async () => {
        const bytes = new Uint8Array(await c.req.arrayBuffer());
        rules ??= load().catch((error) => {
          rules = null;
          throw error;
        });
        const problems: DeskProblem[] = [];
        const { added, known } = await importContents(
          {
            ...(await rules),
            store,
            who: c.var.viewer.name,
            signal: c.req.raw.signal,
            onProgress: () => {},
            onProblem: (problem) => problems.push(problem),
          },
          [{ name, bytes, line: null, half: false }],
          name,
        );
        const told = problems.slice(0, MOST_PROBLEMS).map((problem) => ({
          zh: wordIntakeProblem(problem, 'zh'),
          en: wordIntakeProblem(problem, 'en'),
        }));
        return c.json({ added, known, problems: told, more: problems.length - told.length } satisfies IntakeAnswer);
      });
    },
  );
  return routes;
}
