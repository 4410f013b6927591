import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHROMIUM, launchChromium, sideways, watch } from '../desk/chromium.ts';
import { folder, huashu, ROOT } from './huashu.ts';

const HOSTILE = '<img src=x onerror="window.hurt=1"><script>window.hurt=1</script>';
const CALL = {
  id: HOSTILE,
  scripts: ['greeting'],
  meta: { agent: HOSTILE, team: HOSTILE, date: '2026-06-03' },
  turns: [
    { speaker: 'agent', text: `您好，我是中国电信装维工程师。${HOSTILE}` },
    { speaker: 'customer', text: '宽带什么时候能修好？' },
    { speaker: 'agent', text: '不知道，这事不归我们管。' },
    { speaker: 'customer', text: '那好吧。' },
  ],
};

// Said in the report of the tests where no Chromium is installed.
describe.skipIf(!CHROMIUM)('the pages of the desk, in Chromium', () => {
  const root = folder().path;
  let browser: Browser | undefined;
  let address: string;
  let stop: (() => void) | undefined;

  beforeAll(async () => {
    const data = join(mkdtempSync(join(root, 'desk-')), 'data');
    writeFileSync(join(root, 'hostile.json'), JSON.stringify(CALL));
    const paths = [join(ROOT, 'examples'), join(root, 'hostile.json')];
    expect(await huashu(['desk', 'import', ...paths, '--data', data])).toMatchObject({ code: 0, stderr: '' });
    const args = ['dist/huashu.js', 'desk', '--data', data, '--port', '0', '--as', '李老师', '--lang', 'zh'];
    const server = spawn(process.execPath, args, { cwd: ROOT });
    stop = () => server.kill();
    address = await new Promise((resolve, reject) => {
      let said = '';
      server.stdout.on('data', (text) => {
        said += text;
        const found = /http:\/\/\S+(?=\s)/.exec(said)?.[0];
        if (found) resolve(found);
      });
      server.on('exit', () => reject(new Error(`no desk: ${said}`)));
    });
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser?.close();
    stop?.();
  });

  /** A page of a reader of his own; what goes wrong in it fails the test. */
  async function open(hash: string, phone = false): Promise<Page> {
    const viewport = phone ? { width: 390, height: 844 } : { width: 1280, height: 900 };
    const page = watch(await (await browser!.newContext({ viewport })).newPage());
    page.on(
      'console',
      (message) => message.type() === 'error' && !/409|422/.test(message.text()) && expect.fail(message.text()),
    );
    await page.goto(`${address}${hash}`);
    return page;
  }
  const textOf = (page: Page, selector: string) => page.locator(selector).first().innerText();
  const countOf = (page: Page, selector: string) => page.locator(selector).count();

  it('weighs at most 120 kB of script, compressed', () => {
    expect(gzipSync(readFileSync(join(ROOT, 'dist/desk/page.js'))).length).toBeLessThanOrEqual(120_000);
  });

  it('finds what was said, and keeps the search in the address', async () => {
    const page = await open('#/?sort=no');
    const rows = () => countOf(page, '.calls tbody tr');
    const search = page.locator('input[name=text]');
    await expect.poll(rows).toBe(15);
    await search.fill('不归我们管');
    await search.press('Enter');
    await page.waitForURL(/text=/);
    await expect.poll(rows).toBe(1);
    await page.reload();
    await expect.poll(rows).toBe(1);
    await expect.poll(() => search.inputValue()).toBe('不归我们管');
    await page.goBack();
    await expect.poll(rows).toBe(15);
  });

  it('reviews a call by keyboard alone: overrule with a reason, agree, undo, comment, close, go on', async () => {
    const page = await open('#/calls/2?queued=yes&sort=queue');
    await page.locator('.finding.on').waitFor();
    const before = await textOf(page, '.mark b');
    await page.keyboard.press('x');
    await page.keyboard.press('2');
    await page.keyboard.type('客户先这样说的');
    await page.keyboard.press('Enter');
    await expect.poll(() => textOf(page, '.finding.on .human')).toBe('李老师: 不是忌语客户先这样说的');
    // The program's verdict stays beside it.
    expect(await textOf(page, '.finding.on .verdicts')).toMatch(/^机器: (忌语|疑似忌语)/);
    await page.locator('.form').waitFor({ state: 'detached' });
    await page.keyboard.press('u');
    await page.locator('.history .undone').waitFor();
    await expect.poll(() => countOf(page, '.finding .human')).toBe(0);
    await expect.poll(() => textOf(page, '.mark b')).toBe(before);
    const first = await page.locator('.finding.on').getAttribute('id');
    await page.keyboard.press('j');
    await page.locator(`.finding.on:not([id="${first}"])`).waitFor();
    await page.keyboard.press('c');
    await page.keyboard.type('说得太快');
    await page.keyboard.press('Enter');
    await page.locator('.comment').waitFor();
    await page.locator('.form').waitFor({ state: 'detached' });
    await page.keyboard.press('d');
    await page.waitForURL(/calls\/(?!2\?)/);
    await page.locator('.title h2', { hasNotText: '02-booking-forgetful' }).waitFor();
    await page.keyboard.press('b');
    await page.locator('.calls tbody tr').first().waitFor();
    expect(await countOf(page, 'a[href^="#/calls/2?"]')).toBe(0);
  });

  it('tells the second of two who decide, and keeps what he wrote', async () => {
    const [one, two] = await Promise.all([open('#/calls/8?sort=no'), open('#/calls/8?sort=no')]);
    for (const page of [one, two]) await page.locator('.finding.on').waitFor();
    await two.keyboard.press('x');
    await two.keyboard.press('2');
    await two.keyboard.type('另有原因');
    await one.keyboard.press('y');
    await one.locator('.finding .human').first().waitFor();
    await two.keyboard.press('Enter');
    await two.locator('.note.bad', { hasText: '李老师 刚刚也动过这通' }).waitFor();
    expect(await two.locator('.form textarea').inputValue()).toBe('另有原因');
    await expect.poll(() => countOf(two, '.history li')).toBe(1);
    await two.keyboard.press('Enter');
    await two.locator('.finding .human q').waitFor();
    await expect.poll(() => countOf(two, '.history li')).toBe(2);
  });

  it('asks for a reason, and writes nothing without one', async () => {
    const page = await open('#/calls/10?sort=no');
    await page.locator('.finding.on').waitFor();
    await page.keyboard.press('x');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await page.locator('.form textarea:focus').waitFor();
    await page.keyboard.press('Escape');
    await page.locator('.form').waitFor({ state: 'detached' });
    expect(await countOf(page, '.history li')).toBe(0);
  });

  it('shows hostile names and words as the text that they are', async () => {
    const page = await open(`#/?agent=${encodeURIComponent(HOSTILE)}`);
    await page.locator('.calls .person', { hasText: HOSTILE }).waitFor();
    await page.locator('.calls a').click();
    await page.locator('.transcript').waitFor();
    await expect.poll(() => textOf(page, '.turn p')).toBe(CALL.turns[0]!.text);
    await expect.poll(() => textOf(page, '.title h2')).toBe(HOSTILE);
    expect(await page.evaluate(() => 'hurt' in window)).toBe(false);
  });

  it('speaks English as well, and fits a phone', async () => {
    const page = await open('#/calls/8?sort=no', true);
    await page.locator('.finding').first().waitFor();
    await page.getByRole('button', { name: 'English' }).click();
    await page.locator('.top h1', { hasText: "Trainer's desk" }).waitFor();
    await page.locator('html[lang=en]').waitFor();
    await page.getByRole('button', { name: 'Transcript' }).click();
    await page.locator('.words').waitFor();
    expect(await sideways(page)).toBe(0);
    await page.reload();
    await page.locator('.finding').first().waitFor();
    await page.locator('.top h1', { hasText: "Trainer's desk" }).waitFor();
  });
});
