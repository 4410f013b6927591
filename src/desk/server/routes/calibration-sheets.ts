import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { Lang } from '../../../report/wording.ts';
import { sheetCalls } from '../../calibration/sheet-calls.ts';
import { emptySheet, judgeables } from '../../calibration/sheet-file.ts';
import { readSentSheet } from '../../calibration/sheet-upload.ts';
import { emptyWorkbook } from '../../calibration/sheet-workbook.ts';
import type { SheetAnswer } from '../../calibration-view.ts';
import type { CalibrationSet } from '../../calibrations.ts';
import { may } from '../../people/permissions.ts';
import { wordDeskProblem } from '../../store/faults.ts';
import { type Desk, type DeskEnv, needs } from '../context.ts';
import { FILE_NAME } from './intake.ts';

/** The sheet of 500 calls for 30 trainers takes less. */
export const MOST_SHEET_BYTES = 8 * 2 ** 20;
const MOST_TOLD = 20;
const TYPES = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const;

type Ctx = Context<DeskEnv>;

/** Sheets of calibration, filled in elsewhere: a trainer's own, and anybody's for whoever sees calibration. */
export function calibrationSheetRoutes({ store, calibrations }: Desk): Hono<DeskEnv> {
  const routes = new Hono<DeskEnv>();
  const all = (c: Ctx): boolean => may(c.var.viewer.role, 'see-calibration');
  const langOf = (c: Ctx): Lang | null => {
    const { lang = 'zh' } = c.req.query();
    return lang === 'zh' || lang === 'en' ? lang : null;
  };
  /** The set of an address, for its trainers and for whoever sees calibration. */
  const setOf = async (c: Ctx): Promise<CalibrationSet | null> => {
    const set = await calibrations.set(Number(c.req.param('id')));
    return set && (all(c) || set.raters.some((r) => r.name === c.var.viewer.name)) ? set : null;
  };
  const none = (c: Ctx) => c.json({ refused: 'NOT_FOUND' }, 404);
  let last: Promise<unknown> = Promise.resolve();
  /** Waits for everybody who came before: files are held in memory one at a time. */
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = last.then(work);
    last = mine.catch(() => {});
    return mine;
  };

  for (const kind of ['csv', 'xlsx'] as const)
    routes.get(`/calibrations/:id{[0-9]{1,15}}/sheet.${kind}`, needs('calibrate'), async (c) => {
      const lang = langOf(c);
      if (!lang) return c.json({ refused: 'QUERY' }, 400);
      const set = await setOf(c);
      if (!set) return none(c);
      const raters = all(c) ? set.raters.filter((r) => !r.done).map((r) => r.name) : [c.var.viewer.name];
      const calls = await sheetCalls(store, calibrations, set);
      const headers = {
        'content-type': TYPES[kind],
        'content-disposition': `attachment; filename="calibration-${set.id}.${kind}"`,
      };
      if (kind === 'csv') return c.body([...emptySheet(calls, raters, lang)].join(''), 200, headers);
      return c.body(new Uint8Array(await emptyWorkbook(calls, raters, lang)), 200, headers);
    });

  routes.post(
    '/calibrations/:id{[0-9]{1,15}}/sheet',
    needs('calibrate'),
    bodyLimit({ maxSize: MOST_SHEET_BYTES, onError: (c) => c.json({ refused: 'FILE_TOO_LARGE' }, 413) }),
    async (c) => {
      const [lang, name] = [langOf(c), c.req.query('name') ?? ''];
      if (!lang || !FILE_NAME.test(name)) return c.json({ refused: 'BODY' }, 400);
      return inTurn(async () => {
        const set = await setOf(c);
        if (!set) return none(c);
        const sent = { name, bytes: new Uint8Array(await c.req.arrayBuffer()) };
        const there = judgeables(await sheetCalls(store, calibrations, set));
        const by = { name: c.var.viewer.name, all: all(c) };
        const { sheet, problems } = await readSentSheet(sent, set, there, by);
        if (problems.length > 0) {
          const told = problems.slice(0, MOST_TOLD).map((problem) => wordDeskProblem(problem, lang));
          return c.json({ problems: told } satisfies SheetAnswer, 422);
        }
        const done = await calibrations.bringIn(set.id, by.name, sheet, name);
        if ('refused' in done) return c.json({ refused: done.refused } satisfies SheetAnswer, 422);
        const judged = [...sheet.values()].reduce((sum, of) => sum + of.size, 0);
        return c.json({ raters: [...sheet.keys()], judged } satisfies SheetAnswer);
      });
    },
  );
  return routes;
}
