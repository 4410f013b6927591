import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { Script } from 'node:vm';

/**
 * A command's module with the code that V8 compiled for it when the package was built (tools/keep-code.mjs): compiling it anew takes a fifth
 * of a short run. V8 itself turns down code of another version or of other flags, and compiles.
 * @returns `null` where none was kept, as when this runs from its sources: it is imported then
 */
export function loadKept<T>(name: string): T | null {
  const place = new URL(`./${name}.cjs`, import.meta.url);
  try {
    return runScript<T>(place, readFileSync(new URL(`./${name}.code`, import.meta.url))).exports;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** Runs a module that the build wrote as one function in one file. */
export function runScript<T>(place: URL, cachedData?: Buffer): { readonly script: Script; readonly exports: T } {
  const script = new Script(readFileSync(place, 'utf8'), {
    filename: fileURLToPath(place),
    ...(cachedData ? { cachedData } : {}),
  });
  const module = { exports: {} };
  script.runInThisContext()(module, module.exports, createRequire(place), place.href);
  return { script, exports: module.exports as T };
}
