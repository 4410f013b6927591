import { Hono } from 'hono';
import * as v from 'valibot';
import type { Accounts } from '../../people/accounts.ts';
import { may } from '../../people/permissions.ts';
import { type Assignment, isLate } from '../../practice/assignments.ts';
import type { Coach } from '../../practice/coach.ts';
import { trainees } from '../../practice/people.ts';
import { personFigures } from '../../practice/person.ts';
import type { Stage } from '../../practice/stage.ts';
import type { AssignmentsView, AssignmentView, PracticePeopleView, PracticePersonView } from '../../practice-view.ts';
import { missedInCalls } from '../../store/missed.ts';
import { type Desk, type DeskEnv, needs } from '../context.ts';
import { castView, drillTitle, endedLine, roundLine } from '../practice-view.ts';
import { bodyOf, shortBody } from './door.ts';

const MOST_PEOPLE = 500;
const MOST_ASSIGNMENTS = 50;
const MOST_ENDED = 200;
const MOST_SEED = 2 ** 31;

const id = v.pipe(v.string(), v.maxLength(100));
const day = v.pipe(v.string(), v.isoDate());
const whole = (most: number) => v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(most));
const ASSIGN = v.strictObject({
  people: v.pipe(v.array(id), v.minLength(1), v.maxLength(MOST_PEOPLE)),
  scene: id,
  persona: v.nullable(id),
  seed: v.nullable(whole(MOST_SEED)),
  passMark: whole(100),
  until: v.nullable(day),
});
const NOTHING = v.strictObject({});

/** Rounds that trainers assign, and how people practise. @param accounts `null`: a desk of a single user */
export function practicePeopleRoutes(
  { store, calibrations }: Desk,
  coach: Coach,
  stage: () => Promise<Stage>,
  accounts: Accounts | null,
): Hono<DeskEnv> {
  const routes = new Hono<DeskEnv>();

  const assignmentsView = async (): Promise<AssignmentsView> => {
    const on = await stage();
    const all = [...(await coach.assignments.all()).values()].filter((a) => !a.withdrawn);
    const newest = all.slice(-MOST_ASSIGNMENTS).reverse();
    const played = await coach.rows.ofAssigned(newest.map((a) => a.seq));
    return {
      ...castView(on),
      passMark: on.pack.rubric.passMark,
      assignments: newest.map((a) =>
        assignmentView(
          on,
          a,
          played.filter((p) => p.assigned === a.seq),
          store.now(),
        ),
      ),
    };
  };

  routes.get('/practice/assignments', needs('assign-practice'), async (c) => c.json(await assignmentsView()));

  routes.post('/practice/assignments', needs('assign-practice'), shortBody, async (c) => {
    const sent = await bodyOf(c, ASSIGN);
    if (!sent) return c.json({ refused: 'BODY' }, 400);
    const { viewer } = c.var;
    const there = new Set((await trainees(accounts, viewer)).map((p) => p.name));
    const people = [...new Set(sent.people)];
    if (people.some((name) => !there.has(name))) return c.json({ refused: 'NO_SUCH_PERSON' }, 422);
    const round = coach.round(await stage(), sent.scene, sent.persona, sent.seed ?? undefined, sent.passMark);
    if (!round) return c.json({ refused: 'NO_SUCH_SCENE' }, 422);
    await coach.assignments.assign(viewer.name, { people, round, until: sent.until });
    return c.json(await assignmentsView());
  });

  routes.post('/practice/assignments/:seq{[0-9]{1,15}}/withdraw', needs('assign-practice'), shortBody, async (c) => {
    if (!(await bodyOf(c, NOTHING))) return c.json({ refused: 'BODY' }, 400);
    const done = await coach.assignments.withdraw(c.var.viewer.name, Number(c.req.param('seq')));
    return done ? c.json(await assignmentsView()) : c.json({ refused: 'NOT_FOUND' }, 404);
  });

  routes.get('/practice/people', needs('assign-practice'), async (c) => {
    const people = await trainees(accounts, c.var.viewer);
    const played = await coach.rows.figures();
    return c.json({
      people: people.map(({ id, name, role }) => {
        const { rounds = 0, last = null } = played.get(name) ?? {};
        return { id, name, role, rounds, last: last && { at: last.at, percent: last.percent, passed: last.passed } };
      }),
    } satisfies PracticePeopleView);
  });

  routes.get('/practice/people/:id{[0-9]{1,15}}', needs('practise'), async (c) => {
    const { viewer } = c.var;
    const id = Number(c.req.param('id'));
    // Somebody else is not there for an installer.
    const people = may(viewer.role, 'assign-practice') ? await trainees(accounts, viewer) : [viewer];
    const person = people.find((p) => p.id === id);
    if (!person) return c.json({ refused: 'NOT_FOUND' }, 404);
    const on = await stage();
    const { name, agent } = person;
    const now = store.now();
    const hidden = await calibrations.hiddenFrom(viewer.name);
    const [profile, missed] = await Promise.all([
      coach.profile(person, now),
      agent === null ? null : missedInCalls(store, agent, hidden),
    ]);
    return c.json({
      id,
      name,
      agent,
      ...personFigures(on, profile, missed, now, (rule) => drillTitle(on, rule)),
      ended: profile.ended
        .flatMap((e) => endedLine(on, e) ?? [])
        .slice(-MOST_ENDED)
        .reverse(),
    } satisfies PracticePersonView);
  });
  return routes;
}

type Played = Awaited<ReturnType<Coach['rows']['ofAssigned']>>;

function assignmentView(stage: Stage, a: Assignment, played: Played, now: string): AssignmentView {
  const people = a.people.map((name) =>
    standingOf(
      name,
      played.filter((p) => p.person === name),
    ),
  );
  return {
    ...roundLine(stage, a.round),
    seq: a.seq,
    at: a.at,
    by: a.by,
    seed: a.round.seed,
    passMark: a.round.passMark,
    until: a.until,
    late: isLate(a, now) && people.some((p) => p.state !== 'done'),
    people,
  };
}

/** How far somebody is with an assignment. */
function standingOf(name: string, his: Played): AssignmentView['people'][number] {
  const ended = his.flatMap(({ id, summary }) => (summary?.kind === 'round' ? [{ ...summary, id }] : []));
  const best = [...ended].sort((x, y) => (y.percent ?? -1) - (x.percent ?? -1))[0];
  return {
    name,
    state: ended.length > 0 ? 'done' : his.length > 0 ? 'begun' : 'waiting',
    best: best ? { id: best.id, percent: best.percent, passed: best.passed } : null,
    tries: ended.length,
  };
}
