import type { Outcome, ViolationStatus } from '../model/assessment.ts';
import type { Severity, SlotId } from '../model/pack.ts';
import type { Evidence } from '../model/transcript.ts';
import type { Round } from './round.ts';

/** Something that the customer waits to hear. */
export interface Pending {
  readonly kind: 'ask' | 'provocation' | 'unknowable';
  /** Id of the AskBack, or of the reply that asked. */
  readonly id: string;
  /** Of a provocation. */
  readonly phrase: number | null;
  readonly question: string;
  /** How often it was asked again. */
  readonly again: number;
}

/** How the customer feels and what he remembers. Plain data: it can be kept as JSON. */
export interface CustomerState {
  readonly mood: number;
  readonly patience: number;
  readonly pending: Pending | null;
  /** A forbidden phrase was said to him, and nobody has apologised. */
  readonly stung: boolean;
  /** Elements that he has answered, ask-backs that he has made, in order. */
  readonly answered: readonly string[];
  readonly asked: readonly string[];
  readonly provoked: readonly number[];
  readonly unknowables: number;
  readonly digressions: number;
  /** Line of the installer at which he last brought something up himself. */
  readonly broughtUp: number;
  /** Lines in a row that told him nothing. */
  readonly idle: number;
  /** How often each reply was given, so that none is worded the same way twice. */
  readonly used: Readonly<Record<string, number>>;
  /** What he has put right: the address, the time that suits. */
  readonly told: readonly ('address' | 'time')[];
}

export type Ended = 'done' | 'goodbye' | 'patience' | 'length';

export interface PracticeTurn {
  readonly role: 'agent' | 'customer';
  readonly text: string;
}

/** A round as far as it was played. Plain data: kept as JSON it is the same afterwards. */
export interface PracticeState {
  readonly round: Round;
  /** The installer's lines as they were heard; an empty one is a silence. */
  readonly lines: readonly string[];
  readonly turns: readonly PracticeTurn[];
  readonly customer: CustomerState;
  /** Outcome of each element and places of phrases, as marked so far. */
  readonly outcomes: Readonly<Record<string, Outcome>>;
  readonly phrases: readonly string[];
  readonly slots: readonly SlotId[];
  readonly hints: number;
  /** Why it is over; `null`: it goes on. */
  readonly ended: Ended | null;
}

/** What is told of a line as soon as it was said. */
export type Mark =
  | { readonly kind: 'met' | 'half'; readonly element: string; readonly evidence: readonly Evidence[] }
  | {
      readonly kind: 'phrase';
      readonly status: Exclude<ViolationStatus, 'excused'>;
      readonly phrase: number;
      readonly severity: Severity;
      readonly evidence: Evidence;
      /** A better wording, filled from the work order. */
      readonly better: string;
    }
  | { readonly kind: 'slot'; readonly slot: SlotId; readonly expected: string; readonly heard: string }
  | { readonly kind: 'mood'; readonly change: 'softer' | 'harder' }
  /** The line was longer than what one can listen to; only the first part was heard. */
  | { readonly kind: 'cut' };

/** What came of one line. */
export interface Said {
  readonly state: PracticeState;
  /** What the customer says; `null` when he has hung up or left. */
  readonly reply: string | null;
  readonly marks: readonly Mark[];
}
