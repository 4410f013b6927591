import { type Reading, readingOf } from '../../src/match/reading.ts';
import type { Role, Transcript } from '../../src/model/transcript.ts';
import { normaliseTranscript } from '../../src/normalise/normalise.ts';

export const LEXICON = {
  fillers: ['那个', '就是说'],
  particles: [],
  sameWord: { 您: '你', 莫: '别', 讲: '说', 晓得: '知道' },
};

/** `A…|C…`: turns of the agent and the customer. */
export function callOf(script: string): Transcript {
  const turns = script.split('|').map((t) => ({ speaker: t.startsWith('A') ? 'agent' : 'customer', text: t.slice(1) }));
  const roles: Record<string, Role> = { agent: 'agent', customer: 'customer' };
  return { id: 't', source: 't', scripts: null, workOrder: null, turns, roles };
}

/** What one role says in a script, as readings. */
export function readingsOf(script: string, role: Role = 'agent'): Reading[] {
  const transcript = callOf(script);
  return normaliseTranscript(transcript, LEXICON)
    .utterances.filter((u) => u.role === role)
    .map((u) => readingOf(transcript, u));
}
