import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compilePack, type Precompiled, type Rulebook } from '../hear/compile.ts';
import type { Pack } from '../model/pack.ts';
import { type Problem, problem, type Read } from '../model/problem.ts';
import type { PackSource } from '../read/pack.ts';

/** The folder that holds scripts/, phrases/ and models/: two levels up in a checkout, one in the built package. */
export function packageRoot(): string {
  const here = fileURLToPath(import.meta.url);
  return here.replace(/[\\/](dist|src[\\/]host)[\\/][^\\/]*$/, '');
}

/** YAML files of a pack folder, its scripts/ and phrases/ subfolders included. */
export async function readPackSources(folder: string): Promise<Read<PackSource[]>> {
  const value: PackSource[] = [];
  const problems: Problem[] = [];
  const walk = async (path: string, depth: number): Promise<void> => {
    for (const entry of (await readdir(path, { withFileTypes: true })).sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const child = join(path, entry.name);
      if (entry.isDirectory() && depth < 3) await walk(child, depth + 1);
      else if (entry.isFile() && /\.ya?ml$/i.test(entry.name))
        value.push({ file: child, text: await readFile(child, 'utf8') });
    }
  };
  try {
    if ((await stat(folder)).isDirectory()) await walk(folder, 0);
    else value.push({ file: folder, text: await readFile(folder, 'utf8') });
    if (value.length === 0) problems.push(problem('NO_PACK', { file: folder }, { missing: '*.yaml' }));
  } catch (error) {
    problems.push(
      problem('UNREADABLE_FILE', { file: folder }, { reason: (error as NodeJS.ErrnoException).code ?? String(error) }),
    );
  }
  return { value, problems };
}

/** The built-in pack as the build stored it: parsed, without its cases, so that a start needs no YAML. */
async function readBuiltPack(): Promise<({ readonly pack: Pack } & Precompiled) | null> {
  try {
    return JSON.parse(await readFile(join(packageRoot(), 'dist', 'pack.json'), 'utf8')) as {
      readonly pack: Pack;
    } & Precompiled;
  } catch {
    return null;
  }
}

/** Sources of the built-in pack, from its YAML: for `test` and `explain`, which need the cases, and where user packs are laid over it. */
export async function readBuiltinSources(): Promise<PackSource[]> {
  const root = packageRoot();
  const read = await Promise.all([readPackSources(join(root, 'scripts')), readPackSources(join(root, 'phrases'))]);
  return read
    .flatMap((r) => r.value)
    .map((s) => ({ ...s, file: s.file.slice(root.length + 1) }))
    .filter((s) => !s.file.includes('customers'));
}

export interface PackOptions {
  /** Folders or files laid over the built-in pack, in order. */
  readonly packs?: readonly string[];
  /** Read the YAML, with the cases. */
  readonly withCases?: boolean;
}

/** The rulebook that a run scores by. */
export async function loadRulebook({
  packs = [],
  withCases = false,
}: PackOptions = {}): Promise<Read<Rulebook | null>> {
  if (packs.length === 0 && !withCases) {
    const built = await readBuiltPack();
    if (built) return compilePack(built.pack, built);
  }
  const { parsePack } = await import('../read/pack.ts');
  const own = await Promise.all(packs.map(readPackSources));
  const problems = own.flatMap((r) => r.problems);
  if (problems.length > 0) return { value: null, problems };
  const { value: pack, problems: faults } = parsePack([
    ...(await readBuiltinSources()),
    ...own.flatMap((r) => r.value),
  ]);
  if (!pack) return { value: null, problems: faults };
  const compiled = compilePack(pack);
  return { value: compiled.value, problems: [...faults, ...compiled.problems] };
}
