import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/** Tests that run what is built: dist/ is made once before them. */
const BUILT = ['test/cli/**/*.test.ts', 'test/index.test.ts'];
/** Tests of what is built of the desk, its pages in a browser among them. */
const DESK = ['test/cli/desk*.test.ts'];
/** A machine of checks is slow, and does two things at once: what is waited for there may come late, and is there all the same. */
const shared = { testTimeout: 180_000, hookTimeout: 180_000, expect: { poll: { timeout: 30_000 } } };

export default defineConfig({
  test: {
    // One core less than there are would leave half of a small machine idle.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    projects: [
      { test: { ...shared, name: 'source', include: ['test/**/*.test.ts'], exclude: BUILT } },
      { test: { ...shared, name: 'built', include: BUILT, exclude: DESK, globalSetup: ['test/build.ts'] } },
      { test: { ...shared, name: 'desk', include: DESK, globalSetup: ['test/build-desk.ts'] } },
    ],
  },
});
