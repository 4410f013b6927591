import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import build, { youngest } from './build.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const SOURCES = ['src', 'tools/build-desk.mjs', 'package.json', 'dist/pack.json'];

/** Builds dist/ and what the desk has in it, only where it is missing or old. */
export default function buildDesk(): void {
  build();
  const newest = Math.max(...SOURCES.map((s) => youngest(join(ROOT, s))));
  if (youngest(join(ROOT, 'dist/desk.js')) < newest)
    execFileSync(process.execPath, ['tools/build-desk.mjs'], { cwd: ROOT, stdio: 'inherit' });
}
