import { Hono } from 'hono';
import * as v from 'valibot';
import { LONGEST } from '../../password-lengths.ts';
import { ownData } from '../../people/own-data.ts';
import { secretHash } from '../../people/secrets.ts';
import type { DoorAnswer, SessionsView } from '../../people-view.ts';
import type { Counter } from '../access.ts';
import { type Desk, type DeskEnv, needs } from '../context.ts';
import { bodyOf, shortBody } from './door.ts';

const password = v.pipe(v.string(), v.maxLength(2 * LONGEST));
const PASSWORD = v.strictObject({ old: password, password });
const OUT = v.strictObject({ everywhere: v.boolean() });

/** Somebody's own account: his password, where he is signed in, and what the desk holds of him. */
export function accountRoutes({ store, calibrations }: Desk, counter: Counter): Hono<DeskEnv> {
  const routes = new Hono<DeskEnv>();
  const { door } = counter;

  routes.get('/account/sessions', needs('keep-own-account'), async (c) => {
    const here = secretHash(counter.session(c) ?? '');
    const sessions = await door.sessions.of(c.var.viewer.id);
    const view = sessions.map(({ hash, ...session }) => ({ ...session, here: hash === here }));
    return c.json({ sessions: view } satisfies SessionsView);
  });

  routes.get('/account/data', needs('keep-own-account'), async (c) => {
    const { id, name, agent, role } = c.var.viewer;
    if (role === 'sole') return c.json({ refused: 'NOT_FOUND' }, 404);
    const data = await ownData(store, door, { id, name, agent, role }, await calibrations.hiddenFrom(name));
    c.header('content-disposition', 'attachment; filename="huashu-own-data.json"');
    return c.body(`${JSON.stringify(data, null, 1)}\n`, 200, { 'content-type': 'application/json; charset=utf-8' });
  });

  routes.post('/account/password', needs('keep-own-account'), shortBody, async (c) => {
    const sent = await bodyOf(c, PASSWORD);
    if (!sent) return c.json({ refused: 'BODY' }, 400);
    const changed = await door.changePassword(c.var.viewer.name, sent.old, sent.password, counter.from(c));
    if ('refused' in changed) return c.json(changed satisfies DoorAnswer, 422);
    await counter.keep(c, changed.session);
    return c.json({ done: true } satisfies DoorAnswer);
  });

  routes.post('/account/sign-out', needs('keep-own-account'), shortBody, async (c) => {
    const sent = await bodyOf(c, OUT);
    if (!sent) return c.json({ refused: 'BODY' }, 400);
    const { id } = c.var.viewer;
    const secret = counter.session(c);
    if (sent.everywhere) await door.sessions.endAll(id);
    else if (secret) await door.sessions.end(secret);
    await door.signIns.add(sent.everywhere ? 'out-everywhere' : 'out', id, counter.from(c).address);
    counter.forget(c);
    return c.json({ done: true } satisfies DoorAnswer);
  });
  return routes;
}
