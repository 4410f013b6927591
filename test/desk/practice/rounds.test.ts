import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { soleViewer } from '../../../src/desk/people/viewer.ts';
import type { RoundView } from '../../../src/desk/practice-view.ts';
import { backup, restore } from '../../../src/desk/store/archive.ts';
import { audit } from '../../../src/desk/store/audit.ts';
import { forget } from '../../../src/desk/store/forget.ts';
import type { Store } from '../../../src/desk/store/store.ts';
import { PEOPLE } from '../appeal-desk.ts';
import { DATABASES, Places, POSTGRES } from '../databases.ts';
import { openRoom, practising } from './room.ts';

const places = new Places();
afterAll(() => places.clear());

type Desk = ReturnType<typeof practising>;

const begin = async (desk: Desk, persona = 'hurried'): Promise<RoundView> =>
  (await desk.post('/practice/rounds', { scene: 'booking', persona })).body.round;
const act = (desk: Desk, round: RoundView, what: object) =>
  desk.post(`/practice/rounds/${round.id}`, { seen: round.version, act: what });
/** Says lines one after the other. @returns the round after the last */
async function say(desk: Desk, round: RoundView, ...lines: string[]): Promise<RoundView> {
  let now = round;
  for (const text of lines) now = (await act(desk, now, { kind: 'say', text })).body.round;
  return now;
}
const marksOf = (round: RoundView) => round.turns!.filter((t) => t.role === 'agent').map((t) => t.marks);

describe.each(DATABASES)('practice on %s', (database) => {
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

  it.skipIf(!there)('hears a line as the command does, and goes on where it stopped', async () => {
    const begun = await begin(installer);
    expect(begun.turns).toMatchObject([{ role: 'customer' }]);
    expect(begun.order.map(([field]) => field)).toContain('customerName');
    const rude = await say(installer, begun, '您好', '我是电信的装维，工号6507', '我现在没空');
    const [hello, , busy] = marksOf(rude);
    expect(hello).toMatchObject([{ kind: 'met', title: { zh: '问候' }, evidence: [{ quote: '您好' }] }]);
    expect(busy).toMatchObject([
      { kind: 'phrase', status: 'hit', no: 9 },
      { kind: 'mood', change: 'harder' },
    ]);
    expect(busy![0]).toMatchObject({
      better: expect.stringMatching(/[一-龥]{5}/),
      evidence: [{ quote: '我现在没空' }],
    });
    const again = (await installer.get(`/practice/rounds/${begun.id}`)).body.round;
    expect(again).toEqual(rude);
    expect((await installer.get('/practice')).body.open).toMatchObject([{ id: begun.id, lines: 3 }]);

    const { round: back } = (await act(installer, rude, { kind: 'undo' })).body;
    expect([back.lines, back.version]).toEqual([2, 4]);
    expect(
      marksOf(back)
        .flat()
        .some((m) => m.kind === 'phrase'),
    ).toBe(false);
    const helped = (await act(installer, back, { kind: 'hint' })).body;
    expect(helped.hint).toMatchObject({ title: { zh: expect.any(String) }, say: expect.any(String) });
    expect(helped.round.hints).toBe(1);
  });

  it.skipIf(!there)('ends with a sum that cannot be changed any more, and the chain holds it', async () => {
    const round = await say(installer, await begin(installer, 'easy'), '您好，我是电信的');
    const { round: ended } = (await act(installer, round, { kind: 'finish' })).body;
    expect(ended.ended).toBe('finished');
    expect(ended.score.sum.lines.length).toBeGreaterThan(5);
    expect(ended.score.improvements.length).toBeGreaterThan(0);
    expect(ended.score.next.say).toMatch(/[一-龥]/);
    expect((await act(installer, ended, { kind: 'say', text: '再见' })).status).toBe(409);
    const [first] = (await installer.get('/practice')).body.ended;
    expect(first).toMatchObject({ id: round.id, percent: ended.score.current.percent, passed: false });
    expect(await audit(store.engine.db)).toMatchObject({ sound: true });
    for (const change of [
      sql`update practice set summary = '{}' where id = ${round.id}`,
      sql`update practice set state = 'x' where id = ${round.id}`,
      sql`delete from practice where id = ${round.id}`,
    ])
      await expect(change.execute(store.engine.db)).rejects.toThrow('never changed');
  });

  it.skipIf(!there)('tells the second of two tabs, and says nothing twice', async () => {
    const begun = await begin(installer);
    const first = await say(installer, begun, '您好');
    const second = await act(installer, begun, { kind: 'say', text: '我现在没空' });
    expect([second.status, second.body.meanwhile]).toEqual([409, first]);
    expect((await act(installer, begun, { kind: 'drop' })).status).toBe(409);
    const both = await Promise.all(['请问', '方便'].map((text) => act(installer, first, { kind: 'say', text })));
    expect(both.map((b) => b.status).sort()).toEqual([200, 409]);
    const now = (await installer.get(`/practice/rounds/${begun.id}`)).body.round;
    expect(now.lines).toBe(2);
    expect((await act(installer, now, { kind: 'drop' })).body).toEqual({ gone: true });
    expect((await installer.get(`/practice/rounds/${begun.id}`)).status).toBe(404);
  });

  it.skipIf(!there)('shows what goes on to nobody else, and what is over to those who assign', async () => {
    const round = await say(installer, await begin(installer), '您好，我是电信的装维');
    const path = `/practice/rounds/${round.id}`;
    const lead = practising(store, PEOPLE.lead);
    for (const desk of [other, trainer, lead]) {
      expect((await desk.get(path)).status).toBe(404);
      expect((await act(desk, round, { kind: 'say', text: '喂' })).status).toBe(404);
    }
    expect((await practising(store, PEOPLE.admin).get(path)).status).toBe(403);
    await act(installer, round, { kind: 'finish' });
    expect((await other.get(path)).status).toBe(404);
    for (const desk of [trainer, lead]) {
      expect((await desk.get(path)).body.round).toMatchObject({ person: '王强', ended: 'finished' });
      expect((await act(desk, round, { kind: 'undo' })).status).toBe(404);
    }
    expect(await other.get(path)).toEqual(await other.get('/practice/rounds/1'));
  });

  it.skipIf(!there)('takes whatever is typed', async () => {
    const begun = await begin(other);
    const script = '<script>alert(1)</script>\u001b[31m\u202e您好';
    const round = await say(other, begun, script, '好'.repeat(100_000), '6507', 'hello; drop table practice');
    expect(round.lines).toBe(4);
    const [first, long] = round.turns!.filter((t) => t.role === 'agent');
    expect(first!.text).toBe('<script>alert(1)</script>您好');
    expect(long!.text).toHaveLength(1_000);
    expect(long!.marks).toContainEqual({ kind: 'cut' });
    for (const text of ['', '   ', '\u200b\u202e', '\n\t'])
      expect((await act(other, round, { kind: 'say', text })).body).toEqual({ refused: 'NOTHING_HEARD' });
    for (const [body, status] of [
      [{ seen: round.version, act: { kind: 'say' } }, 400],
      [{ seen: -1, act: { kind: 'undo' } }, 400],
      [{ seen: round.version, act: { kind: 'win' } }, 400],
      [{ seen: round.version, act: { kind: 'say', text: '好'.repeat(2 ** 20) } }, 413],
      ['not json', 400],
    ] as const)
      expect((await other.post(`/practice/rounds/${round.id}`, body)).status).toBe(status);
    for (const body of [
      { scene: 'booking', persona: 'nobody' },
      { scene: '../x', persona: null },
    ])
      expect((await other.post('/practice/rounds', body)).body).toEqual({ refused: 'NO_SUCH_SCENE' });
    const empty = await begin(other);
    expect((await act(other, empty, { kind: 'finish' })).body).toEqual({ refused: 'NOTHING_SAID' });
    expect((await act(other, empty, { kind: 'undo' })).body).toEqual({ refused: 'NOTHING_SAID' });
    for (const one of [round, empty]) await act(other, one, { kind: 'drop' });
    const many = await Promise.all(
      Array.from({ length: 22 }, () => other.post('/practice/rounds', { scene: 'booking', persona: null })),
    );
    expect(many.filter((m) => m.body.refused === 'TOO_MANY')).toHaveLength(2);
    for (const { body } of many) if (body.round) await act(other, body.round, { kind: 'drop' });
  });

  it.skipIf(!there)('drills what was missed in rounds and in real calls, and brings it back', async () => {
    const before = (await installer.get('/practice')).body;
    expect(before.due).toBeGreaterThan(3);
    const { round: drill } = (await installer.post('/practice/drills', {})).body;
    expect(drill.drill).toMatchObject({ rating: null, best: null });
    expect(drill.turns.at(-1).role).toBe('customer');
    // Asked again until it is answered.
    expect((await installer.post('/practice/drills', {})).body.round).toEqual(drill);
    expect((await act(installer, drill, { kind: 'undo' })).body).toEqual({ refused: 'ONE_ANSWER' });
    const wrong = await say(installer, drill, '天气不错');
    expect(wrong).toMatchObject({ ended: 'finished', score: null, drill: { rating: 'again' } });
    expect(wrong.drill!.best).toMatch(/[一-龥]/);
    const { round: next } = (await installer.post('/practice/drills', {})).body;
    const { hint } = (await act(installer, next, { kind: 'hint' })).body;
    const right = await say(installer, { ...next, version: next.version + 1 }, hint.say);
    expect(right.drill!.rating).toBe('hard');
    expect((await installer.get('/practice')).body.due).toBe(before.due - 2);
    // Nobody has a real call, and nothing was played.
    expect((await practising(store, PEOPLE.second).post('/practice/drills', {})).body).toEqual({ refused: 'NO_DRILL' });
  });

  it.skipIf(!there)('forgets the words and keeps the figures; a backup has all of it', async () => {
    const [old] = (await installer.get('/practice')).body.ended;
    NOW.at = '2026-12-01T00:00:00.000Z';
    const left = await begin(installer);
    const copy = await places.open(await places.where(database), true, () => NOW.at);
    const file = join(places.folder(), 'desk.backup');
    await backup(store.engine, file);
    await restore(copy.engine, file);
    expect((await practising(copy, PEOPLE.installer).get(`/practice/rounds/${old.id}`)).body).toEqual(
      (await installer.get(`/practice/rounds/${old.id}`)).body,
    );
    await forget(store, 30, 'lead');
    const { round } = (await installer.get(`/practice/rounds/${old.id}`)).body;
    expect(round).toMatchObject({ turns: null, score: null, order: [] });
    expect((await installer.get('/practice')).body.ended[0]).toEqual(old);
    expect((await installer.get('/practice')).body.open).toMatchObject([{ id: left.id }]);
    expect(await audit(store.engine.db)).toMatchObject({ sound: true });
    // Words that went without an event saying so.
    await sql`update practice set state = '' where id = ${old.id}`.execute(copy.engine.db);
    expect(await audit(copy.engine.db)).toMatchObject({ sound: false, fault: 'CONTENT', detail: `practice ${old.id}` });
  });

  it.skipIf(!there)('is there for the sole user of a desk without accounts', async () => {
    const sole = practising(store, soleViewer('李老师'));
    const round = await say(sole, await begin(sole), '您好');
    expect((await act(sole, round, { kind: 'finish' })).body.round.ended).toBe('finished');
    expect((await sole.get('/practice/people/0')).body).toMatchObject({ name: '李老师', rounds: 1, calls: null });
  });
});
