import type { Role, Transcript } from './transcript.ts';

/** Marks on a character of an utterance, or-ed together. */
export const Mark = {
  /** A comma or the like stands before it. */
  Comma: 1,
  /** A sentence ends, or a turn begins, before it. */
  Stop: 2,
  /** A question mark stands before it. */
  Question: 4,
  /** It belongs to a filler (那个, 就是). */
  Filler: 8,
  /** The original says 您 where the text says 你. */
  Polite: 16,
  /** It stands inside quotation marks. */
  Quoted: 32,
} as const;

/**
 * Consecutive turns of one role, normalised: one utterance. `text` has no punctuation, interjections or stutters; each of its
 * characters keeps its way back to the original.
 */
export interface Utterance {
  readonly index: number;
  readonly role: Role;
  /** First and last turn, inclusive. */
  readonly firstTurn: number;
  readonly lastTurn: number;
  readonly text: string;
  /** For each character of `text`: the turn and the stretch of its original text. */
  readonly turn: Uint32Array;
  readonly start: Uint32Array;
  readonly end: Uint32Array;
  readonly marks: Uint8Array;
  /** Marks of what follows the last character. */
  readonly lastMarks: number;
}

export interface NormalTranscript {
  readonly transcript: Transcript;
  readonly utterances: readonly Utterance[];
}

/** How many utterances back the customer may have said what an agent answers: somebody else may have put a word in. */
const BEFORE = 2;

/** What was last said to an agent before an utterance of his; `null` where it was too long ago, or nothing. */
export function customerBefore({ utterances }: NormalTranscript, { index }: Utterance): Utterance | null {
  for (let i = index - 1; i >= 0 && i >= index - BEFORE; i -= 1)
    if (utterances[i]!.role !== 'agent') return utterances[i]!;
  return null;
}
