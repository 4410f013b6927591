import { assess } from '../assess/assess.ts';
import type { Rulebook } from '../hear/compile.ts';
import type { Assessment } from '../model/assessment.ts';
import type { Cast } from '../model/customers.ts';
import { type Problem, problem, type Read } from '../model/problem.ts';
import type { Transcript } from '../model/transcript.ts';
import { suggestion } from '../read/suggestion.ts';
import { checkCast } from './check.ts';
import { type Line, movedSlots, open, respond, truthOf } from './customer.ts';
import type { Part } from './draft.ts';
import { type Hint, hintFor, missingElements, nextTime } from './hints.ts';
import { type Listen, listener } from './listen.ts';
import { changeOf, moodMark, transcriptOf } from './marks.ts';
import type { Round } from './round.ts';
import { spoken } from './spoken.ts';
import type { PracticeState, PracticeTurn, Said } from './state.ts';

/** What a finished (or broken off) round comes to. */
export interface Finished {
  readonly transcript: Transcript;
  readonly assessment: Assessment;
  /** Whether it reaches the round's pass mark without a knock-out. */
  readonly passed: boolean;
  /** The one thing to do differently next time, an element or a phrase's number, with what to say; `null` when nothing was lost. */
  readonly next: { readonly id: string | number; readonly say: string } | null;
}

/** Rounds with customers, as pure functions: no clock, no chance but the round's seed. */
export interface Practice {
  /** @throws RangeError when the cast lacks the round's scene or persona (see `fits`) */
  start(round: Round): PracticeState;
  /** Takes what the installer says; text of any kind and length. After the end nothing changes and `reply` is `null`. */
  say(state: PracticeState, text: string): Said;
  /** Takes the last line back, as if it had not been said; at the beginning nothing changes. */
  undo(state: PracticeState): PracticeState;
  /**
   * What to say next; the state counts that it was asked for.
   * @param leaveOut ids of elements that are not to be proposed
   */
  hint(state: PracticeState, leaveOut?: readonly string[]): { readonly state: PracticeState; readonly hint: Hint };
  /** Scores the round as far as it went, by `assess()`. */
  finish(state: PracticeState): Finished;
  /** Plays lines from the start: for going on later, and for scoring a result again. */
  replay(round: Round, lines: readonly string[]): PracticeState;
  /** What keeps a round from being played with this cast and rulebook. */
  fits(round: Round, file: string): readonly Problem[];
}

/**
 * Opens practice with a rulebook and a cast of customers.
 * @param cast from parseCustomers
 * @returns `null` with Problems when the cast names elements, scripts or phrases that the rulebook lacks
 */
export function openPractice(rulebook: Rulebook, cast: Cast): Read<Practice | null> {
  const { value: listen, problems } = listener(rulebook, cast.moves);
  const all = [...checkCast(rulebook.pack, cast), ...problems];
  if (!listen || all.some((p) => p.severity === 'error')) return { value: null, problems: all };
  return { value: new Rounds(rulebook, cast, listen), problems: all };
}

class Rounds implements Practice {
  readonly #rulebook: Rulebook;
  readonly #cast: Cast;
  readonly #listen: Listen;
  /** Assessments by the turns that they are of: a hint, a second hint and the end of the round ask for the same one. */
  readonly #assessed = new WeakMap<
    readonly PracticeTurn[],
    { readonly round: Round; readonly assessment: Assessment }
  >();

  constructor(rulebook: Rulebook, cast: Cast, listen: Listen) {
    this.#rulebook = rulebook;
    this.#cast = cast;
    this.#listen = listen;
  }

  #part(round: Round): Part {
    const persona = this.#cast.personas.find((p) => p.id === round.persona);
    const scene = this.#cast.scenes.find((s) => s.id === round.scene);
    if (!persona || !scene) throw new RangeError(`no ${persona ? `scene ${round.scene}` : `persona ${round.persona}`}`);
    return { cast: this.#cast, persona, scene, round };
  }

  #assess({ round, turns }: Pick<PracticeState, 'round' | 'turns'>): Assessment {
    const before = this.#assessed.get(turns);
    if (before?.round === round) return before.assessment;
    const assessment = assess(this.#rulebook, transcriptOf(round, turns));
    this.#assessed.set(turns, { round, assessment });
    return assessment;
  }

  fits(round: Round, file: string): readonly Problem[] {
    const problems: Problem[] = [];
    const needs = (where: string, received: string, legal: readonly string[]) => {
      if (!legal.includes(received))
        problems.push(
          problem(
            'WRONG_VALUE',
            { file },
            { where, received, expected: legal.join(', '), ...suggestion(received, legal) },
          ),
        );
    };
    needs(
      'scene',
      round.scene,
      this.#cast.scenes.map((s) => s.id),
    );
    needs(
      'persona',
      round.persona,
      this.#cast.personas.map((p) => p.id),
    );
    for (const id of round.scripts)
      needs(
        'scripts',
        id,
        this.#rulebook.pack.scripts.map((s) => s.id),
      );
    for (const no of round.provoke ?? [])
      needs(
        'provoke',
        String(no),
        this.#cast.provocations.map((p) => String(p.phrase)),
      );
    return problems;
  }

  start(round: Round): PracticeState {
    const { customer, reply } = open(this.#part(round));
    return {
      round,
      lines: [],
      turns: [{ role: 'customer', text: reply }],
      customer,
      outcomes: {},
      phrases: [],
      slots: [],
      hints: 0,
      ended: null,
    };
  }

  say(state: PracticeState, text: string): Said {
    if (state.ended) return { state, reply: null, marks: [] };
    const part = this.#part(state.round);
    const { text: heard, cut } = spoken(text);
    const turns = heard === '' ? state.turns : [...state.turns, { role: 'agent' as const, text: heard }];
    const assessment = this.#assess({ round: state.round, turns });
    const truth = truthOf(part);
    const scripts = this.#rulebook.pack.scripts.map((s) => s.id);
    const alone = this.#listen(heard, scripts, truth);
    const change = changeOf(state, assessment, this.#rulebook.pack.phrases, movedSlots(part, truth), alone.said);
    const line: Line = {
      text: heard,
      number: state.lines.length + 1,
      heard: alone,
      gained: change.gained,
      outcomes: change.seen.outcomes,
      broken: change.broken,
      complete: missingElements(part, this.#rulebook.pack, assessment, turns).length === 0,
      repeated: heard !== '' && state.lines.includes(heard),
    };
    const { customer, reply, ended } = respond(part, state.customer, line);
    return {
      state: {
        ...state,
        ...change.seen,
        lines: [...state.lines, heard],
        turns: [...turns, { role: 'customer', text: reply }],
        customer,
        ended,
      },
      reply,
      marks: [
        ...change.marks,
        ...moodMark(state.customer.mood, customer.mood),
        ...(cut ? [{ kind: 'cut' } as const] : []),
      ],
    };
  }

  undo(state: PracticeState): PracticeState {
    return { ...this.replay(state.round, state.lines.slice(0, -1)), hints: state.hints };
  }

  hint(state: PracticeState, leaveOut: readonly string[] = []): { readonly state: PracticeState; readonly hint: Hint } {
    const assessment = this.#assess(state);
    const hint = hintFor(this.#part(state.round), this.#rulebook.pack, assessment, state, leaveOut);
    return { state: { ...state, hints: state.hints + 1 }, hint };
  }

  finish(state: PracticeState): Finished {
    const transcript = transcriptOf(state.round, state.turns);
    const assessment = this.#assess(state);
    const { percent, knockedOutBy, improvements } = assessment.score;
    return {
      transcript,
      assessment,
      passed: percent !== null && percent >= state.round.passMark && knockedOutBy.length === 0,
      next: improvements[0] ? nextTime(this.#part(state.round), this.#rulebook.pack, improvements[0].id, state) : null,
    };
  }

  replay(round: Round, lines: readonly string[]): PracticeState {
    return lines.reduce((state, line) => this.say(state, line).state, this.start(round));
  }
}
