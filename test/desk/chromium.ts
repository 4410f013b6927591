import { existsSync } from 'node:fs';
import { type Browser, chromium, type Page } from 'playwright-core';
import { expect } from 'vitest';

/** Where Chromium is; `undefined` where it is not installed. */
export const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser'].find(existsSync);

/** Most that a page may take to show or do something, in milliseconds: a machine of checks is slow, and does two things at once. */
const PATIENCE = 30_000;

/** Starts a browser. */
export const launchChromium = (): Promise<Browser> =>
  chromium.launch({ executablePath: CHROMIUM!, args: ['--no-sandbox'], timeout: 4 * PATIENCE });

/** How a page is looked at in the tests: with patience, and so that what goes wrong in it fails the test. */
export function watch(page: Page): Page {
  page.setDefaultTimeout(PATIENCE);
  page.on('pageerror', (error) => expect.fail(error.message));
  return page;
}

/** How far a page has to be pushed sideways to be seen, in pixels. */
export const sideways = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
