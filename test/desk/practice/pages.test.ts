import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Store } from '../../../src/desk/store/store.ts';
import { fillDesk } from '../appeal-desk.ts';
import { shot } from '../browser.ts';
import { CHROMIUM, launchChromium, sideways, watch } from '../chromium.ts';
import { Places } from '../databases.ts';
import { openSignedInDesk } from './signed-in-desk.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
// Axe comes in from outside, as no script of the page may.
const PHONE = { viewport: { width: 390, height: 844 }, bypassCSP: true };

// Said in the report of the tests where no Chromium is installed.
describe.skipIf(!CHROMIUM)('practice, in Chromium', () => {
  const places = new Places();
  let browser: Browser;
  let store: Store;
  let desk: Awaited<ReturnType<typeof openSignedInDesk>>;

  beforeAll(async () => {
    store = await places.open({ data: places.folder() });
    await fillDesk(store);
    desk = await openSignedInDesk(store, ['installer', 'other', 'trainer']);
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser?.close();
    desk?.close();
    await places.clear();
  });

  const go = (page: Page, path: string) => page.goto(`${desk.address}#${path}`);
  /** Says a line, and waits until the customer has answered. */
  async function say(page: Page, line: string): Promise<void> {
    const before = await page.locator('.dialogue > li.agent').count();
    await page.locator('.compose textarea').fill(line);
    await page.keyboard.press('Enter');
    await page.locator('.dialogue > li.agent').nth(before).waitFor();
  }
  /** What axe calls serious or critical in a page as it is now. */
  async function serious(page: Page): Promise<string[]> {
    await page.evaluate(AXE);
    const { violations } = await page.evaluate(() =>
      (window as unknown as { axe: typeof axe }).axe.run(document, { resultTypes: ['violations'] }),
    );
    return violations
      .filter((v) => v.impact === 'serious' || v.impact === 'critical')
      .flatMap((v) => v.nodes.map((n) => `${v.id}: ${n.html.slice(0, 200)}`));
  }

  it('goes from the trainer who assigns to the phone of the installer and back, by keyboard', async () => {
    const trainer = await desk.signIn(browser, 'trainer');
    await go(trainer, '/practice/assignments');
    await trainer.locator('select[name=scene]').selectOption('booking');
    await trainer.locator('select[name=persona]').selectOption('hurried');
    await trainer.locator('input[name=seed]').fill('7');
    await trainer.getByLabel('王强').check();
    await trainer.getByRole('button', { name: '布置', exact: true }).click();
    await trainer.getByText('王强 还没做').waitFor();
    await trainer.getByText('布置好了').waitFor();
    await trainer.getByRole('button', { name: 'English' }).click();
    await trainer.locator('.note.good', { hasText: /^\w[^\u4e00-\u9fff]*$/ }).waitFor();
    await trainer.getByRole('button', { name: '中文' }).click();
    await shot(trainer, 'assign');

    const phone = await desk.signIn(browser, 'installer', PHONE);
    await go(phone, '/practice');
    await shot(phone, 'practice-phone');
    await phone.getByRole('button', { name: '做这一局' }).click();
    await phone.locator('.compose textarea').waitFor();
    await say(phone, '您好');
    await phone.locator('.heard .met', { hasText: /^✓ 问候$/ }).waitFor();
    await phone.locator('.dialogue mark.said', { hasText: /^您好$/ }).waitFor();
    await say(phone, '<img src=x onerror="document.title=1">我现在没空');
    await phone.locator('.heard .hit', { hasText: '忌语 9' }).waitFor();
    await phone.locator('.heard .hit .better', { hasText: /改说.+/ }).waitFor();
    await phone.locator('[aria-live=polite]', { hasText: '停！忌语 9' }).waitFor({ state: 'attached' });
    expect(await phone.locator('.dialogue img').count()).toBe(0);
    await shot(phone, 'round-phone');
    expect(await serious(phone)).toEqual([]);
    // What the customer says last stands over the field, not under it.
    const room = async () => {
      const [last, field] = await Promise.all(
        ['.dialogue > li:last-child p', '.playing'].map((one) => phone.locator(one).last().boundingBox()),
      );
      return field!.y - (last!.y + last!.height);
    };
    await expect.poll(room).toBeGreaterThanOrEqual(0);
    expect(await sideways(phone)).toBe(0);
    await phone.getByRole('button', { name: '收回上一句' }).click();
    await phone.locator('.heard .hit').waitFor({ state: 'detached' });
    await phone.getByRole('button', { name: '提示' }).click();
    await phone.getByRole('button', { name: '看原话' }).click();
    await shot(phone, 'hint-phone');
    await phone.locator('.compose textarea:focus').waitFor();
    const sentence = await phone.locator('.told-hint dd').last().innerText();
    await phone.reload();
    await phone.locator('.compose textarea').waitFor();
    await expect.poll(() => phone.locator('.dialogue > li.agent').count()).toBe(1);
    await say(phone, sentence);
    await phone.locator('.heard').last().locator('.met').first().waitFor();
    await phone.getByRole('button', { name: '到此为止，看分' }).click();
    await phone.getByRole('button', { name: '是', exact: true }).click();
    await phone.locator('.sum tfoot').waitFor();
    await phone.locator('#result:focus').waitFor();
    await phone.locator('.gains li').first().waitFor();
    expect(await sideways(phone)).toBe(0);
    await shot(phone, 'result-phone');
    expect(await serious(phone)).toEqual([]);

    await trainer.reload();
    await trainer.getByRole('link', { name: /做了 1 次/ }).click();
    await trainer.getByText('王强 做的').waitFor();
    expect(await trainer.locator('.compose').count()).toBe(0);
    await shot(trainer, 'result');
    await go(trainer, '/practice/people');
    await trainer.getByRole('link', { name: '王强' }).click();
    await trainer.getByText('2 通里 2 通').first().waitFor();
    await shot(trainer, 'person');
  });

  it('drills, one answer each, what was missed', async () => {
    const phone = await desk.signIn(browser, 'other', PHONE);
    await go(phone, '/practice');
    await phone.getByRole('button', { name: '练一道' }).click();
    await phone.locator('.result h3').waitFor();
    await shot(phone, 'drill-phone');
    await phone.locator('.compose textarea').fill('天气不错');
    await phone.keyboard.press('Enter');
    await phone.locator('.result .better').waitFor();
    await shot(phone, 'drill-answered-phone');
    expect(await serious(phone)).toEqual([]);
    const first = phone.url();
    await phone.getByRole('button', { name: '下一道' }).click();
    await phone.waitForURL((url) => String(url) !== first);
    await phone.locator('.compose textarea').waitFor();
  });

  it('tells the second of two tabs, keeps what was typed there, and shows nothing of it to others', async () => {
    const one = await desk.signIn(browser, 'installer');
    await go(one, '/practice');
    await one.getByRole('button', { name: '开始' }).click();
    await one.locator('.compose textarea').waitFor();
    const address = one.url();
    const two = watch(await one.context().newPage());
    await two.goto(address);
    await two.locator('.compose textarea').fill('我是电信的装维');
    await say(one, '您好');
    await two.keyboard.press('Enter');
    await two.locator('.note.bad', { hasText: '另一个窗口' }).waitFor();
    await two.getByRole('button', { name: 'English' }).click();
    await two.locator('.note.bad', { hasText: /another (window|tab)/ }).waitFor();
    await two.getByRole('button', { name: '中文' }).click();
    await expect.poll(() => two.locator('.dialogue > li.agent').count()).toBe(1);
    expect(await two.locator('.compose textarea').inputValue()).toBe('我是电信的装维');
    await two.locator('.compose textarea').press('Enter');
    await two.locator('.dialogue > li.agent').nth(1).waitFor();
    for (const who of ['other', 'trainer'] as const) {
      const page = await desk.signIn(browser, who);
      await page.goto(address);
      await page.getByText('没有这一局。').waitFor();
    }
  });

  it('listens and reads out only after it was switched on, and says first where the sound may go', async () => {
    const page = await desk.signIn(browser, 'installer', PHONE);
    await page.addInitScript(() => {
      const used: string[] = [];
      Object.assign(window, { used });
      class Recognition {
        onresult: ((event: unknown) => void) | null = null;
        onend: (() => void) | null = null;
        start() {
          used.push('listened');
          setTimeout(() => {
            this.onresult?.({ results: [[{ transcript: '您好，我是电信的装维' }]] });
            this.onend?.();
          });
        }
        abort() {
          this.onend?.();
        }
      }
      Object.assign(window, { SpeechRecognition: Recognition });
      speechSynthesis.speak = (utterance) => used.push(utterance.text);
    });
    const answer = await page.reload();
    expect(answer!.headers()['permissions-policy']).toContain('microphone=(self)');
    await go(page, '/practice');
    await page.getByRole('button', { name: '开始' }).click();
    await page.locator('.compose textarea').waitFor();
    await say(page, '您好');
    const used = () => page.evaluate(() => (window as unknown as { used: string[] }).used);
    expect(await used()).toEqual([]);
    expect(await page.getByRole('button', { name: '说话' }).count()).toBe(0);
    await page.getByText('用嘴说').click();
    await page.locator('.voice p', { hasText: '浏览器厂家的服务器' }).waitFor();
    await shot(page, 'voice-phone');
    await page.getByRole('button', { name: '知道了，打开' }).click();
    const line = await page.locator('.dialogue > li.customer p').last().innerText();
    await expect.poll(used).toEqual([line]);
    await page.getByRole('button', { name: '说话' }).click();
    await expect.poll(() => page.locator('.compose textarea').inputValue()).toBe('您好，我是电信的装维');
    expect(await page.locator('.dialogue > li.agent').count()).toBe(1);
    await page.getByRole('button', { name: '关掉语音' }).click();
    await say(page, '我是电信的');
    expect(await used()).toEqual([line, 'listened']);
  });
});
