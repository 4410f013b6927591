import { assignRoles, withRoles } from '../assess/roles.ts';
import { hearSlots, type SlotsSaid } from '../assess/slots.ts';
import type { Rulebook } from '../hear/compile.ts';
import { type Hearing, hear } from '../hear/hear.ts';
import type { Utterance } from '../model/normal.ts';
import type { Transcript } from '../model/transcript.ts';
import { normaliseTranscript } from '../normalise/normalise.ts';

/** What `assess` hears on its way, for those who want to know why. */
export interface HeardAgain {
  readonly hearing: Hearing;
  readonly slots: SlotsSaid;
}

/** Hears a transcript as `assess` does; of a second call in the file as well, so that each of its turns can be explained. */
export function hearAgain(rulebook: Rulebook, transcript: Transcript): HeardAgain {
  const { lexicon } = rulebook.pack;
  const given = normaliseTranscript(transcript, lexicon);
  const normal = withRoles(given, assignRoles(rulebook, given), lexicon);
  return {
    hearing: hear(rulebook, normal),
    slots: hearSlots(normal, transcript.workOrder, transcript.meta?.date),
  };
}

/** Characters of an utterance that stand in a stretch of one turn's text; `null` when none do. */
export function charactersIn(
  utterance: Utterance,
  turn: number,
  from = 0,
  to = Number.POSITIVE_INFINITY,
): { readonly start: number; readonly end: number } | null {
  let [start, end] = [-1, -1];
  for (let i = 0; i < utterance.text.length; i += 1) {
    if (utterance.turn[i] !== turn || utterance.start[i]! >= to || utterance.end[i]! <= from) continue;
    if (start < 0) start = i;
    end = i + 1;
  }
  return start < 0 ? null : { start, end };
}
