import type { Browser, Page } from 'playwright-core';
import { Calibrations } from '../../src/desk/calibration/store.ts';
import type { Viewer } from '../../src/desk/people/viewer.ts';
import type { Store } from '../../src/desk/store/store.ts';
import { launchChromium, watch } from './chromium.ts';
import { Places } from './databases.ts';
import { openRoleDesk } from './role-desk.ts';

type Routes = Parameters<typeof openRoleDesk>[1];

/** How a page of somebody's looks. */
export interface Looks {
  readonly phone?: boolean;
  readonly dark?: boolean;
  /** Is given everything that the server tells it. */
  readonly told?: string[];
}

/** A desk of several people, and a browser to look at it with. */
export class SeenDesk<Who extends string> {
  readonly store: Store;
  readonly address: string;
  readonly #browser: Browser;
  readonly #close: () => void;
  readonly #places: Places;

  private constructor(store: Store, address: string, browser: Browser, close: () => void, places: Places) {
    this.store = store;
    this.address = address;
    this.#browser = browser;
    this.#close = close;
    this.#places = places;
  }

  /**
   * @param fill what its calls are
   * @param people by the name that `open` calls them by
   */
  static async begin<Who extends string>(
    fill: (store: Store) => Promise<void>,
    routes: Routes,
    people: Readonly<Record<Who, Viewer>>,
  ): Promise<SeenDesk<Who>> {
    const places = new Places();
    const store = await places.open({ data: places.folder() });
    await fill(store);
    const env = { store, lang: 'zh', calibrations: new Calibrations(store) } as const;
    const { address, close } = await openRoleDesk(env, routes, people);
    const browser = await launchChromium();
    return new SeenDesk<Who>(store, address, browser, close, places);
  }

  /** A page of somebody's own; what goes wrong in it fails the test. */
  async open(who: Who, hash: string, { phone = false, dark = false, told }: Looks = {}): Promise<Page> {
    const viewport = phone ? { width: 390, height: 844 } : { width: 1280, height: 900 };
    const context = await this.#browser.newContext({ viewport, colorScheme: dark ? 'dark' : 'light' });
    await context.addCookies([{ name: 'who', value: who, url: this.address }]);
    const page = watch(await context.newPage());
    page.on('response', async (answer) => {
      if (told && answer.url().includes('/api/')) told.push(await answer.text().catch(() => ''));
    });
    await page.goto(`${this.address}${hash}`);
    return page;
  }

  async end(): Promise<void> {
    await this.#browser.close();
    this.#close();
    await this.#places.clear();
  }
}

/** Keeps a picture of a page where the run asks for them. */
export const shot = async (page: Page, name: string): Promise<void> => {
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/${name}.png`, fullPage: true });
};
