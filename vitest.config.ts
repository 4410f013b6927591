import { defineConfig } from 'vitest/config';

/** Tests that run what is built: dist/ is made once before them. */
const BUILT = ['test/cli/**/*.test.ts', 'test/index.test.ts'];
const shared = { testTimeout: 60_000 };

export default defineConfig({
  test: {
    projects: [
      { test: { ...shared, name: 'source', include: ['test/**/*.test.ts'], exclude: BUILT } },
      { test: { ...shared, name: 'built', include: BUILT, globalSetup: ['test/build.ts'] } },
    ],
  },
});
