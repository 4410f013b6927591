import type { AlignmentStep, Scorecard, SlotVerdict, Violation } from '../model/assessment.ts';
import type { Severity, SlotId, Wording } from '../model/pack.ts';
import type { Evidence, Role } from '../model/transcript.ts';
import type { Act, Ruled, Ruling } from './decisions.ts';
import type { Right } from './people/permissions.ts';
import type { Viewer } from './people/viewer.ts';
import type { Sum } from './sum.ts';

/** What the server tells the pages: types only, shared by both. */

/** A call in the list. */
export interface ListedView {
  readonly no: number;
  readonly call: string;
  readonly source: string;
  readonly agent: string;
  readonly name: string;
  readonly team: string;
  readonly day: string;
  readonly scripts: readonly string[];
  readonly percent: number | null;
  readonly passed: boolean | null;
  readonly hits: number;
  readonly suspected: number;
  readonly sureness: number;
  readonly status: 'open' | 'begun' | 'closed';
  readonly queue: number;
  /** The reviewer who is to see to it; empty: nobody in particular. */
  readonly assignee: string;
  /** The event that drew it at random last; 0: none did. */
  readonly sample: number;
}
export interface ListView {
  readonly calls: readonly ListedView[];
  readonly next: readonly (string | number)[] | null;
  readonly total: number;
  /** There are more than `total`. */
  readonly more: boolean;
}

/** Who looks at the page, and what he may do. */
export interface MeView {
  readonly name: string;
  readonly role: Viewer['role'];
  /** Which installer he is. */
  readonly agent: string | null;
  readonly rights: readonly Right[];
  /** Goes with everything that changes something. */
  readonly token: string;
}

/** What the list can be filtered by. */
export interface ChoicesView {
  readonly agents: readonly { readonly agent: string; readonly name: string; readonly team: string }[];
  readonly teams: readonly string[];
  readonly scripts: readonly { readonly id: string; readonly title: Wording }[];
  readonly elements: readonly { readonly id: string; readonly title: Wording }[];
  readonly phrases: readonly { readonly no: number; readonly title: Wording }[];
}

/** What came of giving calls to somebody. */
export type AssignAnswer =
  | { readonly count: number; readonly events: { readonly first: number; readonly last: number } | null }
  | { readonly refused: string; readonly most?: number };

/** A view of the list that somebody keeps. */
export interface SavedView {
  readonly id: number;
  readonly name: string;
  /** Of an address, its fields in the order of their names. */
  readonly query: string;
  readonly shared: boolean;
  /** Whoever keeps it; `null`: the reader. */
  readonly owner: string | null;
}

/** How a random sample was drawn. */
export interface SampleView {
  readonly seq: number;
  readonly at: string;
  readonly who: string;
  readonly seed: number;
  readonly filter: string;
  readonly population: number;
  readonly method: string;
  readonly count: number;
  readonly reviewed: number;
}

/** Why an element applies or not. */
export interface ReasonView {
  readonly question: Wording;
  readonly answer: string;
  readonly turn: number | null;
  readonly assumed: boolean;
}

interface FindingBase extends Ruled {
  readonly title: Wording;
  readonly rulings: readonly Ruling[];
  readonly confidence: number | null;
  readonly evidence: readonly Evidence[];
  readonly decision: { readonly who: string; readonly at: string; readonly why: string } | null;
}
export interface ElementView extends FindingBase {
  readonly kind: 'element';
  readonly script: Wording;
  readonly late: boolean;
  readonly why: Wording | null;
  readonly because: readonly ReasonView[];
  readonly belongsAfter: number | null;
  readonly say: Wording | null;
}
export interface ViolationView extends FindingBase {
  readonly kind: 'violation';
  readonly phrase: number;
  readonly as: Violation['kind'];
  readonly severity: Severity;
  readonly why: Wording | null;
  readonly better: Wording;
  readonly wording: string;
  readonly alignment: readonly AlignmentStep[];
  readonly excusedBy: Wording | null;
  readonly runnersUp: readonly { readonly phrase: number; readonly title: Wording }[];
}
export interface SlotView extends FindingBase {
  readonly kind: 'slot';
  readonly slot: SlotId;
  readonly state: SlotVerdict['state'];
  readonly expected: string;
  readonly heard: string | null;
}
export type FindingView = ElementView | ViolationView | SlotView;

/** One line of a call's history. */
export interface HistoryView {
  readonly seq: number;
  readonly at: string;
  readonly who: string;
  readonly act: Act;
  /** What a decision or an appeal is about. */
  readonly title: Wording | null;
  readonly undone: boolean;
  readonly undoable: boolean;
}

export interface TurnView {
  readonly speaker: string;
  readonly role: Role | null;
  readonly text: string;
  readonly startSeconds: number | null;
}

/** A call as its page shows it. */
export interface CallView {
  readonly head: ListedView;
  /** The last deed that is in the history: an act says that its author knew of it. */
  readonly seen: number;
  /** `null`: the words are not there. */
  readonly turns: readonly TurnView[] | null;
  readonly scripts: readonly Wording[];
  /** What is to be known before any verdict is read: speakers that are swapped or not told apart, another call in the same file. */
  readonly remarks: readonly Wording[];
  readonly findings: readonly FindingView[];
  readonly sum: Sum;
  readonly automatic: Pick<Scorecard, 'percent' | 'passed'>;
  readonly current: Pick<Scorecard, 'percent' | 'passed'>;
  readonly knockedOutBy: readonly Wording[];
  /** What would raise the score: the thing, and by how much. */
  readonly improvements: readonly { readonly title: Wording; readonly gain: number }[];
  readonly history: readonly HistoryView[];
}

/** What the server says to an act. */
export type ActAnswer =
  | { readonly call: CallView }
  | { readonly meanwhile: CallView }
  | { readonly refused: string }
  | { readonly problem: string };

/** What came of a file that was dropped on the page. */
export type IntakeAnswer =
  | {
      readonly added: number;
      /** Were there already. */
      readonly known: number;
      /** In both languages: the reader may switch while they stand there. */
      readonly problems: readonly Wording[];
      /** Problems beyond those that are told. */
      readonly more: number;
    }
  | { readonly refused: string }
  | { readonly problem: string };
