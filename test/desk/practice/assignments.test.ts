import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Calibrations } from '../../../src/desk/calibration/store.ts';
import { soleViewer } from '../../../src/desk/people/viewer.ts';
import { audit } from '../../../src/desk/store/audit.ts';
import type { Store } from '../../../src/desk/store/store.ts';
import { PEOPLE } from '../appeal-desk.ts';
import { DATABASES, Places, POSTGRES } from '../databases.ts';
import { openRoom, practising } from './room.ts';

const places = new Places();
afterAll(() => places.clear());

type Desk = ReturnType<typeof practising>;
const HOMEWORK = { scene: 'booking', persona: 'angry', seed: 7, passMark: 85, until: '2026-06-05' };

describe.each(DATABASES)('assigned practice on %s', (database) => {
  const there = database === 'libsql' || POSTGRES !== null;
  const NOW = { at: '2026-06-03T06:00:00.000Z' };
  let store: Store;
  let installer: Desk;
  let other: Desk;
  let trainer: Desk;

  beforeAll(async () => {
    if (!there) return;
    ({ store, installer, other, trainer } = await openRoom(places, database, () => NOW.at));
  });

  /** Plays an assigned round with one line. @returns its number */
  async function play(desk: Desk, seq: number): Promise<number> {
    const { round } = (await desk.post('/practice/rounds', { assigned: seq })).body;
    const act = (seen: number, what: object) => desk.post(`/practice/rounds/${round.id}`, { seen, act: what });
    await act(0, { kind: 'say', text: '您好，我是电信的装维' });
    await act(1, { kind: 'finish' });
    return round.id;
  }

  it.skipIf(!there)('gives the same round to each of them, and shows it until it is done', async () => {
    const { body } = await trainer.post('/practice/assignments', { ...HOMEWORK, people: ['王强', '刘洋', '王强'] });
    const [given] = body.assignments;
    expect(given).toMatchObject({ by: '李老师', seed: 7, passMark: 85, until: '2026-06-05', late: false });
    expect(given.people.map((p: { name: string; state: string }) => [p.name, p.state])).toEqual([
      ['王强', 'waiting'],
      ['刘洋', 'waiting'],
    ]);
    const { assigned } = (await installer.get('/practice')).body;
    expect(assigned).toMatchObject([{ seq: given.seq, by: '李老师', until: '2026-06-05', late: false, begun: false }]);

    const twice = await Promise.all([1, 2].map(() => installer.post('/practice/rounds', { assigned: given.seq })));
    const [one, two] = twice.map((t) => t.body.round);
    expect(one.id).toBe(two.id);
    expect(one.assigned).toEqual({ seq: given.seq, by: '李老师', until: '2026-06-05' });
    expect((await installer.get('/practice')).body).toMatchObject({ assigned: [{ begun: true }], open: [] });
    const his = (await other.post('/practice/rounds', { assigned: given.seq })).body.round;
    expect([his.order, his.turns]).toEqual([one.order, one.turns]);
    expect(his.id).not.toBe(one.id);

    const id = await play(installer, given.seq);
    expect((await installer.get('/practice')).body.assigned).toEqual([]);
    const [after] = (await trainer.get('/practice/assignments')).body.assignments;
    expect(after.people).toMatchObject([
      { name: '王强', state: 'done', tries: 1, best: { id, passed: false } },
      { name: '刘洋', state: 'begun', tries: 0, best: null },
    ]);
    NOW.at = '2026-06-07T06:00:00.000Z';
    expect((await other.get('/practice')).body.assigned).toMatchObject([{ late: true }]);
    expect((await trainer.get('/practice/assignments')).body.assignments).toMatchObject([{ late: true }]);
    NOW.at = '2026-06-03T06:00:00.000Z';
    expect(await audit(store.engine.db)).toMatchObject({ sound: true });
  });

  it.skipIf(!there)('is taken back, and what was played of it stays', async () => {
    const given = { ...HOMEWORK, persona: null, seed: null, until: null, people: ['刘洋'] };
    const [{ seq }] = (await trainer.post('/practice/assignments', given)).body.assignments;
    const id = await play(other, seq);
    // Played once more, and not yet ended: it can still be found.
    const { round } = (await other.post('/practice/rounds', { assigned: seq })).body;
    const { assigned, open } = (await other.get('/practice')).body;
    expect([assigned.some((a: { seq: number }) => a.seq === seq), open]).toEqual([
      false,
      [expect.objectContaining({ id: round.id })],
    ]);
    expect((await trainer.post(`/practice/assignments/${seq}/withdraw`, {})).status).toBe(200);
    expect((await trainer.post(`/practice/assignments/${seq}/withdraw`, {})).status).toBe(404);
    expect((await other.post('/practice/rounds', { assigned: seq })).body).toEqual({ refused: 'NO_SUCH_ASSIGNMENT' });
    expect((await other.get(`/practice/rounds/${id}`)).body.round.ended).toBe('finished');
    expect((await other.get('/practice')).body.open).toMatchObject([{ id: round.id }]);
  });

  it.skipIf(!there)('is for those who assign only, and for people who are there', async () => {
    for (const [path, body] of [
      ['/practice/assignments', { ...HOMEWORK, people: ['王强'] }],
      ['/practice/assignments/1/withdraw', {}],
    ] as const)
      expect((await installer.post(path, body)).status).toBe(403);
    for (const path of ['/practice/assignments', '/practice/people'])
      for (const viewer of [PEOPLE.installer, PEOPLE.admin])
        expect((await practising(store, viewer).get(path)).status, path).toBe(403);
    const mine = (await trainer.get('/practice/assignments')).body.assignments[0].seq;
    expect((await practising(store, PEOPLE.second).post('/practice/rounds', { assigned: mine })).body).toEqual({
      refused: 'NO_SUCH_ASSIGNMENT',
    });
    const send = (change: object) =>
      trainer.post('/practice/assignments', { ...HOMEWORK, people: ['王强'], ...change });
    for (const people of [['管理员'], ['谁也不是'], ['王强', '<b>']])
      expect((await send({ people })).body).toEqual({ refused: 'NO_SUCH_PERSON' });
    expect((await send({ persona: 'no-one' })).body).toEqual({ refused: 'NO_SUCH_SCENE' });
    for (const change of [
      { people: [] },
      { until: '2026-13-40' },
      { until: 'tomorrow' },
      { passMark: 101 },
      { seed: -1 },
      { seed: 1.5 },
      { more: 1 },
    ])
      expect((await send(change)).status, JSON.stringify(change)).toBe(400);
  });

  it.skipIf(!there)(
    'shows on a person’s page what he misses, his own to an installer and all to trainers',
    async () => {
      const own = (await installer.get('/practice/people/1')).body;
      expect(own).toMatchObject({ name: '王强', agent: '1032', rounds: 1, passed: 0, calls: 2 });
      expect(own.ended).toMatchObject([{ assigned: true, percent: expect.any(Number) }]);
      const [first] = own.missed;
      expect(first.calls).toBe(2);
      expect(own.missed.some((m: { practice: unknown; calls: number }) => m.practice !== null && m.calls > 0)).toBe(
        true,
      );
      expect(own.missed).toContainEqual(expect.objectContaining({ isPhrase: true, calls: 2 }));
      for (const viewer of [PEOPLE.trainer, PEOPLE.lead])
        expect((await practising(store, viewer).get('/practice/people/1')).body).toEqual(own);
      expect((await installer.get('/practice/people/2')).status).toBe(404);
      expect(await installer.get('/practice/people/2')).toEqual(await installer.get('/practice/people/999'));
      expect((await trainer.get('/practice/people/6')).status, 'an admin does not practise').toBe(404);
      expect((await trainer.get('/practice/people/3')).body).toMatchObject({ name: '李老师', rounds: 0, calls: null });
      const { people } = (await trainer.get('/practice/people')).body;
      expect(people.map((p: { name: string }) => p.name)).toEqual(['王强', '刘洋', '李老师', '陈老师', '周主管']);
      expect(people[0]).toMatchObject({ rounds: 1, last: { passed: false } });
    },
  );

  it.skipIf(!there)('leaves out of it the calls that whoever looks is to judge blind', async () => {
    const lead = practising(store, PEOPLE.lead);
    const calibrations = new Calibrations(store);
    await calibrations.make('周主管', { name: '六月', raters: ['李老师'], calls: [1], seed: null });
    expect((await trainer.get('/practice/people/1')).body).toMatchObject({ calls: 1 });
    expect((await lead.get('/practice/people/1')).body).toMatchObject({ calls: 2 });
  });

  it.skipIf(!there)('can be given by the sole user to himself', async () => {
    const sole = practising(store, soleViewer('我'));
    const { body } = await sole.post('/practice/assignments', { ...HOMEWORK, people: ['我'] });
    const [given] = body.assignments;
    expect(given.by).toBe('我');
    await play(sole, given.seq);
    expect((await sole.get('/practice/people')).body.people).toMatchObject([{ id: 0, name: '我', rounds: 1 }]);
  });
});
