import type { Assessment, Violation } from '../model/assessment.ts';
import type { ForbiddenPhrase, SlotId } from '../model/pack.ts';
import type { Transcript } from '../model/transcript.ts';
import { moodOf } from './draft.ts';
import { fill } from './fill.ts';
import type { Round } from './round.ts';
import type { Mark, PracticeState, PracticeTurn } from './state.ts';

/** The transcript of a round: what it is scored by, and what a trainer can score again. */
export const transcriptOf = (round: Round, turns: readonly PracticeTurn[]): Transcript => ({
  id: round.id,
  source: `practice/${round.id}`,
  scripts: round.scripts,
  workOrder: round.order,
  turns: turns.map(({ role, text }) => ({ speaker: role, text })),
  roles: { agent: 'agent', customer: 'customer' },
});

const placeOf = (v: Violation): string => `${v.phrase}@${v.evidence.turn}:${v.evidence.start}`;

/** What a line changed in the assessment of the round. */
export interface Change {
  readonly gained: ReadonlySet<string>;
  readonly broken: readonly Violation[];
  readonly marks: readonly Mark[];
  readonly seen: Pick<PracticeState, 'outcomes' | 'phrases' | 'slots'>;
}

/**
 * Holds the assessment after a line against what was marked before it.
 * @param moved slots that are not as in the work order any more
 * @param said elements that the line says by itself, wholly or in part
 */
export function changeOf(
  state: PracticeState,
  assessment: Assessment,
  phrases: readonly ForbiddenPhrase[],
  moved: readonly SlotId[],
  said: ReadonlySet<string>,
): Change {
  const outcomes = Object.fromEntries(assessment.elements.map((e) => [e.id, e.outcome]));
  const marks: Mark[] = [];
  for (const { id, outcome, evidence } of assessment.elements)
    if (outcome === 'met' && state.outcomes[id] !== 'met') marks.push({ kind: 'met', element: id, evidence });
  const met = marks.length > 0;
  const { pending } = state.customer;
  const isAnswer = pending !== null && pending.kind !== 'ask';
  for (const { id, outcome, evidence } of assessment.elements) {
    if (outcome !== 'partial' || state.outcomes[id] === 'partial' || state.outcomes[id] === 'met') continue;
    // Half an element in a line that says another one whole, or answers the customer, is by chance (我…工号 is not yet a way to reach him, an
    // answer by tonight no time of the visit): it is not counted as begun.
    if (met || isAnswer || !said.has(id)) outcomes[id] = state.outcomes[id] ?? 'missed';
    else marks.push({ kind: 'half', element: id, evidence });
  }
  const gained = new Set(marks.map((m) => (m.kind === 'met' || m.kind === 'half' ? m.element : '')));
  const fresh = assessment.violations.filter(
    (v) => v.status !== 'excused' && !state.phrases.includes(`${v.status} ${placeOf(v)}`),
  );
  for (const v of fresh)
    marks.push({
      kind: 'phrase',
      status: v.status === 'hit' ? 'hit' : 'suspected',
      phrase: v.phrase,
      severity: v.severity,
      evidence: v.evidence,
      better: fill(phrases.find((p) => p.no === v.phrase)?.better.zh ?? v.better, state.round),
    });
  const wrong = assessment.slots.filter(
    (s) => s.state === 'mismatch' && !state.slots.includes(s.id) && !moved.includes(s.id),
  );
  for (const s of wrong) marks.push({ kind: 'slot', slot: s.id, expected: s.expected, heard: s.heard ?? '' });
  return {
    gained,
    broken: fresh.filter((v) => v.status === 'hit'),
    marks,
    seen: {
      outcomes,
      phrases: [...state.phrases, ...fresh.map((v) => `${v.status} ${placeOf(v)}`)],
      slots: [...state.slots, ...wrong.map((s) => s.id)],
    },
  };
}

/** The mark for a mood that changed so that it shows. */
export function moodMark(before: number, after: number): Mark[] {
  if (moodOf(before) === moodOf(after)) return [];
  return [{ kind: 'mood', change: after > before ? 'softer' : 'harder' }];
}
