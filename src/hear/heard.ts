import type { CueHit } from '../match/cues.ts';
import type { NearHit } from '../match/near.ts';
import type { Utterance } from '../model/normal.ts';
import type { Wording } from './compile.ts';

/** A cue of a group was heard in an utterance. */
export interface Heard extends CueHit {
  readonly utterance: Utterance;
}

/** A forbidden wording was heard, nearly, in an utterance of the agent. */
export interface PhraseHeard extends NearHit {
  readonly utterance: Utterance;
  readonly wording: Wording;
}

/** Whether two stretches of one utterance share a character. */
export const overlap = (
  a: { readonly start: number; readonly end: number },
  b: { readonly start: number; readonly end: number },
): boolean => a.start < b.end && b.start < a.end;
