import type { Rulebook } from '../hear/compile.ts';
import type { Role, Transcript } from '../model/transcript.ts';
import { normaliseTranscript } from '../normalise/normalise.ts';
import { voiceSigns, weigh } from './voices.ts';

/** Words that sound like the customer from here on are taken for his. */
const CUSTOMERS = -1;

/**
 * Who speaks in each turn of a transcript whose speakers are not told apart at all (subtitles, services without diarisation): turns that
 * sound like a customer are his, all others stay the installer's. So that no phrase goes unseen; since it is a guess, turn by turn, nobody
 * is to be blamed on it.
 */
export function rolesByTurn(rulebook: Rulebook, transcript: Transcript): Role[] {
  const turns = transcript.turns.map((turn, i) => ({ ...turn, speaker: String(i) }));
  const { utterances } = normaliseTranscript({ ...transcript, turns, roles: {} }, rulebook.pack.lexicon);
  const roles = transcript.turns.map((): Role => 'agent');
  // A turn that nobody says, it is so long, is several utterances.
  for (const u of utterances) if (weigh(voiceSigns(rulebook, u)) <= CUSTOMERS) roles[u.firstTurn] = 'customer';
  return roles;
}
