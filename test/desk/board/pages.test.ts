import { existsSync } from 'node:fs';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Calibrations } from '../../../src/desk/calibration/store.ts';
import type { Viewer } from '../../../src/desk/people/viewer.ts';
import { boardRoutes } from '../../../src/desk/server/routes/board.ts';
import { callRoutes } from '../../../src/desk/server/routes/calls.ts';
import { pack } from '../../rulebook.ts';
import { call, incoming, LINES } from '../calls.ts';
import { Places } from '../databases.ts';
import { openRoleDesk } from '../role-desk.ts';

const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser'].find(existsSync);
const PEOPLE: Record<string, Viewer> = {
  lead: { id: 1, name: '周主管', role: 'lead', agent: null },
  installer: { id: 2, name: '王强', role: 'installer', agent: '1032' },
};

// Said in the report of the tests where no Chromium is installed.
describe.skipIf(!CHROMIUM)('the page of the board, in Chromium', () => {
  const places = new Places();
  let browser: Browser;
  let desk: Awaited<ReturnType<typeof openRoleDesk>>;

  beforeAll(async () => {
    const store = await places.open({ data: places.folder() });
    const hash = await store.addPack(pack, 'rulebook');
    const calls = Array.from({ length: 60 }, (_, i) =>
      incoming(
        call(
          `c${i}`,
          LINES.filter((_, k) => !(k === 2 && i % 3 === 0) && !(k === 0 && i % 4 === 0)),
          { agent: i % 2 ? '1032' : '2044', team: '城东班', date: `2026-06-0${1 + (i % 5)}` },
        ),
      ),
    );
    await store.add(calls, { pack: hash, who: 'lead', source: 'test' });
    desk = await openRoleDesk(
      { store, lang: 'zh', calibrations: new Calibrations(store) },
      [callRoutes, boardRoutes],
      PEOPLE,
    );
    browser = await chromium.launch({ executablePath: CHROMIUM!, args: ['--no-sandbox'] });
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    desk?.close();
    await places.clear();
  });

  async function open(who: keyof typeof PEOPLE, hash: string, width = 1280): Promise<Page> {
    const context = await browser.newContext({ viewport: { width, height: 900 } });
    await context.addCookies([{ name: 'who', value: who, url: desk.address }]);
    const page = await context.newPage();
    page.setDefaultTimeout(10_000);
    page.on('pageerror', (error) => expect.fail(error.message));
    await page.goto(`${desk.address}${hash}`);
    return page;
  }

  it('opens the calls behind its numbers, and keeps the filter in the address', async () => {
    const page = await open('lead', '#/board');
    await page.locator('.board .card').first().waitFor();
    expect(await page.locator('.figure dd').first().innerText()).toBe('60');
    await page.getByRole('button', { name: '筛选' }).click();
    await page.getByLabel('所有人', { exact: true }).selectOption('1032');
    await page.waitForURL(/#\/board\?agent=1032/);
    await page.getByText('30', { exact: true }).first().waitFor();
    await page.reload();
    await page.locator('.figure dd', { hasText: /^30$/ }).waitFor();
    await page
      .getByRole('link', { name: /^20 通|.* 20 通$/ })
      .first()
      .click();
    await page.locator('.calls tbody tr').first().waitFor();
    expect([await page.locator('.calls tbody tr').count(), new URL(page.url()).hash]).toEqual([
      20,
      expect.stringMatching(/^#\/\?agent=1032&rule=phrase%3A1/),
    ]);
  });

  it('says everything in tables that its pictures show, and each column leads to its calls', async () => {
    const page = await open('lead', '#/board');
    await page.locator('.figures-table summary').first().click();
    const rows = page.locator('.figures-table').first().locator('tbody tr');
    const counts = await rows.locator('td').allInnerTexts();
    expect([counts.length, counts.reduce((n, c) => n + Number(c), 0)]).toEqual([20, 60]);
    await page.locator('.chart a[tabindex="0"]').first().focus();
    await page.keyboard.press('Enter');
    await page.waitForURL(/least=.*most=/);
    await page.locator('.calls tbody tr').first().waitFor();
  });

  it('gives a workbook to whoever may take verdicts out', async () => {
    const page = await open('lead', '#/board');
    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: '导出表格', exact: true }).click();
    expect((await download).suggestedFilename()).toBe('board.xlsx');
  });

  it('fits a phone, and is not there for installers', async () => {
    const page = await open('lead', '#/board', 390);
    await page.locator('.standings').first().waitFor();
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(wide).toBe(0);
    const installer = await open('installer', '#/board');
    await installer.locator('.empty').waitFor();
    expect(await installer.getByRole('link', { name: '看板' }).count()).toBe(0);
    expect((await installer.request.get(`${desk.address}api/board`)).status()).toBe(403);
  });
});
