import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Rules } from '../../../src/desk/intake/rules.ts';
import { Accounts } from '../../../src/desk/people/accounts.ts';
import { assignmentRoutes } from '../../../src/desk/server/routes/assignments.ts';
import { calibrationRoutes } from '../../../src/desk/server/routes/calibrations.ts';
import { callRoutes } from '../../../src/desk/server/routes/calls.ts';
import { intakeRoutes } from '../../../src/desk/server/routes/intake.ts';
import { sampleRoutes } from '../../../src/desk/server/routes/samples.ts';
import { viewRoutes } from '../../../src/desk/server/routes/views.ts';
import type { Store } from '../../../src/desk/store/store.ts';
import { rulebook } from '../../rulebook.ts';
import { fillDesk, PEOPLE } from '../appeal-desk.ts';
import { SeenDesk, shot } from '../browser.ts';
import { CHROMIUM, sideways } from '../chromium.ts';

const hash = { hash: 'rulebook' } as unknown as Rules['hash'];
const RULES: Rules = { rulebook, hash, reading: { read: {}, orders: {} } };

/** A desk whose trainers and lead have accounts, so that calls can be given to them. */
async function fill(store: Store): Promise<void> {
  await fillDesk(store);
  const accounts = new Accounts(store);
  for (const { name, role } of [PEOPLE.trainer, PEOPLE.second, PEOPLE.lead])
    await accounts.make(name, { role, agent: null }, 'test');
}

/** Words in English alone. */
const ENGLISH = /^\w[^\u4e00-\u9fff]*$/;

// Said in the report of the tests where no Chromium is installed.
describe.skipIf(!CHROMIUM)('around the list, in Chromium', () => {
  let desk: SeenDesk<keyof typeof PEOPLE>;
  beforeAll(async () => {
    desk = await SeenDesk.begin(
      fill,
      [
        calibrationRoutes,
        callRoutes,
        viewRoutes,
        assignmentRoutes,
        sampleRoutes,
        (env) => intakeRoutes(env, async () => RULES),
      ],
      PEOPLE,
    );
  });
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
    await expect.poll(() => page.locator('.views a').count()).toBe(0);
  });

  it('gives all calls of a filter to a trainer, whose queue begins with them, and takes one back', async () => {
    const lead = await desk.open('lead', '#/?sort=no&agent=1044');
    await lead.getByText('1 通', { exact: true }).waitFor();
    await lead.getByLabel('分给谁复核').selectOption('李老师');
    await lead.getByRole('button', { name: '把这 1 通分给 李老师' }).click();
    await lead.getByText('分给 李老师 1 通。').waitFor();
    await lead.locator('.calls .status', { hasText: '分给 李老师' }).waitFor();
    await shot(lead, 'assign');

    const trainer = await desk.open('trainer', '#/', { phone: true, dark: true });
    await expect.poll(() => trainer.locator('.calls .call a').allInnerTexts()).toEqual(['c', 'a', 'b']);
    expect(await sideways(trainer)).toBe(0);
    await shot(trainer, 'assign-phone');
    await trainer.locator('.calls .call a').first().click();
    await trainer.locator('.history').getByText('分给 李老师 复核').waitFor();
    await trainer.keyboard.press('n');
    await trainer.getByRole('heading', { name: 'a', exact: true }).waitFor();
    await trainer.getByLabel('分给谁复核').selectOption('陈老师');
    await trainer.locator('.history').getByText('分给 陈老师 复核').waitFor();
    await shot(trainer, 'assign-call-phone');
    // What he is told of it is said in the other language as well, once that is the page's.
    await trainer.route('**/api/assignments', (route) => route.abort());
    await trainer.getByLabel('分给谁复核').selectOption('李老师');
    await trainer.locator('.note', { hasText: '没' }).waitFor();
    await trainer.getByRole('button', { name: 'English' }).click();
    await trainer.locator('.note', { hasText: ENGLISH }).waitFor();
    await trainer.unroute('**/api/assignments');
    await trainer.getByRole('button', { name: '中文' }).click();
    await trainer.locator('.history').getByRole('button', { name: '撤销' }).click();
    await trainer.locator('.history .undone').waitFor();

    await lead.locator('.assign').getByRole('button', { name: '撤销' }).click();
    await lead.getByText('撤销了，1 通照原来的。').waitFor();
    await lead.getByRole('button', { name: 'English' }).click();
    await lead.getByLabel('Assign to').waitFor();
    await shot(lead, 'assign-en');
  });

  it('says of a queue that a search leaves empty that nothing matches, not that all is done', async () => {
    const page = await desk.open('trainer', '#/?queued=yes&sort=queue&text=没有这句');
    await page.getByText('没有符合条件的通话').waitFor();
  });

  it('draws a random sample of what is filtered, and tells how it was drawn', async () => {
    const page = await desk.open('second', '#/?sort=no&team=城东班');
    await page.getByText('2 通', { exact: true }).waitFor();
    await page.getByText('随机抽样').click();
    await page.getByLabel('抽几通').fill('1');
    await page.getByLabel('种子').fill('7');
    await page.getByRole('button', { name: '从筛出来的里抽' }).click();
    await page.getByText('抽了 1 通，排进待复核。').waitFor();
    await page.locator('.sample li', { hasText: /陈老师 · 2 通里抽 1 通 · 种子 7 · 已复核 0\/1/ }).waitFor();
    await shot(page, 'sample');
    // What was said is said in the other language as well, once that is the page's.
    await page.getByRole('button', { name: 'English' }).click();
    await page.locator('.sample [role=status]', { hasText: ENGLISH }).waitFor();
    await page.getByRole('button', { name: '中文' }).click();
    await page.locator('.sample li a').first().click();
    await page.getByText('1 通', { exact: true }).waitFor();
    await page.locator('.calls .status', { hasText: '样本' }).waitFor();
    const phone = await desk.open('lead', '#/?sort=no', { phone: true });
    await phone.getByRole('button', { name: 'English' }).click();
    await phone.getByText('Random sample').click();
    await phone.locator('.sample li').waitFor();
    expect(await sideways(phone)).toBe(0);
    await shot(phone, 'sample-phone-en');
  });

  it('takes transcripts that are chosen or dropped, and tells of the bad one', async () => {
    const page = await desk.open('trainer', '#/?sort=no&order=down');
    await page.locator('.calls tbody tr').first().waitFor();
    const good = '装维：您好，我是中国电信装维工程师王强。\n客户：你好。\n装维：再见。\n';
    const file = (name: string, text: string) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(text) });
    await page.locator('.intake input').setInputFiles([file('新来的.txt', good), file('空的.txt', '')]);
    await page.getByText('放进 1 通，已有 0 通，有问题的文件 1 个。').waitFor();
    const told = expect.stringContaining('空的.txt');
    await expect.poll(() => page.locator('.intake li').allInnerTexts()).toEqual([told]);
    await page.locator('.calls .call a', { hasText: '新来的' }).waitFor();
    await shot(page, 'intake');
    await page.getByRole('button', { name: 'English' }).click();
    const inEnglish = expect.stringMatching(/^空的\.txt[^\u4e00-\u9fff]+$/);
    await expect.poll(() => page.locator('.intake li').allInnerTexts()).toEqual([inEnglish]);
    const many = Array.from({ length: 201 }, (_, i) => file(`${i}.txt`, good));
    await page.locator('.intake input').setInputFiles(many);
    await page.locator('.intake li', { hasText: /^201 files were chosen.*turns of up to 200/ }).waitFor();
    await page.getByRole('button', { name: '中文' }).click();
    await page.locator('.intake li', { hasText: /^选了 201 个文件.*分几次放/ }).waitFor();
    const dropped = await page.evaluateHandle((text) => {
      const data = new DataTransfer();
      data.items.add(new File([text], '再来.txt'));
      return data;
    }, `${good}客户：慢走。\n`);
    await page.locator('.intake').dispatchEvent('drop', { dataTransfer: dropped });
    await page.locator('.calls .call a', { hasText: '再来' }).waitFor();

    const phone = await desk.open('lead', '#/?sort=no', { phone: true, dark: true });
    await phone.getByRole('button', { name: 'English' }).click();
    await phone.locator('.intake').waitFor();
    expect(await sideways(phone)).toBe(0);
    await shot(phone, 'intake-phone-en');
    const installer = await desk.open('installer', '#/?sort=no');
    await installer.locator('.calls tbody tr').first().waitFor();
    expect(await installer.locator('.intake').count()).toBe(0);
  });

  it('lets trainers for a calibration be ticked instead of written', async () => {
    const lead = await desk.open('lead', '#/calibrations');
    await lead.getByText('新建校准').click();
    await lead.locator('input[name=name]').fill('六月');
    await lead.getByLabel('李老师').check();
    await lead.getByLabel('周主管').check();
    await lead.getByLabel('陈老师').check();
    await lead.getByLabel('周主管').uncheck();
    await expect.poll(() => lead.locator('input[name=raters]').inputValue()).toBe('李老师、陈老师');
    await shot(lead, 'pick');
    await lead.locator('input[name=count]').fill('1');
    await lead.getByRole('button', { name: '建好' }).click();
    await lead.locator('.sets li', { hasText: /李老师 0\/1.*陈老师 0\/1/s }).waitFor();
  });
});
