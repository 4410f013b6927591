import type { Role } from '../model/transcript.ts';
import { APPOINTMENT_SIGNS } from './scene-signs-appointment.ts';
import { CALL_SIGNS } from './scene-signs-call.ts';
import { OTHER_SIGNS } from './scene-signs-other.ts';
import { VISIT_SIGNS } from './scene-signs-visit.ts';
import type { Sign } from './signs.ts';

/** What a sign speaks for. */
export type SceneTopic =
  /** Spoken over the telephone, or face to face. */
  | 'call'
  | 'visit'
  /** Over the telephone, whoever calls whom and whatever about. */
  | 'telephone'
  /** Parts of a visit: coming in, the work, handing over, leaving. */
  | 'door'
  | 'work'
  | 'handover'
  | 'leaving'
  /** Parts of a call: business and time are agreed; an agreed time is changed, by whom; the customer cannot talk. */
  | 'booking'
  | 'change'
  | 'put-off'
  /** No call of an installer to his customer, and no visit. */
  | 'wrong-number'
  | 'colleague'
  | 'hotline';

/** Topics of a call, and of a visit. */
export const CALL_TOPICS: readonly SceneTopic[] = ['telephone', 'call', 'booking', 'change', 'put-off'];
export const VISIT_TOPICS: readonly SceneTopic[] = ['door', 'work', 'handover', 'leaving'];

/** A sign of what is going on. */
export interface SceneSign extends Sign {
  /** Whose words count. */
  readonly from: Role | 'any';
  readonly shows: SceneTopic;
  readonly weight: number;
  /** Only among the first utterances, so many. */
  readonly first?: number;
}

/** What shows whether people telephone or stand face to face, and what they are about. */
export const SCENE_SIGNS: readonly SceneSign[] = [...CALL_SIGNS, ...APPOINTMENT_SIGNS, ...VISIT_SIGNS, ...OTHER_SIGNS];
