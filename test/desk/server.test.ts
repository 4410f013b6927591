import { afterAll, describe, expect, it } from 'vitest';
import { soleAccess } from '../../src/desk/server/access.ts';
import { createApp } from '../../src/desk/server/app.ts';
import { loopbackFront } from '../../src/desk/server/front.ts';
import type { CallView } from '../../src/desk/view.ts';
import { pack } from '../rulebook.ts';
import { call, incoming, LINES } from './calls.ts';
import { Places } from './databases.ts';

const places = new Places();
afterAll(() => places.clear());

const HOST = '127.0.0.1:4870';
const TOKEN = 'token-of-the-page';

async function desk() {
  const store = await places.open({ data: places.folder() });
  const hash = await store.addPack(pack, 'rulebook');
  const hostile = `<img src=x onerror=alert(1)>`;
  await store.add(
    [incoming(call('a')), incoming(call(hostile, [['agent', `${hostile}您好`]], { agent: hostile, team: hostile }))],
    { pack: hash, who: 'lead', source: 'test' },
  );
  const assets = { 'page.js': 'page();'.repeat(1_000), 'page.css': 'body{}' };
  const access = soleAccess('trainer', TOKEN);
  const app = createApp({ store, access, front: loopbackFront(() => 4870), lang: 'zh', assets });
  const get = (path: string, headers: Record<string, string> = {}) =>
    app.request(path, { headers: { host: HOST, ...headers } });
  const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
    app.request(path, {
      method: 'POST',
      headers: { host: HOST, 'content-type': 'application/json', 'x-huashu-token': TOKEN, ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  return { store, get, post };
}

const CLOSE = { seen: 0, act: { kind: 'close' } };

describe("the desk's server", () => {
  it('lists calls by everything that the address names', async () => {
    const { get } = await desk();
    const list = async (query: string) => {
      const { calls, total } = await (await get(`/api/calls?${query}`)).json();
      return [calls.map((c: { no: number }) => c.no), total];
    };
    expect(await list('')).toEqual([[1, 2], 2]);
    expect(await list(`text=${encodeURIComponent('归我们')}&rule=phrase:1&agent=1032&from=2026-06-01`)).toEqual([
      [1],
      1,
    ]);
    expect(await list('sort=score&order=down&limit=1')).toEqual([[1], 2]);
    expect(await list('sort=score&order=up&limit=1')).toEqual([[2], 2]);
    for (const wrong of ['sort=text', 'limit=0', 'limit=999', 'from=x', 'unknown=1', 'after={}', 'after=[', 'status=x'])
      expect((await get(`/api/calls?${wrong}`)).status, wrong).toBe(400);
  });

  it('shows a call with everything found in it and the sum of its score', async () => {
    const { get } = await desk();
    const { call: view } = (await (await get('/api/calls/1')).json()) as { call: CallView };
    const hit = view.findings.find((f) => f.kind === 'violation')!;
    expect(hit).toMatchObject({ phrase: 1, automatic: 'hit', human: null, rulings: ['hit', 'excused'] });
    expect(view.turns![hit.evidence[0]!.turn]!.text).toContain(hit.evidence[0]!.quote);
    const { sum } = view;
    const taken = sum.lines.reduce((n, l) => n + (l.kind === 'violation' ? l.taken : 0), 0);
    const earned = sum.lines.reduce((n, l) => n + (l.kind === 'element' ? l.earned : 0), 0);
    expect([sum.earned, sum.deducted]).toEqual([Math.round(earned * 10) / 10, taken]);
    expect(sum.percent).toBeCloseTo(Math.max(0, sum.share! - taken), 0);
    expect((await get('/api/calls/3')).status).toBe(404);
    expect((await get('/api/calls/..%2F..%2Fetc')).status).toBe(404);
    expect((await get('/assets/..%2f..%2fpackage.json')).status).toBe(404);
  });

  it('sends the pages packed to whoever takes them so, and answers of the API never', async () => {
    const { get } = await desk();
    const gzip = { 'accept-encoding': 'gzip' };
    const packed = await get('/assets/page.js', gzip);
    expect(packed.headers.get('content-encoding')).toBe('gzip');
    expect((await packed.arrayBuffer()).byteLength).toBeLessThan(200);
    expect(await (await get('/assets/page.js')).text()).toHaveLength(7_000);
    expect((await get('/api/calls', gzip)).headers.get('content-encoding')).toBeNull();
  });

  it('tells of another call in the same file, in both languages', async () => {
    const { store, get } = await desk();
    const two = call('two', [
      ...LINES,
      ['customer', '好，再见。'],
      ['agent', '喂，您好，请问是贺先生吗？'],
      ['customer', '我是，哪位？'],
      ['agent', '我是电信公司的，工号1032，您报的电视维修，我后天下午过来，您方便吗？'],
    ]);
    await store.add([incoming(two)], { pack: await store.addPack(pack, 'rulebook'), who: 'lead', source: 'test' });
    const { call: view } = (await (await get('/api/calls/3')).json()) as { call: CallView };
    expect(view.remarks).toEqual([
      {
        zh: expect.stringContaining('第7句起像是另一通电话：道别之后称呼的是姓贺的客户'),
        en: expect.stringContaining(
          'from turn 7 on it seems to be another call: after the farewell a customer called 贺 is greeted',
        ),
      },
    ]);
    const { call: one } = (await (await get('/api/calls/1')).json()) as { call: CallView };
    expect(one.remarks).toEqual([]);
  });

  it('takes acts, and tells who comes second what happened', async () => {
    const { get, post } = await desk();
    const decide = { kind: 'decide', target: 'element:greeting.hello', ruling: 'missed', why: '没听到' };
    const done = await post('/api/calls/1/acts', { seen: 0, act: decide });
    const { call: view } = (await done.json()) as { call: CallView };
    expect([done.status, view.seen]).toEqual([200, 2]);
    expect(view.history).toMatchObject([
      { who: 'trainer', act: decide, undone: false, title: { zh: expect.any(String) } },
    ]);
    const late = await post('/api/calls/1/acts', CLOSE);
    expect([late.status, (await late.json()).meanwhile.seen]).toEqual([409, 2]);
    const refused = await post('/api/calls/1/acts', { seen: 2, act: { ...decide, why: '' } });
    expect([refused.status, await refused.json()]).toEqual([422, { refused: 'NO_REASON' }]);
    const undone = await post('/api/calls/1/acts', { seen: 2, act: { kind: 'undo', undoes: 2 } });
    expect((await undone.json()).call.history[0]).toMatchObject({ undone: true });
    expect((await (await get('/api/calls/1')).json()).call.current).toEqual(view.automatic);
  });

  it('refuses what is no act', async () => {
    const { post } = await desk();
    const bodies = [
      '',
      '{',
      '[]',
      'null',
      {},
      { seen: 0, act: { kind: 'drop' } },
      { seen: -1, act: { kind: 'close' } },
      { ...CLOSE, who: 'other' },
    ];
    for (const body of bodies) expect((await post('/api/calls/1/acts', body)).status, JSON.stringify(body)).toBe(400);
    const long = { seen: 0, act: { kind: 'comment', turn: 0, text: 'x'.repeat(100_000) } };
    expect((await post('/api/calls/1/acts', long)).status).toBe(413);
    expect((await post('/api/calls/99/acts', CLOSE)).status).toBe(404);
  });

  it('answers only to its own name, its own pages, and acts that carry the token', async () => {
    const { get, post } = await desk();
    for (const host of [
      'evil.test',
      'evil.test:4870',
      '127.0.0.1',
      '127.0.0.1:1',
      'localhost.evil.test:4870',
      '0.0.0.0:4870',
    ])
      expect((await get('/', { host })).status, host).toBe(421);
    for (const host of ['localhost:4870', '127.0.0.1:4870', '[::1]:4870'])
      expect((await get('/', { host })).status).toBe(200);
    expect((await get('/api/calls', { origin: 'http://evil.test' })).status).toBe(403);
    expect((await get('/api/calls', { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect((await post('/api/calls/1/acts', CLOSE, { 'x-huashu-token': '' })).status).toBe(403);
    expect((await post('/api/calls/1/acts', CLOSE, { 'x-huashu-token': 'token-of-the-pagf' })).status).toBe(403);
    expect((await post('/api/calls/1/acts', CLOSE, { origin: 'null' })).status).toBe(403);
    expect((await post('/api/calls/1/acts', CLOSE, { origin: `http://${HOST}` })).status).toBe(200);
  });

  it('lets no script run but its own, and holds nothing of a call in its page', async () => {
    const { get } = await desk();
    const page = await get('/');
    expect(page.headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; script-src 'self'; style-src 'self';/,
    );
    expect(await page.text()).not.toContain('onerror');
    const answer = await get('/api/calls/2');
    expect(answer.headers.get('content-type')).toMatch(/^application\/json/);
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });

  it('says with every answer, of whatever kind, what a browser may do with it', async () => {
    const { store, get, post } = await desk();
    const withoutDatabase = async (path: string) => {
      await store.close();
      return get(path);
    };
    const answers: readonly [status: number, answer: Response][] = [
      [200, await get('/')],
      [200, await get('/assets/page.js')],
      [200, await get('/api/calls')],
      [200, await get('/api/board.xlsx')],
      [400, await get('/api/calls?sort=text')],
      [403, await post('/api/calls/1/acts', CLOSE, { 'x-huashu-token': '' })],
      [404, await get('/api/none')],
      [404, await get('/none')],
      [413, await post('/api/calls/1/acts', 'x'.repeat(70_000), { 'content-length': '70000' })],
      [421, await get('/', { host: 'evil.test' })],
      [500, await withoutDatabase('/api/calls/1')],
    ];
    for (const [status, { status: told, url, headers }] of answers) {
      expect(told, url).toBe(status);
      for (const [name, value] of [
        ['content-security-policy', /^default-src 'none'; /],
        ['x-content-type-options', /^nosniff$/],
        ['referrer-policy', /^no-referrer$/],
        ['cross-origin-opener-policy', /^same-origin$/],
        ['cross-origin-resource-policy', /^same-origin$/],
        ['x-frame-options', /^DENY$/],
        ['permissions-policy', /^camera=\(\), /],
        ['cache-control', /^no-store$/],
      ] as const)
        expect(headers.get(name), `${status} ${name}`).toMatch(value);
    }
    const files = answers.map(([status, { headers }]) => [status, headers.get('content-disposition')]);
    const json = 'attachment; filename="api.json"';
    expect(files).toEqual([
      [200, null],
      [200, null],
      [200, json],
      [200, 'attachment; filename="board.xlsx"'],
      [400, json],
      [403, json],
      [404, json],
      [404, null],
      [413, json],
      [421, null],
      [500, json],
    ]);
  });
});
