import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { knowAnchors } from '../assess/signs.ts';
import { compilePack, type Precompiled, type Rulebook } from '../hear/compile.ts';
import type { Pack } from '../model/pack.ts';
import { type Problem, problem, type Read } from '../model/problem.ts';
import type { PackSource } from '../read/pack.ts';

/** The folder that holds scripts/, phrases/ and models/: two levels up in a checkout, one in the built package. */
export function packageRoot(): string {
  const here = fileURLToPath(import.meta.url);
  return here.replace(/[\\/](dist|src[\\/]host)[\\/][^\\/]*$/, '');
}

/** Whom to practise with (customers.ts): whoever copies the built-in pack has this folder beside the rules. */
const CUSTOMERS = 'customers';

/** YAML files of a pack folder, its scripts/ and phrases/ subfolders included. */
export async function readPackSources(folder: string): Promise<Read<PackSource[]>> {
  const value: PackSource[] = [];
  const problems: Problem[] = [];
  const walk = async (path: string, depth: number): Promise<void> => {
    for (const entry of (await readdir(path, { withFileTypes: true })).sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const child = join(path, entry.name);
      if (entry.isDirectory()) {
        if (depth < 3 && entry.name !== CUSTOMERS) await walk(child, depth + 1);
      } else if (entry.isFile() && /\.ya?ml$/i.test(entry.name))
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
  return read.flatMap((r) => r.value).map((s) => ({ ...s, file: s.file.slice(root.length + 1) }));
}

export interface PackOptions {
  /** Folders or files laid over the built-in pack, in order. */
  readonly packs?: readonly string[];
  /** Read the YAML, with the cases, and leave it to the caller to run them. */
  readonly withCases?: boolean;
  /** Listen for meaning (the default); without it paraphrases are not heard. */
  readonly withModel?: boolean;
  /** Another trained model's file than the package's own. */
  readonly modelFile?: string | undefined;
}

/** The rulebook that a run scores by. A pack of the user's that fails its own cases is refused with the list of them. */
export async function loadRulebook({
  packs = [],
  withCases = false,
  withModel = true,
  modelFile,
}: PackOptions = {}): Promise<Read<Rulebook | null>> {
  const { value: ear, problems: deaf } = withModel
    ? await (await import('./ear.ts')).loadEar(modelFile)
    : { value: null, problems: [] };
  if (deaf.length > 0) return { value: null, problems: deaf };
  if (packs.length === 0 && !withCases) {
    const built = await readBuiltPack();
    if (built) {
      knowAnchors(built.pack, built.anchors);
      return compilePack(built.pack, built, ear);
    }
  }
  const { parsePack } = await import('../read/pack.ts');
  const own = await Promise.all(packs.map(readPackSources));
  const problems = own.flatMap((r) => r.problems);
  if (problems.length > 0) return { value: null, problems };
  const ownSources = own.flatMap((r) => r.value);
  const { value: pack, problems: faults } = parsePack([...(await readBuiltinSources()), ...ownSources]);
  if (!pack) return { value: null, problems: faults };
  const compiled = compilePack(
    withCases ? pack : withCasesOf(pack, new Set(ownSources.map((s) => s.file))),
    undefined,
    ear,
  );
  const failed = compiled.value && !withCases ? await failedCases(compiled.value) : [];
  return {
    value: failed.length > 0 ? null : compiled.value,
    problems: [...faults, ...compiled.problems, ...failed],
  };
}

/** The pack with the cases of these files only: the built-in ones were run when they were written. */
function withCasesOf(pack: Pack, files: ReadonlySet<string>): Pack {
  const unsaid = { met: [], notMet: [], notApplicable: [] };
  const unbroken = { flagged: [], clean: [] };
  return {
    ...pack,
    scripts: pack.scripts.map((s) =>
      files.has(s.file) ? s : { ...s, elements: s.elements.map((e) => ({ ...e, cases: unsaid })) },
    ),
    phrases: pack.phrases.map((p) => (files.has(p.file) ? p : { ...p, cases: unbroken })),
  };
}

async function failedCases(rulebook: Rulebook): Promise<Problem[]> {
  const { verifyPack } = await import('../verify/cases.ts');
  return verifyPack(rulebook)
    .filter(({ result }) => result === 'silent' || result === 'noisy')
    .map(({ file, line, rule, expected, got, text }) =>
      problem('CASE_FAILED', { file, line }, { rule, expected, got, text }),
    );
}
