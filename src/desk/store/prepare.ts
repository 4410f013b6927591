import type { Assessment } from '../../model/assessment.ts';
import type { Rubric } from '../../model/pack.ts';
import { currentOf } from '../decisions.ts';
import { assessmentHash, sha256 } from './chain.ts';
import { gramsOf, searchable } from './grams.ts';
import { headOf, rulesOf, stateOf } from './listing.ts';
import type { Spoken } from './spoken.ts';
import type { Listing } from './tables.ts';
import { type Countable, countableOf } from './tally.ts';

/** A call that comes in. */
export interface Incoming {
  /** Its assessment as JSON, to the letter: this is what is kept and hashed. */
  readonly text: string;
  readonly assessment: Assessment;
  /** `null`: its words are not there any more. */
  readonly spoken: Spoken | null;
}

/** A text that is kept; as bytes it is written as PostgreSQL's COPY reads it (`pack`). */
export type Text = string | Uint8Array;

/** What the tables that are derived hold of a call that nobody has decided on. */
export interface Derived {
  readonly listing: Omit<Listing, 'no'>;
  /** What it can be found by. */
  readonly rules: readonly string[];
  readonly counted: Countable;
  /** What is searched in, and the index's pairs of it, parted by spaces; `null`: its words are not there. */
  readonly words: { readonly text: Text; readonly grams: Text } | null;
}

/** A call as it is written: all that takes time is done, and nothing of it depends on what else is in the database. */
export interface Prepared {
  /** Of the assessment's text, its transcript and its pack. */
  readonly hash: string;
  readonly text: Text;
  /** `null`: its words are not there any more. */
  readonly transcript: { readonly hash: string; readonly text: Text } | null;
  readonly derived: Derived;
}

/** By what calls were scored: the hash of their pack, and its rubric. */
export interface ScoredBy {
  readonly pack: string;
  readonly rubric: Rubric;
}

/** Makes of a call everything that is written of it. */
export function prepare({ text, assessment, spoken }: Incoming, { pack, rubric }: ScoredBy): Prepared {
  const words = spoken && JSON.stringify(spoken);
  const transcript = words === null ? null : { hash: sha256(words), text: words };
  const hash = assessmentHash(text, transcript?.hash ?? null, pack);
  return { hash, text, transcript, derived: derive(assessment, spoken, rubric) };
}

/** What the list, its filters, the board and the search need of a call that nobody has decided on. */
export function derive(assessment: Assessment, spoken: Spoken | null, rubric: Rubric): Derived {
  const current = currentOf(assessment, rubric, []);
  const state = stateOf(assessment, current);
  const text = spoken && searchable(spoken.turns.map((t) => t.text).join('\n'));
  return {
    listing: { ...headOf(assessment, spoken?.workOrder ?? null), ...state },
    rules: rulesOf(assessment, current),
    counted: countableOf(state, assessment, current, null),
    words: text === null ? null : { text, grams: gramsOf(text).join(' ') },
  };
}
