import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Hono } from 'hono';
import { packageRoot } from '../../../host/packs.ts';
import { Board } from '../../board/board.ts';
import { People } from '../../masked.ts';
import { may } from '../../people/permissions.ts';
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
export function boardRoutes({ store, calibrations }: Desk): Hono<DeskEnv> {
  const routes = new Hono<DeskEnv>();
  const board = new Board(store);
  /** Without the calls that whoever looks is to judge blind: of a narrow filter the board would tell their scores. */
  const meant = async (given: Record<string, string>, name: string) => {
    const query = parseListQuery(given, name);
    return query && { ...query, hidden: [...(await calibrations.hiddenFrom(name))] };
  };

  routes.get('/board', needs('see-board'), async (c) => {
    const { all, ...given } = c.req.query();
    const query = await meant(given, c.var.viewer.name);
    if (!query || (all !== undefined && all !== 'yes')) return c.json({ refused: 'QUERY' }, 400);
    const pack = await store.latestPack();
    if (!pack) return c.json({ board: null });
    const most = all === 'yes' ? MOST : FIRST;
    const view = await board.answer(query, c.var.scope, pack, `page ${most}`, (count) => boardView(count, pack, most));
    return c.json({ board: view });
  });

  routes.get('/board.xlsx', needs('see-board'), needs('export'), async (c) => {
    const { lang = 'zh', unmasked, ...given } = c.req.query();
    const query = await meant(given, c.var.viewer.name);
    if (!query || (lang !== 'zh' && lang !== 'en') || (unmasked !== undefined && unmasked !== 'yes'))
      return c.json({ refused: 'QUERY' }, 400);
    if (unmasked && !may(c.var.viewer.role, 'export-unmasked')) return c.json({ refused: 'ROLE' }, 403);
    const pack = await store.latestPack();
    if (!pack) return c.json({ refused: 'NOT_FOUND' }, 404);
    const about = { pack, version: version(), rulebook: sha256(JSON.stringify(pack)) };
    const bytes = await board.answer(query, c.var.scope, pack, `workbook ${lang} ${unmasked ?? ''}`, (count) =>
      boardWorkbook(count, about, lang, unmasked ? null : new People()),
    );
    return c.body(new Uint8Array(bytes), 200, {
      'content-type': WORKBOOK,
      'content-disposition': 'attachment; filename="board.xlsx"',
    });
  });
  return routes;
}
