import type { Rulebook } from '../hear/compile.ts';
import type { Hearing } from '../hear/hear.ts';
import { PLACE_WEIGHTS } from './call-weights.ts';
import { heardParts } from './said.ts';
import type { SceneSigns } from './scene-hearing.ts';
import { CALL_TOPICS, VISIT_TOPICS } from './scene-signs.ts';
import type { TimeTalk } from './time-talk.ts';

/** Elements that are said, or seem to be said, more often on the telephone or more often face to face. */
const ELEMENTS = [
  'greeting.confirm-customer',
  'greeting.convenience',
  'booking.check-computer',
  'booking.check-network-card',
  'booking.time',
  'booking.contact',
  'reschedule.ask-time',
  'reschedule.propose-time',
  'arrival.ask-entry',
  'arrival.ask-location',
  'delivery.completed',
  'delivery.invite-trial',
  'delivery.invite-evaluation',
  'farewell.hotline',
];
/** Utterances in which somebody who was let in has said thank you. */
const BEGINNING = 5;
/** A day and an hour are agreed over the telephone, each utterance with both being a sign of it, up to so many. */
const MOST_WHOLE = 3;

/** Evidence of whether people telephone or stand face to face, in the order of its weights. */
export function placeEvidence(rulebook: Rulebook, signs: SceneSigns, times: TimeTalk, hearing: Hearing): number[] {
  const heard = (id: string, before = Number.POSITIVE_INFINITY): number => {
    const parts = heardParts(rulebook, id, hearing);
    const isHeard = parts.length > 0 && parts.every((hits) => hits.some((h) => h.utterance.index < before));
    return isHeard ? 1 : 0;
  };
  return [
    ...[...CALL_TOPICS, ...VISIT_TOPICS].map((topic) => Math.sqrt(signs.of(topic))),
    ...ELEMENTS.map((id) => heard(id)),
    heard('arrival.thank-entry', BEGINNING),
    Math.min(times.whole, MOST_WHOLE),
  ];
}

/** Whether they stand face to face. */
export function isFaceToFace(evidence: readonly number[]): boolean {
  const [bias, ...weights] = PLACE_WEIGHTS;
  return weights.reduce((sum, w, i) => sum + w * evidence[i]!, bias!) > 0;
}
