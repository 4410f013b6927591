import { readFile, stat } from 'node:fs/promises';
import { hashRulebook, readModels } from '../batch/manifest.ts';
import type { Rulebook } from '../hear/compile.ts';
import { loadCast } from '../host/customers.ts';
import { Output } from '../host/output.ts';
import { loadRulebook, packageRoot } from '../host/packs.ts';
import type { Cast, Persona, Scene } from '../model/customers.ts';
import { openPractice, type Practice } from '../practice/practice.ts';
import type { PracticeResult } from '../practice/result.ts';
import { personasOf } from '../practice/round.ts';
import { suggestion } from '../read/suggestion.ts';
import { harmless } from '../report/problems.ts';
import type { Lang } from '../report/wording.ts';
import { FAULT_WORDS } from './practice-fault-words.ts';
import { tell } from './score.ts';
import { VERSION } from './version.ts';

/** Options that all commands of practice have. */
export interface PracticeOptions {
  readonly lang: Lang;
  readonly pack?: string[];
  readonly model?: boolean | string;
  readonly customers?: string[];
}

/** Everything that practice needs, loaded. */
export interface Opened {
  readonly rulebook: Rulebook;
  readonly cast: Cast;
  readonly practice: Practice;
  readonly scoredBy: PracticeResult['scoredBy'];
}

/** Loads the rulebook and the customers; tells what is wrong with them. @returns `null` when they cannot be used */
export async function openAll(options: PracticeOptions): Promise<Opened | null> {
  const withModel = options.model !== false;
  const modelFile = typeof options.model === 'string' ? { modelFile: options.model } : {};
  const [loaded, customers] = await Promise.all([
    loadRulebook({ packs: options.pack ?? [], withModel, ...modelFile }),
    loadCast(options.customers),
  ]);
  if (tell([...loaded.problems, ...customers.problems], options.lang) > 0 || !loaded.value || !customers.value)
    return null;
  const opened = openPractice(loaded.value, customers.value);
  if (tell(opened.problems, options.lang) > 0 || !opened.value) return null;
  const models = withModel ? await readModels(packageRoot()) : [];
  return {
    rulebook: loaded.value,
    cast: customers.value,
    practice: opened.value,
    scoredBy: { huashu: VERSION, rulebook: hashRulebook(loaded.value.pack, models).hash },
  };
}

/** Tells a fault of an option or a file in the form of Problems, and makes the exit code 2. */
export function complain(where: string, code: string, what: string, way: string): null {
  console.error(harmless(`${where}  ${code}`));
  console.error(`  ${harmless(what.replace(/\n/g, ' '))}\n  → ${harmless(way)}`);
  process.exitCode = 2;
  return null;
}

/** The scene that an argument names: by its id, or by the scripts that it is judged by. */
export function sceneNamed(cast: Cast, given: string, lang: Lang): Scene | null {
  const scripts = given.split(/[,，+]/).map((s) => s.trim());
  const scene =
    cast.scenes.find((s) => s.id === given) ??
    cast.scenes.find((s) => s.scripts.length === scripts.length && s.scripts.every((id) => scripts.includes(id)));
  if (scene) return scene;
  const legal = cast.scenes.map((s) => s.id);
  const w = FAULT_WORDS[lang];
  return complain(
    given,
    'UNKNOWN_SCRIPT',
    w.unknownScene(given, legal.join(', ')),
    w.meant(suggestion(given, legal).suggestion) || 'huashu practise --list',
  );
}

/** The persona that an option names, one that can be met in the scene. */
export function personaNamed(cast: Cast, scene: Scene, given: string, lang: Lang): Persona | null {
  const fitting = personasOf(cast, scene);
  const persona = fitting.find((p) => p.id === given);
  if (persona) return persona;
  const w = FAULT_WORDS[lang];
  const legal = fitting.map((p) => p.id);
  const what = cast.personas.some((p) => p.id === given)
    ? w.personaElsewhere(given, scene.id, legal.join(', '))
    : w.unknownPersona(given, legal.join(', '));
  return complain(
    '--persona',
    'UNKNOWN_PERSONA',
    what,
    w.meant(suggestion(given, legal).suggestion) || 'huashu practise --list',
  );
}

/** Writes a file, whole or not at all; tells when it cannot be, and makes the exit code 2. @returns whether it is there */
export async function save(file: string, text: string, lang: Lang): Promise<boolean> {
  const output = new Output(file);
  await output.write(text);
  const fault = await output.end();
  if (fault && tell([fault], lang) > 0) process.exitCode = 2;
  return fault === null;
}

/** A file of a trainer's is small. */
const MOST_BYTES = 16 * 2 ** 20;

/** Reads a small file. @returns `null` when it cannot be read, after telling why */
export async function readSmall(file: string, lang: Lang): Promise<string | null> {
  const w = FAULT_WORDS[lang];
  try {
    if ((await stat(file)).size > MOST_BYTES) return complain(file, 'FILE_TOO_LARGE', w.tooLarge, w.checkFile);
    return await readFile(file, 'utf8');
  } catch (error) {
    return complain(
      file,
      'UNREADABLE_FILE',
      w.unreadable((error as NodeJS.ErrnoException).code ?? String(error)),
      w.checkPath,
    );
  }
}
