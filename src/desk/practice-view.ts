import type { SlotId, Wording } from '../model/pack.ts';
import type { Evidence } from '../model/transcript.ts';
import type { DrillRating } from '../practice/schedule.ts';
import type { Ended } from '../practice/state.ts';
import type { OrderField } from '../report/order-rows.ts';
import type { DeskRole } from './people/permissions.ts';
import type { CallView } from './view.ts';

/** What the server tells the pages about practice: types only, shared by both. */

/** What somebody does in a round or a drill of his. */
export type PracticeAct =
  | { readonly kind: 'say'; readonly text: string }
  | { readonly kind: 'undo' }
  | { readonly kind: 'hint' }
  /** Has it scored as far as it went. */
  | { readonly kind: 'finish' }
  | { readonly kind: 'drop' };

/** Why something cannot be done: worded by the page. */
export type PracticeRefusal =
  | 'NO_SUCH_SCENE'
  | 'NO_SUCH_ASSIGNMENT'
  | 'NO_SUCH_PERSON'
  | 'TOO_MANY'
  | 'NOTHING_HEARD'
  | 'NOTHING_SAID'
  /** A drill has one answer. */
  | 'ONE_ANSWER'
  | 'NO_DRILL'
  /** It was begun with a program that knew other scenes. */
  | 'NOT_PLAYABLE';

/** What came of a line. */
export type MarkView =
  | {
      readonly kind: 'met' | 'half';
      readonly title: Wording;
      readonly evidence: readonly Evidence[];
    }
  | {
      readonly kind: 'phrase';
      readonly status: 'hit' | 'suspected';
      readonly no: number;
      readonly title: Wording;
      readonly why: Wording | null;
      readonly better: string;
      readonly evidence: readonly Evidence[];
    }
  | { readonly kind: 'slot'; readonly slot: SlotId; readonly expected: string; readonly heard: string }
  | { readonly kind: 'mood'; readonly change: 'softer' | 'harder' }
  | { readonly kind: 'cut' };

export interface PracticeTurnView {
  readonly role: 'agent' | 'customer';
  readonly text: string;
  /** What the line brought; of the customer nothing. */
  readonly marks: readonly MarkView[];
}

/** What to say next. */
export interface HintView {
  /** `null`: the customer waits for an answer, or all is said. */
  readonly title: Wording | null;
  readonly why: Wording | null;
  readonly over: boolean;
  /** The manual's own sentence. */
  readonly manual: string | null;
  readonly say: string;
}

/** What a round came to, as the page of a call shows a score. */
export interface ScoreView extends Pick<CallView, 'sum' | 'automatic' | 'current' | 'knockedOutBy' | 'improvements'> {
  readonly findings: readonly Pick<CallView['findings'][number], 'target' | 'title'>[];
  readonly passed: boolean;
  readonly passMark: number;
  /** The one thing to do differently, with what to say. */
  readonly next: { readonly title: Wording; readonly say: string; readonly isPhrase: boolean } | null;
}

/** A round or a drill as its page shows it. */
export interface RoundView {
  readonly id: number;
  /** Goes with the next act: if another tab has done something since, nothing is done. */
  readonly version: number;
  /** Whose it is, where somebody else looks at it. */
  readonly person: string | null;
  /** What is chosen for one more like it; `null`: the words are forgotten. */
  readonly like: { readonly scene: string; readonly persona: string } | null;
  readonly scene: Wording;
  readonly brief: Wording;
  readonly persona: Wording;
  readonly seed: number;
  /** The work order, a field a row. */
  readonly order: readonly (readonly [field: OrderField, value: string])[];
  /** `null`: the words are forgotten. */
  readonly turns: readonly PracticeTurnView[] | null;
  readonly lines: number;
  readonly hints: number;
  readonly ended: Ended | 'finished' | null;
  /** `null`: it goes on, or it is a drill. */
  readonly score: ScoreView | null;
  readonly drill: {
    readonly title: Wording;
    readonly isPhrase: boolean;
    readonly rating: DrillRating | null;
    /** A sentence that says it, once it was answered. */
    readonly best: string | null;
  } | null;
  readonly assigned: { readonly seq: number; readonly by: string; readonly until: string | null } | null;
}
/** What the server says to an act. */
export type RoundAnswer =
  | { readonly round: RoundView; readonly hint: HintView | null }
  | { readonly meanwhile: RoundView }
  | { readonly gone: true }
  | { readonly refused: PracticeRefusal | 'NOT_FOUND' | 'BODY' | 'ROLE' }
  | { readonly problem: string };

/** A round in a list. */
export interface RoundLine {
  readonly id: number;
  readonly scene: Wording;
  readonly persona: Wording;
}
export interface EndedLine extends RoundLine {
  /** ISO 8601. */
  readonly at: string;
  readonly percent: number | null;
  readonly passed: boolean;
  readonly hints: number;
  readonly assigned: boolean;
}

/** What can be chosen. */
export interface CastView {
  readonly scenes: readonly { readonly id: string; readonly title: Wording; readonly personas: readonly string[] }[];
  readonly personas: readonly {
    readonly id: string;
    readonly title: Wording;
    readonly about: Wording;
    readonly level: number;
  }[];
}

/** Where somebody's practice begins. */
export interface PracticeView extends CastView {
  /** His account's number. */
  readonly me: number;
  /** Assigned to him and not done, what is due first before the rest. */
  readonly assigned: readonly (Omit<RoundLine, 'id'> & {
    readonly seq: number;
    readonly by: string;
    readonly until: string | null;
    readonly late: boolean;
    /** It was begun. */
    readonly begun: boolean;
  })[];
  /** Begun and not ended. */
  readonly open: readonly (RoundLine & { readonly lines: number; readonly begun: string })[];
  readonly due: number;
  /** What is drilled next. */
  readonly next: readonly Wording[];
  /** The newest first. */
  readonly ended: readonly EndedLine[];
}

/** What somebody misses, in practice beside real calls. */
export interface MissedView {
  readonly title: Wording;
  readonly isPhrase: boolean;
  /** Missed in so many of so many rounds; of a phrase said in so many. */
  readonly practice: { readonly missed: number; readonly of: number } | null;
  /** In so many calls. */
  readonly calls: number;
}

/** Somebody's practice, over time. */
export interface PracticePersonView {
  readonly id: number;
  readonly name: string;
  readonly agent: string | null;
  readonly rounds: number;
  readonly passed: number;
  /** Mean of the last rounds, 0–100. */
  readonly mean: number | null;
  readonly streak: number;
  readonly days: number;
  readonly drills: { readonly answered: number; readonly right: number; readonly due: number };
  /** The newest first. */
  readonly ended: readonly EndedLine[];
  /** Real calls that were looked at; `null`: he is no installer. */
  readonly calls: number | null;
  readonly missed: readonly MissedView[];
}

/** Whom a trainer can give rounds, and how they practise. */
export interface PracticePeopleView {
  readonly people: readonly {
    readonly id: number;
    readonly name: string;
    readonly role: DeskRole | 'sole';
    readonly rounds: number;
    readonly last: { readonly at: string; readonly percent: number | null; readonly passed: boolean } | null;
  }[];
}

export interface AssignmentView extends Omit<RoundLine, 'id'> {
  readonly seq: number;
  readonly at: string;
  readonly by: string;
  readonly seed: number;
  readonly passMark: number;
  readonly until: string | null;
  /** Its last day is over, and somebody has not done it. */
  readonly late: boolean;
  readonly people: readonly {
    readonly name: string;
    readonly state: 'waiting' | 'begun' | 'done';
    /** His best round of it. */
    readonly best: { readonly id: number; readonly percent: number | null; readonly passed: boolean } | null;
    readonly tries: number;
  }[];
}
export interface AssignmentsView extends CastView {
  readonly passMark: number;
  /** The newest first. */
  readonly assignments: readonly AssignmentView[];
}
