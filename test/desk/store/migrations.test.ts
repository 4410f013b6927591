import { sql } from 'kysely';
import { afterAll, describe, expect, it } from 'vitest';
import { Door } from '../../../src/desk/people/door.ts';
import { PracticeRows } from '../../../src/desk/practice/rows.ts';
import { audit } from '../../../src/desk/store/audit.ts';
import { closeEngine, connect, type Engine } from '../../../src/desk/store/engine.ts';
import { migrate, VERSION, versionOf } from '../../../src/desk/store/migrations.ts';
import { pack } from '../../rulebook.ts';
import { call, incoming } from '../calls.ts';
import { DATABASES, Places, POSTGRES } from '../databases.ts';

const places = new Places();
afterAll(() => places.clear());

/** A listing as every version has had it, with the person that is kept beside it from version 2 on. */
async function list({ db }: Engine, version: number): Promise<void> {
  if (version > 1) await sql`insert into person (agent, name, team) values ('1032', '王强', '城东班')`.execute(db);
  await sql`insert into listing
    (no, call, source, agent, name, team, day, scripts, status, passed, hits, suspected, queue, score, sureness)
    values (1, 'old', 'old.json', '1032', '王强', '城东班', '2026-06-03', ',greeting,', 'open', 1, 0, 0, 0, 90, 1)`.execute(
    db,
  );
}

describe.each(DATABASES)('a database of an earlier version on %s', (database) => {
  const there = database === 'libsql' || POSTGRES !== null;

  it.skipIf(!there).each(Array.from({ length: VERSION }, (_, version) => [version]))(
    'is brought forward from version %i with what it holds',
    async (version) => {
      const where = await places.where(database);
      const old = await connect(where, true);
      await migrate(old.db, old.name, version);
      if (version > 0) await list(old, version);
      if (version > 0) expect(await versionOf(old.db, old.name)).toBe(version);
      await closeEngine(old);
      const store = await places.open(where, true);
      expect(await versionOf(store.engine.db, store.engine.name)).toBe(VERSION);
      const agents = version > 0 ? [{ agent: '1032', name: '王强', team: '城东班' }] : [];
      expect((await store.people()).agents).toEqual(agents);
      expect((await store.list({ sort: 'no', descending: false, limit: 9 })).total).toBe(agents.length);
      const { accounts, links } = new Door(store);
      expect(await accounts.any()).toBe(false);
      expect(await accounts.make('李老师', { role: 'trainer', agent: null }, 'test')).toMatchObject({
        account: { id: 1 },
      });
      expect(await new PracticeRows(store).open('李老师')).toEqual([]);
      expect(await links.look(await links.make(1, 1))).toMatchObject({ account: { name: '李老师' } });
    },
  );

  it.skipIf(!there)('is opened by two at once', async () => {
    const where = await places.where(database);
    // A database within the process makes its only thread wait: there the second one comes after the first.
    const first = database === 'libsql' ? await places.open(where) : places.open(where);
    const [one, two] = await Promise.all([first, places.open(where)]);
    const hash = await one.addPack(pack, 'rulebook');
    await one.add([incoming(call('a'))], { pack: hash, who: 'one', source: 'test' });
    await two.act(1, 'two', { kind: 'close' }, 0);
    expect(await audit(one.engine.db)).toMatchObject({ sound: true, events: 2 });
  });
});
