import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { soleViewer } from '../../src/desk/people/viewer.ts';
import { appealRoutes } from '../../src/desk/server/routes/appeals.ts';
import { callRoutes } from '../../src/desk/server/routes/calls.ts';
import { settingsRoutes } from '../../src/desk/server/routes/settings.ts';
import { fillDesk, PEOPLE } from './appeal-desk.ts';
import { SeenDesk, shot } from './browser.ts';
import { CHROMIUM, sideways } from './chromium.ts';

const people = { ...PEOPLE, sole: soleViewer('本机') };

// Said in the report of the tests where no Chromium is installed.
describe.skipIf(!CHROMIUM)('the way of an appeal, in Chromium', () => {
  let desk: SeenDesk<keyof typeof people>;
  beforeAll(async () => {
    desk = await SeenDesk.begin(fillDesk, [callRoutes, appealRoutes, settingsRoutes], people);
  });
  afterAll(() => desk?.end());

  const open = (who: keyof typeof people, hash: string, phone = false) => desk.open(who, hash, { phone });
  const said = (page: Page, what: string) => page.locator('.appeal').first().getByText(what).first().waitFor();

  it('goes from the installer on his phone to the trainer to the lead, by keyboard', async () => {
    const installer = await open('installer', '#/calls/1?sort=no', true);
    await installer.getByRole('button', { name: '申诉' }).first().waitFor();
    await installer.keyboard.press('a');
    await installer.keyboard.type('我是在转述客户的话，听第 3 句');
    await shot(installer, 'appeal-write');
    await installer.keyboard.press('Enter');
    await installer.locator('.appeal-open').waitFor();
    // What reviewers do is not there for him.
    for (const name of ['同意', '改判', '复核完', '撤销'])
      expect(await installer.getByRole('button', { name }).count(), name).toBe(0);
    expect(await installer.locator('.turn .add').count()).toBe(0);
    expect(await sideways(installer)).toBe(0);

    const trainer = await open('trainer', '#/appeals');
    await trainer.locator('.calls .person', { hasText: '1032' }).waitFor();
    await shot(trainer, 'appeals-list');
    await trainer.locator('.calls a').click();
    await trainer.getByRole('button', { name: '定下来' }).waitFor();
    await trainer.keyboard.press('a');
    await trainer.keyboard.press('1');
    await trainer.keyboard.type('录音里是他自己说的');
    await shot(trainer, 'appeal-rule');
    await trainer.keyboard.press('Enter');
    await trainer.locator('.appeal-ruled').waitFor();
    await said(trainer, '维持原判');

    await installer.reload();
    await installer.getByRole('button', { name: '不服，请组长定' }).waitFor();
    await said(installer, '录音里是他自己说的');
    await installer.keyboard.press('a');
    await installer.keyboard.type('前一句客户先说的');
    await installer.keyboard.press('Enter');
    await installer.locator('.appeal-escalated').waitFor();
    await shot(installer, 'appeal-escalated');

    await trainer.reload();
    await trainer.locator('.appeal-escalated').waitFor();
    expect(await trainer.getByRole('button', { name: '定下来' }).count()).toBe(0);

    const lead = await open('lead', '#/calls/1?sort=no');
    await lead.getByRole('button', { name: '定下来' }).waitFor();
    const before = await lead.locator('.mark b').innerText();
    await lead.keyboard.press('a');
    await lead.keyboard.press('2');
    await lead.keyboard.type('确实是转述');
    await lead.keyboard.press('Enter');
    await lead.locator('.appeal-final').waitFor();
    await said(lead, '申诉成立，已改判');
    await expect.poll(async () => Number(await lead.locator('.mark b').innerText())).toBeGreaterThan(Number(before));
    // Nothing is left to be done with it but to learn from it.
    const buttons = lead.locator('.appeal').first().getByRole('button');
    await expect.poll(() => buttons.allInnerTexts()).toEqual(['做成标注和案例']);
    await lead.getByRole('button', { name: '做成标注和案例' }).click();
    const [saved] = await Promise.all([
      lead.waitForEvent('download'),
      lead.getByRole('button', { name: '存标注（JSON）' }).click(),
    ]);
    expect(saved.suggestedFilename()).toMatch(/^appeal-\d+\.json$/);
    const gold = await lead.locator('.gold').innerText();
    expect(gold).not.toContain('王强');
    await shot(lead, 'appeal-final');

    await installer.reload();
    await installer.locator('.appeal-final').waitFor();
    for (const one of ['王强', '李老师', '周主管', '确实是转述']) await said(installer, one);
    await installer.goto(`${desk.address}#/appeals`);
    await installer.locator('.calls tbody tr').waitFor();
    await shot(installer, 'appeals-phone');
  });

  it('lets the sole user change the days to appeal in, on a phone, and says who did', async () => {
    const sole = await open('sole', '#/appeals?waiting=no', true);
    const days = sole.getByLabel('几天内可以申诉').locator('input');
    await expect.poll(() => days.inputValue()).toBe('14');
    // The browser itself lets nothing else be sent.
    await days.fill('366');
    await sole.getByRole('button', { name: '保存' }).click();
    await expect.poll(() => days.evaluate((input: HTMLInputElement) => input.validity.rangeOverflow)).toBe(true);
    await days.fill('30');
    await days.press('Enter');
    await sole.locator('.days', { hasText: /上次是 本机 在.*从 14 天改成 30 天/ }).waitFor();
    expect(await sideways(sole)).toBe(0);
    await shot(sole, 'appeal-days-phone');
    await sole.reload();
    await expect.poll(() => days.inputValue()).toBe('30');
    const trainer = await open('trainer', '#/appeals?waiting=no');
    await trainer.locator('.calls, .empty').first().waitFor();
    expect(await trainer.locator('.days').count()).toBe(0);
  });

  it('leaves an answer that comes after another list was asked for', async () => {
    const page = await open('trainer', '#/appeals?waiting=no');
    await page.locator('.calls tbody tr').first().waitFor();
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    await page.route(/api.appeals.waiting=yes/, async (route) => {
      const answer = await route.fetch();
      await held;
      await route.fulfill({ response: answer });
    });
    await page.getByRole('link', { name: '等着定的' }).click();
    await page.getByText('正在读').waitFor();
    await page.getByRole('link', { name: '全部申诉' }).click();
    await page.locator('.calls tbody tr').first().waitFor();
    const late = page.waitForResponse(/waiting=yes/);
    release();
    await (await late).finished();
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 100)));
    expect(await page.locator('.calls tbody tr').count()).toBeGreaterThan(0);
  });

  it('shows one installer nothing of another’s', async () => {
    const other = await open('other', '#/appeals', true);
    await other.locator('.empty', { hasText: /^还没有申诉。$/ }).waitFor();
    await other.goto(`${desk.address}#/calls/1?sort=no`);
    await other.getByText('没有这通').waitFor();
    await other.getByRole('link', { name: '回列表' }).waitFor();
    expect(await other.locator('body').innerText()).not.toContain('转述');
  });
});
