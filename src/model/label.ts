import type { ViolationKind } from './assessment.ts';
import type { SlotId } from './pack.ts';
import type { Transcript } from './transcript.ts';

/** A phrase that a person found in a turn: any of `phrases` is a right answer. */
export interface LabelledPhrase {
  readonly phrases: readonly number[];
  readonly turn: number;
  readonly kind?: ViolationKind;
  readonly quote: string;
}

/** A human's truth on a transcript. */
export interface Label {
  readonly elements: Readonly<Record<string, 'present' | 'absent' | 'na'>>;
  readonly violations: readonly LabelledPhrase[];
  /** A careful trainer could go either way: counts neither for nor against. */
  readonly borderline: readonly LabelledPhrase[];
  readonly slots: Readonly<Partial<Record<SlotId, 'match' | 'mismatch' | 'unspoken'>>>;
}

export interface Labelled {
  readonly transcript: Transcript;
  readonly label: Label;
}
