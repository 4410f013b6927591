import type { Sign } from './signs.ts';
import { AGENT_SIGNS } from './voice-signs-agent.ts';
import { CUSTOMER_SIGNS } from './voice-signs-customer.ts';

/**
 * A sign of who speaks. `weight` is the logarithm of how much more often an installer says it than a customer does: positive for the
 * installer, negative for the customer. How the weights were found: docs/roles-and-scripts.md.
 */
export interface VoiceSign extends Sign {
  readonly weight: number;
}

/** Speech acts by which the two sides of a call or a visit differ. */
export const VOICE_SIGNS: readonly VoiceSign[] = [...AGENT_SIGNS, ...CUSTOMER_SIGNS];

/** Cues of one of them, for signs of something else that the same words show. */
export function likeVoice(id: string): Pick<Sign, 'cues' | 'unless'> {
  const { cues, unless } = VOICE_SIGNS.find((s) => s.id === id)!;
  return { cues, unless: unless ?? [] };
}
