import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { Viewer } from '../../../src/desk/people/viewer.ts';
import { accountAccess } from '../../../src/desk/server/access.ts';
import { createApp } from '../../../src/desk/server/app.ts';
import { loopbackFront } from '../../../src/desk/server/front.ts';
import type { Store } from '../../../src/desk/store/store.ts';
import { PEOPLE } from '../appeal-desk.ts';
import { watch } from '../chromium.ts';
import { builtPages } from '../role-desk.ts';
import { stage } from './room.ts';

const PASSWORD = '柳树下的三只白鹅正在睡觉';

type Who = keyof typeof PEOPLE;

/** A desk as it is opened for a team, on loopback: some people sign in with their passwords. */
export async function openSignedInDesk(store: Store, whoSignsIn: readonly Who[]) {
  let port = 0;
  const front = loopbackFront(() => port);
  const access = accountAccess(store, front, () => port);
  const { accounts, links } = access.counter!.door;
  for (const [who, { name, role, agent }] of Object.entries(PEOPLE) as [Who, Viewer][]) {
    const made = await accounts.make(name, { role: role as 'trainer', agent }, 'test');
    if ('account' in made && whoSignsIn.includes(who))
      await links.use(await links.make(made.account.id, 1), '', PASSWORD);
  }
  /** Sessions by who has them: signing in takes its time. */
  const sessions = new Map<Who, Awaited<ReturnType<BrowserContext['storageState']>>>();
  const app = createApp({ store, access, front, lang: 'zh', assets: await builtPages(), stage: async () => stage });
  const server = createAdaptorServer({ fetch: app.fetch });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  ({ port } = server.address() as AddressInfo);
  const address = `http://127.0.0.1:${port}/`;
  return {
    address,
    /** A browser of somebody's own, signed in; what goes wrong in its pages fails the test. */
    async signIn(browser: Browser, who: Who, look: object = {}): Promise<Page> {
      const session = sessions.get(who);
      const storageState = session ? { storageState: session } : {};
      const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...storageState, ...look });
      const page = watch(await context.newPage());
      await page.goto(address);
      if (!session) {
        await page.locator('input[name=name]').fill(PEOPLE[who].name);
        await page.locator('input[name=password]').fill(PASSWORD);
        await page.locator('input[name=password]').press('Enter');
      }
      await page.locator('.top .me').waitFor();
      sessions.set(who, session ?? (await context.storageState()));
      return page;
    },
    close: () => {
      server.close();
      if ('closeAllConnections' in server) server.closeAllConnections();
    },
  };
}
