import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Calibrations } from '../../../src/desk/calibration/store.ts';
import { calibrationSheetRoutes } from '../../../src/desk/server/routes/calibration-sheets.ts';
import { calibrationRoutes } from '../../../src/desk/server/routes/calibrations.ts';
import { callRoutes } from '../../../src/desk/server/routes/calls.ts';
import { fillDesk, PEOPLE } from '../appeal-desk.ts';
import { SeenDesk, shot } from '../browser.ts';
import { CHROMIUM, sideways } from '../chromium.ts';

// Said in the report of the tests where no Chromium is installed.
describe.skipIf(!CHROMIUM)('a blind calibration, in Chromium', () => {
  let desk: SeenDesk<keyof typeof PEOPLE>;
  beforeAll(async () => {
    desk = await SeenDesk.begin(fillDesk, [calibrationRoutes, calibrationSheetRoutes, callRoutes], PEOPLE);
  });
  afterAll(() => desk?.end());

  /** A page of somebody's own, and everything that the server told it. */
  async function open(who: keyof typeof PEOPLE, hash: string, phone = false): Promise<{ page: Page; told: string[] }> {
    const told: string[] = [];
    const page = await desk.open(who, hash, { phone, dark: phone, told });
    return { page, told };
  }

  /** Judges the call that is open: one key for each element. */
  async function judge(page: Page, first: string): Promise<void> {
    await page.locator('.judging .finding.on').waitFor();
    const elements = await page.locator('.judging fieldset.finding').count();
    await page.keyboard.press(first);
    for (let i = 1; i < elements; i += 1) await page.keyboard.press('1');
  }

  it('is made by the lead, judged by keyboard, and shown only after it is handed in', async () => {
    const { page: lead } = await open('lead', '#/calibrations');
    await lead.getByText('新建校准').click();
    await lead.locator('input[name=name]').fill('六月校准');
    await lead.locator('input[name=raters]').fill('李老师、陈老师');
    await lead.getByLabel('自己选').check();
    await lead.locator('input[name=numbers]').fill('1, 3');
    await lead.getByRole('button', { name: '建好' }).click();
    await lead.locator('.sets li', { hasText: '李老师 0/2' }).waitFor();

    const { page: one, told } = await open('trainer', '#/calibrations');
    await one.getByRole('link', { name: '开始盲评' }).click();
    await judge(one, '3');
    await one.getByLabel('标忌语 第3句').selectOption('1');
    await one.locator('.words .chip', { hasText: '不归我们管' }).waitFor();
    await shot(one, 'judge');
    // A click on a button of the page does not take the keys away.
    await one.locator('.judging input').first().click();
    await one.keyboard.press('3');
    await one.keyboard.press('n');
    await one.getByRole('button', { name: '1 评了' }).waitFor();
    await judge(one, '1');
    await one.getByRole('button', { name: '保存，下一通' }).click();
    await one.getByRole('button', { name: '全部评完，交卷' }).waitFor();

    // What he must not be told before that: what the program said, and what the other one did.
    const { page: two, told: toldTwo } = await open('second', '#/calibrations', true);
    await two.getByRole('link', { name: '开始盲评' }).click();
    await two.locator('.judging').waitFor();
    expect(await two.locator('.judging input:checked').count()).toBe(0);
    expect(await two.locator('.words .chip').count()).toBe(0);
    await two.waitForLoadState('networkidle');
    for (const text of [...told, ...toldTwo])
      expect(text).not.toMatch(/"(automatic|outcome|percent|confidence|violations)"|"figures"/);
    expect(toldTwo.join('')).not.toContain('李老师');
    expect(await sideways(two)).toBe(0);
    await shot(two, 'judge-phone');
    await two.goto(`${desk.address}#/calls/1?sort=no`);
    await two.getByText('这通你还要盲评，交卷以后才能看').waitFor();
    await two.goto(`${desk.address}#/?sort=no`);
    await expect.poll(() => two.locator('.calls tbody tr').count()).toBe(1);

    await one.getByRole('button', { name: '全部评完，交卷' }).click();
    await one.locator('.agreement').waitFor();
    await one
      .locator('.disagreements li', { hasText: /^\s*差 [\d.]+ 分/ })
      .first()
      .waitFor();

    await two.goto(`${desk.address}#/calibrations`);
    await two.getByRole('link', { name: '开始盲评' }).click();
    for (let i = 0; i < 2; i += 1) {
      await judge(two, '1');
      await two.getByRole('button', { name: '保存，下一通' }).click();
      await two.getByRole('button', { name: `${i + 1} 评了` }).waitFor();
    }
    await two.getByRole('button', { name: '全部评完，交卷' }).click();
    await two.locator('.agreement').waitFor();
    await shot(two, 'figures-phone');

    await lead.reload();
    await lead.locator('.trend .agreement').waitFor();
    await shot(lead, 'calibrations');
    // On a phone everything of agreement over time is seen at once, in the longer language as well.
    await lead.setViewportSize({ width: 390, height: 844 });
    await lead.getByRole('button', { name: 'English' }).click();
    const hidden = () => lead.locator('.trend .scroll').evaluate((e) => e.scrollWidth - e.clientWidth);
    await expect.poll(hidden).toBe(0);
    await lead.getByRole('button', { name: '中文' }).click();
    await lead.setViewportSize({ width: 1280, height: 900 });
    await lead.getByRole('link', { name: '看一致性' }).click();
    await lead
      .locator('.agreement .whole', { hasText: /κ[\s\S]*AC1/ })
      .first()
      .waitFor();
    await shot(lead, 'figures');
    await lead.locator('.disagreements a').first().click();
    await lead.locator('.transcript').waitFor();
  });

  it('is in English as well', async () => {
    const { page } = await open('lead', '#/calibrations');
    await page.locator('.sets li').waitFor();
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('link', { name: 'Agreement' }).click();
    await page.locator('.agreement').waitFor();
    await expect.poll(() => page.locator('main').innerText()).not.toMatch(/老师之间|一致率/);
    await shot(page, 'figures-en');
  });

  it('goes out as a sheet and comes back filled in; what is wrong with it is shown with its row', async () => {
    const given = { name: '七月校准', raters: [PEOPLE.trainer.name], calls: [2], seed: null };
    const made = await new Calibrations(desk.store).make('lead', given);
    const id = 'seq' in made ? made.seq : 0;
    const { page } = await open('trainer', `#/calibrations/${id}/judge`, true);
    await page.getByText('在表里填').click();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: '下载空表 CSV' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe(`calibration-${id}.csv`);
    const empty = readFileSync(await download.path(), 'utf8');
    const whole = empty.replace(/^(2,\w+,(?!phrase)[\w.-]+,.*),\r$/gm, '$1,做到\r');
    const bring = (text: string) =>
      page
        .getByLabel('传填好的表')
        .setInputFiles({ name: '填好的.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
    await bring(whole.replace('做到', '<b>大概</b>'));
    await page.getByText('这份表没有收').waitFor();
    const told = expect.stringMatching(/填好的\.csv:2[\s\S]*看不懂「<b>大概<\/b>」/);
    await expect.poll(() => page.locator('.intake li').allInnerTexts()).toEqual([told]);
    expect(await sideways(page)).toBe(0);
    await shot(page, 'sheet-problems');
    await bring(whole);
    await page.locator('.agreement').waitFor();
    // What is handed in is not taken back: there is no place for another sheet of his.
    await expect.poll(() => page.getByText('在表里填').count()).toBe(0);

    const { page: lead } = await open('lead', `#/calibrations/${id}`);
    await lead.getByText('在表里填').click();
    await lead.getByLabel('传填好的表').setInputFiles({
      name: '外请.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from('call,item,外请老师\n2,greeting.hello,漏项\n'),
    });
    await lead.getByText('收下了：外请老师，共 1 通次').waitFor();
    await lead.getByText('外请老师 交了').waitFor();
    await shot(lead, 'sheet-taken');
    await lead.getByRole('button', { name: 'English' }).click();
    await lead.getByText('Taken: 外请老师; 1 judgement').waitFor();
  });
});
