import type { Cast, Persona, Scene } from '../model/customers.ts';
import { personasOf } from '../practice/round.ts';
import { inLang, type Lang } from '../report/wording.ts';
import { PRACTICE_WORDS } from './practice-words.ts';
import { INTERRUPTED } from './practise-round.ts';

function stopped<T>(answer: T | symbol): answer is symbol {
  if (typeof answer !== 'symbol') return false;
  process.exitCode = INTERRUPTED;
  return true;
}

/** Asks what is to be practised. @returns `null` after Ctrl-C */
export async function chooseScene(cast: Cast, lang: Lang): Promise<Scene | null> {
  const { select } = await import('@clack/prompts');
  const answer = await select({
    message: PRACTICE_WORDS[lang].chooseScene,
    options: cast.scenes.map((s) => ({ value: s.id, label: inLang(s.title, lang) })),
    showInstructions: false,
  });
  return stopped(answer) ? null : (cast.scenes.find((s) => s.id === answer) ?? null);
}

/** Asks with whom. @returns `null` after Ctrl-C */
export async function choosePersona(cast: Cast, scene: Scene, lang: Lang): Promise<Persona | 'any' | null> {
  const { select } = await import('@clack/prompts');
  const w = PRACTICE_WORDS[lang];
  const personas = personasOf(cast, scene);
  const answer = await select({
    message: w.choosePersona,
    options: [
      { value: 'any', label: w.anyPersona },
      ...personas.map((p) => ({ value: p.id, label: inLang(p.title, lang), hint: w.level[p.level] ?? '' })),
    ],
    maxItems: 12,
    showInstructions: false,
  });
  if (stopped(answer)) return null;
  return personas.find((p) => p.id === answer) ?? 'any';
}

/** Asks whether a round that was broken off is to go on. @returns `null` after Ctrl-C */
export async function wantsToGoOn(title: string, lines: number, lang: Lang): Promise<boolean | null> {
  const { confirm } = await import('@clack/prompts');
  const w = PRACTICE_WORDS[lang];
  const answer = await confirm({ message: w.resume(title, lines), active: w.yes, inactive: w.no });
  return stopped(answer) ? null : answer;
}
