import type { Assessment } from '../../model/assessment.ts';
import type { Pack, Wording } from '../../model/pack.ts';
import type { Role } from '../../model/transcript.ts';
import type { CallRow } from '../call-row.ts';
import type { Overview } from '../overview.ts';

/** A call with where in its file it stands. */
export interface ListedCall extends CallRow {
  readonly line: number | null;
}

/** A call that is shown with its words. */
export interface ShownCall {
  readonly row: ListedCall;
  readonly turns: readonly { readonly role: Role | null; readonly speaker: string; readonly text: string }[];
  readonly assessment: Pick<Assessment, 'elements' | 'violations' | 'slots'>;
}

/** A Problem with an input, worded. */
export interface WordedProblem {
  readonly code: string;
  readonly file: string;
  readonly line: number | null;
  readonly severity: 'error' | 'warning';
  readonly what: Wording;
  readonly way: Wording;
}

/** Problems of a run: the first ones, and how many there are of each kind. */
export interface ProblemList {
  readonly errors: number;
  readonly warnings: number;
  readonly counts: Readonly<Record<string, number>>;
  readonly first: readonly WordedProblem[];
}

/** Everything that the page shows. */
export interface PageData {
  readonly pack: Pack;
  readonly overview: Overview;
  readonly worst: readonly ShownCall[];
  readonly best: readonly ShownCall[];
  /** The calls of the searchable list, the worst first. */
  readonly list: readonly ListedCall[];
  readonly problems: ProblemList;
  /** Calls with a score below which nobody is ranked. */
  readonly minimum: number;
  readonly version: string;
  /** Hash of the rules. */
  readonly rulebook: string;
}
