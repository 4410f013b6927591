import { sql } from 'kysely';
import { afterAll, describe, expect, it } from 'vitest';
import { audit } from '../../../src/desk/store/audit.ts';
import type { Store } from '../../../src/desk/store/store.ts';
import { pack } from '../../rulebook.ts';
import { call, incoming } from '../calls.ts';
import { DATABASES, Places, POSTGRES } from '../databases.ts';

const places = new Places();
afterAll(() => places.clear());

/** Somebody with the right to change the schema changes what is kept for good. */
async function tamper(store: Store, statement: string): Promise<void> {
  const { db, name } = store.engine;
  for (const table of ['pack', 'transcript', 'assessment', 'event'])
    for (const change of ['update', 'delete'])
      await sql.raw(`drop trigger ${table}_no_${change}${name === 'postgres' ? ` on ${table}` : ''}`).execute(db);
  await sql.raw(statement).execute(db);
}

describe.each(DATABASES)('the chain on %s', (database) => {
  const there = database === 'libsql' || POSTGRES !== null;

  async function decided(): Promise<Store> {
    const store = await places.open(await places.where(database));
    const hash = await store.addPack(pack, 'rulebook');
    await store.add([incoming(call('a')), incoming(call('b'))], { pack: hash, who: 'lead', source: 'test' });
    await store.act(
      1,
      'trainer',
      { kind: 'decide', target: 'element:greeting.hello', ruling: 'missed', why: '没听到' },
      0,
    );
    await store.act(2, 'trainer', { kind: 'comment', turn: 1, text: '客户着急' }, 0);
    await store.act(2, 'trainer', { kind: 'close' }, 3);
    return store;
  }

  it.skipIf(!there)('holds after ordinary work', async () => {
    const store = await decided();
    const seen: number[] = [];
    expect(await audit(store.engine.db, (n) => seen.push(n))).toMatchObject({ sound: true, events: 4, assessments: 2 });
    expect(seen).toEqual([4]);
  });

  it.skipIf(!there)('lets nothing that is kept for good be changed by an ordinary statement', async () => {
    const { engine } = await decided();
    for (const table of ['pack', 'transcript', 'assessment', 'event']) {
      await expect(sql.raw(`delete from ${table}`).execute(engine.db), table).rejects.toThrow('is never changed');
      const column = table === 'event' ? 'body' : 'text';
      await expect(sql.raw(`update ${table} set ${column} = ''`).execute(engine.db), table).rejects.toThrow(
        'is never changed',
      );
    }
  });

  it.skipIf(!there).each([
    ['a reason reworded', `update event set body = replace(body, '没听到', '听到了') where seq = 2`, 2, 'CHANGED'],
    ['another person put in', `update event set who = 'other' where seq = 3`, 3, 'CHANGED'],
    ['another moment', `update event set at = '2020-01-01T00:00:00.000Z' where seq = 3`, 3, 'CHANGED'],
    ['an event taken out', 'delete from event where seq = 3', 3, 'GAP'],
    ['the hash of a link', `update event set hash = '${'a'.repeat(64)}' where seq = 2`, 2, 'CHANGED'],
    ['the link to the one before', `update event set previous = '${'a'.repeat(64)}' where seq = 3`, 3, 'UNLINKED'],
    [
      'an assessment changed',
      `update assessment set text = replace(text, '"missed"', '"met"') where no = 1`,
      1,
      'CONTENT',
    ],
    ['an assessment taken out', 'delete from assessment where no = 2', 1, 'CONTENT'],
    ['words changed', `update transcript set text = replace(text, '不知道', '知道')`, 1, 'CONTENT'],
    ['the rubric changed', `update pack set text = replace(text, '"passMark":', '"passMark":1')`, 1, 'CONTENT'],
    ['a score in the list changed', 'update listing set score = 99.9 where no = 1', 1, 'LISTING'],
  ])('names the first link that does not hold: %s', async (_, statement, seq, fault) => {
    const store = await decided();
    await tamper(store, statement);
    expect(await audit(store.engine.db)).toMatchObject({ sound: false, seq, fault });
  });
});
