import { type Context, Hono } from 'hono';
import * as v from 'valibot';
import { may } from '../../people/permissions.ts';
import type { View } from '../../store/tables.ts';
import { SavedViews, type ViewOutcome } from '../../store/views.ts';
import type { SavedView } from '../../view.ts';
import { type Desk, type DeskEnv, needs } from '../context.ts';
import { parseListQuery } from '../queries.ts';
import { bodyOf, shortBody } from './door.ts';

const name = v.pipe(v.string(), v.maxLength(60));
const KEPT = v.strictObject({ name, query: v.pipe(v.string(), v.maxLength(2_000)) });
const CHANGED = v.strictObject({ name: v.optional(name), shared: v.optional(v.boolean()) });
const NOTHING = v.strictObject({});

/** Whether it is a list's query that can be kept: a place within a list cannot. */
function keptQuery(given: string, me: string): string | null {
  const fields = new URLSearchParams(given);
  if (fields.has('after') || fields.has('limit') || !parseListQuery(Object.fromEntries(fields), me)) return null;
  fields.sort();
  return fields.toString();
}

/** Views of the list that people keep. */
export function viewRoutes({ store }: Desk): Hono<DeskEnv> {
  const routes = new Hono<DeskEnv>();
  const views = new SavedViews(store);
  const id = (c: Context) => Number(c.req.param('id'));
  const all = async (c: Context<DeskEnv>): Promise<{ views: SavedView[] }> => {
    const { name: owner, role } = c.var.viewer;
    const there = await views.list(owner, may(role, 'share-views'));
    return { views: there.map((view) => shown(view, owner)) };
  };
  const answered = async (c: Context<DeskEnv>, outcome: ViewOutcome) =>
    'refused' in outcome ? c.json(outcome, 422) : c.json(await all(c));

  routes.get('/views', needs('see-own-calls'), async (c) => c.json(await all(c)));

  routes.post('/views', needs('see-own-calls'), shortBody, async (c) => {
    const sent = await bodyOf(c, KEPT);
    const query = sent && keptQuery(sent.query, c.var.viewer.name);
    if (!sent || query === null) return c.json({ refused: 'BODY' }, 400);
    return answered(c, await views.keep(c.var.viewer.name, { name: sent.name, query }));
  });

  routes.post('/views/:id{[0-9]{1,15}}', needs('see-own-calls'), shortBody, async (c) => {
    const sent = await bodyOf(c, CHANGED);
    if (!sent) return c.json({ refused: 'BODY' }, 400);
    if (sent.shared !== undefined && !may(c.var.viewer.role, 'share-views')) return c.json({ refused: 'ROLE' }, 403);
    return answered(c, await views.change(c.var.viewer.name, id(c), sent));
  });

  routes.post('/views/:id{[0-9]{1,15}}/drop', needs('see-own-calls'), shortBody, async (c) => {
    if (!(await bodyOf(c, NOTHING))) return c.json({ refused: 'BODY' }, 400);
    return answered(c, await views.drop(c.var.viewer.name, id(c)));
  });
  return routes;
}

const shown = ({ id, name, query, shared, owner }: View, reader: string): SavedView => ({
  id,
  name,
  query,
  shared: shared === 1,
  owner: owner === reader ? null : owner,
});
