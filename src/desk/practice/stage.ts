import type { Rulebook } from '../../hear/compile.ts';
import { loadCast } from '../../host/customers.ts';
import { loadRulebook } from '../../host/packs.ts';
import type { Cast } from '../../model/customers.ts';
import type { Pack } from '../../model/pack.ts';
import { openPractice, type Practice } from '../../practice/practice.ts';
import { wordProblem } from '../../report/problems.ts';

/** What rounds are played with. */
export interface Stage {
  readonly pack: Pack;
  readonly cast: Cast;
  readonly practice: Practice;
}

/**
 * Loads the rulebook and the customers that come with the program, as `huashu practise` does.
 * @param own a rulebook that is used instead
 * @throws Error when the package is damaged
 */
export async function loadStage(own?: Rulebook): Promise<Stage> {
  const [rulebook, cast] = await Promise.all([own ? { value: own, problems: [] } : loadRulebook(), loadCast()]);
  const opened = rulebook.value && cast.value ? openPractice(rulebook.value, cast.value) : null;
  if (!rulebook.value || !cast.value || !opened?.value) {
    const problems = [...rulebook.problems, ...cast.problems, ...(opened?.problems ?? [])];
    throw new Error(problems.map((p) => wordProblem(p, 'en')).join('\n'));
  }
  return { pack: rulebook.value.pack, cast: cast.value, practice: opened.value };
}

/** A stage that is loaded when it is first needed: nobody waits for it who does not practise. */
export function stageWhenNeeded(load: () => Promise<Stage>): () => Promise<Stage> {
  let loading: Promise<Stage> | null = null;
  return () => {
    loading ??= load().catch((error: unknown) => {
      loading = null;
      throw error;
    });
    return loading;
  };
}
