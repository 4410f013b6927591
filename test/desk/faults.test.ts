import { type AddressInfo, connect } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { sql } from 'kysely';
import { afterAll, describe, expect, it } from 'vitest';
import { soleAccess } from '../../src/desk/server/access.ts';
import { createApp } from '../../src/desk/server/app.ts';
import { loopbackFront } from '../../src/desk/server/front.ts';
import { audit } from '../../src/desk/store/audit.ts';
import { DATABASE_FILE } from '../../src/desk/store/engine.ts';
import type { Store } from '../../src/desk/store/store.ts';
import { fillDesk } from './appeal-desk.ts';
import { CHROMIUM, launchChromium, watch } from './chromium.ts';
import { Places, POSTGRES, startPostgres } from './databases.ts';
import { builtPages } from './role-desk.ts';

const GIGABYTE = 2 ** 30;

const places = new Places();
const ends: (() => unknown)[] = [];
afterAll(async () => {
  for (const end of ends.reverse()) await end();
  await places.clear();
});

/** A desk of one user that listens on this machine. */
async function serve(store: Store, assets: Record<'page.js' | 'page.css', string> = { 'page.js': '', 'page.css': '' }) {
  let port = 0;
  const front = loopbackFront(() => port);
  const app = createApp({ store, access: soleAccess('李老师', 'token'), front, lang: 'zh', assets });
  const server = createAdaptorServer({ fetch: app.fetch });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
  ends.push(() => {
    server.close();
    if ('closeAllConnections' in server) server.closeAllConnections();
  });
  const address = `http://127.0.0.1:${port}`;
  const comment = async (text: string) => {
    const { deeds } = (await store.call(1))!;
    const body = JSON.stringify({ seen: deeds.at(-1)?.seq ?? 0, act: { kind: 'comment', turn: null, text } });
    const headers = { 'content-type': 'application/json', 'x-huashu-token': 'token' };
    return fetch(`${address}/api/calls/1/acts`, { method: 'POST', headers, body });
  };
  return { app, port, address, comment };
}

async function filled(): Promise<{ data: string; store: Store }> {
  const data = places.folder();
  const store = await places.open({ data });
  await fillDesk(store);
  return { data, store };
}

/** What stands in the history of the first call. */
const commentsOf = async (store: Store) =>
  (await store.call(1))!.deeds.map(({ act }) => (act.kind === 'comment' ? act.text : act.kind));

describe('a database that cannot be written', () => {
  it('is told while another process holds it, is read all the same, and is written when that ends', async () => {
    const { data, store } = await filled();
    const { comment, address } = await serve(store);
    await sql`pragma busy_timeout = 50`.execute(store.engine.db);
    const { default: Database } = await import('libsql');
    const other = new Database(`${data}/${DATABASE_FILE}`);
    other.exec('begin immediate');
    const refused = await comment('一');
    expect([refused.status, (await refused.json()).problem]).toEqual([503, expect.stringContaining('DATABASE_LOCKED')]);
    expect((await fetch(`${address}/api/calls`)).status).toBe(200);
    other.exec('rollback');
    other.close();
    expect((await comment('二')).status).toBe(200);
    expect(await commentsOf(store)).toEqual(['二']);
    expect(await audit(store.engine.db)).toMatchObject({ sound: true });
  });

  it('is told when the disk is full, keeps everything that was there, and goes on when there is room', async () => {
    const { store } = await filled();
    const { comment, address } = await serve(store);
    expect((await comment('一')).status).toBe(200);
    const { db } = store.engine;
    await sql`pragma wal_checkpoint(truncate)`.execute(db);
    const { rows } = await sql<{ readonly page_count: number }>`pragma page_count`.execute(db);
    // SQLite says the same of a file that may not grow as of a disk that has no room.
    await sql`pragma max_page_count = ${sql.lit(rows[0]!.page_count)}`.execute(db);
    const long = '长'.repeat(1_900);
    let written = 0;
    let answer = await comment(long);
    while (answer.status === 200) {
      written += 1;
      answer = await comment(long);
    }
    expect([answer.status, (await answer.json()).problem]).toEqual([503, expect.stringContaining('DATABASE_FULL')]);
    expect((await fetch(`${address}/api/calls/1`)).status).toBe(200);
    await sql`pragma max_page_count = 1000000`.execute(db);
    expect((await comment('二')).status).toBe(200);
    expect(await commentsOf(store)).toEqual(['一', ...Array.from({ length: written }, () => long), '二']);
    expect(await audit(db)).toMatchObject({ sound: true });
  });
});

describe.skipIf(!POSTGRES)('PostgreSQL', () => {
  it.skipIf(!CHROMIUM)('that goes away is told on the page, and all goes on when it is back', async () => {
    const server = await startPostgres();
    ends.push(() => server.stop());
    const store = await places.open({ database: server.fresh() });
    await fillDesk(store);
    const { comment, address } = await serve(store, await builtPages());
    const browser = await launchChromium();
    ends.push(() => browser.close());
    const page = watch(await browser.newPage());
    await page.goto(`${address}/#/?sort=no`);
    await page.locator('.calls tbody tr').first().waitFor();
    expect((await comment('一')).status).toBe(200);
    await server.down();
    const headers = { 'content-type': 'application/json', 'x-huashu-token': 'token' };
    const body = JSON.stringify({ seen: 0, act: { kind: 'comment', turn: null, text: '二' } });
    const refused = await fetch(`${address}/api/calls/2/acts`, { method: 'POST', headers, body });
    expect([refused.status, (await refused.json()).problem]).toEqual([
      503,
      expect.stringContaining('DATABASE_UNREACHABLE'),
    ]);
    await page.goto(`${address}/#/?sort=score`);
    await page.getByRole('button', { name: '再试' }).waitFor();
    await server.up();
    await page.getByRole('button', { name: '再试' }).click();
    await page.locator('.calls tbody tr').first().waitFor();
    expect((await comment('三')).status).toBe(200);
    expect(await commentsOf(store)).toEqual(['一', '三']);
    expect(await audit(store.engine.db)).toMatchObject({ sound: true });
  });
});

/** Sends bytes as they are, and more for as long as it is let. @returns the answer, and how much was taken */
function raw(port: number, head: string, more: Buffer | null = null): Promise<{ answer: string; sent: number }> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    let answer = '';
    let sent = 0;
    const end = () => {
      socket.destroy();
      resolve({ answer, sent });
    };
    const push = () => {
      while (more && !socket.destroyed && answer === '' && sent < GIGABYTE) {
        sent += more.length;
        if (!socket.write(more)) return;
      }
    };
    socket.on('data', (data) => {
      answer += data;
      if (answer.includes('\r\n\r\n')) end();
    });
    socket.on('drain', push);
    socket.on('error', end);
    socket.on('close', end);
    socket.write(head, push);
  });
}

describe('hostile requests', () => {
  it('are refused before ten gigabytes have come in, whatever they say of their length', async () => {
    const { store } = await filled();
    const { app, port } = await serve(store);
    const posts = [...new Set(app.routes.filter((r) => r.method === 'POST').map((r) => r.path))];
    expect(posts.length).toBeGreaterThan(4);
    const megabyte = Buffer.alloc(2 ** 20, 'a');
    const chunk = Buffer.from(`100000\r\n${megabyte}\r\n`);
    for (const path of posts) {
      const head = (length: string) =>
        [
          `POST ${path.replace(/:\w+(\{[^/]*\})?/g, '1')} HTTP/1.1`,
          `host: 127.0.0.1:${port}`,
          'x-huashu-token: token',
          'content-type: application/json',
          `${length}\r\n\r\n`,
        ].join('\r\n');
      for (const [length, more] of [
        [`content-length: ${10 * GIGABYTE}`, megabyte],
        ['transfer-encoding: chunked', chunk],
      ] as const) {
        const { answer, sent } = await raw(port, head(length), more);
        expect([path, answer.split('\r\n')[0]]).toEqual([path, expect.stringMatching(/ (413|404) /)]);
        expect(sent, path).toBeLessThan(64 * 2 ** 20);
      }
    }
    expect((await store.call(1))!.deeds).toEqual([]);
  });

  it('find no file by a path, however it is written', async () => {
    const { store } = await filled();
    const { port } = await serve(store);
    for (const path of [
      '/../package.json',
      '/assets/../../package.json',
      '/assets/%2e%2e/%2e%2e/package.json',
      '/assets/..%2f..%2fpackage.json',
      '/assets/..\\..\\package.json',
      '/assets/page.js/../../../etc/passwd',
      '/assets/page.js%00.html',
      '//etc/passwd',
      '/assets/',
      '/api/calls/..%2f..%2fsettings',
      '/api/calls/1%20or%201=1',
      '/api/calls/-1',
    ]) {
      const { answer } = await raw(port, `GET ${path} HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\n\r\n`);
      expect([path, answer.split('\r\n')[0]]).toEqual([path, expect.stringMatching(/ 40[04] /)]);
    }
  });
});
