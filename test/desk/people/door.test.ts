import { afterAll, describe, expect, it } from 'vitest';
import type { Account, AccountOutcome } from '../../../src/desk/people/accounts.ts';
import { Door } from '../../../src/desk/people/door.ts';
import { hashPassword } from '../../../src/desk/people/passwords.ts';
import { audit } from '../../../src/desk/store/audit.ts';
import type { Store } from '../../../src/desk/store/store.ts';
import { DATABASES, Places, POSTGRES } from '../databases.ts';

const places = new Places();
afterAll(() => places.clear());

const FROM = { address: '192.0.2.7', browser: 'a browser' };
const PASSWORD = '柳树下的三只白鹅正在睡觉';
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

describe.each(DATABASES)('the door on %s', (database) => {
  const there = database === 'libsql' || POSTGRES !== null;

  /** A desk with an admin, and a clock that is put on by hand. */
  async function desk() {
    let now = Date.parse('2026-06-03T08:00:00.000Z');
    const store = await places.open(await places.where(database), true, () => new Date(now).toISOString());
    const door = new Door(store);
    const first = await door.links.make(null, 24);
    const admin = await door.useLink(first, '陈主任', PASSWORD, FROM);
    if ('refused' in admin) throw new Error(admin.refused);
    const later = (ms: number) => {
      now += ms;
    };
    return { store, door, admin, first, later };
  }
  const madeOf = (outcome: AccountOutcome): Account => {
    if ('refused' in outcome) throw new Error(outcome.refused);
    return outcome.account;
  };
  const rows = (store: Store) => store.engine.db.selectFrom('account').selectAll().execute();

  it.skipIf(!there)('lets the first admin in by a link, once, and keeps no secret', async () => {
    const { store, door, admin, first } = await desk();
    expect(admin.account).toMatchObject({ id: 1, name: '陈主任', role: 'admin', ready: true });
    expect(await door.sessions.find(admin.session)).toMatchObject({ name: '陈主任' });
    expect(await door.useLink(first, '另一个', PASSWORD, FROM)).toEqual({ refused: 'LINK' });
    // Nor by another first link, once there is an admin.
    expect(await door.links.look(await door.links.make(null, 24))).toBe(null);
    const link = await door.links.make(1, 1);
    const { db } = store.engine;
    const kept = JSON.stringify([
      await rows(store),
      await db.selectFrom('link').selectAll().execute(),
      await db.selectFrom('session').selectAll().execute(),
    ]);
    for (const secret of [admin.session, link, PASSWORD]) expect(kept).not.toContain(secret);
  });

  it.skipIf(!there)('lets nobody in by a link that is over, replaced, of a disabled account, or made up', async () => {
    const { door, later } = await desk();
    const { id } = madeOf(await door.accounts.make('李老师', { role: 'trainer', agent: null }, '陈主任'));
    const old = await door.links.make(id, 72);
    const link = await door.links.make(id, 72);
    expect([await door.links.look(old), await door.links.look('x'.repeat(43))]).toEqual([null, null]);
    expect(await door.links.look(link)).toMatchObject({ account: { name: '李老师', ready: false } });
    expect(await door.useLink(link, '', 'short', FROM)).toEqual({ refused: 'TOO_SHORT' });
    later(72 * HOUR);
    expect(await door.useLink(link, '', PASSWORD, FROM)).toEqual({ refused: 'LINK' });
    const again = await door.links.make(id, 24);
    await door.accounts.setDisabled(id, true, '陈主任');
    expect(await door.links.look(again)).toBe(null);
    const disabled = await door.links.make(id, 24);
    expect(await door.links.look(disabled)).toBe(null);
  });

  it.skipIf(!there)('lets in by a short password of an earlier version, and takes no such one any more', async () => {
    const { store, door, admin } = await desk();
    const short = '十个字的旧密码八九十';
    const hash = await hashPassword(short);
    await store.write((tx) => door.accounts.setPassword(tx, admin.account.id, hash));
    expect(await door.signIn('陈主任', short, FROM)).toMatchObject({ account: { name: '陈主任' } });
    expect(await door.changePassword('陈主任', short, '另外的十一个字的新密码', FROM)).toEqual({
      refused: 'TOO_SHORT',
    });
    expect(await door.changePassword('陈主任', short, PASSWORD, FROM)).toMatchObject({ account: { name: '陈主任' } });
  });

  it.skipIf(!there)('lets a link be used once, whoever comes at the same time', async () => {
    const { door } = await desk();
    const { id } = madeOf(await door.accounts.make('李老师', { role: 'trainer', agent: null }, '陈主任'));
    const link = await door.links.make(id, 72);
    const both = await Promise.all([1, 2].map(() => door.useLink(link, '', PASSWORD, FROM)));
    expect(both.filter((b) => 'session' in b)).toHaveLength(1);
    expect(both.filter((b) => 'refused' in b && b.refused === 'LINK')).toHaveLength(1);
  });

  it.skipIf(!there)('knows names whatever their capitals, and answers unknown ones like wrong passwords', async () => {
    const { door, store } = await desk();
    const { id } = madeOf(await door.accounts.make('WangQiang', { role: 'installer', agent: '1032' }, '陈主任'));
    await door.useLink(await door.links.make(id, 72), '', PASSWORD, FROM);
    expect(await door.signIn(' wangqiang', PASSWORD, FROM)).toMatchObject({ account: { agent: '1032' } });
    expect(await door.signIn('WangQiang', `${PASSWORD}x`, FROM)).toEqual({ refused: 'WRONG' });
    expect(await door.signIn(PASSWORD, PASSWORD, FROM)).toEqual({ refused: 'WRONG' });
    await door.accounts.setDisabled(id, true, '陈主任');
    expect(await door.signIn('WangQiang', PASSWORD, FROM)).toEqual({ refused: 'WRONG' });
    const log = await door.signIns.list(null, 9);
    expect(log.map(({ what, name, address }) => [what, name, address])).toEqual([
      ['disabled', 'WangQiang', '192.0.2.7'],
      ['wrong', null, '192.0.2.7'],
      ['wrong', 'WangQiang', '192.0.2.7'],
      ['in', 'WangQiang', '192.0.2.7'],
      ['link', 'WangQiang', '192.0.2.7'],
      ['link', '陈主任', '192.0.2.7'],
    ]);
    // What was typed instead of a name may have been a password.
    expect(JSON.stringify(await store.engine.db.selectFrom('tries').selectAll().execute())).not.toContain(PASSWORD);
    expect((await door.signIns.list(log[1]!.no, 1)).map((s) => s.what)).toEqual(['wrong']);
  });

  it.skipIf(!there)('locks a name after five failures, longer each time, whether it is known or not', async () => {
    const { door, later } = await desk();
    for (const name of ['陈主任', 'nobody']) {
      const tries: unknown[] = [];
      for (let n = 0; n < 6; n += 1) tries.push(await door.signIn(name, 'wrong password', { ...FROM, address: name }));
      const wrong = { refused: 'WRONG' };
      const locked = { refused: 'LOCKED', wait: 30 };
      expect(tries, name).toEqual([wrong, wrong, wrong, wrong, locked, locked]);
    }
    // The right password does not help, from wherever it comes.
    expect(await door.signIn('陈主任', PASSWORD, FROM)).toEqual({ refused: 'LOCKED', wait: 30 });
    later(30_000);
    expect(await door.signIn('陈主任', 'wrong password', FROM)).toEqual({ refused: 'LOCKED', wait: 60 });
    later(60_000);
    expect(await door.signIn('陈主任', PASSWORD, FROM)).toMatchObject({ account: { name: '陈主任' } });
    expect(await door.signIn('陈主任', 'wrong password', FROM)).toEqual({ refused: 'WRONG' });
    expect((await door.signIns.list(null, 100)).filter((s) => s.what === 'locked').map((s) => s.name)).toEqual([
      '陈主任',
      null,
      '陈主任',
    ]);
  });

  it.skipIf(!there)('checks a handful of ten thousand tries', { timeout: 240_000 }, async () => {
    const { door } = await desk();
    const answers = new Map<string, number>();
    const attack = { ...FROM, address: '198.51.100.9' };
    for (let from = 0; from < 10_000; from += 20) {
      const some = Array.from({ length: 20 }, (_, i) => door.signIn(`name${(from + i) % 500}`, `${from + i}`, attack));
      for (const answer of await Promise.all(some)) {
        const key = 'refused' in answer ? answer.refused : 'in';
        answers.set(key, (answers.get(key) ?? 0) + 1);
      }
    }
    // Each try waits for no more than a look at the count: 30 are free, the last of which locks.
    expect(Object.fromEntries(answers)).toEqual({ WRONG: 29, LOCKED: 9_971 });
    expect((await door.signIns.list(null, 1_000)).length).toBeLessThan(40);
    // Whoever comes from elsewhere comes in.
    expect(await door.signIn('陈主任', PASSWORD, FROM)).toMatchObject({ account: { name: '陈主任' } });
  });

  it.skipIf(!there)('ends a session that is idle, old, signed out of, or of an account that is shut', async () => {
    const { door, admin, later } = await desk();
    const idle = admin.session;
    later(119 * MINUTE);
    expect(await door.sessions.find(idle)).not.toBe(null);
    later(121 * MINUTE);
    expect(await door.sessions.find(idle)).toBe(null);
    const { account, session: old } = await signedIn(door);
    for (let minutes = 0; minutes < 12 * 60; minutes += 60) {
      expect(await door.sessions.find(old), `${minutes}`).not.toBe(null);
      later(HOUR);
    }
    later(1);
    expect(await door.sessions.find(old)).toBe(null);
    const [one, two] = [(await signedIn(door)).session, (await signedIn(door)).session];
    expect(await door.sessions.of(account.id)).toHaveLength(2);
    await door.sessions.end(one);
    expect([await door.sessions.find(one), (await door.sessions.find(two))?.name]).toEqual([null, '陈主任']);
    await door.sessions.endAll(account.id);
    expect([await door.sessions.find(two), await door.sessions.find('forged')]).toEqual([null, null]);
  });
  const signedIn = async (door: Door) => {
    const came = await door.signIn('陈主任', PASSWORD, FROM);
    if ('refused' in came) throw new Error(came.refused);
    return came;
  };

  it.skipIf(!there)(
    'ends every session and link when a password is changed, reset, or its account disabled',
    async () => {
      const { door } = await desk();
      const { id } = madeOf(await door.accounts.make('李老师', { role: 'trainer', agent: null }, '陈主任'));
      const enter = async () => {
        const came = await door.useLink(await door.links.make(id, 72), '', PASSWORD, FROM);
        if ('refused' in came) throw new Error(came.refused);
        return came.session;
      };
      const one = await enter();
      expect(await door.changePassword('李老师', 'not it at all', 'another long one', FROM)).toEqual({
        refused: 'WRONG',
      });
      expect(await door.changePassword('李老师', PASSWORD, '李老师家里养了四只灰鸽子', FROM)).toMatchObject({
        account: {},
      });
      expect(await door.sessions.find(one)).toBe(null);
      expect(await door.signIn('李老师', PASSWORD, FROM)).toEqual({ refused: 'WRONG' });
      const two = await enter();
      const link = await door.links.make(id, 72);
      await door.accounts.reset(id, '陈主任');
      expect([await door.sessions.find(two), await door.links.look(link)]).toEqual([null, null]);
      expect(await door.signIn('李老师', PASSWORD, FROM)).toEqual({ refused: 'WRONG' });
      const three = await enter();
      await door.accounts.setDisabled(id, true, '陈主任');
      expect(await door.sessions.find(three)).toBe(null);
      await door.accounts.setDisabled(id, false, '陈主任');
      expect(await door.sessions.find(three)).toBe(null);
      expect(await door.signIn('李老师', PASSWORD, FROM)).toMatchObject({ account: { name: '李老师' } });
    },
  );

  it.skipIf(!there)('keeps names to themselves, an installer with his number, and one admin at least', async () => {
    const { door } = await desk();
    const { accounts } = door;
    const by = '陈主任';
    const make = (name: string, role: 'installer' | 'trainer' | 'admin', agent: string | null = null) =>
      accounts.make(name, { role, agent }, by);
    expect(await make('<b>', 'trainer')).toEqual({ refused: 'BAD_NAME' });
    expect(await make('陈主任', 'trainer')).toEqual({ refused: 'NAME_TAKEN' });
    expect(await make('王强', 'installer', ' ')).toEqual({ refused: 'NO_AGENT' });
    const wang = madeOf(await make('王强', 'installer', ' 1032 '));
    expect(wang).toMatchObject({ agent: '1032', ready: false });
    expect(madeOf(await accounts.change(wang.id, { role: 'trainer', agent: '1032' }, by)).agent).toBe(null);
    expect(await accounts.change(99, { role: 'trainer', agent: null }, by)).toEqual({ refused: 'NO_SUCH_PERSON' });
    expect(await accounts.change(1, { role: 'lead', agent: null }, by)).toEqual({ refused: 'LAST_ADMIN' });
    // An admin who cannot sign in yet is none.
    const second = madeOf(await make('刘主任', 'admin'));
    expect(await accounts.setDisabled(1, true, by)).toEqual({ refused: 'LAST_ADMIN' });
    await door.useLink(await door.links.make(second.id, 72), '', PASSWORD, FROM);
    expect(madeOf(await accounts.setDisabled(1, true, by)).disabled).toBe(true);
    expect(await accounts.setDisabled(second.id, true, by)).toEqual({ refused: 'LAST_ADMIN' });
  });

  it.skipIf(!there)('tells in the chain who gave whom an account, and the chain holds', async () => {
    const { door, store } = await desk();
    const { id } = madeOf(await door.accounts.make('李老师', { role: 'trainer', agent: null }, '陈主任'));
    await door.accounts.change(id, { role: 'lead', agent: null }, '陈主任');
    const events = await store.engine.db.selectFrom('event').selectAll().orderBy('seq').execute();
    expect(events.map(({ who, kind, body }) => [who, kind, JSON.parse(body)])).toMatchObject([
      ['陈主任', 'account', { account: '陈主任', did: 'made', role: 'admin' }],
      ['陈主任', 'account', { account: '陈主任', did: 'password' }],
      ['陈主任', 'account', { account: '李老师', did: 'made', role: 'trainer' }],
      ['陈主任', 'account', { account: '李老师', did: 'changed', role: 'lead' }],
    ]);
    expect(JSON.stringify(events)).not.toContain('scrypt');
    expect(await audit(store.engine.db)).toMatchObject({ sound: true, events: 4 });
  });
});
