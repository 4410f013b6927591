import type { Place } from './problem.ts';
import type { Role } from './transcript.ts';

/** A text in both languages of the reports. The Chinese one is the pack's own; English falls back to it. */
export interface Wording {
  readonly zh: string;
  readonly en: string;
}

/** An example inside a pack: one utterance of the installer, or a short dialogue. */
export interface Case {
  readonly turns: readonly { readonly role: Role; readonly text: string }[];
  /** A single utterance stands for itself: conditions on the customer's answers are taken as given. */
  readonly alone: boolean;
  readonly line: number;
}

/** An answer that a question can have, and the cues that show it. */
export interface Answer {
  readonly id: string;
  /** What reports call it; `null`: by its id, or by the word for it. */
  readonly title: Wording | null;
  /** Heard in a reply to the question. */
  readonly cues: readonly string[];
  /** Plain enough to be heard without the question having been asked. */
  readonly unprompted: readonly string[];
  /** Decisions under which `unprompted` counts; empty: always. */
  readonly unpromptedWhen: Condition;
  /** Not this answer after all, where one of these overlaps the cue. */
  readonly unless: readonly string[];
  /** The agent's words that show that he took it for this answer (那我晚点再打给您). */
  readonly taken: readonly string[];
  /** Elements that show it, said in full soon after the reply: only who was put off says them (打扰您了，我晚点再打). */
  readonly shownBy: readonly string[];
  /** Elements that show the contrary, when two of them are said later: a call that goes on was not put off. */
  readonly refutedBy: readonly string[];
  /** Answers of other questions from whose words on this one is not heard any more: who turned the time down was not put off by us. */
  readonly until: Condition;
  /** The call shows it, whatever the words: another time than the first one is agreed on. And where his first time is kept, it was no such answer. */
  readonly movesTime: boolean;
  /** Words in the work order's field that settle it before anything is heard. */
  readonly order: readonly string[];
}

/** What the customer is asked, or what the call shows: the base of conditions. */
export interface Question {
  readonly id: string;
  readonly title: Wording;
  /** Whose words answer it. */
  readonly from: Role | 'any';
  /** Elements whose evidence asks it: the customer's next words are the reply; none: every turn of `from` may answer. */
  readonly askedBy: readonly string[];
  /** How many utterances of `from` after the asking count as the reply. */
  readonly replies: number;
  /** Only what was said before this element was: 客户 comes before being asked. */
  readonly before: string | null;
  /** Only the first N utterances of `from` count unprompted; `null`: all. */
  readonly first: number | null;
  /** Work-order field that settles it. */
  readonly orderField: 'service' | 'kind' | null;
  /** In order of precedence: the first that was heard is the decision. */
  readonly answers: readonly Answer[];
  /** Taken when nothing was heard; said as `assumed` wherever it matters. */
  readonly ifUnheard: string;
}

/** `question id → answers`: each question's decision must be among its answers. `script.ID` is answered yes or no by the scripts chosen. */
export type Condition = Readonly<Record<string, readonly string[]>>;

/** Which of the agent's utterances count: the first or last few, or the few after an element's or a decision's evidence. */
export type Window =
  | { readonly kind: 'first'; readonly count: number }
  | { readonly kind: 'last'; readonly count: number }
  | { readonly kind: 'after'; readonly anchor: string; readonly count: number };

/** One half (or third) of what an element has to say. */
export interface Part {
  /** Cues, any of which says this part. See match/cue-notation.ts. */
  readonly cues: readonly string[];
  /** A cue is not counted where one of these overlaps it. */
  readonly unless: readonly string[];
  /** The work order's value, said in any form, counts as well. */
  readonly slots: readonly SlotId[];
  readonly window: Window | null;
  /** Cues that count only in a later utterance than the part before: 好，记下了 confirms what was said before it. */
  readonly later: readonly string[];
}

/** The blanks of LABELLING.md that a work order fills. */
export type SlotId = 'customerName' | 'appointment' | 'address' | 'staffName' | 'staffId' | 'staffPhone' | 'service';
export const SLOT_IDS: readonly SlotId[] = [
  'customerName',
  'appointment',
  'address',
  'staffName',
  'staffId',
  'staffPhone',
  'service',
];

/** One thing to be said. */
export interface Element {
  readonly id: string;
  readonly script: string;
  readonly no: number;
  readonly title: Wording;
  readonly source: string;
  readonly manual: string;
  readonly say: Wording;
  readonly why: Wording;
  readonly when: Condition;
  /** All must be heard for `met`; some of them: `partial`. */
  readonly parts: readonly Part[];
  /** Words cannot show it: a person has to listen. */
  readonly forReviewer: boolean;
  readonly weight: number;
  readonly cases: {
    readonly met: readonly Case[];
    readonly notMet: readonly Case[];
    readonly notApplicable: readonly Case[];
  };
  readonly line: number;
}

/** A call's or visit's part with its elements in the order in which they are said. */
export interface Script {
  readonly id: string;
  /** Place among the scripts of one call or visit. */
  readonly order: number;
  readonly title: Wording;
  readonly source: string;
  readonly questions: readonly Question[];
  readonly elements: readonly Element[];
  readonly file: string;
}

export type Severity = 'minor' | 'major' | 'critical';

/** One of the appendix's phrases that must not be said. */
export interface ForbiddenPhrase {
  readonly id: string;
  readonly no: number;
  readonly phrase: string;
  readonly title: Wording;
  readonly source: string;
  readonly severity: Severity;
  readonly variants: readonly string[];
  /** Edits may not touch these: without them the phrase turns into something else. */
  readonly keep: readonly string[];
  readonly guards: readonly string[];
  /** Harmless wordings around a look-alike. */
  readonly allow: readonly string[];
  readonly why: Wording;
  readonly better: Wording;
  readonly cases: { readonly flagged: readonly Case[]; readonly clean: readonly Case[] };
  readonly file: string;
  readonly line: number;
}

/** Words that a speaker puts between without meaning, and pairs of words that mean the same. */
export interface Lexicon {
  readonly fillers: readonly string[];
  readonly particles: readonly string[];
  readonly sameWord: Readonly<Record<string, string>>;
}

/** How outcomes become a number. */
export interface Rubric {
  readonly passMark: number;
  /** Points taken off the percentage for each violation. */
  readonly deductions: Readonly<Record<Severity, number>>;
  readonly maxDeduction: number;
  /** Share of an element's weight that a partial one earns. */
  readonly partialShare: number;
  /** More violations of this severity than the number, and the call has failed whatever the percentage. */
  readonly knockOut: Readonly<Partial<Record<Severity, number>>>;
  /** Elements without which the call has failed. */
  readonly required: readonly string[];
  readonly weights: Readonly<Record<string, number>>;
}

/** Probabilities from which a meaning is a hit, or for a person to listen to. */
export interface Limits {
  readonly hit: number;
  readonly suspected: number;
}

/** Limits for all phrases, and those that single ones have for themselves, by number. */
export interface HearingLimits {
  readonly all: Limits;
  /** Probability from which an element counts as said though none of its cues was heard. */
  readonly element: number;
  readonly byPhrase: Readonly<Record<number, Limits>>;
}

/** All that a run scores by. */
export interface Pack {
  /** Cues by name, for use in other cues. */
  readonly names: Readonly<Record<string, readonly string[]>>;
  readonly scripts: readonly Script[];
  readonly phrases: readonly ForbiddenPhrase[];
  readonly guards: readonly GuardRule[];
  readonly lexicon: Lexicon;
  readonly rubric: Rubric;
  readonly hearing: HearingLimits;
  /** Where names, questions, guards and parts of the rubric stand (`names.moment`, `rubric.required`), for messages. */
  readonly places: Readonly<Record<string, Place>>;
}

/** A named rule that excuses a look-alike. */
export interface GuardRule {
  readonly id: string;
  readonly title: Wording;
  /** Holds for every phrase; otherwise only for those that name it. */
  readonly always: boolean;
  /** Cues that excuse: at least one of each group is needed, in the place that `where` names. */
  readonly needs: readonly (readonly string[])[];
  /** Cues that take back what excuses, where they overlap it: 我也给你弄不了 offers nothing. */
  readonly unless: readonly string[];
  /** Where the cues stand: anywhere in the utterance, in the clause before or after the hit, over it, or in the customer's turn before. */
  readonly where: 'utterance' | 'before' | 'after' | 'over' | 'customer';
  /** `quotation-marks`: also excuses what stands in quotation marks. `customers-words`: only words that the customer has just said. */
  readonly test: 'quotation-marks' | 'customers-words' | null;
}
