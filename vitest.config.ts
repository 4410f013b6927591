import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/** Tests that run what is built: dist/ is made once before them. */
const BUILT = ['test/cli/**/*.test.ts', 'test/index.test.ts'];
/** Tests of what is built of the desk, its pages in a browser among them. */
const DESK = ['test/cli/desk*.test.ts'];
const shared = { testTimeout: 60_000 };

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
