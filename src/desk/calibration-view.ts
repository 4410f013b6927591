import type { Wording } from '../model/pack.ts';
import type { BothAgreements, Disagreement } from './calibration-figures.ts';
import type { Heard, Judgement } from './calibrations.ts';
import type { TurnView } from './view.ts';

/** What the server tells the pages of calibration: types only, shared by both. */

/** A set in the list of sets. */
export interface ListedSetView {
  readonly id: number;
  readonly name: string;
  readonly at: string;
  readonly calls: number;
  /** Trainers and how many calls each has judged; only for whoever sees everything of the set. */
  readonly raters: readonly { readonly name: string; readonly judged: number; readonly done: boolean }[] | null;
  /** How many the reader has judged; `null`: he is none of its trainers. */
  readonly mine: { readonly judged: number; readonly done: boolean } | null;
}

/** One line of agreement over time: a set, or the part of a set that a pack was used for. */
export interface TrendView {
  readonly id: number;
  readonly name: string;
  readonly at: string;
  /** First characters of the pack's hash. */
  readonly pack: string;
  readonly calls: number;
  readonly elements: BothAgreements;
  readonly phrases: BothAgreements;
}

/** What a trainer judges: calls without anything that the program or others said. */
export interface SheetView {
  readonly id: number;
  readonly name: string;
  readonly done: boolean;
  readonly calls: readonly { readonly no: number; readonly call: string; readonly judged: boolean }[];
}
export interface SheetCallView {
  readonly no: number;
  readonly call: string;
  readonly turns: readonly TurnView[];
  readonly elements: readonly {
    readonly id: string;
    readonly title: Wording;
    readonly script: Wording;
    readonly why: Wording | null;
  }[];
  readonly phrases: readonly { readonly no: number; readonly title: Wording }[];
  readonly mine: Judgement | null;
}

export interface ItemView extends BothAgreements {
  readonly rule: string;
  readonly title: Wording;
}
export interface DisagreementView extends Disagreement {
  readonly title: Wording;
  readonly call: string;
}
/** Everything of a set, for whoever may see it. */
export interface FiguresView {
  readonly id: number;
  readonly name: string;
  readonly at: string;
  readonly seed: number | null;
  readonly calls: number;
  readonly raters: readonly { readonly name: string; readonly judged: number; readonly done: boolean }[];
  readonly elements: BothAgreements;
  readonly phrases: BothAgreements;
  readonly items: readonly ItemView[];
  readonly disagreements: readonly DisagreementView[];
  /** How many there are in all. */
  readonly disagreed: number;
}

/** What the server says to a sheet that was filled in elsewhere: what it took, or everything that is wrong with it. */
export type SheetAnswer =
  | { readonly raters: readonly string[]; readonly judged: number }
  | { readonly problems: readonly string[] }
  | { readonly refused: string }
  | { readonly problem: string };

/** What a trainer sends of a call: every element; phrases that he heard, and where. */
export interface JudgedCall {
  readonly elements: Judgement['elements'];
  readonly phrases: Readonly<Record<string, Heard>>;
}
