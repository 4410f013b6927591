import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import * as v from 'valibot';
import { dueDrills } from '../../../practice/drills.ts';
import { may } from '../../people/permissions.ts';
import { isLate } from '../../practice/assignments.ts';
import type { Begun, Coach } from '../../practice/coach.ts';
import type { Kept } from '../../practice/rows.ts';
import type { Stage } from '../../practice/stage.ts';
import type { PracticeView, RoundAnswer } from '../../practice-view.ts';
import { type Desk, type DeskEnv, needs } from '../context.ts';
import { castView, drillTitle, endedLine, hintView, roundLine, roundView } from '../practice-view.ts';
import { bodyOf, shortBody } from './door.ts';

/** Of a long line only the beginning is heard, but somebody pastes a book. */
const MOST_BYTES = 2 ** 20;
const ENDED_SHOWN = 8;
const NEXT_SHOWN = 3;

const id = v.pipe(v.string(), v.maxLength(100));
const whole = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const BEGIN = v.union([v.strictObject({ scene: id, persona: v.nullable(id) }), v.strictObject({ assigned: whole })]);
const ACT = v.strictObject({
  seen: whole,
  act: v.variant('kind', [
    v.strictObject({ kind: v.literal('say'), text: v.string() }),
    v.strictObject({ kind: v.picklist(['undo', 'hint', 'finish', 'drop']) }),
  ]),
});

/** Practice of whoever asks: what waits for him, his rounds and drills, and what he does in them. */
export function practiceRoutes({ store }: Desk, coach: Coach, stage: () => Promise<Stage>): Hono<DeskEnv> {
  const routes = new Hono<DeskEnv>();

  const shown = async (row: Kept, isOwn = true) => {
    const assignment = row.assigned === null ? null : ((await coach.assignments.all()).get(row.assigned) ?? null);
    return roundView(await stage(), row, assignment, isOwn);
  };
  const begun = async (c: Context<DeskEnv>, outcome: Begun) =>
    'refused' in outcome
      ? c.json(outcome satisfies RoundAnswer, 422)
      : c.json({ round: await shown(outcome.row), hint: null } satisfies RoundAnswer);

  routes.get('/practice', needs('practise'), async (c) => {
    const [{ viewer }, on, now] = [c.var, await stage(), store.now()];
    const [profile, open, all] = await Promise.all([
      coach.profile(viewer, now),
      coach.rows.open(viewer.name),
      coach.assignments.all(),
    ]);
    const { ended } = profile;
    const due = dueDrills(profile, now);
    const waiting = [...all.values()].filter(
      (a) => !a.withdrawn && a.people.includes(viewer.name) && !ended.some((e) => e.assigned === a.seq),
    );
    return c.json({
      ...castView(on),
      me: viewer.id,
      assigned: waiting
        .map((a) => ({
          ...roundLine(on, a.round),
          seq: a.seq,
          by: a.by,
          until: a.until,
          late: isLate(a, now),
          begun: open.some((o) => o.assigned === a.seq),
        }))
        .sort((a, b) => ((a.until ?? '9') < (b.until ?? '9') ? -1 : 1)),
      open: open.flatMap(({ id, task, played, begun, assigned }) =>
        played && task === 'round' && !waiting.some((a) => a.seq === assigned)
          ? [{ id, ...roundLine(on, played.state.round), lines: played.state.lines.length, begun }]
          : [],
      ),
      due: due.length,
      next: due.slice(0, NEXT_SHOWN).map((d) => drillTitle(on, d.id)),
      ended: ended
        .slice(-ENDED_SHOWN * 4)
        .reverse()
        .flatMap((e) => endedLine(on, e) ?? [])
        .slice(0, ENDED_SHOWN),
    } satisfies PracticeView);
  });

  routes.post('/practice/rounds', needs('practise'), shortBody, async (c) => {
    const sent = await bodyOf(c, BEGIN);
    if (!sent) return c.json({ refused: 'BODY' }, 400);
    const { viewer } = c.var;
    const on = await stage();
    return begun(
      c,
      'assigned' in sent
        ? await coach.beginAssigned(on, viewer, sent.assigned)
        : await coach.beginRound(on, viewer, sent.scene, sent.persona),
    );
  });

  routes.post('/practice/drills', needs('practise'), shortBody, async (c) =>
    begun(c, await coach.beginDrill(await stage(), c.var.viewer)),
  );

  routes.get('/practice/rounds/:id{[0-9]{1,15}}', needs('practise'), async (c) => {
    const { viewer } = c.var;
    const row = await coach.rows.row(Number(c.req.param('id')));
    const isOwn = row?.person === viewer.name;
    // What goes on is nobody else's; what is over, those may see who assign.
    if (!row || (!isOwn && (row.event === null || !may(viewer.role, 'assign-practice'))))
      return c.json({ refused: 'NOT_FOUND' }, 404);
    return c.json({ round: await shown(row, isOwn), hint: null } satisfies RoundAnswer);
  });

  routes.post(
    '/practice/rounds/:id{[0-9]{1,15}}',
    needs('practise'),
    bodyLimit({ maxSize: MOST_BYTES, onError: (c) => c.json({ refused: 'BODY' }, 413) }),
    async (c) => {
      const sent = await bodyOf(c, ACT);
      if (!sent) return c.json({ refused: 'BODY' }, 400);
      const on = await stage();
      const outcome = await coach.act(on, c.var.viewer, Number(c.req.param('id')), sent.seen, sent.act);
      if ('unknown' in outcome) return c.json({ refused: 'NOT_FOUND' }, 404);
      if ('refused' in outcome) return c.json({ refused: outcome.refused } satisfies RoundAnswer, 422);
      if ('meanwhile' in outcome)
        return c.json({ meanwhile: await shown(outcome.meanwhile) } satisfies RoundAnswer, 409);
      if (outcome.done === null) return c.json({ gone: true } satisfies RoundAnswer);
      const hint = outcome.hint && hintView(on, outcome.hint);
      return c.json({ round: await shown(outcome.done), hint } satisfies RoundAnswer);
    },
  );
  return routes;
}
