import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { shot } from '../desk/browser.ts';
import { CHROMIUM, launchChromium, sideways, watch } from '../desk/chromium.ts';
import { asJson, folder, huashu, ROOT } from './huashu.ts';

const { path: root, put } = folder();
const PASSWORD = '柳树下的三只白鹅正在睡觉';

/** Starts the desk; what it prints until somebody can come to it, or until it ends. */
function start(args: readonly string[]): { readonly server: ChildProcess; readonly said: Promise<string> } {
  const server = spawn(process.execPath, ['dist/huashu.js', 'desk', '--port', '0', '--lang', 'zh', ...args], {
    cwd: ROOT,
  });
  let text = '';
  const said = new Promise<string>((resolve) => {
    const add = (part: Buffer) => {
      text += part;
      if (/还没有管理员[\s\S]*\/link\/[\w-]{43}\n/.test(text)) resolve(text);
    };
    server.stdout.on('data', add);
    server.stderr.on('data', add);
    server.on('exit', () => resolve(text));
  });
  return { server, said };
}

describe('huashu desk people', () => {
  it('makes accounts, hands out links, and is the way back for an admin who is locked out', async () => {
    const data = join(mkdtempSync(join(root, 'desk-')), 'data');
    const people = (...args: string[]) => huashu(['desk', 'people', ...args, '--data', data]);
    const made = await people('invite', '陈主任', '--role', 'admin');
    expect(made.stdout).toMatch(
      /^把链接交给 陈主任，由他自己设密码（72 小时内有效，只能用一次）：\n {2}http:\/\/127\.0\.0\.1:4870\/#\/link\/[\w-]{43}\n$/,
    );
    await people('invite', '王强', '--role', 'installer', '--agent', '1032');
    const list = await people('list', '--lang', 'en').then(() => people('--lang', 'en'));
    expect(list.stdout).toBe('陈主任  admin            no password yet\n王强    installer  1032  no password yet\n');
    expect((await people('reset', '陈主任')).stdout).toMatch(/24 小时.*\n {2}http:/);
    expect((await people('change', '王强', '--role', 'trainer')).stdout).toBe('王强 现在是培训老师\n');
    expect((await people('disable', '王强')).stdout).toContain('王强 已停用');
    expect((await people()).stdout).toContain('已停用');
    for (const [args, code] of [
      [['invite', '王强', '--role', 'trainer'], 'NAME_TAKEN'],
      [['invite', '赵敏', '--role', 'installer'], 'NO_AGENT'],
      [['invite', '<b>', '--role', 'trainer'], 'BAD_NAME'],
      [['reset', '没有'], 'NO_SUCH_PERSON'],
    ] as const) {
      const { code: exit, stderr } = await people(...args);
      expect([exit, stderr]).toEqual([2, expect.stringContaining(code)]);
    }
    // With accounts there is no desk without them, whatever the options.
    const { server, said } = start(['--data', data]);
    try {
      expect(await said).toContain('还没有管理员');
      const address = /http:\/\/[^/]+/.exec(await said)![0];
      expect((await fetch(`${address}/api/calls`)).status).toBe(401);
    } finally {
      server.kill();
    }
  });

  it('listens elsewhere with accounts and a certificate only', async () => {
    const data = join(mkdtempSync(join(root, 'desk-')), 'data');
    const [cert, key, other] = ['cert.pem', 'key.pem', 'other.pem'].map((n) => join(root, n)) as [
      string,
      string,
      string,
    ];
    const make = (to: string) =>
      execFileSync('openssl', [
        ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'],
        ...['-subj', '/CN=desk.test', '-addext', 'subjectAltName=DNS:desk.test', '-keyout', to, '-out', cert],
      ]);
    make(other);
    make(key);
    const refused = async (...args: string[]) =>
      (await huashu(['desk', '--data', data, '--port', '0', ...args])).stderr;
    expect(await refused('--host', '0.0.0.0', '--accounts')).toContain('NOT_LOOPBACK');
    expect(await refused('--tls-cert', cert)).toContain('TLS_HALF');
    expect(await refused('--tls-cert', cert, '--tls-key', join(root, 'none'))).toContain('TLS_UNREADABLE');
    expect(await refused('--tls-cert', key, '--tls-key', key)).toContain('TLS_UNFIT');
    expect(await refused('--tls-cert', cert, '--tls-key', other)).toContain('TLS_UNFIT\n  私钥和证书不是一对');
    expect(await refused('--behind-proxy', 'http://desk.test')).toContain('PROXY_NAME');
    expect(await refused('--behind-proxy', 'https://desk.test', '--host', '0.0.0.0')).toContain('PROXY_ELSEWHERE');
    const { server, said } = start(['--data', data, '--host', '0.0.0.0', '--tls-cert', cert, '--tls-key', key]);
    try {
      const [, link, port] = /(https:\/\/desk\.test:(\d+)\/#\/link\/[\w-]{43})\n/.exec(await said) ?? [];
      expect(link, await said).toBeDefined();
      const curl = (host: string) =>
        execFileSync(
          'curl',
          ['-s', '-o', '/dev/null', '-w', '%{http_code}', '--noproxy', '*', '--cacert', cert].concat([
            ...[
              '--resolve',
              `desk.test:${port}:127.0.0.1`,
              '-H',
              `Host: ${host}`,
              `https://desk.test:${port}/api/calls`,
            ],
          ]),
          { encoding: 'utf8' },
        );
      expect([curl(`desk.test:${port}`), curl(`evil.test:${port}`), curl('desk.test')]).toEqual(['401', '421', '421']);
    } finally {
      server.kill();
    }
  });
});

// Said in the report of the tests where no Chromium is installed.
describe.skipIf(!CHROMIUM)('the pages of people, in Chromium', () => {
  let browser: Browser;
  let server: ChildProcess;
  let first: string;
  let address: string;

  beforeAll(async () => {
    const data = join(mkdtempSync(join(root, 'desk-')), 'data');
    const mine = JSON.parse(asJson('mine', '装维：您好，我是电信公司的\n客户：你好\n装维：我现在没空\n'));
    const others = { ...mine, id: 'others' };
    put('calls/mine.json', JSON.stringify({ ...mine, meta: { agent: '1032', name: '王强', team: '城东班' } }));
    put('calls/others.json', JSON.stringify({ ...others, meta: { agent: '2044', name: '赵敏', team: '城西班' } }));
    expect(await huashu(['desk', 'import', join(root, 'calls'), '--data', data])).toMatchObject({ code: 0 });
    const started = start(['--accounts', '--data', data]);
    server = started.server;
    first = /http:\S+link\S+/.exec(await started.said)![0];
    address = first.split('#')[0]!;
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser?.close();
    server?.kill();
  });

  async function visitor(phone = false): Promise<{ readonly context: BrowserContext; readonly page: Page }> {
    const viewport = phone ? { width: 390, height: 844 } : { width: 1280, height: 900 };
    const context = await browser.newContext({ viewport });
    return { context, page: watch(await context.newPage()) };
  }
  const setPassword = async (page: Page, link: string, name?: string) => {
    await page.goto(link);
    await page.locator('input[name=password]').waitFor();
    if (name) await page.locator('input[name=name]').fill(name);
    await page.locator('input[name=password]').fill(PASSWORD);
    await page.locator('input[name=again]').fill(PASSWORD);
    await page.locator('input[name=again]').press('Enter');
  };
  const signIn = async (page: Page, name: string, password = PASSWORD) => {
    await page.locator('input[name=name]').fill(name);
    // What was said of the try before may still stand there.
    const answered = page.waitForResponse((answer) => answer.request().method() === 'POST');
    await page.locator('input[name=password]').fill(password);
    await page.locator('input[name=password]').press('Enter');
    await answered;
  };
  const invite = async (page: Page, name: string, role: string, agent?: string): Promise<string> => {
    await page.goto(`${address}#/people`);
    await page.locator('.card input[name=name]').fill(name);
    await page.locator('.card select[name=role]').selectOption(role);
    if (agent) await page.locator('.card input[name=agent]').fill(agent);
    await page.locator('.card button.main').click();
    await page.locator('.made').getByText(name).waitFor();
    return page.locator('.made input').inputValue();
  };
  /** Pictures of a page in both languages, wide and on a phone, where the run asks for them; Chinese at the end. */
  const shots = async (page: Page, name: string) => {
    const wide = page.viewportSize()!;
    for (const [lang, button] of [
      ['en', 'English'],
      ['zh', '中文'],
    ] as const) {
      await page.getByRole('button', { name: button, exact: true }).click();
      await page.locator(`html[lang^=${lang}]`).waitFor();
      for (const width of [1280, 390]) {
        await page.setViewportSize({ ...wide, width });
        expect(await sideways(page), `${name} ${lang} ${width}`).toBe(0);
        await shot(page, `${name}-${lang}-${width}`);
      }
    }
    await page.setViewportSize(wide);
  };
  let admin: Page;
  let trainerLink: string;
  let installerLink: string;

  it('lets the first admin in by the link that the desk prints, once', async () => {
    ({ page: admin } = await visitor());
    await admin.goto(address);
    await admin.locator('.door input[name=password]').waitFor();
    await shots(admin, 'sign-in');
    await admin.goto(first);
    await admin.locator('input[name=name]').fill('陈主任');
    await admin.locator('input[name=password]').fill('123456789012');
    const again = admin.locator('input[name=again]');
    await again.fill('123456789012');
    await admin.getByRole('button', { name: '显示：密码再写一遍' }).click();
    expect(await again.getAttribute('type')).toBe('text');
    expect(await admin.locator('input[name=password]').getAttribute('type')).toBe('password');
    await shots(admin, 'new-password');
    await again.press('Enter');
    await admin.getByText('太容易猜').waitFor();
    // What is sent is hidden again, and still there.
    await expect.poll(() => again.getAttribute('type')).toBe('password');
    expect(await again.inputValue()).toBe('123456789012');
    // The link stands in no history that somebody may look through.
    expect(admin.url()).not.toContain(first.split('/').at(-1)!);
    await setPassword(admin, first, '陈主任');
    await admin.locator('.people h2').waitFor();
    await expect.poll(() => admin.locator('.top nav a').allInnerTexts()).toEqual(['账号', '登录记录']);
    const { page: late } = await visitor();
    await late.goto(first);
    await late.getByText('链接过期了，或者已经用过').waitFor();
  });

  it('has the admin make a trainer and an installer, each of whom sets a password', async () => {
    trainerLink = await invite(admin, '李老师', 'trainer');
    installerLink = await invite(admin, '王强', 'installer', '1032');
    await admin.locator('input[name=name]').fill('李老师');
    await admin.locator('.card select[name=role]').selectOption('trainer');
    await admin.locator('.card button.main').click();
    await admin.getByText('已经有人叫这个名字').waitFor();
    await expect.poll(() => admin.locator('.plain tbody tr').count()).toBe(3);
  });

  it('shows an installer on his phone his own calls only, and nothing to decide', async () => {
    const { page, context } = await visitor(true);
    await setPassword(page, installerLink);
    await expect.poll(() => page.locator('.calls .call a').allInnerTexts()).toEqual(['mine']);
    await page.locator('.calls .call a').click();
    await page.locator('.finding').first().waitFor();
    for (const name of ['同意', '改判', /^复核完/]) expect(await page.getByRole('button', { name }).count()).toBe(0);
    await page.keyboard.press('d');
    await page.keyboard.press('y');
    expect(await page.locator('.history li').count()).toBe(0);
    for (const path of ['calls/2', 'calls/99']) {
      await page.goto(`${address}#/${path}`);
      await page.getByText('没有这通').waitFor();
      await page.goto(`${address}#/?sort=no`);
      await page.locator('.calls tbody tr').waitFor();
    }
    await page.goto(`${address}#/people`);
    await page.getByText('没有这一页').waitFor();
    for (const [path, shows] of [
      ['#/account', '.sessions li'],
      ['#/?sort=no', '.calls tbody tr'],
    ] as const) {
      await page.goto(`${address}${path}`);
      await page.locator(shows).first().waitFor();
      expect(await sideways(page), path).toBe(0);
    }
    const cookie = (await context.cookies())[0]!;
    expect([cookie.httpOnly, cookie.sameSite, await page.evaluate(() => document.cookie)]).toEqual([
      true,
      'Strict',
      '',
    ]);
  });

  it('sends whoever has a forged cookie, or none, to the door; and back to where he was', async () => {
    const { page, context } = await visitor();
    await setPassword(page, trainerLink);
    await page.locator('.list').waitFor();
    const cookie = (await context.cookies())[0]!;
    await context.addCookies([{ ...cookie, value: 'A'.repeat(43) }]);
    await page.goto(`${address}#/calls/1?sort=no`);
    await page.locator('.door').waitFor();
    await signIn(page, '李老师');
    await page.locator('.finding').first().waitFor();
    expect(page.url()).toContain('#/calls/1?sort=no');
  });

  it('writes nothing without the token, and loses nothing that was written when a session ends', async () => {
    const { page, context } = await visitor();
    await page.goto(`${address}#/calls/1?sort=no`);
    await signIn(page, '李老师');
    await page.locator('.finding.on').waitFor();
    const bare = await page.evaluate(async () => {
      const body = JSON.stringify({ seen: 0, act: { kind: 'close' } });
      const answer = await fetch('/api/calls/1/acts', { method: 'POST', body });
      return [answer.status, await answer.json()];
    });
    expect(bare).toEqual([403, { refused: 'TOKEN' }]);
    await page.keyboard.press('c');
    await page.keyboard.type('说得太快');
    await context.clearCookies();
    await page.keyboard.press('Enter');
    await page.locator('.note.bad').waitFor();
    await expect.poll(() => page.locator('.form textarea').inputValue()).toBe('说得太快');
    const again = await context.newPage();
    await again.goto(address);
    await signIn(again, '李老师');
    await again.locator('.list').waitFor();
    await page.locator('.form textarea').press('Enter');
    await page.locator('.comment').waitFor();
    await page.locator('.history small', { hasText: '李老师' }).first().waitFor();
  });

  it('tells of a lock, and an admin sees it and opens it again', async () => {
    const { page } = await visitor();
    await page.goto(address);
    for (let n = 0; n < 5; n += 1) {
      await signIn(page, '李老师', `wrong password ${n}`);
      await page.locator('.note.bad', { hasText: n < 4 ? '姓名或密码不对' : '30 秒后再试' }).waitFor();
    }
    await signIn(page, '李老师');
    await page.locator('.note.bad', { hasText: '秒后再试' }).waitFor();
    await admin.goto(`${address}#/sign-ins`);
    await expect
      .poll(() => admin.locator('.plain tbody tr').first().innerText())
      .toMatch(/李老师\s+试错太多，锁住一阵\s+127\.0\.0\.1/);
    await admin.goto(`${address}#/people`);
    const row = admin.locator('.plain tbody tr', { hasText: '李老师' });
    await row.getByRole('button', { name: '重设密码' }).click();
    await row.getByRole('button', { name: '确定' }).click();
    await admin.locator('.made').getByText('李老师').waitFor();
    await setPassword(page, await admin.locator('.made input').inputValue());
    await page.locator('.list').waitFor();
  });

  it('changes a password, tells where one is signed in, and signs out', async () => {
    const { page } = await visitor();
    await page.goto(`${address}#/account`);
    await signIn(page, '王强');
    const sessions = () => page.locator('.sessions li').count();
    await expect.poll(sessions).toBeGreaterThan(1);
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByText('下载', { exact: true }).click()]);
    expect(file.suggestedFilename()).toBe('huashu-own-data.json');
    const own = JSON.parse(readFileSync(await file.path(), 'utf8'));
    expect([own.account.name, own.calls.map((c: { call: string }) => c.call)]).toEqual(['王强', ['mine']]);
    await shots(page, 'account');
    await page.locator('input[name=old]').fill(PASSWORD);
    await page.locator('input[name=password]').fill(`${PASSWORD}2`);
    await page.locator('input[name=again]').fill(`${PASSWORD}2`);
    await page.locator('input[name=again]').press('Enter');
    await page.getByText('密码改好了').waitFor();
    await expect.poll(sessions).toBe(1);
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('button', { name: 'Sign out', exact: true }).click();
    await page.locator('.door h2', { hasText: 'Sign in' }).waitFor();
    await signIn(page, '王强');
    await page.getByText('wrong').waitFor();
    await signIn(page, '王强', `${PASSWORD}2`);
    await page.locator('.calls').waitFor();
  });
});
