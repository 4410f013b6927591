import type { Guess, Meta, Role, WorkOrder } from '../model/transcript.ts';
import type { NumberUnit } from './times.ts';

/** One piece of speech as a file has it: every value unchecked. */
export interface Segment {
  /** For messages, the path of its list in the file, `Result.Sentences`, and its place there: of a million segments hardly one is named. */
  readonly where: string;
  readonly index?: number;
  readonly text: unknown;
  readonly speaker?: unknown;
  /** Number of an audio channel. It names the speaker where nothing else does. */
  readonly channel?: unknown;
  readonly start?: unknown;
  readonly end?: unknown;
  /** Where the file has a length instead of an end. */
  readonly duration?: unknown;
  readonly line?: number;
}

/** What a format knows about all of its segments. */
export interface Plan {
  readonly format: string;
  /** Unit of bare numbers by the service's page; `null`: it does not say. */
  readonly unit: NumberUnit | null;
  /** Taken when nothing tells the unit. */
  readonly likelyUnit?: NumberUnit;
  /** What holds the text in each item of the list, for messages: `nBest[0]`. */
  readonly within?: string;
  /** Name of the text field, for messages. */
  readonly textKey: string;
  /** The format writes spaces between Chinese words. */
  readonly splitWords?: boolean;
  /** Roles that the file gives to labels beside their names. */
  readonly roles?: Readonly<Record<string, Role | null>>;
  readonly id?: string | undefined;
  readonly meta?: Meta | undefined;
  readonly workOrder?: WorkOrder | null;
  readonly scripts?: readonly string[] | null;
  readonly guesses?: readonly Guess[];
  /** Turns without words stay (the labelled forms, in which people count turns). */
  readonly keepSilent?: boolean;
  /** What the service says of its task, where that is no success. */
  readonly failed?: string | undefined;
}

/** Whether a segment tells how long it is instead of when it ends. */
export const hasLength = ({ end, duration }: Segment): boolean => end === undefined && duration !== undefined;

/** A segment's path in its file. */
export function pathOf({ where, index }: Segment, { within }: Plan): string {
  const item = index === undefined ? where : `${where}[${index}]`;
  return within === undefined ? item : `${item}.${within}`;
}
