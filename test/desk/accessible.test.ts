import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import type axe from 'axe-core';
import { getCookie } from 'hono/cookie';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Calibrations } from '../../src/desk/calibration/store.ts';
import { PAGES } from '../../src/desk/page/pages.tsx';
import { DESK_ROLES, type DeskRole, may } from '../../src/desk/people/permissions.ts';
import type { Viewer } from '../../src/desk/people/viewer.ts';
import { Coach } from '../../src/desk/practice/coach.ts';
import { type Access, accountAccess } from '../../src/desk/server/access.ts';
import { createApp } from '../../src/desk/server/app.ts';
import { loopbackFront } from '../../src/desk/server/front.ts';
import { fillDesk } from './appeal-desk.ts';
import { CHROMIUM, launchChromium, watch } from './chromium.ts';
import { Places } from './databases.ts';
import { stage } from './practice/room.ts';
import { builtPages } from './role-desk.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** What else a page can show, beside what it shows at its own address. */
const MORE: readonly (readonly [DeskRole | 'stranger', string])[] = [
  ['lead', '/?queued=yes&sort=queue'],
  ['lead', '/?sort=score&text=不归我们管&status=open'],
  ['lead', '/?text=nobody'],
  ['lead', '/board?agent=1032'],
  ['lead', '/appeals?waiting=no'],
  ['lead', '/nowhere'],
  ['trainer', '/calls/2?sort=no'],
  ['installer', '/'],
  ['installer', '/calls/1'],
  ['installer', '/appeals'],
  ['stranger', '/'],
  ['stranger', '/link/none'],
];
const ROOM = { wide: { width: 1280, height: 900 }, phone: { width: 390, height: 844 } } as const;
/** Each page is looked at in both languages and rooms, each time in both colours. */
const LOOKS = (['zh', 'en'] as const).flatMap((lang) => (['wide', 'phone'] as const).map((room) => ({ lang, room })));

/** An address that a page of the table answers to, with `:calls` for the number of one of the calls, and all that may be left out. */
const addressOf = (path: RegExp): string =>
  path.source
    .replace(/^\^|\$$/g, '')
    .replaceAll('\\/', '/')
    .replace(/([a-z]+)\/\(\\d[^)]*\)/g, '$1/:$1')
    .replace(/\(([^)]*)\)\?/g, '$1');

/** Numbers of what there is to see, by the word before them in an address. */
const numbers: Record<string, number> = { calls: 1 };
const filled = (address: string): string => address.replace(/:([a-z]+)/g, (_, name) => String(numbers[name] ?? name));

/** Every page of the table, as the first role that may see it; a new page is looked at without another word here. */
const ADDRESSES = [
  ...PAGES.map(({ path, needs }) => {
    const address = addressOf(path);
    if (!path.test(address.replace(/:[a-z]+/g, '1'))) throw new Error(`an address for ${path}: ${address}`);
    // Who judges blind is not shown the figures.
    const who = address.endsWith('/judge') ? 'trainer' : DESK_ROLES.find((r) => r !== 'trainer' && may(r, needs))!;
    return [who, address] as const;
  }),
  ...MORE,
];

// Said in the report of the tests where no Chromium is installed.
describe.skipIf(!CHROMIUM)('every page of the desk, looked at by axe in Chromium', () => {
  const places = new Places();
  const server = { address: '', close: () => {} };
  const shown = {} as Record<DeskRole | 'stranger', Page>;
  const waiting = new Map<Page, Set<unknown>>();
  let browser: Browser;

  beforeAll(async () => {
    const store = await places.open({ data: places.folder() });
    await fillDesk(store);
    const calibrations = new Calibrations(store);
    const made = await calibrations.make('lead', {
      name: '六月校准',
      raters: ['trainer', '李老师'],
      calls: [3],
      seed: null,
    });
    if ('refused' in made) throw new Error(made.refused);
    numbers.calibrations = made.seq;
    const [scene] = stage.cast.scenes;
    const round = await new Coach(store).beginRound(stage, { name: 'lead', agent: null }, scene!.id, null);
    if ('refused' in round) throw new Error(round.refused);
    numbers.rounds = round.row.id;
    const appeal = { kind: 'appeal', target: 'violation:0', why: '我是在转述客户的话' } as const;
    await store.act(1, 'installer', appeal, 0, () => null);
    let port = 0;
    const front = loopbackFront(() => port);
    const accounts = accountAccess(store, front, () => port);
    const viewers = new Map<string, Viewer>();
    // By a cookie, without the passwords that take their time.
    const access: Access = {
      counter: accounts.counter,
      ask: async (c) => ({ viewer: viewers.get(getCookie(c, 'who') ?? '') ?? null, token: 'token' }),
    };
    const app = createApp({ store, access, front, lang: 'zh', assets: await builtPages(), stage: async () => stage });
    const listening = createAdaptorServer({ fetch: app.fetch });
    await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
    port = (listening.address() as AddressInfo).port;
    server.address = `http://127.0.0.1:${port}/`;
    server.close = () => {
      listening.close();
      if ('closeAllConnections' in listening) listening.closeAllConnections();
    };
    browser = await launchChromium();
    for (const role of DESK_ROLES) {
      const agent = role === 'installer' ? '1032' : null;
      const made = await accounts.counter!.door.accounts.make(role, { role, agent }, 'test');
      if ('refused' in made) throw new Error(made.refused);
      numbers.people = made.account.id;
      viewers.set(role, { id: made.account.id, name: role, role, agent });
      // Axe comes in from outside, as no script of the page may.
      const context = await browser.newContext({ bypassCSP: true });
      await context.addCookies([{ name: 'who', value: role, url: server.address }]);
      shown[role] = await open(context);
    }
    shown.stranger = await open(await browser.newContext({ bypassCSP: true }));
  });
  afterAll(async () => {
    await browser?.close();
    server.close();
    await places.clear();
  });

  /** Everything serious that axe finds now, as "rule: where". @param rules all that there are, unless some are named */
  async function found(page: Page, rules?: string[]): Promise<string[]> {
    const { violations } = await page.evaluate(
      (runOnly) =>
        (window as unknown as { axe: typeof axe }).axe.run(document, {
          resultTypes: ['violations'],
          ...(runOnly ? { runOnly } : {}),
        }),
      rules,
    );
    return violations
      .filter((v) => v.impact === 'serious' || v.impact === 'critical')
      .flatMap((v) => v.nodes.map((n) => `${v.id}: ${n.html.slice(0, 200)} (${n.failureSummary?.slice(0, 200)})`));
  }

  /** Waits until a page has been told everything that it asked for, and shows it. @param frames it is drawn so often before it is looked at */
  async function settled(page: Page, frames = 10): Promise<void> {
    for (let quiet = 0; quiet < frames; quiet = waiting.get(page)!.size > 0 ? 0 : quiet + 1)
      await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => resolve(0))));
  }

  async function open(context: BrowserContext): Promise<Page> {
    const page = watch(await context.newPage());
    const asked = new Set<unknown>();
    waiting.set(page, asked);
    page.on('request', (request) => asked.add(request));
    page.on('response', (answer) => asked.delete(answer.request()));
    page.on('requestfailed', (request) => asked.delete(request));
    await page.goto(server.address);
    await page.evaluate(AXE);
    return page;
  }

  it.each(ADDRESSES)('shows a %s at %s nothing that axe calls serious or critical', async (who, address) => {
    const page = shown[who];
    await page.evaluate((hash) => {
      location.hash = hash;
    }, filled(address));
    await settled(page);
    // A page of something must not be looked at where it says that there is no such thing.
    if (address.includes(':')) expect(await page.locator('main .empty[role=status]').allTextContents()).toEqual([]);
    for (const { lang, room } of LOOKS) {
      await page.setViewportSize(ROOM[room]);
      await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
      if (!(await page.evaluate(() => document.documentElement.lang)).startsWith(lang)) {
        await page.getByRole('button', { name: lang === 'zh' ? '中文' : 'English' }).click();
        await page.locator(`html[lang^=${lang}]`).waitFor();
        await settled(page);
      }
      await settled(page, 2);
      expect(await found(page), `${lang}, ${room}, light`).toEqual([]);
      // Nothing else changes with the colours.
      await page.emulateMedia({ colorScheme: 'dark' });
      await settled(page, 2);
      expect(await found(page, ['color-contrast', 'link-in-text-block']), `${lang}, ${room}, dark`).toEqual([]);
    }
  });
});
