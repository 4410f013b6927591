import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { Pack } from '../../../model/pack.ts';
import { Titles } from '../../../report/page/titles.ts';
import { Lister } from '../../board/lister.ts';
import type { Act } from '../../decisions.ts';
import { may, type Right } from '../../people/permissions.ts';
import { MOST_COUNTED } from '../../store/list.ts';
import { isQueue, listQueue } from '../../store/queue.ts';
import type { ChoicesView, ListView } from '../../view.ts';
import { callView, listedView } from '../call-view.ts';
import { type Desk, type DeskEnv, needs } from '../context.ts';
import { parseAct, parseListQuery } from '../queries.ts';

const MOST_BYTES = 64 * 1024;

/** What somebody must be allowed to for an act. */
const rightFor = (act: Act): Right => (act.kind === 'comment' ? 'comment' : 'review');

/** The list of calls, a call, and what is done with it. */
export function callRoutes({ store, calibrations }: Desk): Hono<DeskEnv> {
  const routes = new Hono<DeskEnv>();
  const lister = new Lister(store);

  routes.get('/choices', needs('see-own-calls'), async (c) => {
    const pack = await store.latestPack();
    const people = await store.people(c.var.scope);
    return c.json({ ...people, ...rulesOf(pack) } satisfies ChoicesView);
  });

  routes.get('/calls', needs('see-own-calls'), async (c) => {
    const query = parseListQuery(c.req.query(), c.var.viewer.name);
    if (!query) return c.json({ refused: 'QUERY' }, 400);
    const hidden = [...(await calibrations.hiddenFrom(c.var.viewer.name))];
    const asked = { ...query, hidden };
    const { calls, next, total } = isQueue(query)
      ? await listQueue(store, lister, asked, c.var.viewer.name, c.var.scope)
      : await lister.list(asked, c.var.scope);
    const view: ListView = {
      calls: calls.map(listedView),
      next,
      total: Math.min(total, MOST_COUNTED),
      more: total > MOST_COUNTED,
    };
    return c.json(view);
  });

  routes.get('/calls/:no{[0-9]{1,15}}', needs('see-own-calls'), async (c) => {
    const call = await store.call(Number(c.req.param('no')), c.var.scope);
    return call ? c.json({ call: callView(call) }) : c.json({ refused: 'NOT_FOUND' }, 404);
  });

  routes.post(
    '/calls/:no{[0-9]{1,15}}/acts',
    needs('comment'),
    bodyLimit({ maxSize: MOST_BYTES, onError: (c) => c.json({ refused: 'BODY' }, 413) }),
    async (c) => {
      const sent = parseAct(await c.req.json().catch(() => null));
      if (!sent) return c.json({ refused: 'BODY' }, 400);
      const { viewer } = c.var;
      if (!may(viewer.role, rightFor(sent.act))) return c.json({ refused: 'ROLE' }, 403);
      const outcome = await store.act(Number(c.req.param('no')), viewer.name, sent.act, sent.seen);
      if ('unknown' in outcome) return c.json({ refused: 'NOT_FOUND' }, 404);
      if ('refused' in outcome) return c.json({ refused: outcome.refused }, 422);
      if ('meanwhile' in outcome) return c.json({ meanwhile: callView(outcome.meanwhile) }, 409);
      return c.json({ call: callView(outcome.done) });
    },
  );
  return routes;
}

function rulesOf(pack: Pack | null): Pick<ChoicesView, 'scripts' | 'elements' | 'phrases'> {
  if (!pack) return { scripts: [], elements: [], phrases: [] };
  const titles = new Titles(pack);
  return {
    scripts: pack.scripts.map(({ id, title }) => ({ id, title })),
    elements: pack.scripts.flatMap((s) => s.elements.map(({ id, title }) => ({ id, title }))),
    phrases: pack.phrases.map(({ no }) => ({ no, title: titles.phraseTitle(no) })),
  };
}
