import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Hono } from 'hono';
import { packageRoot } from '../../../host/packs.ts';
import { Board } from '../../board/board.ts';
import { sha256 } from '../../store/chain.ts';
import { boardView } from '../board-view.ts';
import { boardWorkbook } from '../board-workbook.ts';
import { type Desk, type DeskEnv, needs } from '../context.ts';
import { parseListQuery } from '../queries.ts';

/** People and teams that the page shows before all are asked for. */
const FIRST = 15;
const MOST = 2_000;
const WORKBOOK = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

const version = (): string =>
  (JSON.parse(readFileSync(join(packageRoot(), 'package.json'), 'utf8')) as { readonly version: string }).version;

/** The board over the calls of a list's query: as the page draws it, and as a workbook. */
export function boardRoutes({ store }: Desk): Hono<DeskEnv> {
  const routes = new Hono<DeskEnv>();
  const board = new Board(store);

  routes.get('/board', needs('see-board'), async (c) => {
    const { all, ...given } = c.req.query();
    const query = parseListQuery(given);
    if (!query || (all !== undefined && all !== 'yes')) return c.json({ refused: 'QUERY' }, 400);
    const pack = await store.latestPack();
    if (!pack) return c.json({ board: null });
    const most = all === 'yes' ? MOST : FIRST;
    const view = await board.answer(query, c.var.scope, pack, `page ${most}`, (count) => boardView(count, pack, most));
    return c.json({ board: view });
  });

  routes.get('/board.xlsx', needs('see-board'), needs('export'), async (c) => {
    const { lang = 'zh', ...given } = c.req.query();
    const query = parseListQuery(given);
    if (!query || (lang !== 'zh' && lang !== 'en')) return c.json({ refused: 'QUERY' }, 400);
    const pack = await store.latestPack();
    if (!pack) return c.json({ refused: 'NOT_FOUND' }, 404);
    const about = { pack, version: version(), rulebook: sha256(JSON.stringify(pack)) };
    const bytes = await board.answer(query, c.var.scope, pack, `workbook ${lang}`, (count) =>
      boardWorkbook(count, about, lang),
    );
    return c.body(new Uint8Array(bytes), 200, {
      'content-type': WORKBOOK,
      'content-disposition': 'attachment; filename="board.xlsx"',
    });
  });
  return routes;
}
