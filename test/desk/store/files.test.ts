import { fork } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync, gzipSync } from 'node:zlib';
import { sql } from 'kysely';
import { afterAll, describe, expect, it } from 'vitest';
import { Door } from '../../../src/desk/people/door.ts';
import { backup, restore } from '../../../src/desk/store/archive.ts';
import { audit } from '../../../src/desk/store/audit.ts';
import { DATABASE_FILE } from '../../../src/desk/store/engine.ts';
import { exportLines } from '../../../src/desk/store/export.ts';
import { pack } from '../../rulebook.ts';
import { call, incoming } from '../calls.ts';
import { DATABASES, Places, POSTGRES } from '../databases.ts';

const places = new Places();
afterAll(() => places.clear());

const hashOf = (file: string): string => createHash('sha256').update(readFileSync(file)).digest('hex');

async function filledFolder(): Promise<string> {
  const data = places.folder();
  const store = await places.open({ data });
  const hash = await store.addPack(pack, 'rulebook');
  await store.add([incoming(call('a'))], { pack: hash, who: 'lead', source: 'test' });
  await store.act(1, 'trainer', { kind: 'close' }, 0);
  await store.close();
  return data;
}

describe('a database file that cannot be used', () => {
  const codeOf = async (data: string, create = true) =>
    places.open({ data }, create).then(
      () => 'opened',
      (error) => error.problem?.code ?? error,
    );

  it('is told when there is none, and none is made', async () => {
    const data = places.folder();
    expect(await codeOf(data, false)).toBe('NO_DATABASE');
    expect(readdirSync(data)).toEqual([]);
  });

  it.each([
    ['text', (file: string) => writeFileSync(file, 'no database at all\n'.repeat(50)), 'NOT_A_DATABASE'],
    ['a few bytes', (file: string) => writeFileSync(file, 'SQLite'), 'NOT_A_DATABASE'],
  ])('is told and not touched: %s', async (_, write, code) => {
    const data = places.folder();
    const file = join(data, DATABASE_FILE);
    write(file);
    const before = hashOf(file);
    expect(await codeOf(data)).toBe(code);
    expect([hashOf(file), readdirSync(data)]).toEqual([before, [DATABASE_FILE]]);
  });

  it('is told and not touched when it is newer', async () => {
    const data = await filledFolder();
    const store = await places.open({ data });
    await sql`update desk set version = 99`.execute(store.engine.db);
    await sql`pragma user_version = 99`.execute(store.engine.db);
    await store.close();
    const seen = () => readdirSync(data).map((name) => [name, hashOf(join(data, name))]);
    const before = seen();
    expect(await codeOf(data)).toBe('NEWER_DATABASE');
    expect(seen()).toEqual(before);
  });

  it("is told and not touched when it is another program's", async () => {
    const data = places.folder();
    const { default: Database } = await import('libsql');
    const other = new Database(join(data, DATABASE_FILE));
    other.exec('create table theirs (a)');
    other.close();
    const before = hashOf(join(data, DATABASE_FILE));
    expect(await codeOf(data)).toBe('OTHER_DATABASE');
    expect(hashOf(join(data, DATABASE_FILE))).toBe(before);
  });

  it('is told when its end is missing', async () => {
    const data = await filledFolder();
    truncateSync(join(data, DATABASE_FILE), 8_192);
    expect(await codeOf(data)).toBe('NOT_A_DATABASE');
  });
});

describe('a writer that is killed', () => {
  it('loses nothing that it had confirmed, and the chain holds', async () => {
    const data = await filledFolder();
    let confirmed = 0;
    for (let kills = 0; kills < 4; kills += 1) {
      const child = fork(fileURLToPath(new URL('../writer.ts', import.meta.url)), [data], {
        execArgv: ['--import', 'tsx'],
      });
      const after = 3 + kills * 4;
      await new Promise<void>((resolve) => {
        let told = 0;
        child.on('message', (seq) => {
          confirmed = Math.max(confirmed, Number(seq));
          told += 1;
          if (told === after) child.kill('SIGKILL');
        });
        child.on('exit', () => resolve());
      });
      const store = await places.open({ data }, false);
      const result = await audit(store.engine.db);
      await store.close();
      expect(result).toMatchObject({ sound: true });
      expect(result.sound && result.events).toBeGreaterThanOrEqual(confirmed);
    }
    expect(confirmed).toBeGreaterThan(20);
  });
});

describe.each(DATABASES)('a backup of %s', (database) => {
  const there = database === 'libsql' || POSTGRES !== null;

  it.skipIf(!there)('comes back whole on the other kind of database as on its own', async () => {
    const store = await places.open(await places.where(database));
    const hash = await store.addPack(pack, 'rulebook');
    await store.add([incoming(call('a')), incoming(call('b'))], { pack: hash, who: 'lead', source: 'test' });
    await store.act(
      1,
      'trainer',
      { kind: 'decide', target: 'element:greeting.hello', ruling: 'missed', why: '没听到' },
      0,
    );
    const file = join(places.folder(), 'desk.backup');
    await backup(store.engine, file);
    await expect(backup(store.engine, file)).rejects.toMatchObject({ problem: { code: 'ALREADY_THERE' } });
    for (const target of DATABASES) {
      if (target === 'postgres' && POSTGRES === null) continue;
      const copy = await places.open(await places.where(target));
      expect(await restore(copy.engine, file)).toEqual({ events: 2, assessments: 2 });
      expect(await copy.call(1)).toEqual(await store.call(1));
      const query = { sort: 'no', descending: false, limit: 9, text: '归我们' } as const;
      expect(await copy.list(query)).toEqual(await store.list(query));
      expect(await audit(copy.engine.db)).toEqual(await audit(store.engine.db));
      await expect(restore(copy.engine, file)).rejects.toMatchObject({ problem: { code: 'NOT_EMPTY' } });
    }
  });
});

describe.each(DATABASES)('accounts in a backup of %s', (database) => {
  it.skipIf(database === 'postgres' && POSTGRES === null)(
    'come back with their passwords and the log of sign-ins; nobody is signed in, and no link lets anybody in',
    async () => {
      const store = await places.open(await places.where(database));
      const door = new Door(store);
      const from = { address: '192.0.2.7', browser: 'a browser' };
      const password = '柳树下的三只白鹅正在睡觉';
      const came = await door.useLink(await door.links.make(null, 1), '陈主任', password, from);
      const made = await door.accounts.make('李老师', { role: 'trainer', agent: null }, '陈主任');
      if ('refused' in came || 'refused' in made) throw new Error('refused');
      const link = await door.links.make(made.account.id, 1);
      const file = join(places.folder(), 'desk.backup');
      await backup(store.engine, file);
      const text = gunzipSync(readFileSync(file)).toString();
      for (const secret of [password, came.session, link]) expect(text).not.toContain(secret);
      expect(text).not.toContain('"a browser"');
      const copy = await places.open({ data: places.folder() });
      await restore(copy.engine, file);
      const there = new Door(copy);
      expect(await there.accounts.list()).toEqual(await door.accounts.list());
      expect([await there.sessions.find(came.session), await there.links.look(link)]).toEqual([null, null]);
      expect(await there.signIns.list(null, 9)).toEqual(await door.signIns.list(null, 9));
      expect(await there.signIn('陈主任', password, from)).toMatchObject({ account: { role: 'admin' } });
      expect(await audit(copy.engine.db)).toEqual(await audit(store.engine.db));
      const lines: string[] = [];
      for await (const line of exportLines(store, true)) lines.push(line);
      expect(lines.join('')).not.toContain('陈主任');
    },
  );
});

describe('a backup that cannot be used', () => {
  it('restores nothing: cut off, changed, or something else', async () => {
    const data = await filledFolder();
    const store = await places.open({ data });
    const whole = join(places.folder(), 'whole');
    await backup(store.engine, whole);
    const text = gunzipSync(readFileSync(whole)).toString();
    const [cut, short, changed, other] = ['cut', 'short', 'changed', 'other'].map((name) =>
      join(places.folder(), name),
    );
    copyFileSync(whole, cut!);
    truncateSync(cut!, 900);
    writeFileSync(short!, gzipSync(text.split('\n').slice(0, -2).join('\n')));
    writeFileSync(changed!, gzipSync(text.replace('不知道', '我知道')));
    writeFileSync(other!, 'text');
    for (const file of [cut!, short!, changed!, other!]) {
      const empty = await places.open({ data: places.folder() });
      await expect(restore(empty.engine, file), file).rejects.toMatchObject({ problem: { code: 'NOT_A_BACKUP' } });
      expect(await audit(empty.engine.db)).toMatchObject({ sound: true, events: 0, assessments: 0 });
    }
  });
});
