import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { Pack } from '../../model/pack.ts';
import { Titles } from '../../report/page/titles.ts';
import type { Lang } from '../../report/wording.ts';
import { DeskFault, wordDeskProblem } from '../store/faults.ts';
import { MOST_COUNTED } from '../store/list.ts';
import type { Store } from '../store/store.ts';
import type { ChoicesView, ListView } from '../view.ts';
import { callView, listedView } from './call-view.ts';
import { harden, onlyOurs, onlyWithToken } from './guard.ts';
import { parseAct, parseListQuery } from './queries.ts';
import { shell } from './shell.ts';

export interface AppOptions {
  readonly store: Store;
  /** Whose name decisions have: the single user's. */
  readonly who: string;
  readonly token: string;
  readonly lang: Lang;
  /** Known only when the server listens. */
  readonly port: () => number;
  readonly assets: Readonly<Record<'page.js' | 'page.css', string>>;
}

const MOST_BYTES = 64 * 1024;

/** The desk's server: one page, and what it asks for as JSON. */
export function createApp({ store, who, token, lang, port, assets }: AppOptions): Hono {
  const app = new Hono();
  app.use(harden, onlyOurs(port), onlyWithToken(token));
  app.onError((error, c) => {
    // A database that is away comes back; anything else is ours, and is told where it is run.
    if (error instanceof DeskFault) return c.json({ problem: wordDeskProblem(error.problem, lang) }, 503);
    console.error(error);
    return c.json({ problem: error.name }, 500);
  });
  app.notFound((c) => c.json({ refused: 'NOT_FOUND' }, 404));

  app.get('/', (c) => c.html(shell(token, lang)));
  app.get('/assets/page.js', (c) =>
    c.body(assets['page.js'], 200, { 'content-type': 'text/javascript; charset=utf-8' }),
  );
  app.get('/assets/page.css', (c) => c.body(assets['page.css'], 200, { 'content-type': 'text/css; charset=utf-8' }));

  app.get('/api/choices', async (c) => {
    const pack = await store.latestPack();
    const people = await store.people();
    return c.json({ who, ...people, ...rulesOf(pack) } satisfies ChoicesView);
  });

  app.get('/api/calls', async (c) => {
    const query = parseListQuery(c.req.query());
    if (!query) return c.json({ refused: 'QUERY' }, 400);
    const { calls, next, total } = await store.list(query);
    const view: ListView = {
      calls: calls.map(listedView),
      next,
      total: Math.min(total, MOST_COUNTED),
      more: total > MOST_COUNTED,
    };
    return c.json(view);
  });

  app.get('/api/calls/:no{[0-9]{1,15}}', async (c) => {
    const call = await store.call(Number(c.req.param('no')));
    return call ? c.json({ call: callView(call) }) : c.json({ refused: 'NOT_FOUND' }, 404);
  });

  app.post(
    '/api/calls/:no{[0-9]{1,15}}/acts',
    bodyLimit({ maxSize: MOST_BYTES, onError: (c) => c.json({ refused: 'BODY' }, 413) }),
    async (c) => {
      const sent = parseAct(await c.req.json().catch(() => null));
      if (!sent) return c.json({ refused: 'BODY' }, 400);
      const outcome = await store.act(Number(c.req.param('no')), who, sent.act, sent.seen);
      if ('unknown' in outcome) return c.json({ refused: 'NOT_FOUND' }, 404);
      if ('refused' in outcome) return c.json({ refused: outcome.refused }, 422);
      if ('meanwhile' in outcome) return c.json({ meanwhile: callView(outcome.meanwhile) }, 409);
      return c.json({ call: callView(outcome.done) });
    },
  );
  return app;
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
