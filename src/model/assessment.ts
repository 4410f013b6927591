import type { Severity, SlotId, Wording } from './pack.ts';
import type { Evidence, Meta, Role } from './transcript.ts';

/** met; partial: one part of several; missed; not-applicable: the manual does not ask for it in this call; for-reviewer: words cannot tell. */
export type Outcome = 'met' | 'partial' | 'missed' | 'not-applicable' | 'for-reviewer';

/** Which answer was given in this call, and the words that it rests on; `assumed`: nothing was heard, the pack's default was taken. */
export interface Decision {
  readonly question: string;
  readonly answer: string;
  readonly assumed: boolean;
  /** `null` when assumed, or settled by the work order or the scripts. */
  readonly evidence: Evidence | null;
  readonly settledBy: 'words' | 'order' | 'scripts' | 'default';
}

/** Why an element applies or not: a decision, by its turn. */
export interface Reason {
  readonly question: string;
  readonly answer: string;
  /** Turn of the words that it rests on; `null` when there are none. */
  readonly turn: number | null;
  readonly assumed: boolean;
}

/** Outcome of one element. */
export interface Verdict {
  readonly id: string;
  readonly outcome: Outcome;
  /** Said, but after what should have followed it. */
  readonly late: boolean;
  /** Calibrated probability, between 0 and 1, that the outcome is right. */
  readonly confidence: number;
  readonly evidence: readonly Evidence[];
  readonly because: readonly Reason[];
  /** For `missed` and `partial`: the turn after which it belonged, −1 for the very beginning. */
  readonly belongsAfter: number | null;
  /** For `missed` and `partial`: the sentence to say there, filled from the work order. */
  readonly say: string | null;
}

export type ViolationStatus = 'hit' | 'suspected' | 'excused';
export type ViolationKind = 'exact' | 'filler' | 'homophone' | 'variant' | 'paraphrase';

/** One step of an alignment, character by character. */
export interface AlignmentStep {
  readonly type: 'same' | 'same-sound' | 'near-sound' | 'replaced' | 'swapped' | 'filler' | 'added' | 'dropped';
  readonly wanted: string;
  readonly said: string;
}

/** One forbidden phrase in one stretch of speech. */
export interface Violation {
  /** The manual's number. */
  readonly phrase: number;
  readonly status: ViolationStatus;
  readonly kind: ViolationKind;
  /** 1: the same characters; 1 − cost ÷ length. 0 for a paraphrase without a near wording. */
  readonly similarity: number;
  /** Calibrated probability, between 0 and 1, that a careful trainer calls it a violation. */
  readonly confidence: number;
  readonly severity: Severity;
  readonly evidence: Evidence;
  /** Guard that excuses it. */
  readonly excusedBy: string | null;
  readonly better: string;
  /** The wording that it came nearest to, and how the characters answer each other. */
  readonly wording: string;
  readonly alignment: readonly AlignmentStep[];
  /** Other phrases that the same stretch came near to, nearest first. */
  readonly runnersUp: readonly { readonly phrase: number; readonly similarity: number; readonly confidence: number }[];
}

export interface SlotVerdict {
  readonly id: SlotId;
  readonly state: 'match' | 'mismatch' | 'unspoken';
  readonly expected: string;
  readonly heard: string | null;
  readonly evidence: Evidence | null;
}

/** Something that cost points. */
export interface Loss {
  readonly cause: 'missed' | 'partial' | 'violation';
  /** Element id, or the phrase's number. */
  readonly id: string | number;
  /** Turn of a violation. */
  readonly turn: number | null;
  /** Points of the percentage that it cost. */
  readonly points: number;
}

/** One change that would raise the score: computed by applying it and scoring again. */
export interface Improvement {
  readonly id: string | number;
  readonly cause: Loss['cause'];
  readonly gain: number;
}

export interface Scorecard {
  /** 0 to 100: what was earned of what applies, less deductions. `null` when nothing applies. */
  readonly percent: number | null;
  readonly earned: number;
  readonly possible: number;
  /** Points of the percentage taken off for violations. */
  readonly deducted: number;
  readonly passed: boolean | null;
  /** Rule by which the call failed whatever the percentage: `knock-out:critical`, `required:greeting.company`. */
  readonly knockedOutBy: readonly string[];
  readonly losses: readonly Loss[];
  readonly improvements: readonly Improvement[];
}

/** Words that show whether the installer or a customer speaks: id of the sign, label, turn. */
export interface RoleSign {
  readonly sign: string;
  readonly label: string;
  readonly turn: number;
}

/** Something that was heard, by its id, and the turn. */
export interface HeardAt {
  readonly id: string;
  readonly turn: number;
}

/** What a transcript was taken for, where the user names no scripts. */
export interface CallScene {
  /**
   * `incoming-call`: somebody calls for help, and no visit is agreed; `colleague`: two of the staff; `fragment`: too little to tell.
   * These, and a wrong number, are judged by no script.
   */
  readonly kind: 'call' | 'visit' | 'incoming-call' | 'wrong-number' | 'colleague' | 'fragment';
  /** Why: ids of signs (docs/roles-and-scripts.md). */
  readonly signs: readonly HeardAt[];
  /** The turns of each script, in their order; a long visit has turns in between that belong to none. Both turns inclusive. */
  readonly parts: readonly { readonly script: string; readonly firstTurn: number; readonly lastTurn: number }[];
}

/** Why a transcript is judged by a script: its elements that were heard, other signs, and where. */
export interface ScriptReason {
  readonly script: string;
  readonly elements: readonly HeardAt[];
  readonly signs: readonly HeardAt[];
}

/** Where another call seems to begin in the same file. */
export interface SecondCall {
  /** Its first turn. */
  readonly turn: number;
  /** What shows it, after a farewell: another customer is greeted; the caller says who he is after a pause; he says it once more in full. */
  readonly why: 'other-customer' | 'pause' | 'introduced-again';
  /** The other surname; the pause in seconds; `null` for `introduced-again`. */
  readonly heard: string | number | null;
}

/** A finding that is another one where speech recognition had written something else. */
export interface Flip {
  readonly kind: 'element' | 'violation';
  /** Element id, or the phrase's number. */
  readonly id: string | number;
  /** Turn of the original; `null` for an element that was not said. */
  readonly turn: number | null;
  /** Share of the runs in which it is another one: above 0, at most 1. */
  readonly share: number;
}

/** How far a score hangs on what speech recognition wrote: the call scored again under seeded corruptions. */
export interface Fragility {
  readonly runs: number;
  /** Median of the percentages, and the bounds between which 95 % of them lie; `null` where the call has none. */
  readonly percent: { readonly low: number; readonly median: number; readonly high: number } | null;
  /** The shakiest first. */
  readonly flips: readonly Flip[];
}

/** A pause in which nobody speaks. `excused`: the agent had asked to wait, or works on the spot. */
export interface Silence {
  readonly seconds: number;
  readonly afterTurn: number;
  readonly excused: 'asked-to-wait' | 'work' | null;
}

/** What the times of a transcript tell. Nothing of it costs points. */
export interface Speech {
  /** Share of all speech, between 0 and 1, of each role that speaks. */
  readonly talkShare: Readonly<Partial<Record<Role, number>>>;
  readonly longestSilence: Silence | null;
  readonly longestUnexcused: Silence | null;
  /** Two speaking at once, 0.3 s or longer; `turn`: the one that began while the other spoke. */
  readonly overlaps: {
    readonly count: number;
    readonly seconds: number;
    readonly longest: { readonly seconds: number; readonly turn: number } | null;
  };
  /** Chinese characters a minute. */
  readonly rate: Readonly<Partial<Record<Role, number>>>;
  /** The agent's fastest turn, in Chinese characters a minute. */
  readonly fastest: { readonly rate: number; readonly turn: number } | null;
}

/** All of one transcript: the file format is huashu/assessment@1 (docs/assessment.md). */
export interface Assessment {
  readonly format: 'huashu/assessment@1';
  readonly id: string;
  readonly source: string;
  readonly scripts: readonly string[];
  readonly score: Scorecard;
  readonly elements: readonly Verdict[];
  readonly violations: readonly Violation[];
  readonly slots: readonly SlotVerdict[];
  readonly decisions: readonly Decision[];
  /** Only where the scripts were chosen from the words. */
  readonly scene?: CallScene;
  readonly scriptReasons?: readonly ScriptReason[];
  /** Only where the file seems to hold another call: elements, slots, decisions and speech are those of the turns before it. */
  readonly secondCall?: SecondCall;
  /** Only where the transcript has times. */
  readonly speech?: Speech;
  readonly roles: {
    readonly inferred: boolean;
    /** Probability that every label has its right role. */
    readonly confidence: number;
    readonly assigned: Readonly<Record<string, Role>>;
    /** The file names the roles and the words say the contrary (two channels swapped): with what probability, and which words. */
    readonly contradicted?: { readonly confidence: number; readonly signs: readonly RoleSign[] };
    /** Who was taken to speak in each turn, where one label is everybody's. */
    readonly byTurn?: readonly Role[];
  };
  /** What is known of the call beside its words, with who and which team from the work order where the file is silent. */
  readonly meta?: Meta;
  /** Only where it was asked for: `--fragility`. */
  readonly fragility?: Fragility;
}

export type { Wording };
