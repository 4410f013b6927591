import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { CallAppealsView } from '../../src/desk/appeal-view.ts';
import { Calibrations } from '../../src/desk/calibration/store.ts';
import { soleViewer } from '../../src/desk/people/viewer.ts';
import { appealRoutes } from '../../src/desk/server/routes/appeals.ts';
import { settingsRoutes } from '../../src/desk/server/routes/settings.ts';
import { backup, restore } from '../../src/desk/store/archive.ts';
import { audit } from '../../src/desk/store/audit.ts';
import { asked, fillDesk, PEOPLE } from './appeal-desk.ts';
import { DATABASES, Places, POSTGRES } from './databases.ts';

const places = new Places();
afterAll(() => places.clear());

const HIT = 'violation:0';
const appeal = (seen: number, why = '我是转述客户的话', target = HIT) => ({
  seen,
  act: { kind: 'appeal', target, why },
});
const rule = (seen: number, of: number, ruling: string, why = '听过录音') => ({
  seen,
  act: { kind: 'rule', appeal: of, target: HIT, ruling, why },
});
const escalate = (seen: number, of: number) => ({ seen, act: { kind: 'escalate', appeal: of, why: '没有听全' } });

describe.each(DATABASES)('appeals on %s', (database) => {
  const there = database === 'libsql' || POSTGRES !== null;

  async function desk() {
    let now = '2026-06-03T08:00:00.000Z';
    const store = await places.open(await places.where(database), true, () => now);
    await fillDesk(store);
    const env = { store, lang: 'zh', calibrations: new Calibrations(store) } as const;
    const routes = appealRoutes(env).route('/', settingsRoutes(env));
    return {
      store,
      as: (who: keyof typeof PEOPLE) => asked(routes, PEOPLE[who]),
      sole: asked(routes, soleViewer('本机')),
      at: (moment: string) => {
        now = moment;
      },
    };
  }
  const stateOf = async (one: ReturnType<typeof asked>, no = 1) =>
    (await one.get(`/calls/${no}/appeals`)).body as CallAppealsView;

  it.skipIf(!there)('go from the installer to the trainer to the lead, and everybody sees the history', async () => {
    const { store, as, at } = await desk();
    const [installer, trainer, lead] = [as('installer'), as('trainer'), as('lead')];
    const { appealable } = await stateOf(installer);
    expect(appealable[HIT]).toBe('2026-06-17T08:00:00.000Z');
    expect((await stateOf(trainer)).appealable).toEqual({});

    expect((await installer.post('/calls/1/appeals', appeal(0))).status).toBe(200);
    const { seq } = (await stateOf(trainer)).appeals[0]!;
    const waits = await trainer.get('/appeals?waiting=yes');
    expect(waits.body.appeals).toMatchObject([
      {
        seq,
        no: 1,
        call: 'a',
        person: '1032',
        state: 'open',
        upheld: null,
        title: { zh: expect.stringContaining('不归我们管') },
      },
    ]);
    expect((await stateOf(trainer)).appeals[0]!.next).toEqual(['rule']);
    expect((await stateOf(installer)).appeals[0]!.next).toEqual(['withdraw']);

    const percent = async () => (await store.call(1))!.current.score.percent!;
    const before = await percent();
    at('2026-06-05T08:00:00.000Z');
    expect((await trainer.post('/calls/1/appeals', rule(seq, seq, 'hit'))).status).toBe(200);
    expect((await trainer.get('/appeals?waiting=yes')).body.appeals).toEqual([]);
    expect((await stateOf(installer)).appeals[0]).toMatchObject({
      state: 'ruled',
      upheld: false,
      until: '2026-06-19T08:00:00.000Z',
      next: ['escalate'],
    });
    expect((await installer.post('/calls/1/appeals', escalate(seq + 1, seq))).status).toBe(200);
    expect((await trainer.post('/calls/1/appeals', rule(seq + 2, seq, 'hit'))).body).toEqual({ refused: 'NOT_NOW' });
    expect((await lead.post('/calls/1/appeals', rule(seq + 2, seq, 'excused'))).status).toBe(200);
    expect(await percent()).toBeGreaterThan(before);
    for (const one of [installer, trainer, lead])
      expect((await stateOf(one)).appeals[0]).toMatchObject({
        state: 'final',
        upheld: true,
        ruling: 'excused',
        next: [],
        steps: [
          { who: '王强', kind: 'appeal', why: '我是转述客户的话' },
          { who: '李老师', kind: 'rule', ruling: 'hit' },
          { who: '王强', kind: 'escalate' },
          { who: '周主管', kind: 'rule', ruling: 'excused' },
        ],
      });
    expect(await audit(store.engine.db)).toMatchObject({ sound: true, events: 5 });
  });

  it.skipIf(!there)('show an installer nothing of other people’s calls, and take nothing for them', async () => {
    const { as } = await desk();
    const [installer, other] = [as('installer'), as('other')];
    await installer.post('/calls/1/appeals', appeal(0));
    expect((await other.get('/calls/1/appeals')).status).toBe(404);
    expect((await other.post('/calls/1/appeals', appeal(2))).status).toBe(404);
    expect((await other.get('/appeals')).body.appeals).toEqual([]);
    expect((await installer.get('/appeals')).body.appeals).toHaveLength(1);
    expect((await as('trainer').get('/appeals')).body.appeals).toHaveLength(1);
    for (const path of ['/appeals', '/calls/1/appeals']) expect((await as('admin').get(path)).status).toBe(403);
  });

  it.skipIf(!there)('refuse what is too late, not his, or no act, and tell who comes second', async () => {
    const { as, at } = await desk();
    const [installer, trainer] = [as('installer'), as('trainer')];
    expect((await trainer.post('/calls/1/appeals', appeal(0))).body).toEqual({ refused: 'NOT_NOW' });
    expect((await installer.post('/calls/1/appeals', appeal(0, ''))).body).toEqual({ refused: 'NO_REASON' });
    at('2026-06-17T08:00:00.001Z');
    expect((await installer.post('/calls/1/appeals', appeal(0))).body).toEqual({ refused: 'TOO_LATE' });
    expect((await stateOf(installer)).appealable).toEqual({});
    at('2026-06-17T08:00:00.000Z');
    await installer.post('/calls/1/appeals', appeal(0));
    const late = await installer.post('/calls/1/appeals', appeal(0));
    expect([late.status, late.body.meanwhile.seen]).toEqual([409, 2]);
    for (const body of [
      '',
      '[]',
      {},
      { seen: 0, act: { kind: 'drop' } },
      { ...appeal(2), who: 'x' },
      { seen: 2, act: { kind: 'decide', target: HIT, ruling: 'hit', why: '' } },
    ])
      expect((await installer.post('/calls/1/appeals', body)).status, JSON.stringify(body)).toBe(400);
    expect((await installer.post('/calls/1/appeals', appeal(2, 'x'.repeat(70_000)))).status).toBe(413);
    expect((await trainer.get('/appeals?waiting=no')).status).toBe(400);
  });

  it.skipIf(!there)('can be made for as many days as an admin says, at once, and the chain says who did', async () => {
    const { store, as, at } = await desk();
    const [installer, trainer, lead, admin] = [as('installer'), as('trainer'), as('lead'), as('admin')];
    expect((await admin.get('/settings')).body).toEqual({ appealDays: 14, least: 1, most: 365, changed: null });
    const change = (one: typeof admin, days: unknown) => one.post('/settings/appeal-days', { days });
    const changed = { at: '2026-06-03T08:00:00.000Z', who: '管理员', from: 14, to: 3 };
    expect(await change(admin, 3)).toEqual({ status: 200, body: { appealDays: 3, least: 1, most: 365, changed } });
    // Saying it again is no change.
    expect((await change(admin, 3)).body.changed).toEqual(changed);
    expect((await stateOf(installer)).appealable[HIT]).toBe('2026-06-06T08:00:00.000Z');
    at('2026-06-06T08:00:00.001Z');
    expect((await installer.post('/calls/1/appeals', appeal(0))).body).toEqual({ refused: 'TOO_LATE' });
    await change(admin, 365);
    expect((await installer.post('/calls/1/appeals', appeal(0))).status).toBe(200);
    const { seq } = (await stateOf(trainer)).appeals[0]!;
    await trainer.post('/calls/1/appeals', rule(seq, seq, 'hit'));
    await change(admin, 1);
    expect((await stateOf(installer)).appeals[0]).toMatchObject({ until: '2026-06-07T08:00:00.001Z' });

    for (const one of [installer, trainer, lead]) {
      expect([(await one.get('/settings')).status, (await change(one, 30)).status]).toEqual([403, 403]);
    }
    for (const days of [0, 366, -1, 1.5, '7', null, 1e99, undefined]) {
      expect((await change(admin, days)).status, String(days)).toBe(400);
    }
    for (const body of ['', '[]', { days: 7, who: 'x' }])
      expect((await admin.post('/settings/appeal-days', body)).status, JSON.stringify(body)).toBe(400);
    expect((await admin.get('/settings')).body).toMatchObject({ appealDays: 1, changed: { from: 365, to: 1 } });
    const events = await store.engine.db
      .selectFrom('event')
      .select(['who', 'body'])
      .where('kind', '=', 'appeal-days')
      .orderBy('seq')
      .execute();
    expect(events.map((e) => [e.who, JSON.parse(e.body)])).toEqual([
      ['管理员', { from: 14, to: 3 }],
      ['管理员', { from: 3, to: 365 }],
      ['管理员', { from: 365, to: 1 }],
    ]);
    expect(await audit(store.engine.db)).toMatchObject({ sound: true });
  });

  it.skipIf(!there)('have the days of the sole user of a desk without accounts, and of a backup', async () => {
    const { store, sole } = await desk();
    await sole.post('/settings/appeal-days', { days: 20 });
    await sole.post('/settings/appeal-days', { days: 30 });
    const { body } = await sole.get('/settings');
    expect(body).toMatchObject({ appealDays: 30, changed: { who: '本机', from: 20, to: 30 } });
    const file = join(places.folder(), 'desk.backup');
    await backup(store.engine, file);
    const copy = await places.open(await places.where(database));
    await restore(copy.engine, file);
    const env = { store: copy, lang: 'zh', calibrations: new Calibrations(copy) } as const;
    expect((await asked(settingsRoutes(env), PEOPLE.admin).get('/settings')).body).toEqual(body);
  });

  it.skipIf(!there)('keep reviewers from deciding what is appealed, and come back from a backup', async () => {
    const { store, as } = await desk();
    await as('installer').post('/calls/1/appeals', appeal(0));
    const decide = { kind: 'decide', target: HIT, ruling: 'excused', why: '顺手改掉' } as const;
    expect(await store.act(1, 'x', decide, 2)).toEqual({ refused: 'APPEALED' });
    expect(await store.act(1, 'x', { kind: 'withdraw', appeal: 2 }, 2)).toEqual({ refused: 'NOT_NOW' });
    const file = join(places.folder(), 'desk.backup');
    await backup(store.engine, file);
    const copy = await places.open(await places.where(database));
    await restore(copy.engine, file);
    const all = (from: typeof store) => from.engine.db.selectFrom('appeal').selectAll().execute();
    expect(await all(copy)).toEqual(await all(store));
  });
});
