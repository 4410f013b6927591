import type { Rulebook } from '../hear/compile.ts';
import { type Heard as CueHeard, type Hearing, overlap } from '../hear/hear.ts';
import type { Place, Scene } from '../model/assessment.ts';
import type { NormalTranscript } from '../model/normal.ts';
import { heardParts } from './said.ts';
import { SCENE_SIGNS, type SceneSign, type SceneTopic } from './scene-signs.ts';
import { indexOnce, type SignHeard } from './signs.ts';

type Heard = SignHeard<SceneSign>;

/** What a transcript was taken for. */
export interface SceneHeard {
  readonly scene: Scene;
  /** Ids of the scripts that it shows, in the order of a call or visit. */
  readonly scripts: readonly string[];
  /** Signs that speak for a script, each once, where it was first heard. */
  signsOf(script: string): readonly Place[];
}

const signIndex = indexOnce(SCENE_SIGNS);

/** Topics by the script that they show. */
const TOPICS: Readonly<Record<string, readonly SceneTopic[]>> = {
  greeting: ['call', 'put-off'],
  booking: ['booking', 'put-off'],
  reschedule: ['change'],
  arrival: ['door', 'work'],
  delivery: ['handover'],
  farewell: ['leaving'],
};

const CALL: readonly SceneTopic[] = ['call', 'booking', 'change', 'put-off'];
const VISIT: readonly SceneTopic[] = ['door', 'work', 'handover', 'leaving'];

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

/** What is heard once for sure: an invitation to come in, a supervision form, an agent who cannot come. */
const SURE = 3;
const LIKELY = 2;
/** Utterances of a piece that is too short to have a beginning and an end. */
const SHORT = 4;
/** Utterances in which a wrong number is found out. */
const WRONG_NUMBER_SOON = 14;

/** Everything that shows what is going on in a transcript, by topic. */
class Signs {
  readonly all: readonly Heard[];
  readonly #sums = new Map<SceneTopic, number>();

  constructor(rulebook: Rulebook, normal: NormalTranscript) {
    const index = signIndex(rulebook);
    this.all = normal.utterances.flatMap((u) =>
      index
        .search(u)
        .filter(({ sign }) => (sign.from === 'any' || sign.from === u.role) && (!sign.first || u.index < sign.first)),
    );
    const times = new Map<SceneSign, number>();
    for (const { sign } of this.all) {
      const before = times.get(sign) ?? 0;
      times.set(sign, before + 1);
      this.#sums.set(sign.shows, this.of(sign.shows) + sign.weight / 2 ** before);
    }
  }

  /** Weight of the topics; a sign heard again counts half as much each time. */
  of(...topics: readonly SceneTopic[]): number {
    return topics.reduce((sum, t) => sum + (this.#sums.get(t) ?? 0), 0);
  }

  /** Utterance in which one of the signs is first heard, `Infinity` when none is. */
  first(...ids: readonly string[]): number {
    return this.all.find((h) => ids.includes(h.sign.id))?.utterance.index ?? Number.POSITIVE_INFINITY;
  }

  /** Utterance in which a topic is first heard. */
  firstOf(topic: SceneTopic): number {
    return this.all.find((h) => h.sign.shows === topic)?.utterance.index ?? Number.POSITIVE_INFINITY;
  }

  /** Utterance in which both signs are first heard. */
  together(one: string, other: string): number {
    const both = this.all.find(
      (h) => h.sign.id === one && this.all.some((o) => o.sign.id === other && o.utterance === h.utterance),
    );
    return both?.utterance.index ?? Number.POSITIVE_INFINITY;
  }

  count(id: string): number {
    return this.all.filter((h) => h.sign.id === id).length;
  }

  has(...ids: readonly string[]): boolean {
    return this.first(...ids) < Number.POSITIVE_INFINITY;
  }

  /** Signs of some topics, each once. */
  places(topics: readonly SceneTopic[]): Place[] {
    const seen = new Set<string>();
    return this.all
      .filter(({ sign }) => topics.includes(sign.shows) && !seen.has(sign.id) && seen.add(sign.id))
      .map(({ sign, utterance, start }) => ({ id: sign.id, turn: utterance.turn[start] ?? utterance.firstTurn }));
  }
}

/** Tells what kind of call or visit a transcript is, and which scripts it shows. */
export function hearScene(rulebook: Rulebook, hearing: Hearing): SceneHeard {
  const { normal } = hearing;
  const signs = new Signs(rulebook, normal);
  const other = notScripted(signs, normal);
  if (other) return { scene: { kind: other.kind, signs: signs.places(other.topics), parts: [] }, scripts: [], signsOf: () => [] };
  const isVisit = signs.of(...VISIT) > signs.of(...CALL) + callByElements(rulebook, hearing);
  const scripts = isVisit ? visitScripts(signs) : callScripts(signs, rulebook, hearing);
  return {
    scene: {
      kind: isVisit ? 'visit' : 'call',
      signs: signs.places(isVisit ? VISIT : CALL),
      parts: [],
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

/** Work is handed over where two things are said that belong to it, or one that belongs nowhere else; somebody who had to come in arrived. */
function visitScripts(signs: Signs): string[] {
  const door = signs.of('door') > 0;
  const kinds = ['says-done', 'asks-to-try', 'is-content'].filter((id) => signs.has(id)).length;
  const done = signs.count('says-done') > (door ? 1 : 0);
  const handedOver = signs.has('asks-evaluation') || kinds >= 2 || done || (kinds > 0 && signs.has('goes', 'names-hotline'));
  // What is said at the door is said before the work is done.
  const handover = signs.firstOf('handover');
  const arrives = !handedOver || signs.all.some((h) => h.sign.shows === 'door' && h.utterance.index < handover);
  return [...(arrives ? ['arrival'] : []), ...(handedOver ? ['delivery', 'farewell'] : [])];
}

/**
 * A time that the agent proposes and the customer turns down: booking and change. A change that comes before any proposal, or to an
 * appointment that is already being kept: change only.
 */
function callScripts(signs: Signs, rulebook: Rulebook, hearing: Hearing): string[] {
  const cancelled = Math.min(
    companysChange(rulebook, hearing),
    signs.first('cannot-come'),
    signs.together('agreed-before', 'gives-reason'),
    signs.together('agreed-before', 'says-sorry'),
  );
  const kept = signs.first('on-the-way');
  const changed = Math.min(signs.first('asks-to-change', 'cannot-then', 'change-is-known', ...(kept < NEVER ? ['declines', 'busy'] : [])), customersRefusal(signs, rulebook, hearing));
  if (Math.min(cancelled, changed) === NEVER) return ['greeting', 'booking'];
  if (cancelled < changed || kept < changed) return ['greeting', 'reschedule'];
  return signs.first(...PROPOSES) < changed ? ['greeting', 'booking', 'reschedule'] : ['greeting', 'reschedule'];
}

const NEVER = Number.POSITIVE_INFINITY;
const PROPOSES = ['day-to-come', 'asks-to-fit', 'names-time'];

/** What the pack hears as one answer to a question, in the order of the call; nothing where a pack has no such question. */
function answersHeard(rulebook: Rulebook, hearing: Hearing, question: string, answer: string): CueHeard[] {
  const all = [...rulebook.questions.values()].flat();
  const found = all.find((q) => q.question.id === question);
  const asked = found?.answers.find((a) => a.id === answer);
  if (!found || !asked) return [];
  const { from } = found.question;
  return hearing
    .of(asked.cues)
    .filter((h) => from === 'any' || h.utterance.role === from)
    .filter((h) => !hearing.in(asked.unless, h.utterance).some((u) => overlap(u, h)))
    .sort((a, b) => a.utterance.index - b.utterance.index);
}

/** Utterance in which the agent first says that the company cannot keep the time. A reason alone (端口满了) does not show a change. */
function companysChange(rulebook: Rulebook, hearing: Hearing): number {
  const isReason = (h: CueHeard) => rulebook.cues.notations[h.cue] === '<company-reason>';
  const heard = answersHeard(rulebook, hearing, 'cause', 'company').find((h) => !isReason(h));
  return heard?.utterance.index ?? NEVER;
}

/** Utterance in which the customer first turns down a time that the agent has just named. 可以，不过别太早 takes it. */
function customersRefusal(signs: Signs, rulebook: Rulebook, hearing: Hearing): number {
  // Where the call is put off, a bare time (五点以后打给您) is that of the next call.
  const proposes = signs.has('busy') && signs.has('calls-later') ? ['day-to-come'] : PROPOSES;
  const named = new Set(signs.all.filter((h) => proposes.includes(h.sign.id)).map((h) => h.utterance.index));
  const refusals = [
    ...answersHeard(rulebook, hearing, 'time-suits', 'no'),
    ...signs.all.filter((h) => h.sign.id === 'declines'),
  ];
  const taken = answersHeard(rulebook, hearing, 'time-suits', 'yes').filter(
    (yes) => !refusals.some((no) => no.utterance === yes.utterance && overlap(no, yes)),
  );
  const refused = refusals.filter(
    (no) => named.has(no.utterance.index - 1) && !taken.some((yes) => yes.utterance === no.utterance && yes.start < no.start),
  );
  return Math.min(NEVER, ...refused.map((h) => h.utterance.index));
}

interface NotScripted {
  readonly kind: Scene['kind'];
  readonly topics: readonly SceneTopic[];
}

function notScripted(signs: Signs, { utterances }: NormalTranscript): NotScripted | null {
  const business = signs.of('booking', 'change', 'door', 'work', 'handover', 'leaving');
  if (signs.of('wrong-number') >= SURE && utterances.length <= WRONG_NUMBER_SOON && signs.of('door', 'work', 'handover') < SURE)
    return { kind: 'wrong-number', topics: ['wrong-number'] };
  if (signs.of('colleague') >= SURE && signs.of('colleague') > signs.of('call', 'put-off') + business)
    return { kind: 'colleague', topics: ['colleague'] };
  if (signs.of('hotline') >= SURE && signs.of('hotline') > business) return { kind: 'incoming-call', topics: ['hotline'] };
  if (utterances.length < SHORT && signs.of('call', 'put-off') + business < SURE) return { kind: 'fragment', topics: [] };
  return null;
}
