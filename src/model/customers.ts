import type { SlotId, Wording } from './pack.ts';

/** How a customer takes what was said to him; the same answer is worded otherwise. */
export type Mood = 'soft' | 'plain' | 'hard';

/** Wordings of one reply; where a mood has none, the plain ones are said. */
export type Lines = Readonly<Record<Mood, readonly string[]>>;

/** Replies by id: `me.yes`, `time.other` … */
export type LinesById = Readonly<Record<string, Lines>>;

export type Setting = 'phone' | 'door';

/** A way of speaking that several personas share; what it lacks is taken from the first voice. */
export interface Voice {
  readonly id: string;
  readonly lines: LinesById;
}

/** One customer to practise with. */
export interface Persona {
  readonly id: string;
  readonly title: Wording;
  /** What he is like, for the trainer who picks him. */
  readonly about: Wording;
  /** 1: easy, 2: takes care, 3: hard. */
  readonly level: number;
  /** Scenes that he can be met in. */
  readonly scenes: readonly string[];
  readonly voice: string;
  /** −3 (angry) … 3 (fond of everybody), at the start. */
  readonly mood: number;
  /** What he bears before he ends the round. */
  readonly patience: number;
  /** How often he asks again what was not answered. */
  readonly insists: number;
  /** What he asks back when it is missing; `null`: all that the scene has. */
  readonly asks: readonly string[] | null;
  /** His answer where it is not the trait's first one. */
  readonly traits: Readonly<Record<string, string>>;
  /** Numbers of the phrases that he tempts to, and how many times in a round. */
  readonly provokes: { readonly phrases: readonly number[]; readonly most: number };
  /** How often in a round he asks what an installer cannot know, and how often he tells a story. */
  readonly unknowables: number;
  readonly digressions: number;
  readonly lines: LinesById;
}

/** What tempts the installer to one forbidden phrase. */
export interface Provocation {
  readonly phrase: number;
  readonly settings: readonly Setting[];
  readonly lines: readonly string[];
  /** Moves that answer it well. */
  readonly answeredBy: readonly string[];
  /** Said when the phrase was said all the same. */
  readonly stung: readonly string[];
}

/** Id of a reply, or one for each value of the rule's trait. */
export type Choice = string | Readonly<Record<string, string>>;

/** What the customer says when an element is said to him. */
export interface AnswerRule {
  /** Trait that chooses. */
  readonly by: string | null;
  readonly right: Choice;
  /** The value that he holds against what is true for him … */
  readonly slot: SlotId | null;
  /** … what he says when another one was named, … */
  readonly wrong: Choice | null;
  /** … and when none was. */
  readonly open: Choice | null;
  /** When he has answered this before. */
  readonly again: Choice | null;
  /** The answer decides how the call goes on: he adds nothing to it. */
  readonly alone: boolean;
  /** What he says first when the installer has not asked for another element before. */
  readonly unasked: { readonly before: string; readonly by: string | null; readonly lines: Choice } | null;
}

/** What the customer asks when it is missing. */
export interface AskBack {
  readonly id: string;
  readonly lines: string;
  /** Elements, any of which answers it. */
  readonly until: readonly string[];
  /** Only after one of these was said; empty: from the start. */
  readonly after: readonly string[];
  /** Not before this line of the installer, from 1. */
  readonly line: number;
  /** Only when the installer takes his leave. */
  readonly atGoodbye: boolean;
}

/** How a customer with one trait goes on from an answer: he waits for something, and what he says to it may end the round. */
export interface FollowUp {
  readonly trait: string;
  readonly value: string;
  /** Element that he has answered; `null`: from the start. */
  readonly after: string | null;
  /** Moves and elements that he waits for. */
  readonly on: readonly string[];
  readonly lines: string;
  /** What he says to anything but these elements; `null`: he answers as always. */
  readonly otherwise: string | null;
  readonly lets: readonly string[];
  readonly ends: boolean;
  /** A good answer for the installer, where no element's sentence is one. */
  readonly say: string | null;
}

/** A part of a call or visit that can be practised. */
export interface Scene {
  readonly id: string;
  readonly title: Wording;
  readonly setting: Setting;
  /** Scripts that it is judged by. */
  readonly scripts: readonly string[];
  /** What the installer is told before it starts; `{slot}` is filled. */
  readonly brief: Wording;
  /** Fields of the work order that it needs. */
  readonly fields: readonly string[];
  /** The customer's first words. */
  readonly opens: { readonly by: string | null; readonly right: Choice };
  readonly answers: Readonly<Record<string, AnswerRule>>;
  /** What he says to elements that ask nothing. */
  readonly acks: Readonly<Record<string, string>>;
  readonly asks: readonly AskBack[];
  /** Nobody provokes or tells stories before one of these elements was said … */
  readonly calmUntil: readonly string[];
  /** … nor after one of these. */
  readonly closes: readonly string[];
  readonly followUps: readonly FollowUp[];
  /** `done`: ends when nothing is missing; `goodbye`: when the installer takes his leave. */
  readonly endsWith: 'done' | 'goodbye';
  /** What the situation settles before anything was heard: question → answer. */
  readonly decisions: Readonly<Record<string, string>>;
  /** Time that the installer has to offer: a fact, or the order's appointment. */
  readonly proposes: 'appointment' | 'newTime';
  /** Better sentences than the pack has where those have blanks, by element; a map goes by the kind of work (`*`: any other). */
  readonly says: Readonly<Record<string, Choice>>;
}

/** What work orders and situations are made up of. */
export interface OrderParts {
  readonly customers: readonly { readonly name: string; readonly title: string }[];
  readonly staff: readonly string[];
  readonly branches: readonly { readonly name: string; readonly district: string; readonly roads: readonly string[] }[];
  readonly estates: readonly string[];
  readonly services: readonly (readonly string[])[];
  readonly kinds: readonly { readonly kind: string; readonly verb: string }[];
  /** Digits that telephone numbers begin with. */
  readonly phones: readonly string[];
  readonly causes: readonly { readonly reason: string; readonly resolved: string }[];
  readonly rooms: readonly string[];
  readonly faults: readonly string[];
  readonly departments: readonly string[];
  /** When a busy customer wants to be called. */
  readonly later: readonly string[];
}

/** Everything that customers are made of: scripts/customers/*.yaml, read. */
export interface Cast {
  readonly personas: readonly Persona[];
  readonly voices: readonly Voice[];
  readonly provocations: readonly Provocation[];
  readonly scenes: readonly Scene[];
  /** Legal values of each trait, the usual one first. */
  readonly traits: Readonly<Record<string, readonly string[]>>;
  /** Cues of what a line does besides saying elements: an apology, an offer … */
  readonly moves: Readonly<Record<string, readonly string[]>>;
  readonly orders: OrderParts;
}
