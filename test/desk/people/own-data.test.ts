import { afterAll, describe, expect, it } from 'vitest';
import { Door } from '../../../src/desk/people/door.ts';
import { ownData } from '../../../src/desk/people/own-data.ts';
import { PEOPLE } from '../appeal-desk.ts';
import { DATABASES, Places, POSTGRES } from '../databases.ts';
import { openRoom } from '../practice/room.ts';

const places = new Places();
afterAll(() => places.clear());

const PASSWORD = '柳树下的三只白鹅正在睡觉';
const NONE: ReadonlySet<number> = new Set();

describe.each(DATABASES)('what the desk on %s holds of somebody', (database) => {
  const there = database === 'libsql' || POSTGRES !== null;

  it.skipIf(!there)('goes out to himself, with nothing of others and no secret', async () => {
    const { store, installer, other } = await openRoom(places, database, () => '2026-06-05T06:00:00.000Z');
    const door = new Door(store);
    const from = { address: '192.0.2.7', browser: 'a browser' };
    const came = await door.useLink(await door.links.make(PEOPLE.installer.id, 1), '', PASSWORD, from);
    if ('refused' in came) throw new Error(came.refused);
    await door.signIn('刘洋', 'wrong password', { ...from, address: '198.51.100.9' });
    const why = '我是在转述客户的话';
    await store.act(2, '王强', { kind: 'appeal', target: 'violation:0', why }, 0, () => null);
    await store.act(3, '刘洋', { kind: 'appeal', target: 'violation:0', why: '别人的理由' }, 0, () => null);
    for (const [desk, line] of [
      [installer, '您好，我是电信的'],
      [other, '别人说的话'],
    ] as const) {
      const { round } = (await desk.post('/practice/rounds', { scene: 'booking', persona: 'easy' })).body;
      await desk.post(`/practice/rounds/${round.id}`, { seen: 0, act: { kind: 'say', text: line } });
      await desk.post(`/practice/rounds/${round.id}`, { seen: 1, act: { kind: 'finish' } });
    }

    const data = await ownData(store, door, PEOPLE.installer, NONE);
    expect(data).toMatchObject({
      format: 'huashu/own-data@1',
      account: { name: '王强', role: 'installer', agent: '1032' },
      sessions: [from],
      signIns: [{ what: 'link', address: '192.0.2.7' }],
      calls: [
        { no: 1, call: 'a', day: '2026-06-03', scripts: ['greeting', 'booking'], hits: 1 },
        { no: 2, call: 'b', percent: expect.any(Number), passed: expect.any(Boolean) },
      ],
      appeals: [{ call: 2, target: 'violation:0', state: 'open', steps: [{ who: '王强', kind: 'appeal', why }] }],
      practice: [{ task: 'round', summary: { kind: 'round', scene: 'booking' } }],
    });
    expect(data.practice[0]!.turns).toContainEqual({ role: 'agent', text: '您好，我是电信的' });
    const text = JSON.stringify(data);
    const { password } = (await door.accounts.named('王强'))!;
    for (const kept of [password!, 'scrypt', came.session, '刘洋', '1044', '别人', '198.51.100.9'])
      expect(text, kept).not.toContain(kept);

    expect((await ownData(store, door, PEOPLE.installer, new Set([2]))).calls.map((c) => c.no)).toEqual([1]);
    expect((await ownData(store, door, PEOPLE.installer, new Set([2]))).appeals).toEqual([]);
    const trainer = await ownData(store, door, PEOPLE.trainer, NONE);
    expect([trainer.calls, trainer.appeals, trainer.practice]).toEqual([[], [], []]);
  });
});
