import { assignRoles, withRoles } from '../assess/roles.ts';
import { hearSlots, type SlotsSaid } from '../assess/slots.ts';
import type { Rulebook } from '../hear/compile.ts';
import { type Hearing, hear } from '../hear/hear.ts';
import type { Assessment } from '../model/assessment.ts';
import type { Utterance } from '../model/normal.ts';
import type { Transcript } from '../model/transcript.ts';
import { normaliseTranscript } from '../normalise/normalise.ts';

/** What `assess` hears on its way, for those who want to know why. */
export interface HeardAgain {
  readonly hearing: Hearing;
  readonly slots: SlotsSaid;
}

/**
 * Hears a transcript as `assess` does: the whole file for phrases, so that each turn can be explained, and for elements what comes before a
 * second call.
 */
export function hearAgain(
  rulebook: Rulebook,
  transcript: Transcript,
  { secondCall }: Pick<Assessment, 'secondCall'>,
): { readonly whole: Hearing; readonly scored: HeardAgain } {
  const { lexicon } = rulebook.pack;
  const given = normaliseTranscript(transcript, lexicon);
  const roles = assignRoles(rulebook, given);
  const all = withRoles(given, roles, lexicon);
  const whole = hear(rulebook, all);
  const turns = transcript.turns.slice(0, secondCall?.turn);
  const normal = secondCall ? withRoles(normaliseTranscript({ ...transcript, turns }, lexicon), roles, lexicon) : all;
  const slots = hearSlots(normal, transcript.workOrder, transcript.meta?.date);
  return { whole, scored: { hearing: secondCall ? hear(rulebook, normal) : whole, slots } };
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
