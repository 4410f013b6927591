import type { ViolationKind } from '../model/assessment.ts';
import type { Severity, Wording } from '../model/pack.ts';
import type { Estimate } from '../report/interval.ts';

/** What the server tells the board's page: types only, shared by both. */

/** A day of the trend. */
export interface DayView {
  readonly day: string;
  readonly calls: number;
  readonly score: Estimate | null;
  readonly withHits: Estimate;
}

/** How often an element was left out where it applied. */
export interface ElementRow {
  readonly id: string;
  readonly title: Wording;
  readonly script: Wording | null;
  readonly say: Wording | null;
  readonly applied: number;
  readonly missed: number;
  readonly partial: number;
  /** Missed or half said. */
  readonly rate: Estimate;
}

/** How often a phrase was said. */
export interface PhraseRow {
  readonly no: number;
  readonly title: Wording;
  readonly severity: Severity | null;
  readonly better: Wording | null;
  readonly hits: number;
  readonly suspected: number;
  readonly calls: number;
  readonly kinds: Readonly<Partial<Record<ViolationKind, number>>>;
}

/** A person or a team beside the others. */
export interface StandingRow {
  readonly key: string;
  readonly name: string | null;
  readonly team: string | null;
  readonly calls: number;
  readonly score: Estimate;
  readonly passed: Estimate | null;
  readonly hits: number;
  readonly differs: 'above' | 'below' | null;
  /** What is left out most often, if anything is at all often. */
  readonly mostMissed: { readonly id: string; readonly title: Wording } | null;
}

export interface StandingsView {
  /** The first ones; all when they are asked for. */
  readonly rows: readonly StandingRow[];
  readonly ranked: number;
  readonly tooFew: number;
}

/** The board over the calls of a filter. */
export interface BoardView {
  readonly calls: number;
  readonly score: Estimate | null;
  readonly median: number | null;
  readonly passed: Estimate | null;
  readonly passMark: number;
  readonly withHits: Estimate | null;
  readonly hits: number;
  readonly suspected: number;
  /** Calls by score: 0–4.9 … 95–100. */
  readonly histogram: readonly number[];
  readonly days: readonly DayView[];
  readonly undated: number;
  /** The most often left out first; those that applied nowhere are only counted. */
  readonly elements: readonly ElementRow[];
  readonly neverApplied: number;
  /** The most frequent first; those that nobody said are only counted. */
  readonly phrases: readonly PhraseRow[];
  readonly neverSaid: number;
  /** Calls with a score below which nobody is ranked. */
  readonly minimum: number;
  readonly people: StandingsView;
  readonly teams: StandingsView;
  /** From coming in to being closed, in seconds; `null`: none is closed. */
  readonly review: { readonly count: number; readonly median: number; readonly ninety: number } | null;
  /** Of the appeals that were decided; `null`: none was made. */
  readonly appeals: { readonly made: number; readonly decided: number; readonly upheld: number } | null;
}
