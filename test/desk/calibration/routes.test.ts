import { join } from 'node:path';
import { Hono } from 'hono';
import { afterAll, describe, expect, it } from 'vitest';
import { Calibrations } from '../../../src/desk/calibration/store.ts';
import type { FiguresView, SheetCallView } from '../../../src/desk/calibration-view.ts';
import type { DeskEnv } from '../../../src/desk/server/context.ts';
import { appealRoutes } from '../../../src/desk/server/routes/appeals.ts';
import { boardRoutes } from '../../../src/desk/server/routes/board.ts';
import { calibrationRoutes } from '../../../src/desk/server/routes/calibrations.ts';
import { callRoutes } from '../../../src/desk/server/routes/calls.ts';
import { backup, restore } from '../../../src/desk/store/archive.ts';
import { audit } from '../../../src/desk/store/audit.ts';
import { forget } from '../../../src/desk/store/forget.ts';
import { asked, fillDesk, PEOPLE } from '../appeal-desk.ts';
import { DATABASES, Places, POSTGRES } from '../databases.ts';

const places = new Places();
afterAll(() => places.clear());

type Asked = ReturnType<typeof asked>;

/** Judges a call: everything was said, but for what is given; phrase 1 in the third turn. */
async function judge(who: Asked, id: number, no: number, but: Record<string, string> = {}) {
  const { body } = await who.get(`/calibrations/${id}/calls/${no}`);
  const elements = Object.fromEntries((body as SheetCallView).elements.map((e) => [e.id, 'met']));
  return who.post(`/calibrations/${id}/calls/${no}`, { elements: { ...elements, ...but }, phrases: { 1: [2] } });
}

describe.each(DATABASES)('calibration on %s', (database) => {
  const there = database === 'libsql' || POSTGRES !== null;

  async function desk() {
    const store = await places.open(await places.where(database));
    await fillDesk(store);
    const env = { store, lang: 'zh', calibrations: new Calibrations(store) } as const;
    const routes = new Hono<DeskEnv>();
    for (const one of [calibrationRoutes, callRoutes, appealRoutes, boardRoutes]) routes.route('/', one(env));
    return { store, env, as: (who: keyof typeof PEOPLE) => asked(routes, PEOPLE[who]) };
  }
  const SET = { name: '六月', raters: ['李老师', '陈老师'], calls: [1, 3] };
  const nos = async (who: Asked) => (await who.get('/calls')).body.calls.map((c: { no: number }) => c.no);

  it.skipIf(!there)('is judged blind: no verdict of the program’s or of others before one is done', async () => {
    const { store, as } = await desk();
    const [lead, trainer, second] = [as('lead'), as('trainer'), as('second')];
    const { seq } = (await lead.post('/calibrations', SET)).body;
    expect(await nos(trainer)).toEqual([2]);
    expect(await nos(lead)).toEqual([1, 2, 3]);
    const counted = async (who: Asked) => (await who.get('/board')).body.board.calls;
    expect([await counted(trainer), await counted(lead)]).toEqual([1, 3]);
    for (const path of ['/calls/1', '/calls/1/appeals', '/calls/3'])
      expect((await trainer.get(path)).status, path).toBe(423);
    const act = { seen: 0, act: { kind: 'close' } };
    expect((await trainer.post('/calls/1/acts', act)).status).toBe(423);
    expect((await trainer.get('/calls/2')).status).toBe(200);
    expect((await trainer.get(`/calibrations/${seq}/figures`)).status).toBe(404);

    const sheet = (await trainer.get(`/calibrations/${seq}/calls/1`)).body as SheetCallView;
    expect(Object.keys(sheet).sort()).toEqual(['call', 'elements', 'mine', 'no', 'phrases', 'turns']);
    expect(sheet.elements.every((e) => Object.keys(e).every((k) => ['id', 'title', 'script', 'why'].includes(k)))).toBe(
      true,
    );
    expect([sheet.mine, sheet.phrases.length]).toEqual([null, 21]);

    for (const no of [1, 3]) expect((await judge(trainer, seq, no)).status).toBe(200);
    expect((await second.get(`/calibrations/${seq}/calls/1`)).body.mine).toBeNull();
    expect((await second.get('/calibrations')).body.sets).toMatchObject([
      { raters: null, mine: { judged: 0, done: false } },
    ]);
    // He has judged all, and can still change it: he is shown nothing yet.
    expect((await trainer.get('/calls/1')).status).toBe(423);
    expect((await trainer.post(`/calibrations/${seq}/finish`, {})).status).toBe(200);
    expect((await trainer.get('/calls/1')).status).toBe(200);
    expect(await counted(trainer)).toBe(3);
    expect((await trainer.get(`/calibrations/${seq}/figures`)).status).toBe(200);
    expect((await judge(trainer, seq, 1)).body).toEqual({ refused: 'DONE' });
    expect((await second.get(`/calibrations/${seq}/figures`)).status).toBe(404);

    await judge(second, seq, 1, { 'greeting.hello': 'missed' });
    await judge(second, seq, 3);
    await second.post(`/calibrations/${seq}/finish`, {});
    const figures = (await lead.get(`/calibrations/${seq}/figures`)).body as FiguresView;
    expect(figures).toMatchObject({
      name: '六月',
      calls: 2,
      raters: [
        { name: '李老师', judged: 2, done: true },
        { name: '陈老师', done: true },
      ],
    });
    expect(figures.elements.people.observed).toBeLessThan(1);
    expect(figures.disagreements.some((d) => d.rule === 'element:greeting.hello' && d.no === 1)).toBe(true);
    expect((await lead.get('/calibrations/trend')).body.lines).toMatchObject([{ id: seq, calls: 2 }]);
    expect(await audit(store.engine.db)).toMatchObject({ sound: true });
    // Nothing of it stands in the history of the calls.
    expect((await store.call(1))!.deeds).toEqual([]);
  });

  it.skipIf(!there)('draws the same calls for the same seed, of those that nobody has decided on', async () => {
    const { store, env } = await desk();
    const { calibrations } = env;
    const drawn = await calibrations.draw(2, 7);
    expect(await calibrations.draw(2, 7)).toEqual(drawn);
    const seeds = await Promise.all([1, 2, 3, 4, 5, 6].map((seed) => calibrations.draw(3, seed)));
    expect(new Set(seeds.map(String)).size).toBeGreaterThan(1);
    await store.act(1, 'x', { kind: 'close' }, 0);
    expect((await calibrations.draw(9, 7)).sort()).toEqual([2, 3]);
  });

  it.skipIf(!there)('takes no call whose words were forgotten, drawn or chosen', async () => {
    const { store, env, as } = await desk();
    // Call 3 is of the day after the others.
    await forget(store, Math.floor((Date.now() - Date.parse('2026-06-04')) / 86_400_000), 'lead');
    expect(await env.calibrations.draw(9, 7)).toEqual([3]);
    expect((await as('lead').post('/calibrations', SET)).body).toEqual({ refused: 'NO_SUCH_CALL' });
  });

  it.skipIf(!there)('refuses what makes no sense, and who has no business there', async () => {
    const { as } = await desk();
    const [lead, trainer] = [as('lead'), as('trainer')];
    expect((await trainer.post('/calibrations', SET)).status).toBe(403);
    for (const who of ['installer', 'admin'] as const) expect((await as(who).get('/calibrations')).status).toBe(403);
    const refused = async (body: object) => (await lead.post('/calibrations', { ...SET, ...body })).body;
    expect(await refused({ name: ' ' })).toEqual({ refused: 'NO_NAME' });
    expect(await refused({ raters: [] })).toEqual({ refused: 'NO_RATERS' });
    expect(await refused({ calls: [] })).toEqual({ refused: 'NO_CALLS' });
    expect(await refused({ calls: [1, 99] })).toEqual({ refused: 'NO_SUCH_CALL' });
    expect((await lead.post('/calibrations', { ...SET, who: 'x' })).status).toBe(400);
    const { seq } = (await lead.post('/calibrations', SET)).body;
    expect((await lead.get(`/calibrations/${seq}/sheet`)).status).toBe(404);
    expect((await trainer.post(`/calibrations/${seq}/finish`, {})).body).toEqual({ refused: 'UNJUDGED' });
    expect((await trainer.get(`/calibrations/${seq}/calls/2`)).status).toBe(404);
    const post = (body: unknown) => trainer.post(`/calibrations/${seq}/calls/1`, body);
    expect((await post({ elements: {}, phrases: {} })).body).toEqual({ refused: 'UNJUDGED' });
    expect((await post({ elements: { none: 'met' }, phrases: {} })).body).toEqual({ refused: 'NO_SUCH_ELEMENT' });
    expect((await post({ elements: {}, phrases: { 99: [] } })).body).toEqual({ refused: 'NO_SUCH_PHRASE' });
    expect((await post({ elements: {}, phrases: { 1: [9] } })).body).toEqual({ refused: 'NO_SUCH_TURN' });
    for (const body of [
      '',
      '[]',
      {},
      { elements: { 'greeting.hello': 'present' }, phrases: {} },
      { elements: {}, phrases: { x: [] } },
    ])
      expect((await post(body)).status, JSON.stringify(body)).toBe(400);
  });

  it.skipIf(!there)('is read by a second process as by the first, and comes back from a backup', async () => {
    const { store, env, as } = await desk();
    const other = new Calibrations(store);
    await other.sets();
    const { seq } = (await as('lead').post('/calibrations', SET)).body;
    await judge(as('trainer'), seq, 1);
    const plain = async (c: Calibrations) =>
      [...(await c.sets()).values()].map((s) => ({
        ...s,
        raters: s.raters.map((r) => ({ ...r, judgements: [...r.judgements] })),
      }));
    expect(await plain(other)).toEqual(await plain(env.calibrations));
    const file = join(places.folder(), 'desk.backup');
    await backup(store.engine, file);
    const copy = await places.open(await places.where(database));
    await restore(copy.engine, file);
    expect(await plain(new Calibrations(copy))).toEqual(await plain(other));
  });
});
