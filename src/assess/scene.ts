import type { Rulebook } from '../hear/compile.ts';
import type { Hearing } from '../hear/hear.ts';
import type { CallScene, HeardAt } from '../model/assessment.ts';
import type { Utterance } from '../model/normal.ts';
import { callScripts } from './call-scripts.ts';
import { partsOf } from './parts.ts';
import { isFaceToFace, placeEvidence } from './place-evidence.ts';
import { heardParts } from './said.ts';
import { NEVER, SceneSigns } from './scene-hearing.ts';
import { CALL_TOPICS, type SceneTopic, VISIT_TOPICS } from './scene-signs.ts';
import { followTimes } from './time-talk.ts';
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
  greeting: ['telephone', 'call', 'put-off'],
  booking: ['booking', 'put-off'],
  reschedule: ['change'],
  arrival: ['door', 'work'],
  delivery: ['handover'],
  farewell: ['leaving'],
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
  const times = followTimes(normal, signs.first('agreed-before'));
  const isVisit = isFaceToFace(placeEvidence(rulebook, signs, times, hearing));
  const scripts = isVisit ? visitScripts(signs, rulebook, hearing) : callScripts(signs, times, rulebook, hearing);
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

/** Utterances at the end of a visit in which somebody speaks of leaving, or a recording that breaks off before it. */
const END = 6;
/** Where nothing is handed over, of the three things that a farewell consists of so many must be said at the end. */
const LEAVE_TAKING = 2;

/** Utterances at the beginning of a visit in which somebody says who he is. */
const BEGINNING = 3;

/** Work is handed over where two things are said that belong to it, or one that belongs nowhere else; somebody who had to come in arrived. */
function visitScripts(signs: SceneSigns, rulebook: Rulebook, hearing: Hearing): string[] {
  // 好了 and 看一下 are said all through a visit: the words alone do not show that anything is handed over.
  const means = (id: string) => hearing.elements.some((h) => h.element === id);
  const says = (id: string, from: number, to = NEVER) => saysElement(rulebook, hearing, id, from, to);
  const utterances = hearing.normal.utterances.length;
  const kinds = [
    signs.has('says-done') || means('delivery.completed'),
    signs.has('asks-to-try') || means('delivery.invite-trial'),
    signs.has('is-content'),
  ].filter(Boolean).length;
  const done = signs.count('says-done') > (signs.of('door') > 0 ? 1 : 0);
  // What is said at the door is said before the work is done.
  const handover = signs.firstOf('handover');
  const leaves = signs.has('goes', 'names-hotline') || says('farewell.goodbye', handover);
  const handedOver = signs.has('asks-evaluation') || kinds >= 2 || done || (kinds > 0 && leaves);
  const end = Math.max(handedOver ? handover : 0, utterances - END);
  const entered =
    signs.all.some((h) => h.sign.shows === 'door' && h.utterance.index < (handedOver ? handover : end)) ||
    INTRODUCES.some((id) => says(id, 0, BEGINNING));
  const parts = handedOver
    ? signs.all.some((h) => h.sign.shows === 'leaving' && h.utterance.index >= end)
    : FAREWELL.filter((id) => says(id, end)).length >= LEAVE_TAKING;
  return [
    ...(entered || !(handedOver || parts) ? ['arrival'] : []),
    ...(handedOver ? ['delivery'] : []),
    ...(parts ? ['farewell'] : []),
  ];
}

const INTRODUCES = ['arrival.identify', 'arrival.staff-id'];
const FAREWELL = ['farewell.thanks', 'farewell.hotline', 'farewell.goodbye'];

/** Whether the agent says an element in some of the utterances (end exclusive): in its words, or as the ear understands him. */
function saysElement(rulebook: Rulebook, hearing: Hearing, id: string, from: number, to: number): boolean {
  const isThere = ({ utterance }: { readonly utterance: Utterance }) => utterance.index >= from && utterance.index < to;
  const parts = heardParts(rulebook, id, hearing);
  return (
    (parts.length > 0 && parts.every((hits) => hits.some(isThere))) ||
    hearing.elements.some((h) => h.element === id && isThere(h))
  );
}
