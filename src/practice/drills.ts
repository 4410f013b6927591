import type { Cast, Persona, Scene } from '../model/customers.ts';
import type { Pack } from '../model/pack.ts';
import type { Practice } from './practice.ts';
import type { Drill, Profile } from './profile.ts';
import { makeRound } from './round.ts';
import type { DrillRating } from './schedule.ts';
import type { Mark, PracticeState } from './state.ts';

/** One thing to say, at the moment at which it is to be said. */
export interface DrillTask {
  readonly id: string;
  readonly element: string | null;
  readonly phrase: number | null;
  /** The round up to that moment: its last turn is the customer's. */
  readonly state: PracticeState;
  /** A sentence that says it. */
  readonly best: string;
}

export interface DrillAnswer {
  readonly rating: DrillRating;
  /** The round with the answer in it. */
  readonly state: PracticeState;
  readonly marks: readonly Mark[];
  readonly reply: string | null;
}

/** Drills in the order in which they are to be practised: due ones first by when they were, then by how often they were missed. */
export function dueDrills(profile: Profile, now: string): Drill[] {
  return profile.drills
    .filter((d) => d.card.due <= now)
    .sort(
      (a, b) =>
        Number(a.card.reps === 0) - Number(b.card.reps === 0) ||
        (a.card.due < b.card.due ? -1 : a.card.due > b.card.due ? 1 : 0) ||
        b.misses - a.misses ||
        (a.id < b.id ? -1 : 1),
    );
}

/** Lines after which a moment is not looked for any longer. */
const FAR = 30;
const MOST_SEEDS = 8;

/**
 * Plays a round as it should be, up to the moment at which the element is due, or the customer tempts to the phrase.
 * @returns `null` when no scene of the cast leads there
 */
export function drillTask(practice: Practice, cast: Cast, pack: Pack, id: string, seed: number): DrillTask | null {
  for (const task of drillSearch(practice, cast, pack, id, seed)) if (task) return task;
  return null;
}

/** The search of `drillTask` in steps of one round each, for whoever has other things to do between them: `null` until it is found. */
export function* drillSearch(
  practice: Practice,
  cast: Cast,
  pack: Pack,
  id: string,
  seed: number,
): Generator<DrillTask | null> {
  const [kind, name = ''] = [id.slice(0, id.indexOf(':')), id.slice(id.indexOf(':') + 1)];
  if (kind === 'phrase') {
    yield* phraseSearch(practice, cast, pack, Number(name), seed);
    return;
  }
  const script = pack.scripts.find((s) => s.elements.some((e) => e.id === name && !e.forReviewer));
  if (!script) return;
  // The shorter scene leads there sooner; of the personas the easiest one whose answers make the element apply; of the seeds the first whose
  // work order does (only a broadband installation asks for the computer).
  const scenes = cast.scenes
    .filter((s) => s.scripts.includes(script.id))
    .sort((a, b) => a.scripts.length - b.scripts.length);
  for (let attempt = 0; attempt < MOST_SEEDS; attempt += 1)
    for (const scene of scenes)
      for (const persona of cast.personas.filter((p) => p.scenes.includes(scene.id))) {
        const isDue = (s: PracticeState) => practice.hint(s).hint.element === name;
        const state = playUntil(practice, cast, scene, persona, seed + attempt, isDue);
        yield state && { id, element: name, phrase: null, state, best: practice.hint(state).hint.say };
      }
}

function* phraseSearch(
  practice: Practice,
  cast: Cast,
  pack: Pack,
  no: number,
  seed: number,
): Generator<DrillTask | null> {
  const provocation = cast.provocations.find((p) => p.phrase === no);
  if (!provocation || !pack.phrases.some((p) => p.no === no)) return;
  const scenes = cast.scenes.filter((s) => provocation.settings.includes(s.setting) && s.answers[s.calmUntil[0] ?? '']);
  for (const scene of scenes) {
    const able = cast.personas.filter((p) => p.scenes.includes(scene.id) && p.provokes.phrases.includes(no));
    for (const persona of able) {
      const isTempted = (s: PracticeState) => s.customer.pending?.phrase === no;
      const state = playUntil(practice, cast, scene, persona, seed, isTempted, [no]);
      yield state && { id: `phrase:${no}`, element: null, phrase: no, state, best: practice.hint(state).hint.say };
    }
  }
}

function playUntil(
  practice: Practice,
  cast: Cast,
  scene: Scene,
  persona: Persona,
  seed: number,
  reached: (state: PracticeState) => boolean,
  provoke: readonly number[] | null = null,
): PracticeState | null {
  let state = practice.start(makeRound(cast, { scene, persona, seed, passMark: 0, provoke }));
  for (let i = 0; i < FAR && !state.ended; i += 1) {
    if (reached(state)) return { ...state, hints: 0 };
    state = practice.say(state, practice.hint(state).hint.say).state;
  }
  return null;
}

/**
 * Judges an answer as a round is judged.
 * @param helped whether a hint was shown: what was read off is not yet known
 */
export function answerDrill(practice: Practice, task: DrillTask, text: string, helped: boolean): DrillAnswer {
  const { state, reply, marks } = practice.say(task.state, text);
  return { rating: rate(task, state, marks, helped), state, marks, reply };
}

function rate(task: DrillTask, state: PracticeState, marks: readonly Mark[], helped: boolean): DrillRating {
  if (marks.some((m) => m.kind === 'phrase' && m.status === 'hit')) return 'again';
  if (task.element !== null) {
    const outcome = state.outcomes[task.element];
    // Said, but not as the work order has it: the right sentence with the wrong name in it.
    if (outcome === 'met') return helped || marks.some((m) => m.kind === 'slot') ? 'hard' : 'good';
    return outcome === 'partial' ? 'hard' : 'again';
  }
  // Nothing forbidden, but the customer still waits for an answer.
  const answered = state.customer.pending?.phrase !== task.phrase;
  return answered && !helped ? 'good' : 'hard';
}
