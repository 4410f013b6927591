import type { Rulebook } from '../hear/compile.ts';
import type { Hearing } from '../hear/hear.ts';
import type { CallScene, HeardAt } from '../model/assessment.ts';
import { callScripts } from './call-scripts.ts';
import { partsOf } from './parts.ts';
import { heardParts } from './said.ts';
import { SceneSigns } from './scene-hearing.ts';
import { CALL_TOPICS, type SceneTopic, VISIT_TOPICS } from './scene-signs.ts';
import { notScripted } from './unscripted.ts';

/** What a transcript was taken for. */
export interface SceneHeard {
  readonly scene: CallScene;
  /** Ids of the scripts that it shows, in the order of a call or visit. */
  readonly scripts: readonly string[];
  /** Signs that speak for a script, each once, where it was first heard. */
  signsOf(script: string): readonly HeardAt[];
}

/** Topics by the script that they show. */
const TOPICS: Readonly<Record<string, readonly SceneTopic[]>> = {
  greeting: ['call', 'put-off'],
  booking: ['booking', 'put-off'],
  reschedule: ['change'],
  arrival: ['door', 'work'],
  delivery: ['handover'],
  farewell: ['leaving'],
};

/** Elements that are said, or seem to be said, far more often on the telephone (above 0) or face to face (below). */
const ELEMENTS: Readonly<Record<string, number>> = {
  'greeting.convenience': 1,
  'booking.check-computer': 1,
  'booking.check-network-card': 1,
  'booking.time': 0.6,
  'booking.address': 0.4,
  'reschedule.ask-time': 0.7,
  'reschedule.propose-time': 0.7,
  'reschedule.confirm-time': 0.4,
  'arrival.ask-entry': -1,
  'arrival.ask-location': -0.4,
  'delivery.completed': -0.7,
  'delivery.invite-trial': -0.8,
  'delivery.invite-evaluation': -0.7,
  'farewell.hotline': -1,
};

/** Tells what kind of call or visit a transcript is, and which scripts it shows. */
export function hearScene(rulebook: Rulebook, hearing: Hearing): SceneHeard {
  const { normal } = hearing;
  const signs = new SceneSigns(rulebook, normal);
  const other = notScripted(signs, normal);
  if (other)
    return {
      scene: { kind: other.kind, signs: signs.places(other.topics), parts: [] },
      scripts: [],
      signsOf: () => [],
    };
  const isVisit = signs.of(...VISIT_TOPICS) > signs.of(...CALL_TOPICS) + callByElements(rulebook, hearing);
  const scripts = isVisit ? visitScripts(signs, normal.utterances.length) : callScripts(signs, rulebook, hearing);
  return {
    scene: {
      kind: isVisit ? 'visit' : 'call',
      signs: signs.places(isVisit ? VISIT_TOPICS : CALL_TOPICS),
      parts: partsOf(scripts, normal.utterances, (...topics) => signs.where(topics)),
    },
    scripts,
    signsOf: (script) => signs.places(TOPICS[script] ?? []),
  };
}

/** How much more the elements that were heard belong to a call than to a visit. */
function callByElements(rulebook: Rulebook, hearing: Hearing): number {
  return Object.entries(ELEMENTS).reduce((sum, [id, weight]) => {
    const parts = heardParts(rulebook, id, hearing);
    return parts.length > 0 && parts.every((hits) => hits.length > 0) ? sum + weight : sum;
  }, 0);
}

/** Utterances at the end of a visit in which somebody speaks of leaving, or a recording that breaks off before it. */
const END = 6;

/** Work is handed over where two things are said that belong to it, or one that belongs nowhere else; somebody who had to come in arrived. */
function visitScripts(signs: SceneSigns, utterances: number): string[] {
  const door = signs.of('door') > 0;
  const kinds = ['says-done', 'asks-to-try', 'is-content'].filter((id) => signs.has(id)).length;
  const done = signs.count('says-done') > (door ? 1 : 0);
  const handedOver =
    signs.has('asks-evaluation') || kinds >= 2 || done || (kinds > 0 && signs.has('goes', 'names-hotline'));
  // What is said at the door is said before the work is done.
  const handover = signs.firstOf('handover');
  const arrives = !handedOver || signs.all.some((h) => h.sign.shows === 'door' && h.utterance.index < handover);
  const end = Math.max(handover, utterances - END);
  const parts = signs.all.some((h) => h.sign.shows === 'leaving' && h.utterance.index >= end);
  return [
    ...(arrives ? ['arrival'] : []),
    ...(handedOver ? ['delivery'] : []),
    ...(handedOver && parts ? ['farewell'] : []),
  ];
}
