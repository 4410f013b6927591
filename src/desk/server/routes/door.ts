import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import * as v from 'valibot';
import { LONGEST } from '../../password-lengths.ts';
import { rightsOf } from '../../people/permissions.ts';
import type { Viewer } from '../../people/viewer.ts';
import type { DoorAnswer, DoorView, LinkView } from '../../people-view.ts';
import type { MeView } from '../../view.ts';
import type { Counter } from '../access.ts';
import type { DeskEnv } from '../context.ts';
import { onlyWithToken } from '../guard.ts';

const MOST_BYTES = 8 * 1024;
const name = v.pipe(v.string(), v.maxLength(100));
// A character may take two units: the rules for passwords count characters.
const password = v.pipe(v.string(), v.maxLength(2 * LONGEST));
const secret = v.pipe(v.string(), v.maxLength(100));

const SIGN_IN = v.strictObject({ name, password });
const LOOK = v.strictObject({ secret });
const USE = v.strictObject({ secret, name, password });

/** A request's body as it should be; `null` when it is not. */
export async function bodyOf<T extends v.GenericSchema>(c: Context, schema: T): Promise<v.InferOutput<T> | null> {
  const parsed = v.safeParse(schema, await c.req.json().catch(() => null));
  return parsed.success ? parsed.output : null;
}

/** Bodies of the routes about people are short. */
export const shortBody = bodyLimit({ maxSize: MOST_BYTES, onError: (c) => c.json({ refused: 'BODY' }, 413) });

/** What is there before anybody has signed in: who asks, and how to come in. */
export function doorRoutes(counter: Counter | null): Hono<DeskEnv> {
  const routes = new Hono<DeskEnv>();
  routes.get('/me', (c) => {
    const viewer = c.var.viewer as Viewer | undefined;
    const { token } = c.var;
    if (!viewer) return c.json({ signedOut: true, token } satisfies DoorView);
    const { name, role, agent } = viewer;
    return c.json({ name, role, agent, rights: rightsOf(role), token } satisfies MeView);
  });
  if (!counter) return routes;
  const { door } = counter;

  routes.post('/door/sign-in', shortBody, onlyWithToken, async (c) => {
    const sent = await bodyOf(c, SIGN_IN);
    if (!sent) return c.json({ refused: 'BODY' }, 400);
    const came = await door.signIn(sent.name, sent.password, counter.from(c));
    if ('refused' in came) return c.json(came satisfies DoorAnswer, came.refused === 'LOCKED' ? 429 : 401);
    await counter.keep(c, came.session);
    return c.json({ done: true } satisfies DoorAnswer);
  });

  routes.post('/door/link', shortBody, onlyWithToken, async (c) => {
    const sent = await bodyOf(c, LOOK);
    const found = sent && (await door.links.look(sent.secret));
    if (!found) return c.json({ refused: 'LINK' }, 404);
    return c.json({ name: found.account?.name ?? null, role: found.account?.role ?? 'admin' } satisfies LinkView);
  });

  routes.post('/door/password', shortBody, onlyWithToken, async (c) => {
    const sent = await bodyOf(c, USE);
    if (!sent) return c.json({ refused: 'BODY' }, 400);
    const came = await door.useLink(sent.secret, sent.name, sent.password, counter.from(c));
    if ('refused' in came) return c.json(came satisfies DoorAnswer, 422);
    await counter.keep(c, came.session);
    return c.json({ done: true } satisfies DoorAnswer);
  });
  return routes;
}
