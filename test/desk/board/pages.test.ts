import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Viewer } from '../../../src/desk/people/viewer.ts';
import { boardRoutes } from '../../../src/desk/server/routes/board.ts';
import { callRoutes } from '../../../src/desk/server/routes/calls.ts';
import type { Store } from '../../../src/desk/store/store.ts';
import { pack } from '../../rulebook.ts';
import { SeenDesk, shot } from '../browser.ts';
import { call, incoming, LINES } from '../calls.ts';
import { CHROMIUM, sideways } from '../chromium.ts';

const PEOPLE = {
  lead: { id: 1, name: '周主管', role: 'lead', agent: null },
  installer: { id: 2, name: '王强', role: 'installer', agent: '1032' },
} as const satisfies Record<string, Viewer>;

/** Sixty calls of two people on five days; of every third one phrase less, of every fourth one greeting less. */
async function fill(store: Store): Promise<void> {
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
}

// Said in the report of the tests where no Chromium is installed.
describe.skipIf(!CHROMIUM)('the page of the board, in Chromium', () => {
  let desk: SeenDesk<keyof typeof PEOPLE>;
  beforeAll(async () => {
    desk = await SeenDesk.begin(fill, [callRoutes, boardRoutes], PEOPLE);
  });
  afterAll(() => desk?.end());

  it('opens the calls behind its numbers, and keeps the filter in the address', async () => {
    const page = await desk.open('lead', '#/board');
    await page.locator('.figure dd', { hasText: /^60$/ }).waitFor();
    await page.getByRole('button', { name: '筛选' }).click();
    await page.getByLabel('所有人', { exact: true }).selectOption('1032');
    await page.waitForURL(/#\/board\?agent=1032/);
    await page.locator('.figure dd', { hasText: /^30$/ }).waitFor();
    await page.reload();
    await page.locator('.figure dd', { hasText: /^30$/ }).waitFor();
    await page
      .getByRole('link', { name: /^20 通|.* 20 通$/ })
      .first()
      .click();
    await expect.poll(() => page.locator('.calls tbody tr').count()).toBe(20);
    expect(new URL(page.url()).hash).toMatch(/^#\/\?agent=1032&rule=phrase%3A1/);
  });

  it('says everything in tables that its pictures show, and each column leads to its calls', async () => {
    const page = await desk.open('lead', '#/board');
    await page.locator('.figures-table summary').first().click();
    const cells = page.locator('.figures-table').first().locator('tbody tr td');
    await expect.poll(() => cells.allInnerTexts()).toHaveLength(20);
    expect((await cells.allInnerTexts()).reduce((n, c) => n + Number(c), 0)).toBe(60);
    await page.locator('.chart a[tabindex="0"]').first().focus();
    await page.keyboard.press('Enter');
    await page.waitForURL(/least=.*most=/);
    await page.locator('.calls tbody tr').first().waitFor();
  });

  it('gives a workbook to whoever may take verdicts out', async () => {
    const page = await desk.open('lead', '#/board');
    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: '导出表格', exact: true }).click();
    expect((await download).suggestedFilename()).toBe('board.xlsx');
  });

  it('fits a phone, and is not there for installers', async () => {
    const page = await desk.open('lead', '#/board', { phone: true });
    await page.locator('.standings').first().waitFor();
    expect(await sideways(page)).toBe(0);
    // The numbers at its pictures are whole, and large enough to be read.
    const boxes = await page.locator('.chart .tick').evaluateAll((ticks) =>
      ticks.map((tick) => {
        const { left, right, height } = tick.getBoundingClientRect();
        return left >= 0 && right <= innerWidth && height > 10;
      }),
    );
    expect(boxes.length).toBeGreaterThan(10);
    expect(boxes).not.toContain(false);
    await page.getByText('看不出高低').first().waitFor();
    await shot(page, 'board-phone');
    const installer = await desk.open('installer', '#/board');
    await installer.getByText('没有这一页').waitFor();
    expect(await installer.getByRole('link', { name: '看板' }).count()).toBe(0);
    expect((await installer.request.get(`${desk.address}api/board`)).status()).toBe(403);
  });
});
