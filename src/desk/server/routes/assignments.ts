import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import * as v from 'valibot';
import { reviewersOf } from '../../people/reviewers.ts';
import { assignCalls, MOST_ASSIGNED, undoAssigning } from '../../store/assign.ts';
import type { AssignAnswer } from '../../view.ts';
import { type Desk, type DeskEnv, needs } from '../context.ts';
import { parseListQuery } from '../queries.ts';
import { bodyOf } from './door.ts';

const MOST_BYTES = 16 * 1024;
const whole = v.pipe(v.number(), v.safeInteger(), v.minValue(1));
const to = v.nullable(v.pipe(v.string(), v.minLength(1), v.maxLength(100)));
const GIVEN = v.union([
  v.strictObject({ to, call: whole }),
  v.strictObject({ to, query: v.pipe(v.string(), v.maxLength(2_000)) }),
]);
const UNDONE = v.strictObject({ first: whole, last: whole });

const limited = bodyLimit({ maxSize: MOST_BYTES, onError: (c) => c.json({ refused: 'BODY' }, 413) });

/** Giving calls to reviewers: one, or all that a list shows; taking them back; undoing it. */
export function assignmentRoutes({ store, calibrations }: Desk): Hono<DeskEnv> {
  const routes = new Hono<DeskEnv>();

  /** Numbers of what is meant; `null`: no such query. Calls that one is to judge blind are not there. */
  const meant = async (c: Context<DeskEnv>, given: v.InferOutput<typeof GIVEN>): Promise<number[] | null> => {
    const { name } = c.var.viewer;
    const hidden = await calibrations.hiddenFrom(name);
    if ('call' in given) return hidden.has(given.call) ? [] : [given.call];
    const query = parseListQuery(Object.fromEntries(new URLSearchParams(given.query)), name);
    if (!query) return null;
    const { after: _, ...all } = query;
    const { calls } = await store.list({ ...all, hidden: [...hidden], limit: MOST_ASSIGNED + 1 }, c.var.scope);
    return calls.map((call) => call.no);
  };

  routes.get('/reviewers', needs('assign'), async (c) => c.json({ reviewers: await reviewersOf(store, c.var.viewer) }));

  routes.post('/assignments', needs('assign'), limited, async (c) => {
    const sent = await bodyOf(c, GIVEN);
    const calls = sent && (await meant(c, sent));
    if (!sent || !calls) return c.json({ refused: 'BODY' }, 400);
    const { viewer } = c.var;
    if (sent.to !== null && !(await reviewersOf(store, viewer)).includes(sent.to))
      return c.json({ refused: 'NO_SUCH_REVIEWER' } satisfies AssignAnswer, 422);
    if (calls.length > MOST_ASSIGNED)
      return c.json({ refused: 'TOO_MANY_CALLS', most: MOST_ASSIGNED } satisfies AssignAnswer, 422);
    return c.json((await assignCalls(store, viewer.name, sent.to, calls)) satisfies AssignAnswer);
  });

  routes.post('/assignments/undo', needs('assign'), limited, async (c) => {
    const sent = await bodyOf(c, UNDONE);
    if (!sent) return c.json({ refused: 'BODY' }, 400);
    const count = await undoAssigning(store, c.var.viewer.name, sent);
    if (count === null) return c.json({ refused: 'NOTHING_TO_UNDO' } satisfies AssignAnswer, 422);
    return c.json({ count, events: null } satisfies AssignAnswer);
  });
  return routes;
}
