import { type Context, Hono } from 'hono';
import * as v from 'valibot';
import type { AccountOutcome } from '../../people/accounts.ts';
import { AGAIN_HOURS, INVITED_HOURS } from '../../people/links.ts';
import { DESK_ROLES } from '../../people/permissions.ts';
import type { PeopleView, PersonAnswer, SignInsView } from '../../people-view.ts';
import type { Counter } from '../access.ts';
import { type Desk, type DeskEnv, needs } from '../context.ts';
import { bodyOf, shortBody } from './door.ts';

const role = v.picklist(DESK_ROLES);
const agent = v.nullable(v.pipe(v.string(), v.maxLength(100)));
const NEW = v.strictObject({ name: v.pipe(v.string(), v.maxLength(100)), role, agent });
const POST = v.strictObject({ role, agent });
const NOTHING = v.strictObject({});
const DISABLED = v.strictObject({ disabled: v.boolean() });
const PAGE = 100;

/** The accounts and the log of sign-ins, for an admin. */
export function peopleRoutes({ store }: Desk, counter: Counter): Hono<DeskEnv> {
  const routes = new Hono<DeskEnv>();
  const { accounts, links, signIns } = counter.door;
  const ofAdmins = needs('manage-people');
  const id = (c: Context): number => Number(c.req.param('id'));

  /** Whether it was done; with a link where one is needed. */
  const answer = async (c: Context, outcome: AccountOutcome, hours: number | null) => {
    if ('refused' in outcome) return c.json(outcome satisfies PersonAnswer, 422);
    const { account } = outcome;
    const link = hours === null ? null : counter.linkAddress(c, await links.make(account.id, hours));
    return c.json({ person: account, link, hours } satisfies PersonAnswer);
  };

  routes.get('/people', ofAdmins, async (c) => {
    const [people, { agents }] = await Promise.all([accounts.list(), store.people()]);
    return c.json({ people, agents } satisfies PeopleView);
  });

  routes.post('/people', ofAdmins, shortBody, async (c) => {
    const sent = await bodyOf(c, NEW);
    if (!sent) return c.json({ refused: 'BODY' }, 400);
    return answer(c, await accounts.make(sent.name, sent, c.var.viewer.name), INVITED_HOURS);
  });

  routes.post('/people/:id{[0-9]{1,15}}/post', ofAdmins, shortBody, async (c) => {
    const sent = await bodyOf(c, POST);
    if (!sent) return c.json({ refused: 'BODY' }, 400);
    return answer(c, await accounts.change(id(c), sent, c.var.viewer.name), null);
  });

  routes.post('/people/:id{[0-9]{1,15}}/disabled', ofAdmins, shortBody, async (c) => {
    const sent = await bodyOf(c, DISABLED);
    if (!sent) return c.json({ refused: 'BODY' }, 400);
    return answer(c, await accounts.setDisabled(id(c), sent.disabled, c.var.viewer.name), null);
  });

  routes.post('/people/:id{[0-9]{1,15}}/reset', ofAdmins, shortBody, async (c) => {
    if (!(await bodyOf(c, NOTHING))) return c.json({ refused: 'BODY' }, 400);
    const outcome = await accounts.reset(id(c), c.var.viewer.name);
    if ('account' in outcome) await counter.door.unlock(outcome.account.name);
    return answer(c, outcome, AGAIN_HOURS);
  });

  routes.get('/sign-ins', ofAdmins, async (c) => {
    const before = c.req.query('before');
    if (before !== undefined && !/^\d{1,15}$/.test(before)) return c.json({ refused: 'QUERY' }, 400);
    const list = await signIns.list(before === undefined ? null : Number(before), PAGE + 1);
    return c.json({ signIns: list.slice(0, PAGE), more: list.length > PAGE } satisfies SignInsView);
  });
  return routes;
}
