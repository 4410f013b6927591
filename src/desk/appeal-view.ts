import type { Wording } from '../model/pack.ts';
import type { Appeal, AppealState } from './appeals.ts';
import type { AppealAct, Ruling, Target } from './decisions.ts';

/** What the server tells the pages of appeals: types only, shared by both. */

/** Something that somebody did with an appeal. */
export interface AppealStepView {
  readonly at: string;
  readonly who: string;
  readonly kind: AppealAct['kind'];
  readonly ruling: Ruling | null;
  readonly why: string;
}
/** An appeal on the page of its call. */
export interface AppealView extends Omit<Appeal, 'deeds'> {
  readonly title: Wording;
  /** It has the word on its finding: nobody decides that beside it. */
  readonly holds: boolean;
  readonly steps: readonly AppealStepView[];
  readonly rulings: readonly Ruling[];
  /** Until when it may be taken to the lead; `null`: it may not. */
  readonly until: string | null;
  /** What the reader may do with it now. */
  readonly next: readonly AppealAct['kind'][];
}
/** A decided appeal as a labelled dialogue (JSON) and as a case for the pack (YAML), masked. */
export interface AppealGoldView {
  readonly dialogue: string;
  readonly packCase: string | null;
}
/** The appeals of a call, and what else the reader may appeal, until when. */
export interface CallAppealsView {
  readonly appeals: readonly AppealView[];
  readonly appealable: Readonly<Partial<Record<Target, string>>>;
}
/** An appeal in the list of appeals. */
export interface ListedAppealView {
  readonly seq: number;
  readonly no: number;
  readonly call: string;
  readonly person: string;
  readonly team: string;
  readonly at: string;
  readonly title: Wording;
  readonly state: AppealState;
  readonly upheld: boolean | null;
}
export interface AppealListView {
  readonly appeals: readonly ListedAppealView[];
  readonly more: boolean;
}
