import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import * as v from 'valibot';
import { Titles } from '../../../report/page/titles.ts';
import { goldOf } from '../../appeal/gold.ts';
import type { AppealListView, AppealView, CallAppealsView, ListedAppealView } from '../../appeal-view.ts';
import { type Actor, appealableUntil, appealsOf, escalableUntil, holds, isRefusal, nextActs } from '../../appeals.ts';
import { type AppealAct, rulingsFor, type Target } from '../../decisions.ts';
import { may } from '../../people/permissions.ts';
import type { Viewer } from '../../people/viewer.ts';
import { appealDaysOf } from '../../store/appeal-days.ts';
import { type ListedAppeal, listAppeals } from '../../store/appeals.ts';
import { appealCheck } from '../../store/checks.ts';
import { holds as isThere } from '../../store/scope.ts';
import type { StoredCall } from '../../store/store.ts';
import { callView, titleOfRule, titleOfTarget } from '../call-view.ts';
import { type Desk, type DeskEnv, needs } from '../context.ts';

const MOST_BYTES = 64 * 1024;
const written = v.pipe(v.string(), v.maxLength(2_000));
const whole = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const name = v.pipe(v.string(), v.maxLength(200));
const SENT = v.strictObject({
  seen: whole,
  act: v.variant('kind', [
    v.strictObject({ kind: v.literal('appeal'), target: name, why: written }),
    v.strictObject({ kind: v.literal('rule'), appeal: whole, target: name, ruling: name, why: written }),
    v.strictObject({ kind: v.literal('escalate'), appeal: whole, why: written }),
    v.strictObject({ kind: v.literal('withdraw'), appeal: whole }),
  ]),
});
const LISTED = v.strictObject({
  waiting: v.optional(v.literal('yes')),
  after: v.optional(v.pipe(v.string(), v.regex(/^\d{1,15}$/), v.transform(Number))),
});

/** What somebody is to the appeals of a call. */
const actorOf =
  ({ role, agent }: Viewer) =>
  ({ listing }: StoredCall): Actor => ({
    appellant: may(role, 'appeal') && isThere({ agent: agent ?? '' }, listing),
    decides: may(role, 'decide-appeal'),
    last: may(role, 'decide-last'),
  });

/** Appeals: a list of them, those of a call, and what is done with them. */
export function appealRoutes({ store, calibrations }: Desk): Hono<DeskEnv> {
  const routes = new Hono<DeskEnv>();

  routes.get('/appeals', needs('see-own-calls'), async (c) => {
    const query = v.safeParse(LISTED, c.req.query());
    if (!query.success) return c.json({ refused: 'QUERY' }, 400);
    const { waiting, after } = query.output;
    const found = await listAppeals(store, {
      scope: c.var.scope,
      hidden: [...(await calibrations.hiddenFrom(c.var.viewer.name))],
      waiting: waiting === 'yes',
      ...(after === undefined ? {} : { after }),
    });
    const appeals = await Promise.all(
      found.appeals.map(async (a) => listedView(a, new Titles(await store.pack(a.pack)))),
    );
    return c.json({ appeals, more: found.more } satisfies AppealListView);
  });

  const callOf = (c: Context<DeskEnv>) => store.call(Number(c.req.param('no')), c.var.scope);

  routes.get('/calls/:no{[0-9]{1,15}}/appeals', needs('see-own-calls'), async (c) => {
    const call = await callOf(c);
    if (!call) return c.json({ refused: 'NOT_FOUND' }, 404);
    return c.json(appealsView(call, actorOf(c.var.viewer)(call), await appealDaysOf(store), store.now()));
  });

  routes.get('/calls/:no{[0-9]{1,15}}/appeals/:seq{[0-9]{1,15}}/gold', needs('export'), async (c) => {
    const call = await callOf(c);
    const appeals = call ? appealsOf(call.assessment, call.pack.rubric, call.deeds) : [];
    const appeal = appeals.find((a) => a.seq === Number(c.req.param('seq')));
    const gold = call && appeal ? goldOf(call, appeal) : null;
    return gold ? c.json(gold) : c.json({ refused: 'NOT_FOUND' }, 404);
  });

  routes.post(
    '/calls/:no{[0-9]{1,15}}/appeals',
    needs('see-own-calls'),
    bodyLimit({ maxSize: MOST_BYTES, onError: (c) => c.json({ refused: 'BODY' }, 413) }),
    async (c) => {
      const sent = v.safeParse(SENT, await c.req.json().catch(() => null));
      if (!sent.success) return c.json({ refused: 'BODY' }, 400);
      const { viewer } = c.var;
      // Somebody else's call is not there for an installer, whatever he sends.
      const call = await callOf(c);
      if (!call) return c.json({ refused: 'NOT_FOUND' }, 404);
      const { act, seen } = sent.output;
      const check = appealCheck(actorOf(viewer), await appealDaysOf(store));
      const outcome = await store.act(call.no, viewer.name, act as AppealAct, seen, check);
      if ('unknown' in outcome) return c.json({ refused: 'NOT_FOUND' }, 404);
      if ('refused' in outcome) return c.json({ refused: outcome.refused }, 422);
      if ('meanwhile' in outcome) return c.json({ meanwhile: callView(outcome.meanwhile) }, 409);
      return c.json({ call: callView(outcome.done) });
    },
  );
  return routes;
}

function listedView({ rule, pack: _, agent, name, ...rest }: ListedAppeal, titles: Titles): ListedAppealView {
  return { ...rest, person: name || agent, title: titleOfRule(titles, rule) };
}

function appealsView(call: StoredCall, actor: Actor, days: number, now: string): CallAppealsView {
  const { assessment, pack, deeds, current } = call;
  const rubric = pack.rubric;
  const titles = new Titles(pack);
  const appeals = appealsOf(assessment, rubric, deeds).map((appeal): AppealView => {
    const { deeds: steps, ...rest } = appeal;
    return {
      ...rest,
      title: titleOfTarget(titles, assessment, appeal.target),
      holds: holds(appeal),
      rulings: rulingsFor(appeal.target),
      until: escalableUntil(appeal, days),
      next: nextActs(appeal, actor, days, now),
      steps: steps.map(({ at, who, act }) => ({
        at,
        who,
        kind: act.kind as AppealAct['kind'],
        ruling: act.kind === 'rule' ? act.ruling : null,
        why: 'why' in act ? act.why : '',
      })),
    };
  });
  const open = actor.appellant ? current.findings : [];
  const appealable = open.flatMap(({ target }): [Target, string][] => {
    const until = appealableUntil({ assessment, rubric, deeds, entered: call.entered }, target, days);
    return isRefusal(until) || now > until ? [] : [[target, until]];
  });
  return { appeals, appealable: Object.fromEntries(appealable) };
}
