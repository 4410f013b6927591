import type { Hearing } from '../hear/hear.ts';
import { CALL_WEIGHTS } from './call-weights.ts';
import { NEVER, type SceneSigns } from './scene-hearing.ts';
import type { TimeTalk } from './time-talk.ts';

/**
 * What a call is about: a visit is agreed, a time that was proposed is turned down, an agreed time is changed; or some other matter (when a
 * fault will be over, a bill, a complaint), for which the manual has no script but the greeting.
 */
export type CallKind = 'booking' | 'booking+reschedule' | 'reschedule' | 'matter';
export const CALL_KINDS: readonly CallKind[] = ['booking', 'booking+reschedule', 'reschedule', 'matter'];

/** Elements that the agent seems to say: by how likely the likeliest of his words are. */
const ELEMENTS = [
  'reschedule.reason',
  'reschedule.apologise',
  'reschedule.resolve-by',
  'reschedule.propose-time',
  'reschedule.ask-time',
  'reschedule.confirm-time',
  'booking.purpose',
  'booking.contact',
  'booking.address',
];

/** Signs, each group being one piece of evidence: heard or not. */
const SIGNS: readonly (readonly string[])[] = [
  ['cannot-come'],
  ['asks-to-change', 'change-is-known', 'cannot-then'],
  ['agreed-before'],
  ['on-the-way'],
  ['asks-computer'],
  ['gives-reason'],
  ['busy', 'calls-later'],
  ['leaves-number'],
  ['day-to-come'],
  ['comes-at'],
  ['asks-for-help'],
  ['calls-in'],
];
const PROPOSES = ['names-time', 'asks-to-fit', 'day-to-come'];
const REFUSES = ['declines', 'cannot-then'];
const yes = (fact: boolean): number => (fact ? 1 : 0);

/** Keeps a probability away from 0 and 1, where its logarithm would outweigh everything else. */
const FLOOR = 0.03;
const logOdds = (p: number): number => Math.log((p + FLOOR) / (1 - p + FLOOR));

/** Evidence about the kind of call, in the order of the weights: what the ear hears in other words too, and what the signs show. */
export function callEvidence(signs: SceneSigns, times: TimeTalk, hearing: Hearing): number[] {
  const proposed = new Set(signs.all.filter((h) => PROPOSES.includes(h.sign.id)).map((h) => h.utterance.index));
  const refused = signs.all.some(
    (h) => REFUSES.includes(h.sign.id) && proposed.has(h.utterance.index - 1) && times.keptAt <= h.utterance.index,
  );
  const computer = ['booking.check-computer', 'booking.check-network-card'].map((e) => hearing.likeliest(e));
  return [
    ...ELEMENTS.map((e) => logOdds(hearing.likeliest(e))),
    logOdds(Math.max(...computer)),
    ...SIGNS.map((ids) => yes(signs.has(...ids))),
    yes(refused),
    yes(times.movedAt < NEVER),
    // The first time of a change is the new one: that it is kept tells nothing.
    yes(times.keptAt >= 0 && !times.leavesAgreed),
    yes(times.leavesAgreed),
    yes(times.any),
    yes(times.whole > 0),
  ];
}

/**
 * What the rules tell counts as one more piece of evidence. They were written with the development dialogues in view and are right in
 * all of them, so that a weight fitted there would silence everything else.
 */
const RULES = 1;
/** No evidence is surer than this. */
const SUREST = 4;

/** The likeliest kind of call, given what the rules say and what else was heard. */
export function weighCall(evidence: readonly number[], byRules: CallKind): CallKind {
  let best = byRules;
  let most = Number.NEGATIVE_INFINITY;
  for (const kind of CALL_KINDS) {
    const [bias, ...weights] = CALL_WEIGHTS[kind];
    const sum = weights.reduce((s, w, i) => s + w * evidence[i]!, bias!);
    const odds = Math.max(-SUREST, Math.min(SUREST, sum)) + (kind === byRules ? RULES : 0);
    if (odds > most) [best, most] = [kind, odds];
  }
  return best;
}
