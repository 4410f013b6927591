import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { Calibrations } from '../../../src/desk/calibration/store.ts';
import { Accounts } from '../../../src/desk/people/accounts.ts';
import { assignmentRoutes } from '../../../src/desk/server/routes/assignments.ts';
import { callRoutes } from '../../../src/desk/server/routes/calls.ts';
import { backup, restore } from '../../../src/desk/store/archive.ts';
import { MOST_ASSIGNED } from '../../../src/desk/store/assign.ts';
import { audit } from '../../../src/desk/store/audit.ts';
import type { ListView } from '../../../src/desk/view.ts';
import { pack } from '../../rulebook.ts';
import { asked, fillDesk, PEOPLE } from '../appeal-desk.ts';
import { call, incoming } from '../calls.ts';
import { DATABASES, Places, POSTGRES } from '../databases.ts';

const places = new Places();
afterAll(() => places.clear());

describe.each(DATABASES)('assigned calls on %s', (database) => {
  const there = database === 'libsql' || POSTGRES !== null;

  async function desk() {
    const store = await places.open(await places.where(database));
    await fillDesk(store);
    const accounts = new Accounts(store);
    for (const [name, role] of [
      ['李老师', 'trainer'],
      ['陈老师', 'trainer'],
      ['周主管', 'lead'],
      ['王强', 'installer'],
    ] as const)
      await accounts.make(name, { role, agent: role === 'installer' ? '1032' : null }, 'test');
    const env = { store, lang: 'zh', calibrations: new Calibrations(store) } as const;
    const [lists, gives] = [callRoutes(env), assignmentRoutes(env)];
    return {
      store,
      lists: (who: keyof typeof PEOPLE) => asked(lists, PEOPLE[who]),
      gives: (who: keyof typeof PEOPLE) => asked(gives, PEOPLE[who]),
    };
  }
  const QUEUE = '/calls?queued=yes&sort=queue';
  const numbers = (body: ListView) => body.calls.map((c) => c.no);

  it.skipIf(!there)('come first in the queue of whom they are assigned to, and last in that of others', async () => {
    const { lists, gives } = await desk();
    const before = numbers((await lists('trainer').get(QUEUE)).body);
    expect(before).toEqual([1, 2, 3]);
    expect((await gives('lead').post('/assignments', { to: '李老师', call: 3 })).body).toMatchObject({ count: 1 });
    await gives('lead').post('/assignments', { to: '陈老师', call: 1 });
    expect(numbers((await lists('trainer').get(QUEUE)).body)).toEqual([3, 2, 1]);
    expect(numbers((await lists('second').get(QUEUE)).body)).toEqual([1, 2, 3]);
    // One call to a page, to its end.
    const walked: number[] = [];
    for (let after = ''; ; ) {
      const { body } = await lists('trainer').get(`${QUEUE}&limit=1${after}`);
      expect(body.total).toBe(3);
      walked.push(...numbers(body));
      if (!body.next) break;
      after = `&after=${encodeURIComponent(JSON.stringify(body.next))}`;
    }
    expect(walked).toEqual([3, 2, 1]);
    expect(numbers((await lists('trainer').get('/calls?assigned=mine')).body)).toEqual([3]);
    expect(numbers((await lists('trainer').get('/calls?assigned=none')).body)).toEqual([2]);
    const his = `/calls?assigned=${encodeURIComponent('to:陈老师')}`;
    expect(numbers((await lists('trainer').get(his)).body)).toEqual([1]);
    expect((await lists('trainer').get('/calls?assigned=x')).status).toBe(400);
  });

  it.skipIf(!there)('are given all that a filter shows, and as they were again when that is undone', async () => {
    const { store, lists, gives } = await desk();
    const lead = gives('lead');
    await lead.post('/assignments', { to: '陈老师', call: 1 });
    const { body } = await lead.post('/assignments', { to: '李老师', query: 'agent=1032' });
    expect(body.count).toBe(2);
    expect(numbers((await lists('trainer').get('/calls?assigned=mine')).body)).toEqual([1, 2]);
    const { history } = (await lists('installer').get('/calls/1')).body.call;
    expect(history).toMatchObject([
      { who: '周主管', act: { kind: 'assign', to: '陈老师' } },
      { who: '周主管', act: { kind: 'assign', to: '李老师' }, undoable: true },
    ]);
    // Nobody undoes what another one did at once, and nothing else is undone this way.
    expect((await gives('trainer').post('/assignments/undo', body.events)).body).toEqual({
      refused: 'NOTHING_TO_UNDO',
    });
    const { first, last } = body.events;
    expect((await lead.post('/assignments/undo', { first: first - 2, last })).status).toBe(422);
    expect((await lead.post('/assignments/undo', { first, last })).body.count).toBe(2);
    expect((await lead.post('/assignments/undo', { first, last })).body.count).toBe(0);
    expect(numbers((await lists('trainer').get('/calls?assigned=mine')).body)).toEqual([]);
    expect(numbers((await lists('second').get('/calls?assigned=mine')).body)).toEqual([1]);
    // One call is undone from its history, like everything that was done with it.
    await lists('second').post('/calls/1/acts', { seen: last + 1, act: { kind: 'undo', undoes: history[0].seq } });
    expect(numbers((await lists('second').get('/calls?assigned=mine')).body)).toEqual([]);
    await lead.post('/assignments', { to: '李老师', call: 2 });
    await lead.post('/assignments', { to: null, call: 2 });
    expect((await store.call(2))!.listing.assignee).toBe('');
    expect(await audit(store.engine.db)).toMatchObject({ sound: true });
  });

  it.skipIf(!there)('are given by reviewers to reviewers, so many at once', async () => {
    const { store, gives } = await desk();
    for (const who of ['installer', 'admin'] as const)
      for (const path of ['/assignments', '/assignments/undo'])
        expect((await gives(who).post(path, { to: '李老师', call: 1 })).status, `${who} ${path}`).toBe(403);
    const lead = gives('lead');
    expect((await lead.get('/reviewers')).body.reviewers).toEqual(['李老师', '陈老师', '周主管']);
    for (const to of ['王强', '没有这人'])
      expect((await lead.post('/assignments', { to, call: 1 })).body).toEqual({ refused: 'NO_SUCH_REVIEWER' });
    for (const wrong of [
      {},
      { to: '李老师' },
      { to: '', call: 1 },
      { to: '李老师', query: 'sort=x' },
      { to: 1, call: 1 },
    ])
      expect((await lead.post('/assignments', wrong)).status, JSON.stringify(wrong)).toBe(400);
    expect((await lead.post('/assignments', { to: '李老师', call: 99 })).body).toEqual({ count: 0, events: null });
    const hash = await store.addPack(pack, 'rulebook');
    const { text, ...one } = incoming(call('many'));
    const many = Array.from({ length: MOST_ASSIGNED }, (_, i) => ({ ...one, text: `${text}${' '.repeat(i + 1)}` }));
    await store.add(many, { pack: hash, who: 'lead', source: 'test' });
    expect((await lead.post('/assignments', { to: '李老师', query: 'sort=no' })).body).toEqual({
      refused: 'TOO_MANY_CALLS',
      most: MOST_ASSIGNED,
    });
  });

  it.skipIf(!there)('are whose they were after a backup is put back', async () => {
    const { store, gives } = await desk();
    await gives('lead').post('/assignments', { to: '李老师', query: '' });
    const file = join(places.folder(), 'desk.backup');
    await backup(store.engine, file);
    const copy = await places.open(await places.where(database));
    await restore(copy.engine, file);
    expect((await copy.call(3))!.listing.assignee).toBe('李老师');
  });
});
