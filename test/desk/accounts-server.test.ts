import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DESK_ROLES, type DeskRole, may } from '../../src/desk/people/permissions.ts';
import { accountAccess, soleAccess } from '../../src/desk/server/access.ts';
import { createApp } from '../../src/desk/server/app.ts';
import { rightOf } from '../../src/desk/server/context.ts';
import { type Front, loopbackFront, proxyFront } from '../../src/desk/server/front.ts';
import type { Store } from '../../src/desk/store/store.ts';
import { pack } from '../rulebook.ts';
import { call, incoming } from './calls.ts';
import { Places } from './databases.ts';

const places = new Places();
afterAll(() => places.clear());

const HOST = '127.0.0.1:4870';
const PASSWORD = '柳树下的三只白鹅正在睡觉';
const assets = { 'page.js': 'page();', 'page.css': 'body{}' };

interface Sent {
  readonly cookie?: string;
  readonly token?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly from?: string;
}

class Client {
  readonly app;
  readonly host: string;
  readonly store: Store;
  constructor(store: Store, front: Front = loopbackFront(() => 4870), host = HOST) {
    const access = accountAccess(store, front, () => 4870);
    this.app = createApp({ store, access, front, lang: 'zh', assets });
    this.host = host;
    this.store = store;
  }
  ask(path: string, { cookie, headers, from }: Sent = {}, init: RequestInit = {}) {
    const all = { host: this.host, ...(cookie ? { cookie } : {}), ...headers };
    const env = { incoming: { socket: { remoteAddress: from ?? '127.0.0.1' } } };
    return this.app.request(path, { ...init, headers: { ...all, ...(init.headers as object) } }, env);
  }
  post(path: string, body: unknown, sent: Sent = {}) {
    const headers = {
      'content-type': 'application/json',
      ...(sent.token === undefined ? {} : { 'x-huashu-token': sent.token }),
    };
    return this.ask(path, sent, { method: 'POST', headers, body: JSON.stringify(body) });
  }
  async tokenFor(sent: Sent = {}): Promise<string> {
    return (await (await this.ask('/api/me', sent)).json()).token;
  }
  /** A cookie and its token after signing in. */
  async signIn(name: string, sent: Sent = {}): Promise<{ cookie: string; token: string }> {
    const token = await this.tokenFor(sent);
    const answer = await this.post('/api/door/sign-in', { name, password: PASSWORD }, { ...sent, token });
    const cookie = answer.headers.get('set-cookie')!.split(';')[0]!;
    return { cookie, token: await this.tokenFor({ ...sent, cookie }) };
  }
}

/** A desk with two calls, and an account for each role; the installer's is the first call. */
async function desk(): Promise<Client> {
  const store = await places.open({ data: places.folder() });
  const hash = await store.addPack(pack, 'rulebook');
  await store.add([incoming(call('a')), incoming(call('b', undefined, { agent: '2044' }))], {
    pack: hash,
    who: '李老师',
    source: 'test',
  });
  const client = new Client(store);
  const access = accountAccess(
    store,
    loopbackFront(() => 4870),
    () => 4870,
  );
  const { accounts, links } = access.counter!.door;
  for (const role of DESK_ROLES) {
    const made = await accounts.make(role, { role, agent: role === 'installer' ? '1032' : null }, 'test');
    if ('refused' in made) throw new Error(made.refused);
    await links.use(await links.make(made.account.id, 1), '', PASSWORD);
  }
  return client;
}

describe('a desk with accounts', () => {
  let client: Client;
  const of = {} as Record<DeskRole, { cookie: string; token: string }>;
  beforeAll(async () => {
    client = await desk();
    for (const role of DESK_ROLES) of[role] = await client.signIn(role);
  });

  it('asks at every route but the door for a session, and for the right that it needs', async () => {
    const routes = client.app.routes.filter((r) => r.path.startsWith('/api/') && r.method !== 'ALL');
    const kinds = new Map<string, (typeof routes)[number]>();
    for (const route of routes) {
      const kind = `${route.method} ${route.path}`;
      if (!kinds.has(kind)) kinds.set(kind, route);
    }
    expect(kinds.size).toBeGreaterThan(15);
    for (const [kind, { method, path, handler }] of kinds) {
      if (path === '/api/me' || path.startsWith('/api/door/')) continue;
      const right = rightOf(handler);
      expect(right, `${kind} begins with what it needs`).toBeDefined();
      const address = path.replace(/:\w+(\{[^/]*\})?/g, '999999');
      const ask = (who: Sent) =>
        method === 'GET' ? client.ask(address, who) : client.post(address, { wrong: true }, who);
      expect((await ask({ token: 'x' })).status, kind).toBe(401);
      for (const role of DESK_ROLES) {
        const refused = (await ask(of[role])).status === 403;
        expect(refused, `${kind} as ${role}`).toBe(!may(role, right!));
      }
    }
  });

  it('shows an installer his own calls, and nothing of others, as if there were none', async () => {
    const list = await (await client.ask('/api/calls', of.installer)).json();
    expect([list.calls.map((c: { call: string }) => c.call), list.total]).toEqual([['a'], 1]);
    expect((await (await client.ask('/api/calls?agent=2044&text=10000', of.installer)).json()).total).toBe(0);
    expect((await client.ask('/api/calls/1', of.installer)).status).toBe(200);
    const [other, none] = await Promise.all(['2', '999'].map((no) => client.ask(`/api/calls/${no}`, of.installer)));
    expect([other!.status, none!.status]).toEqual([404, 404]);
    expect(await other!.text()).toBe(await none!.text());
    const choices = await (await client.ask('/api/choices', of.installer)).json();
    expect(choices.agents.map((a: { agent: string }) => a.agent)).toEqual(['1032']);
    const act = { seen: 0, act: { kind: 'close' } };
    expect((await client.post('/api/calls/1/acts', act, of.installer)).status).toBe(403);
    const comment = { seen: 0, act: { kind: 'comment', turn: 0, text: 'x' } };
    expect((await client.post('/api/calls/1/acts', comment, of.installer)).status).toBe(403);
    const appeal = { seen: 0, act: { kind: 'appeal', target: 'violation:0', why: '不是我说的' } };
    expect((await client.post('/api/calls/2/appeals', appeal, of.installer)).status).toBe(404);
  });

  it('shows an admin no call, and keeps decisions under the name of the account', async () => {
    for (const path of ['/api/calls', '/api/calls/1', '/api/choices'])
      expect((await client.ask(path, of.admin)).status, path).toBe(403);
    const act = { seen: 0, act: { kind: 'comment', turn: 0, text: '说得太快' } };
    const done = await client.post('/api/calls/1/acts', act, of.trainer);
    expect((await done.json()).call.history).toMatchObject([{ who: 'trainer' }]);
  });

  it('lets nobody in by a forged cookie, and no other session by its token', async () => {
    const { cookie } = of.trainer;
    for (const forged of [
      'huashu-4870=',
      'huashu-4870=1',
      `huashu-4870=${'A'.repeat(43)}`,
      `${cookie}x`,
      cookie.toUpperCase(),
      "huashu-4870=' or 1=1 --",
      `__Host-huashu=${cookie.split('=')[1]}`,
      'huashu-4870=%00%ff',
    ])
      expect((await client.ask('/api/calls', { cookie: forged })).status, forged).toBe(401);
    const act = { seen: 0, act: { kind: 'close' } };
    for (const token of [undefined, '', 'x', of.lead.token, await client.tokenFor()])
      expect(
        (await client.post('/api/calls/2/acts', act, { cookie, ...(token === undefined ? {} : { token }) })).status,
        token ?? 'none',
      ).toBe(403);
    expect((await client.store.call(2))!.deeds).toEqual([]);
    const door = { name: 'trainer', password: PASSWORD };
    for (const token of [undefined, '', of.trainer.token])
      expect((await client.post('/api/door/sign-in', door, token === undefined ? {} : { token })).status).toBe(403);
  });

  it('has a cookie that no script reads and no other page sends', async () => {
    const token = await client.tokenFor();
    const answer = await client.post('/api/door/sign-in', { name: 'lead', password: PASSWORD }, { token });
    expect(answer.headers.get('set-cookie')).toMatch(
      /^huashu-4870=[\w-]{43}; Max-Age=43200; Path=\/; HttpOnly; SameSite=Strict$/,
    );
    expect(await answer.text()).toBe('{"done":true}');
  });

  it('gives a new session at each sign-in, and ends it at each sign-out, here or everywhere', async () => {
    const one = await client.signIn('lead');
    const two = await client.signIn('lead', { cookie: one.cookie });
    expect((await client.ask('/api/calls', one)).status).toBe(401);
    const three = await client.signIn('lead');
    const sessions = (await (await client.ask('/api/account/sessions', two)).json()).sessions;
    expect(sessions.filter((s: { here: boolean }) => s.here)).toHaveLength(1);
    expect(JSON.stringify(sessions)).not.toMatch(/[\w-]{43}/);
    await client.post('/api/account/sign-out', { everywhere: false }, two);
    expect((await client.ask('/api/calls', two)).status).toBe(401);
    expect((await client.ask('/api/calls', three)).status).toBe(200);
    const out = await client.post('/api/account/sign-out', { everywhere: true }, three);
    expect(out.headers.get('set-cookie')).toMatch(/^huashu-4870=; Max-Age=0/);
    expect((await client.ask('/api/calls', three)).status).toBe(401);
    expect((await client.ask('/api/calls', of.lead)).status).toBe(401);
    of.lead = await client.signIn('lead');
  });

  it('has an admin make people, hand them links, change and shut them; what he writes is looked at', async () => {
    const { admin } = of;
    const made = await client.post('/api/people', { name: '赵敏', role: 'installer', agent: '2044' }, admin);
    const { person, link, hours } = await made.json();
    expect([person.agent, hours]).toEqual(['2044', 72]);
    expect(link).toMatch(/^http:\/\/127\.0\.0\.1:4870\/#\/link\/[\w-]{43}$/);
    const secret = link.split('/').at(-1);
    const token = await client.tokenFor();
    expect(await (await client.post('/api/door/link', { secret }, { token })).json()).toEqual({
      name: '赵敏',
      role: 'installer',
    });
    const weak = await client.post('/api/door/password', { secret, name: '', password: '123456789012' }, { token });
    expect([weak.status, await weak.json()]).toEqual([422, { refused: 'TOO_COMMON' }]);
    const set = await client.post('/api/door/password', { secret, name: 'x', password: PASSWORD }, { token });
    const cookie = set.headers.get('set-cookie')!.split(';')[0]!;
    expect((await (await client.ask('/api/calls', { cookie })).json()).calls).toMatchObject([{ call: 'b' }]);
    expect((await client.post('/api/door/link', { secret }, { token })).status).toBe(404);

    const moved = await client.post(`/api/people/${person.id}/post`, { role: 'installer', agent: '1032' }, admin);
    expect((await moved.json()).person.agent).toBe('1032');
    expect((await (await client.ask('/api/calls', { cookie })).json()).calls).toMatchObject([{ call: 'a' }]);
    await client.post(`/api/people/${person.id}/disabled`, { disabled: true }, admin);
    expect((await client.ask('/api/calls', { cookie })).status).toBe(401);

    for (const [path, body, status] of [
      ['/api/people', { name: '赵敏', role: 'trainer', agent: null }, 422],
      ['/api/people', { name: '新人', role: 'root', agent: null }, 400],
      ['/api/people', { name: '新人', role: 'trainer' }, 400],
      ['/api/people', { name: 'x'.repeat(20_000), role: 'trainer', agent: null }, 413],
      ['/api/people/1/disabled', { disabled: true }, 422],
      ['/api/people/999/reset', {}, 422],
    ] as const)
      expect((await client.post(path, body, admin)).status, JSON.stringify(body).slice(0, 60)).toBe(status);
    const log = (await (await client.ask('/api/sign-ins', admin)).json()).signIns;
    expect(log[0]).toMatchObject({ name: '赵敏', what: 'link', address: '127.0.0.1' });
    expect((await client.ask('/api/sign-ins?before=x', admin)).status).toBe(400);
  });

  it('gives everybody what the desk holds of himself as a file, and an admin no more than that', async () => {
    for (const [role, calls] of [
      ['installer', ['a']],
      ['admin', []],
    ] as const) {
      const answer = await client.ask('/api/account/data', of[role]);
      expect(answer.headers.get('content-disposition')).toBe('attachment; filename="huashu-own-data.json"');
      expect(answer.headers.get('content-type')).toMatch(/^application\/json/);
      const { account, calls: own, signIns } = await answer.json();
      expect([account.name, own.map((c: { call: string }) => c.call)]).toEqual([role, calls]);
      expect(signIns[0]).toMatchObject({ what: 'in', address: '127.0.0.1' });
    }
  });

  it('locks out, says for how long, and lets in whom an admin gives a link', async () => {
    const token = await client.tokenFor();
    const from = '198.51.100.9';
    const door = (password: string) => client.post('/api/door/sign-in', { name: 'trainer', password }, { token, from });
    for (let n = 0; n < 4; n += 1) expect((await door('wrong password')).status).toBe(401);
    const locked = await door('wrong password');
    expect([locked.status, await locked.json()]).toEqual([429, { refused: 'LOCKED', wait: 30 }]);
    expect((await door(PASSWORD)).status).toBe(429);
    // Who was in stays in.
    expect((await client.ask('/api/calls', of.trainer)).status).toBe(200);
    const people = (await (await client.ask('/api/people', of.admin)).json()).people;
    const { id } = people.find((p: { name: string }) => p.name === 'trainer');
    const { link } = await (await client.post(`/api/people/${id}/reset`, {}, of.admin)).json();
    const use = { secret: link.split('/').at(-1), name: '', password: PASSWORD };
    expect((await client.post('/api/door/password', use, { token, from })).status).toBe(200);
    expect((await door(PASSWORD)).status).toBe(200);
    of.trainer = await client.signIn('trainer');
  });

  it('has nothing of accounts where there is a single user', async () => {
    const { store } = client;
    const front = loopbackFront(() => 4870);
    const app = createApp({ store, access: soleAccess('李老师', 'token'), front, lang: 'zh', assets });
    const ask = (path: string, init: RequestInit = {}) =>
      app.request(path, { ...init, headers: { host: HOST, 'x-huashu-token': 'token' } });
    expect(await (await ask('/api/me')).json()).toMatchObject({ name: '李老师', role: 'sole', token: 'token' });
    for (const path of ['/api/people', '/api/sign-ins', '/api/account/sessions', '/api/account/data'])
      expect((await ask(path)).status).toBe(404);
    expect((await ask('/api/door/sign-in', { method: 'POST', body: '{}' })).status).toBe(404);
  });
});

describe('a desk behind a proxy', () => {
  it('goes by the name that it was given, over https, and believes the proxy of this machine only', async () => {
    const { store } = await desk();
    const client = new Client(store, proxyFront('https://desk.example.com'), 'desk.example.com');
    for (const host of ['127.0.0.1:4870', 'desk.example.com:4870', 'evil.test', 'desk.example.com.evil.test'])
      expect((await client.ask('/', { headers: { host } })).status, host).toBe(421);
    const page = await client.ask('/', { headers: { host: 'DESK.example.com' } });
    expect([page.status, page.headers.get('strict-transport-security')]).toEqual([200, 'max-age=31536000']);
    const plain = await client.ask('/', { headers: { 'x-forwarded-proto': 'http' } });
    expect([plain.status, plain.headers.get('location')]).toEqual([308, 'https://desk.example.com/']);
    const token = await client.tokenFor();
    const door = { name: 'lead', password: PASSWORD };
    const send = (headers: Record<string, string>, from = '127.0.0.1') =>
      client.post('/api/door/sign-in', door, { token, headers, from });
    expect((await send({ origin: 'http://desk.example.com' })).status).toBe(403);
    expect((await send({ 'x-forwarded-proto': 'http' })).status).toBe(403);
    const came = await send({ 'x-forwarded-for': '203.0.113.5, 192.0.2.7', origin: 'https://desk.example.com' });
    expect(came.headers.get('set-cookie')).toMatch(
      /^__Host-huashu=[\w-]{43}; Max-Age=43200; Path=\/; HttpOnly; Secure; SameSite=Strict$/,
    );
    await send({ 'x-forwarded-for': 'forged' });
    await send({ 'x-forwarded-for': '203.0.113.5' }, '198.51.100.9');
    const { signIns } = accountAccess(store, proxyFront('https://desk.example.com'), () => 4870).counter!.door;
    expect((await signIns.list(null, 3)).map((s) => s.address)).toEqual(['198.51.100.9', '127.0.0.1', '192.0.2.7']);
  });
});
