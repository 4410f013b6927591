import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { folder, huashu, messages, ROOT } from './huashu.ts';

const root = folder().path;
const SHOP = join(ROOT, 'test/own-packs/shop');
const fresh = () => join(mkdtempSync(join(root, 'desk-')), 'data');

describe('huashu desk --pack', () => {
  const servers: ChildProcess[] = [];
  afterAll(() => {
    for (const server of servers) server.kill();
  });

  /** Opens a desk of one user. @returns its address */
  function open(...args: string[]): Promise<string> {
    const server = spawn(process.execPath, ['dist/huashu.js', 'desk', '--port', '0', ...args], { cwd: ROOT });
    servers.push(server);
    let said = '';
    return new Promise((resolve, reject) => {
      server.stdout.on('data', (text) => {
        said += text;
        const found = /http:\/\/\S+(?=\s)/.exec(said)?.[0];
        if (found) resolve(found);
      });
      server.on('exit', () => reject(new Error(`no desk: ${said}`)));
    });
  }

  it('scores by it what is dropped on the page, and keeps what it was; practice goes by it as well', async () => {
    const address = await open('--data', fresh(), '--pack', SHOP);
    const { token } = (await (await fetch(`${address}api/me`)).json()) as { token: string };
    const post = { method: 'POST', headers: { 'x-huashu-token': token } };
    const body = '装维：您好，便宜没好货咯。\n客户：你好。\n装维：再见。\n';
    const came = await fetch(`${address}api/intake?name=a.txt&lang=zh`, { ...post, body });
    expect(await came.json()).toMatchObject({ added: 1, problems: [] });
    const asked = await fetch(`${address}api/calls/1`);
    const { call } = (await asked.json()) as { call: { findings: { phrase?: number }[] } };
    expect(call.findings).toContainEqual(expect.objectContaining({ kind: 'violation', phrase: 101 }));
    expect((await fetch(`${address}api/practice`)).status).toBe(200);
  });

  it('is told what is wrong with a pack before anything is opened', async () => {
    const data = fresh();
    const { code, stdout, stderr } = await huashu([
      'desk',
      '--data',
      data,
      '--port',
      '0',
      '--pack',
      join(root, 'none'),
    ]);
    expect([code, stdout, existsSync(data)]).toEqual([2, '', false]);
    expect(messages(stderr).length).toBeGreaterThan(0);
  });
});
