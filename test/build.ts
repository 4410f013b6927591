import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
/** What dist/ is made of. */
const SOURCES = ['src', 'scripts', 'phrases', 'models', 'tools/build.mjs', 'package.json'];
const MADE = ['dist/huashu.js', 'dist/index.js', 'dist/node.js', 'dist/pack.json'];

/** When the youngest of a file, or of a folder's files, was written, in milliseconds; 0 where there is none. */
export function youngest(path: string): number {
  if (!existsSync(path)) return 0;
  const info = statSync(path);
  if (!info.isDirectory()) return info.mtimeMs;
  return Math.max(0, ...readdirSync(path).map((name) => youngest(join(path, name))));
}

const isStale = (): boolean => {
  const newest = Math.max(...SOURCES.map((s) => youngest(join(ROOT, s))));
  return MADE.some((file) => youngest(join(ROOT, file)) < newest);
};

/** Builds dist/ once before the tests that need it, and only where it is missing or older than what it is made of. */
export default function build(): void {
  if (!isStale()) return;
  const { status, stderr, stdout } = spawnSync(process.execPath, ['tools/build.mjs'], { cwd: ROOT, encoding: 'utf8' });
  if (status === 0) return;
  // The types are written last; when only they fail, the typecheck says so, and what runs can still be tested.
  if (!isStale()) console.error(`dist/ was built, but its types were not:\n${stderr}`);
  else throw new Error(`dist/ could not be built:\n${stdout}${stderr}`);
}
