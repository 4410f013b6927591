import type {
  AssignmentsView,
  PracticeAct,
  PracticePeopleView,
  PracticePersonView,
  PracticeRefusal,
  PracticeView,
  RoundAnswer,
  RoundView,
} from '../practice-view.ts';
import { read, send } from './api.ts';

/** Where the reader's practice begins. */
export const practice = (): Promise<PracticeView | null> => read('/api/practice');

/** A round or a drill; `null` where there is none for the reader. */
export const round = async (id: number): Promise<RoundView | null> =>
  (await read<{ round: RoundView }>(`/api/practice/rounds/${id}`))?.round ?? null;

/** Begins a round that the reader chose, or that was assigned to him. `null`: the desk cannot be reached. */
export const begin = (
  what: { readonly scene: string; readonly persona: string | null } | { readonly assigned: number },
): Promise<RoundAnswer | null> => send('/api/practice/rounds', what);

/** Asks what is to be drilled next. `null`: the desk cannot be reached. */
export const drill = (): Promise<RoundAnswer | null> => send('/api/practice/drills', {});

/** Does something in a round or a drill. `null`: the desk cannot be reached. */
export const act = ({ id, version }: RoundView, what: PracticeAct): Promise<RoundAnswer | null> =>
  send(`/api/practice/rounds/${id}`, { seen: version, act: what });

/** How somebody practises; `null` where he is not there for the reader. */
export const person = (id: number): Promise<PracticePersonView | null> => read(`/api/practice/people/${id}`);

/** Everybody who practises. */
export const people = (): Promise<PracticePeopleView | null> => read('/api/practice/people');

/** Rounds that were assigned. */
export const assignments = (): Promise<AssignmentsView | null> => read('/api/practice/assignments');

export type AssignAnswer =
  | AssignmentsView
  | { readonly refused: PracticeRefusal | 'NOT_FOUND' | 'BODY' | 'ROLE' }
  | { readonly problem: string };

/** Gives a round to people. `null`: the desk cannot be reached. */
export const assign = (given: {
  readonly people: readonly string[];
  readonly scene: string;
  readonly persona: string | null;
  readonly seed: number | null;
  readonly passMark: number;
  readonly until: string | null;
}): Promise<AssignAnswer | null> => send('/api/practice/assignments', given);

/** Takes an assignment back. `null`: the desk cannot be reached. */
export const withdraw = (seq: number): Promise<AssignAnswer | null> =>
  send(`/api/practice/assignments/${seq}/withdraw`, {});
