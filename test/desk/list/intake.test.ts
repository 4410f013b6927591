import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { Hono } from 'hono';
import { afterAll, describe, expect, it } from 'vitest';
import { Calibrations } from '../../../src/desk/calibration/store.ts';
import type { Rules } from '../../../src/desk/intake/rules.ts';
import { scopeOf, type Viewer } from '../../../src/desk/people/viewer.ts';
import type { DeskEnv } from '../../../src/desk/server/context.ts';
import { intakeRoutes, MOST_FILE_BYTES } from '../../../src/desk/server/routes/intake.ts';
import { audit } from '../../../src/desk/store/audit.ts';
import { rulebook } from '../../rulebook.ts';
import { PEOPLE } from '../appeal-desk.ts';
import { DATABASES, Places, POSTGRES } from '../databases.ts';

const places = new Places();
afterAll(() => places.clear());

const hash = { hash: 'rulebook', pack: 'pack', models: [] } as unknown as Rules['hash'];
const RULES: Rules = { rulebook, hash, reading: { read: {}, orders: {} } };
const TEXT = '装维：您好，我是中国电信装维工程师王强，请问是李女士吗？\n客户：是我。\n装维：不知道，这事不归我们管。\n';

describe.each(DATABASES)('transcripts dropped on the page on %s', (database) => {
  const there = database === 'libsql' || POSTGRES !== null;

  async function desk() {
    const store = await places.open(await places.where(database));
    const env = { store, lang: 'zh', calibrations: new Calibrations(store) } as const;
    const routes = intakeRoutes(env, async () => RULES);
    const as = (viewer: Viewer) => {
      const app = new Hono<DeskEnv>();
      app.use(async (c, next) => {
        c.set('viewer', viewer);
        c.set('scope', scopeOf(viewer));
        return next();
      });
      app.route('/api', routes);
      return app;
    };
    const drop = async (name: string, body: string | Uint8Array<ArrayBuffer>, viewer: Viewer = PEOPLE.trainer) => {
      const path = `/api/intake?${new URLSearchParams({ name })}`;
      const answer = await as(viewer).request(path, { method: 'POST', body });
      return { status: answer.status, body: await answer.json() };
    };
    return { store, as, drop };
  }

  it.skipIf(!there)(
    'are scored there and then, and the same call is one call whatever its file is called',
    async () => {
      const { store, drop } = await desk();
      expect((await drop('一.txt', TEXT)).body).toEqual({ added: 1, known: 0, problems: [], more: 0 });
      expect((await drop('一.txt', TEXT)).body).toMatchObject({ added: 0, known: 1 });
      const call = (await store.call(1))!;
      expect([call.listing.call, call.listing.source, call.listing.hits]).toEqual(['一', '一.txt', 1]);
      expect(call.spoken?.turns).toHaveLength(3);
      expect((await drop('二.txt', `${TEXT}客户：好。\n`)).body).toMatchObject({ added: 1 });
      expect(await audit(store.engine.db)).toMatchObject({ sound: true, assessments: 2 });
    },
  );

  it.skipIf(!there)('are told what is wrong with them, and nothing of it comes in', async () => {
    const { store, drop } = await desk();
    for (const bytes of [new Uint8Array(0), Uint8Array.from({ length: 4_000 }, (_, i) => (i * 89) % 256)]) {
      const { status, body } = await drop('坏的.txt', bytes);
      expect([status, body.added]).toEqual([200, 0]);
      for (const lang of ['zh', 'en']) expect(body.problems[0][lang]).toContain('坏的.txt');
    }
    for (const name of ['', '../a.txt', 'a\\b.txt', 'a\u0000', 'x'.repeat(300)])
      expect((await drop(name, TEXT)).status, name).toBe(400);
    expect((await drop('大.txt', new Uint8Array(MOST_FILE_BYTES + 1))).status).toBe(413);
    for (const viewer of [PEOPLE.installer, PEOPLE.admin])
      expect((await drop('一.txt', TEXT, viewer)).status, viewer.role).toBe(403);
    expect(await store.latestPack()).toBeNull();
  });

  it.skipIf(!there)('are told what is read, as one can do something about it on the page', async () => {
    const { drop } = await desk();
    const word = Uint8Array.from([0x50, 0x4b, 3, 4, 0, 0, 0, 0, 0xff, 0]);
    const asked = [
      ['BINARY_FILE', '记录.docx', word],
      ['UNKNOWN_FORMAT', '表.json', '{"a": 1, "b": [{"c": "d"}]}'],
      ['WRONG_SHAPE', '空.json', '{"turns": 5}'],
      [
        'UNKNOWN_SPEAKER',
        '甲.json',
        '{"turns": [{"speaker": "甲", "text": "您好"}, {"speaker": "客户", "text": "好"}]}',
      ],
      ['NO_AGENT', '客户.txt', '客户：你好。\n客户：喂？\n'],
      ['NO_COLUMN', '表.csv', '谁,何时,讲的\n客服,00:00:01,您好\n客户,00:00:02,你好\n'],
    ] as const;
    for (const [code, name, bytes] of asked) {
      const { body } = await drop(name, bytes);
      const told = body.problems.find((p: { zh: string }) => p.zh.includes(code));
      expect(told?.zh, code).toMatch(/\n {2}→ .*装维|说话人/);
      for (const lang of ['zh', 'en']) expect(told[lang], code).not.toMatch(/docs\/|--[a-z]/);
      if (/FILE|FORMAT|SHAPE/.test(code)) expect([told.zh, told.en].join(), code).toMatch(/能读的：.*What is read: /s);
    }
  });

  it.skipIf(!there)('are refused before they are read where they say that they are too large', async () => {
    const { as } = await desk();
    const server = createAdaptorServer({ fetch: as(PEOPLE.trainer).fetch });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const headers = { 'content-length': String(10 * 1024 ** 3) };
    const status = await new Promise((resolve, reject) => {
      const asked = request({ port, method: 'POST', path: '/api/intake?name=a.txt', headers }, (answer) => {
        resolve(answer.statusCode);
        asked.destroy();
      });
      asked.on('error', reject);
      asked.write('the first bytes');
    });
    expect(status).toBe(413);
    server.close();
  });
});
