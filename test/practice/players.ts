import type { Rulebook } from '../../src/hear/compile.ts';
import { loadCast } from '../../src/host/customers.ts';
import { loadRulebook, readPackSources } from '../../src/host/packs.ts';
import type { Cast, Persona, Scene } from '../../src/model/customers.ts';
import { openPractice, type Practice } from '../../src/practice/practice.ts';
import { makeRound, type Round } from '../../src/practice/round.ts';
import type { PracticeState, Said } from '../../src/practice/state.ts';
import { parseCustomers } from '../../src/read/customers.ts';
import { wordProblem } from '../../src/report/problems.ts';

async function rulebookOf(withModel: boolean): Promise<Rulebook> {
  const { value, problems } = await loadRulebook({ withModel, withCases: true });
  if (!value) throw new Error(problems.map((p) => wordProblem(p, 'en')).join('\n'));
  return value;
}
/** The pack alone: what practice rests on must not depend on how the model was trained. */
export const rulebook = await rulebookOf(false);
/** What people practise with, unless they say --no-model. */
export const withModel = await rulebookOf(true);

const folder = new URL('../../scripts/customers', import.meta.url).pathname;
export const sources = (await readPackSources(folder)).value.map((s) => ({
  ...s,
  file: s.file.slice(folder.length + 1),
}));
const read = parseCustomers(sources);
if (!read.value) throw new Error(read.problems.map((p) => wordProblem(p, 'en')).join('\n'));
export const cast: Cast = read.value;

function practiceOf(by: Rulebook): Practice {
  const { value, problems } = openPractice(by, cast);
  if (!value) throw new Error(problems.map((p) => wordProblem(p, 'en')).join('\n'));
  return value;
}
export const practice = practiceOf(rulebook);
export const practiceWithModel = practiceOf(withModel);
export { loadCast };

export const sceneOf = (id: string): Scene => cast.scenes.find((s) => s.id === id)!;
export const personaOf = (id: string): Persona => cast.personas.find((p) => p.id === id)!;

/** Every persona in every scene that he can be met in. */
export const meetings: readonly { readonly name: string; readonly persona: Persona; readonly scene: Scene }[] =
  cast.personas.flatMap((persona) =>
    persona.scenes.map((id) => ({ name: `${persona.id} in ${id}`, persona, scene: sceneOf(id) })),
  );

export const roundOf = (
  persona: string,
  scene: string,
  seed: number,
  provoke: readonly number[] | null = null,
): Round => makeRound(cast, { scene: sceneOf(scene), persona: personaOf(persona), seed, passMark: 80, provoke });

export const traitOf = (persona: Persona, trait: string): string => persona.traits[trait] ?? cast.traits[trait]![0]!;

export interface Played {
  readonly state: PracticeState;
  readonly said: readonly Said[];
}

export interface Player {
  /** Elements that he never says on purpose. */
  readonly leavesOut?: readonly string[];
  /** His own words for an element, instead of the hint's. */
  readonly words?: (element: string, state: PracticeState) => string | null;
  /** What he says instead, whatever it was that he should say; `null`: what he should. */
  readonly instead?: (state: PracticeState) => string | null;
}

/** More lines than any round of a willing installer has. */
const MOST = 80;

/** Plays a round to its end, doing what the hints say, but for what the player does otherwise. */
export function play(round: Round, { leavesOut = [], words, instead }: Player = {}, by: Practice = practice): Played {
  let state = by.start(round);
  const said: Said[] = [];
  while (!state.ended && said.length < MOST) {
    const own = instead?.(state) ?? null;
    const { hint } = by.hint(state, leavesOut);
    // Somebody who forgets to say goodbye just stops.
    if (own === null && hint.over && state.customer.pending === null && leavesOut.some((id) => id.endsWith('.goodbye')))
      break;
    const line = own ?? (hint.element === null ? null : (words?.(hint.element, state) ?? null)) ?? hint.say;
    const answer = by.say(state, line);
    said.push(answer);
    state = answer.state;
  }
  return { state, said };
}

/** The round as a person reads it, for the message of a test that fails. */
export const asText = (state: PracticeState): string =>
  [
    state.round.id,
    ...state.turns.map((t) => `${t.role === 'agent' ? '装维' : '客户'}：${t.text}`),
    `[${state.ended}]`,
  ].join('\n');
