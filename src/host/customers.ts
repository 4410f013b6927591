import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Cast } from '../model/customers.ts';
import type { Read } from '../model/problem.ts';
import { packageRoot, readPackSources } from './packs.ts';

/** The built-in customers as the build stored them, so that a start needs no YAML. */
async function readBuiltCast(): Promise<Cast | null> {
  try {
    return JSON.parse(await readFile(join(packageRoot(), 'dist', 'customers.json'), 'utf8')) as Cast;
  } catch {
    return null;
  }
}

/**
 * The customers to practise with: those of scripts/customers, and the user's own laid over them.
 * @param folders folders or files of customer files (docs/practice.md), in order; a persona of the same id replaces the earlier one
 */
export async function loadCast(folders: readonly string[] = []): Promise<Read<Cast | null>> {
  if (folders.length === 0) {
    const built = await readBuiltCast();
    if (built) return { value: built, problems: [] };
  }
  const root = packageRoot();
  const read = await Promise.all([join(root, 'scripts', 'customers'), ...folders].map(readPackSources));
  const problems = read.flatMap((r) => r.problems);
  if (problems.length > 0) return { value: null, problems };
  const { parseCustomers } = await import('../read/customers.ts');
  const sources = read.flatMap((r) => r.value);
  return parseCustomers(
    sources.map((s) => (s.file.startsWith(`${root}/`) ? { ...s, file: s.file.slice(root.length + 1) } : s)),
  );
}
