import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callRoutes } from '../../../src/desk/server/routes/calls.ts';
import { viewRoutes } from '../../../src/desk/server/routes/views.ts';
import { fillDesk, PEOPLE } from '../appeal-desk.ts';
import { CHROMIUM, SeenDesk, shot, sideways } from '../browser.ts';

// Said in the report of the tests where no Chromium is installed.
describe.skipIf(!CHROMIUM)('around the list, in Chromium', () => {
  let desk: SeenDesk<keyof typeof PEOPLE>;
  beforeAll(async () => {
    desk = await SeenDesk.begin(fillDesk, [callRoutes, viewRoutes], PEOPLE);
  }, 60_000);
  afterAll(() => desk?.end());

  it('keeps a filter as a view, shares it, and drops it', async () => {
    const page = await desk.open('trainer', '#/?sort=score&team=城西班');
    await page.locator('.calls tbody tr').waitFor();
    await page.getByRole('button', { name: '存为视图' }).click();
    await page.keyboard.type('城西低分');
    await page.keyboard.press('Enter');
    await page.locator('.views a.on', { hasText: '城西低分' }).waitFor();
    await page.getByRole('button', { name: '共享给大家' }).click();
    await page.getByRole('button', { name: '不再共享' }).waitFor();
    await shot(page, 'views');

    const other = await desk.open('second', '#/?sort=no', { phone: true });
    await other.locator('.views a').click();
    await other.waitForURL(/team=/);
    await other.getByText('1 通', { exact: true }).waitFor();
    expect(await other.getByRole('button', { name: '删除' }).count()).toBe(0);
    expect(await sideways(other)).toBe(0);
    await shot(other, 'views-phone');

    await page.getByRole('button', { name: '改名' }).click();
    await page.keyboard.press('End');
    await page.keyboard.type('<b>');
    await page.keyboard.press('Enter');
    await page.locator('.views a', { hasText: '城西低分<b>' }).waitFor();
    await page.getByRole('button', { name: '删除' }).click();
    await page.getByRole('button', { name: '确定删除' }).click();
    await page.getByRole('button', { name: '存为视图' }).waitFor();
    expect(await page.locator('.views a').count()).toBe(0);
  });
});
