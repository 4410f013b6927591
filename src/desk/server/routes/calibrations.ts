import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import * as v from 'valibot';
import { Titles } from '../../../report/page/titles.ts';
import type { Calibrations, Done } from '../../calibration/store.ts';
import { figuresOf } from '../../calibration-figures.ts';
import type { FiguresView, ListedSetView, SheetCallView, SheetView, TrendView } from '../../calibration-view.ts';
import { type CalibrationSet, CLASSES, isBlind, type Judgement } from '../../calibrations.ts';
import { may } from '../../people/permissions.ts';
import type { Viewer } from '../../people/viewer.ts';
import type { StoredCall } from '../../store/store.ts';
import { titleOfRule, turnViews } from '../call-view.ts';
import { type Desk, type DeskEnv, needs } from '../context.ts';

const MOST_BYTES = 256 * 1024;
const MOST_TOLD = 300;
const name = v.pipe(v.string(), v.minLength(1), v.maxLength(100));
const whole = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const MADE = v.strictObject({
  name: v.pipe(v.string(), v.maxLength(100)),
  raters: v.pipe(v.array(name), v.maxLength(100)),
  calls: v.optional(v.pipe(v.array(whole), v.maxLength(1_000))),
  draw: v.optional(v.strictObject({ count: v.pipe(whole, v.minValue(1), v.maxValue(500)), seed: whole })),
});
const JUDGED = v.strictObject({
  elements: v.record(name, v.picklist(CLASSES)),
  phrases: v.record(v.pipe(v.string(), v.regex(/^\d{1,6}$/)), v.pipe(v.array(v.nullable(whole)), v.maxLength(1_000))),
});

type Ctx = Context<DeskEnv>;
const idOf = (c: Ctx, key: string) => Number(c.req.param(key));
const limited = bodyLimit({ maxSize: MOST_BYTES, onError: (c) => c.json({ refused: 'BODY' }, 413) });

/** Whether somebody may see what was said of a set: none of its trainers before he is done, and else who may see any. */
const sees = ({ name, role }: Viewer, set: CalibrationSet): boolean =>
  !isBlind(set, name) && (may(role, 'see-calibration') || set.raters.some((r) => r.name === name));

/**
 * Calibration: sets, what each trainer judges blind, and the figures of agreement. Routes of single calls that come after these are closed to whoever
 * is to judge the call blind.
 */
export function calibrationRoutes({ store, calibrations }: Desk): Hono<DeskEnv> {
  const routes = new Hono<DeskEnv>();
  const answered = (c: Ctx, done: Done) => ('seq' in done ? c.json({ seq: done.seq }) : c.json(done, 422));

  routes.use('/calls/:no{[0-9]{1,15}}/*', async (c, next) => {
    const hidden = await calibrations.hiddenFrom(c.var.viewer.name);
    return hidden.has(idOf(c, 'no')) ? c.json({ refused: 'BLIND' }, 423) : next();
  });

  routes.get('/calibrations', needs('calibrate'), async (c) => {
    const sets = [...(await calibrations.sets()).values()].reverse();
    const shown = sets.map((set) => listedView(set, c.var.viewer)).filter((set) => set !== null);
    return c.json({ sets: shown });
  });

  routes.post('/calibrations', needs('see-calibration'), limited, async (c) => {
    const sent = v.safeParse(MADE, await c.req.json().catch(() => null));
    if (!sent.success) return c.json({ refused: 'BODY' }, 400);
    const { calls, draw, name, raters } = sent.output;
    const chosen = draw ? await calibrations.draw(draw.count, draw.seed) : (calls ?? []);
    const given = { name, raters, calls: chosen, seed: draw?.seed ?? null };
    return answered(c, await calibrations.make(c.var.viewer.name, given));
  });

  routes.get('/calibrations/trend', needs('see-calibration'), async (c) => {
    const all = [...(await calibrations.sets()).values()].filter((set) => sees(c.var.viewer, set));
    const lines: TrendView[] = [];
    for (const set of all) {
      const { byPack } = figuresOf(set, await calibrations.calls(set));
      const { id, name, at } = set;
      lines.push(...byPack.map((p) => ({ ...p, id, name, at, pack: p.pack.slice(0, 8) })));
    }
    return c.json({ lines });
  });

  /** The set of an address, for one of its trainers, or for whoever sees everything of it. */
  const setOf = async (c: Ctx, as: 'rater' | 'reader'): Promise<CalibrationSet | null> => {
    const set = await calibrations.set(idOf(c, 'id'));
    const { viewer } = c.var;
    const there = set && (as === 'rater' ? set.raters.some((r) => r.name === viewer.name) : sees(viewer, set));
    return there ? set : null;
  };
  const none = (c: Ctx) => c.json({ refused: 'NOT_FOUND' }, 404);

  routes.get('/calibrations/:id{[0-9]{1,15}}/sheet', needs('calibrate'), async (c) => {
    const set = await setOf(c, 'rater');
    if (!set) return none(c);
    const his = set.raters.find((r) => r.name === c.var.viewer.name)!;
    const calls: SheetView['calls'][number][] = [];
    for (const { no } of set.calls) {
      const call = await store.call(no);
      calls.push({ no, call: call?.assessment.id ?? '', judged: his.judgements.has(no) });
    }
    return c.json({ id: set.id, name: set.name, done: his.done, calls } satisfies SheetView);
  });

  routes.get('/calibrations/:id{[0-9]{1,15}}/calls/:no{[0-9]{1,15}}', needs('calibrate'), async (c) => {
    const set = await setOf(c, 'rater');
    const no = idOf(c, 'no');
    const call = set?.calls.some((one) => one.no === no) ? await store.call(no) : null;
    if (!set || !call) return none(c);
    const mine = set.raters.find((r) => r.name === c.var.viewer.name)?.judgements.get(no) ?? null;
    return c.json(sheetCallView(call, mine));
  });

  routes.post('/calibrations/:id{[0-9]{1,15}}/calls/:no{[0-9]{1,15}}', needs('calibrate'), limited, async (c) => {
    const sent = v.safeParse(JUDGED, await c.req.json().catch(() => null));
    if (!sent.success) return c.json({ refused: 'BODY' }, 400);
    const judgement = await withAllPhrases(calibrations, idOf(c, 'no'), sent.output as Judgement);
    return answered(c, await calibrations.judge(idOf(c, 'id'), c.var.viewer.name, idOf(c, 'no'), judgement));
  });

  routes.post('/calibrations/:id{[0-9]{1,15}}/finish', needs('calibrate'), limited, async (c) =>
    answered(c, await calibrations.finish(idOf(c, 'id'), c.var.viewer.name)),
  );

  routes.get('/calibrations/:id{[0-9]{1,15}}/figures', needs('calibrate'), async (c) => {
    const set = await setOf(c, 'reader');
    return set ? c.json(await figuresView(set, calibrations)) : none(c);
  });
  return routes;
}

const progress = (set: CalibrationSet) =>
  set.raters.map(({ name, done, judgements }) => ({ name, done, judged: judgements.size }));

function listedView(set: CalibrationSet, viewer: Viewer): ListedSetView | null {
  const his = set.raters.find((r) => r.name === viewer.name);
  if (!his && !may(viewer.role, 'see-calibration')) return null;
  const { id, name, at, calls } = set;
  return {
    id,
    name,
    at,
    calls: calls.length,
    raters: sees(viewer, set) ? progress(set) : null,
    mine: his ? { judged: his.judgements.size, done: his.done } : null,
  };
}

function sheetCallView({ no, assessment, spoken, pack }: StoredCall, mine: Judgement | null): SheetCallView {
  const titles = new Titles(pack);
  return {
    no,
    call: assessment.id,
    turns: turnViews(assessment, spoken) ?? [],
    elements: assessment.elements.map(({ id }) => {
      const element = titles.element(id);
      return {
        id,
        title: titles.elementTitle(id),
        script: titles.script(element?.script ?? ''),
        why: element?.why ?? null,
      };
    }),
    phrases: pack.phrases.map((p) => ({ no: p.no, title: titles.phraseTitle(p.no) })),
    mine,
  };
}

/** On the desk all phrases are judged: those that he does not name he did not hear. */
async function withAllPhrases(calibrations: Calibrations, no: number, judgement: Judgement): Promise<Judgement> {
  const none = Object.fromEntries((await calibrations.phrasesOf(no)).map((phrase) => [phrase, []]));
  return { ...judgement, phrases: { ...none, ...judgement.phrases } };
}

async function figuresView(set: CalibrationSet, calibrations: Calibrations): Promise<FiguresView> {
  const calls = await calibrations.calls(set);
  const { elements, phrases, items, disagreements } = figuresOf(set, calls);
  const latest = calls.at(-1);
  const titles = latest ? new Titles(latest.pack) : null;
  const title = (rule: string) => (titles ? titleOfRule(titles, rule) : { zh: rule, en: rule });
  const ids = new Map(calls.map((call) => [call.no, call.assessment.id]));
  const { id, name, at, seed } = set;
  return {
    id,
    name,
    at,
    seed,
    calls: set.calls.length,
    raters: progress(set),
    elements,
    phrases,
    items: items.map((item) => ({ ...item, title: title(item.rule) })),
    disagreements: disagreements
      .slice(0, MOST_TOLD)
      .map((d) => ({ ...d, title: title(d.rule), call: ids.get(d.no) ?? '' })),
    disagreed: disagreements.length,
  };
}
