import { Hono } from 'hono';
import * as v from 'valibot';
import { MOST_SAMPLED } from '../../store/list.ts';
import { drawSample, listSamples, sampleOf } from '../../store/sample.ts';
import type { SampleView } from '../../view.ts';
import { type Desk, type DeskEnv, needs } from '../context.ts';
import { parseListQuery } from '../queries.ts';
import { bodyOf, shortBody } from './door.ts';

const whole = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const DRAWN = v.strictObject({
  query: v.pipe(v.string(), v.maxLength(2_000)),
  count: v.pipe(whole, v.minValue(1), v.maxValue(MOST_SAMPLED)),
  seed: whole,
});
/** What a place in a list and its order are named by: a sample has neither. */
const NO_FILTER = ['after', 'limit', 'sort', 'order'];

/** Random samples: drawn from a filter into the queue, with their records. */
export function sampleRoutes({ store, calibrations }: Desk): Hono<DeskEnv> {
  const routes = new Hono<DeskEnv>();
  const all = async () => {
    const samples = (await listSamples(store)).map(({ record: { calls, ...rest }, reviewed }): SampleView => {
      return { ...rest, count: calls.length, reviewed };
    });
    return { samples };
  };

  routes.get('/samples', needs('draw-sample'), async (c) => c.json(await all()));

  routes.post('/samples', needs('draw-sample'), shortBody, async (c) => {
    const sent = await bodyOf(c, DRAWN);
    const fields = new URLSearchParams(sent?.query);
    for (const name of NO_FILTER) fields.delete(name);
    fields.sort();
    const { name } = c.var.viewer;
    const query = parseListQuery(Object.fromEntries(fields), name);
    if (!sent || !query) return c.json({ refused: 'BODY' }, 400);
    const asked = { ...query, hidden: [...(await calibrations.hiddenFrom(name))] };
    const from = { query: asked, filter: fields.toString(), scope: c.var.scope };
    const drawn = await drawSample(store, name, from, sent);
    return drawn ? c.json({ drawn: drawn.seq, ...(await all()) }) : c.json({ refused: 'NOTHING_TO_DRAW' }, 422);
  });

  routes.get('/samples/:seq{[0-9]{1,15}}', needs('draw-sample'), async (c) => {
    const record = await sampleOf(store, Number(c.req.param('seq')));
    if (!record) return c.json({ refused: 'NOT_FOUND' }, 404);
    c.header('content-disposition', `attachment; filename="sample-${record.seq}.json"`);
    return c.json({ format: 'huashu/desk-sample@1', ...record });
  });
  return routes;
}
