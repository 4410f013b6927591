import type { CallScene } from '../model/assessment.ts';
import type { NormalTranscript } from '../model/normal.ts';
import type { SceneSigns } from './scene-hearing.ts';
import { type SceneTopic, VISIT_TOPICS } from './scene-signs.ts';

/** Not to be judged by scripts, and the topics that show it. */
export interface NotScripted {
  readonly kind: CallScene['kind'];
  readonly topics: readonly SceneTopic[];
}

/** What is heard once for sure: a wrong number, a hotline's greeting. */
const SURE = 3;
const LIKELY = 2;
/** Utterances of a piece that is too short to have a beginning and an end. */
const SHORT = 4;
/** Utterances in which a wrong number is found out. */
const WRONG_NUMBER_SOON = 14;
/** Without a customer among the voices two of the staff talk more likely than not. */
const NO_CUSTOMER = 1.5;
/** Spoken characters of a piece in which nothing can be told. */
const FEW_CHARACTERS = 40;

/**
 * What a transcript is, where it is no call of an installer to his customer and no visit; `null` otherwise. A call that the customer made,
 * or returned, is judged like any other as soon as a visit is talked of.
 */
export function notScripted(signs: SceneSigns, { utterances }: NormalTranscript): NotScripted | null {
  const telephone = signs.of('call', 'put-off');
  const business = signs.of('booking', 'change', ...VISIT_TOPICS);
  const inPerson = signs.of('door') + signs.count('says-done', 'asks-to-try', 'asks-evaluation');
  if (signs.of('wrong-number') >= SURE && utterances.length <= WRONG_NUMBER_SOON && inPerson < SURE)
    return { kind: 'wrong-number', topics: ['wrong-number'] };
  const customer = utterances.some((u) => u.role === 'customer');
  const colleague = signs.of('colleague') + (!customer && signs.has('colleague') ? NO_CUSTOMER : 0);
  if (colleague >= SURE && colleague > telephone + business) return { kind: 'colleague', topics: ['colleague'] };
  if (signs.has('hotline') && signs.of('hotline') > business) return { kind: 'incoming-call', topics: ['hotline'] };
  const agreed =
    signs.of('booking', 'change') +
    signs.count('day-to-come', 'comes-at', 'calls-later', 'asks-convenience', 'calls-about');
  if (signs.has('asks-for-help') && agreed + inPerson === 0 && customersTurn(signs))
    return { kind: 'incoming-call', topics: ['hotline'] };
  const characters = utterances.reduce((n, u) => n + u.text.length, 0);
  const tells = telephone + business;
  if (tells < LIKELY && (utterances.length < SHORT || characters < FEW_CHARACTERS))
    return { kind: 'fragment', topics: [] };
  return null;
}

/** Whether the customer asked for help before the agent had said what he wants. */
function customersTurn(signs: SceneSigns): boolean {
  const asked = signs.first('asks-for-help');
  return !signs.all.some(
    (h) => h.utterance.role === 'agent' && h.utterance.index < asked && h.sign.weight > 0 && h.sign.id !== 'lifts',
  );
}
