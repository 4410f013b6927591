import { Hono } from 'hono';
import { scopeOf, type Viewer } from '../../src/desk/people/viewer.ts';
import type { DeskEnv } from '../../src/desk/server/context.ts';
import type { Store } from '../../src/desk/store/store.ts';
import { pack } from '../rulebook.ts';
import { call, incoming } from './calls.ts';

/** People of a desk. Calls of `installer` are those of agent 1032, calls of `other` those of 1044. */
export const PEOPLE = {
  installer: { id: 1, name: '王强', role: 'installer', agent: '1032' },
  other: { id: 2, name: '刘洋', role: 'installer', agent: '1044' },
  trainer: { id: 3, name: '李老师', role: 'trainer', agent: null },
  second: { id: 4, name: '陈老师', role: 'trainer', agent: null },
  lead: { id: 5, name: '周主管', role: 'lead', agent: null },
  admin: { id: 6, name: '管理员', role: 'admin', agent: null },
} as const satisfies Record<string, Viewer>;

/** Two calls of agent 1032 and one of 1044. */
export async function fillDesk(store: Store): Promise<void> {
  const hash = await store.addPack(pack, 'rulebook');
  const other = { agent: '1044', team: '城西班', date: '2026-06-04' };
  const calls = [incoming(call('a')), incoming(call('b')), incoming(call('c', undefined, other))];
  await store.add(calls, { pack: hash, who: 'lead', source: 'test' });
}

/** Routes as one of these people meets them. */
export function asked(routes: Hono<DeskEnv>, viewer: Viewer) {
  const app = new Hono<DeskEnv>();
  app.use(async (c, next) => {
    c.set('viewer', viewer);
    c.set('scope', scopeOf(viewer));
    c.set('token', 'token');
    return next();
  });
  app.route('/api', routes);
  const answer = async (path: string, init?: RequestInit) => {
    const found = await app.request(`/api${path}`, init);
    return { status: found.status, body: await found.json() };
  };
  return {
    get: (path: string) => answer(path),
    post: (path: string, body: unknown) =>
      answer(path, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      }),
  };
}
