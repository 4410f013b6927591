import { setImmediate } from 'node:timers/promises';
import { freshSeed, momentOf } from '../../host/profile.ts';
import { answerDrill, type DrillTask, drillSearch, dueDrills } from '../../practice/drills.ts';
import type { Hint } from '../../practice/hints.ts';
import { emptyProfile, type Profile, withRound } from '../../practice/profile.ts';
import { makeRound, personasOf, type Round } from '../../practice/round.ts';
import { spoken } from '../../practice/spoken.ts';
import { type Played, profileOf, type Summary } from '../practice-record.ts';
import type { PracticeAct, PracticeRefusal } from '../practice-view.ts';
import { missedInCalls } from '../store/missed.ts';
import type { Store } from '../store/store.ts';
import { Assignments } from './assignments.ts';
import { type EndedRows, type Kept, PracticeRows } from './rows.ts';
import type { Stage } from './stage.ts';

/** What came of an act: the row (`null`: thrown away), or as another tab left it; or why it makes no sense. */
export type PracticeOutcome =
  | { readonly done: Kept | null; readonly hint: Hint | null }
  | { readonly meanwhile: Kept }
  | { readonly refused: PracticeRefusal }
  | { readonly unknown: true };
export type Begun = { readonly row: Kept } | { readonly refused: PracticeRefusal };

/** What goes on at once, of one person. */
const MOST_OPEN = 20;
/** Drills that are tried until one has a moment to be asked in. */
const MOST_TRIED = 6;

/** Who practises: the account's name, and which installer he is. */
export interface Trainee {
  readonly name: string;
  readonly agent: string | null;
}

/** Plays rounds and drills for people of the desk, each for himself, by the code that `huashu practise` plays them by. */
export class Coach {
  readonly rows: PracticeRows;
  readonly assignments: Assignments;
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
    this.rows = new PracticeRows(store);
    this.assignments = new Assignments(store);
  }

  /** A round of a scene, with a customer who was chosen or comes by chance. */
  round(stage: Stage, scene: string, persona: string | null, seed = freshSeed(), passMark?: number): Round | null {
    const found = stage.cast.scenes.find((s) => s.id === scene);
    const fitting = found ? personasOf(stage.cast, found) : [];
    const whom = persona === null ? null : fitting.find((p) => p.id === persona);
    if (!found || whom === undefined || fitting.length === 0) return null;
    const mark = passMark ?? stage.pack.rubric.passMark;
    return makeRound(stage.cast, { scene: found, persona: whom, seed, passMark: mark });
  }

  /** Begins a round that somebody chose. */
  async beginRound(stage: Stage, { name }: Trainee, scene: string, persona: string | null): Promise<Begun> {
    const round = this.round(stage, scene, persona);
    return round ? this.#begin(stage, name, round, null) : { refused: 'NO_SUCH_SCENE' };
  }

  /** Begins a round that was assigned to somebody, or goes on with it. */
  async beginAssigned(stage: Stage, { name }: Trainee, seq: number): Promise<Begun> {
    const assignment = (await this.assignments.all()).get(seq);
    if (!assignment?.people.includes(name) || assignment.withdrawn) return { refused: 'NO_SUCH_ASSIGNMENT' };
    return this.#begin(stage, name, assignment.round, seq);
  }

  async #begin(stage: Stage, name: string, round: Round, assigned: number | null): Promise<Begun> {
    if (stage.practice.fits(round, '').length > 0) return { refused: 'NOT_PLAYABLE' };
    const played = { state: stage.practice.start(round), marks: [], drill: null, finished: null };
    const row = await this.rows.begin(name, 'round', assigned, played, MOST_OPEN);
    return row ? { row } : { refused: 'TOO_MANY' };
  }

  /** Asks what is due first, or again what was asked and not answered. */
  async beginDrill(stage: Stage, trainee: Trainee): Promise<Begun> {
    const asked = (await this.rows.open(trainee.name)).find((row) => row.task !== 'round');
    if (asked) return { row: asked };
    const now = this.#store.now();
    const due = dueDrills(await this.profile(trainee, now), now);
    for (const { id } of due.slice(0, MOST_TRIED)) {
      const task = await taskOf(stage, id);
      if (!task) continue;
      const { state, element, phrase, best } = task;
      const played: Played = {
        state,
        marks: state.lines.map(() => []),
        drill: { element, phrase, best, rating: null },
        finished: null,
      };
      const row = await this.rows.begin(trainee.name, id, null, played, MOST_OPEN);
      return row ? { row } : { refused: 'TOO_MANY' };
    }
    return { refused: 'NO_DRILL' };
  }

  /** What somebody has practised, with its rows, and what he is to drill: also what he missed in real calls, due at once. @param now ISO 8601 */
  async profile({ name, agent }: Trainee, now: string): Promise<Profile & { readonly ended: EndedRows }> {
    const ended = await this.rows.ended(name);
    const { rules } = await missedInCalls(this.#store, agent ?? '', new Set());
    const profile = profileOf(
      ended.map((e) => e.summary),
      rules,
      momentOf(new Date(now)),
    );
    return { ...profile, ended };
  }

  /**
   * Does something in a round or a drill of somebody's own.
   * @param seen the version that he had before him: if there is a later one, nothing is done
   */
  async act(stage: Stage, { name }: Trainee, id: number, seen: number, act: PracticeAct): Promise<PracticeOutcome> {
    const row = await this.rows.row(id);
    if (!row || row.person !== name) return { unknown: true };
    if (row.version !== seen || row.event !== null || !row.played) return { meanwhile: row };
    if (act.kind === 'drop') return outcome(await this.rows.drop(row));
    if (stage.practice.fits(row.played.state.round, '').length > 0) return { refused: 'NOT_PLAYABLE' };
    const next = row.played.drill
      ? this.#drilled(stage, row.task, row.played, act)
      : this.#played(stage, row.played, act);
    if ('refused' in next) return next;
    return outcome(await this.rows.keep(row, next.played, next.summary), next.hint);
  }

  #played({ practice }: Stage, played: Played, act: Exclude<PracticeAct, { kind: 'drop' }>): Next {
    const { state, marks } = played;
    switch (act.kind) {
      case 'say': {
        if (spoken(act.text).text === '') return { refused: 'NOTHING_HEARD' };
        const said = practice.say(state, act.text);
        const now = { ...played, state: said.state, marks: [...marks, said.marks] };
        return said.state.ended ? this.#finished(practice, now) : going(now);
      }
      case 'undo':
        if (state.lines.length === 0) return { refused: 'NOTHING_SAID' };
        return going({ ...played, state: practice.undo(state), marks: marks.slice(0, -1) });
      case 'hint':
        return hinted(practice, played);
      case 'finish':
        if (state.lines.length === 0) return { refused: 'NOTHING_SAID' };
        return this.#finished(practice, played);
    }
  }

  #drilled({ practice }: Stage, id: string, played: Played, act: Exclude<PracticeAct, { kind: 'drop' }>): Next {
    const drill = played.drill!;
    if (act.kind === 'hint') return hinted(practice, played);
    if (act.kind !== 'say') return { refused: 'ONE_ANSWER' };
    if (spoken(act.text).text === '') return { refused: 'NOTHING_HEARD' };
    const { state, marks } = played;
    const { rating, ...said } = answerDrill(practice, { id, ...drill, state }, act.text, state.hints > 0);
    return {
      played: { ...played, state: said.state, marks: [...marks, said.marks], drill: { ...drill, rating } },
      summary: { kind: 'drill', id, rating, ...momentOf(new Date(this.#store.now())) },
      hint: null,
    };
  }

  #finished(practice: Stage['practice'], played: Played): Next {
    const { state } = played;
    const { transcript: _, ...finished } = practice.finish(state);
    const now = momentOf(new Date(this.#store.now()));
    const [round] = withRound(emptyProfile, state, finished.assessment, finished.passed, now).rounds;
    const summary: Summary = { kind: 'round', passMark: state.round.passMark, ...round! };
    return { played: { ...played, finished }, summary, hint: null };
  }
}

/** A moment to ask for something in. The search plays many rounds: whoever else asks the desk is answered between them. */
async function taskOf({ practice, cast, pack }: Stage, id: string): Promise<DrillTask | null> {
  for (const task of drillSearch(practice, cast, pack, id, freshSeed())) {
    if (task) return task;
    await setImmediate();
  }
  return null;
}

type Next =
  | { readonly played: Played; readonly summary: Summary | null; readonly hint: Hint | null }
  | { readonly refused: PracticeRefusal };

const going = (played: Played): Next => ({ played, summary: null, hint: null });

function hinted(practice: Stage['practice'], played: Played): Next {
  const { state, hint } = practice.hint(played.state);
  return { played: { ...played, state }, summary: null, hint };
}

function outcome(
  kept: { readonly done: Kept | null } | { readonly meanwhile: Kept } | null,
  hint: Hint | null = null,
): PracticeOutcome {
  if (kept === null) return { unknown: true };
  return 'meanwhile' in kept ? kept : { done: kept.done, hint };
}
