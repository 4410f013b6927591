import type { StoredAssessment } from '../../batch/results.ts';
import type { Assessment } from '../../model/assessment.ts';
import type { WorkOrder } from '../../model/transcript.ts';
import { peopleOf } from '../../report/call-row.ts';
import type { Current, Target } from '../decisions.ts';
import type { Listing } from './tables.ts';

/** Below this a verdict that nobody has decided puts its call in the queue. */
export const UNSURE = 0.7;

/** The part of a listing that decisions change. */
export type State = Pick<
  Listing,
  'score' | 'passed' | 'hits' | 'suspected' | 'sureness' | 'status' | 'queue' | 'assignee' | 'sample'
>;

/** The part of a listing that no decision changes. */
export function headOf(assessment: StoredAssessment, workOrder: WorkOrder | null): Omit<Listing, keyof State | 'no'> {
  const { id, source, scripts, meta } = assessment;
  const { agent, name, team } = peopleOf({ workOrder, ...(meta ? { meta } : {}) });
  return {
    call: id,
    source,
    agent: agent ?? '',
    name: name ?? '',
    team: team ?? '',
    day: meta?.date?.slice(0, 10) ?? '',
    scripts: `,${scripts.join(',')},`,
  };
}

/** What the list shows of a call by now. */
export function stateOf(assessment: Assessment, { findings, score, status, assignee, sample }: Current): State {
  const confidence = new Map<Target, number>([
    ...assessment.elements.map((e) => [`element:${e.id}`, e.confidence] as const),
    ...assessment.violations.map((v, i) => [`violation:${i}`, v.confidence] as const),
  ]);
  const open = findings.filter((f) => f.human === null && f.automatic !== 'excused');
  const sureness = Math.min(1, ...open.map((f) => confidence.get(f.target) ?? 1));
  const suspected = open.filter((f) => f.automatic === 'suspected').length;
  const unsure = sureness < UNSURE || open.some((f) => f.automatic === 'for-reviewer');
  return {
    score: score.percent ?? -1,
    passed: score.passed === null ? -1 : Number(score.passed),
    hits: findings.filter((f) => (f.human ?? f.automatic) === 'hit').length,
    suspected,
    sureness,
    status,
    assignee,
    sample,
    queue: status === 'closed' ? 0 : suspected > 0 ? 1 : unsure ? 2 : sample > 0 ? 3 : 0,
  };
}

/** What a call can be found by: `element:…` not said or half, `phrase:…` said, `suspected:…` not decided yet. */
export function rulesOf(assessment: Assessment, { findings }: Current): string[] {
  const rules = findings.flatMap((f) => {
    const now = f.human ?? f.automatic;
    if (f.target.startsWith('element:')) return now === 'missed' || now === 'partial' ? [f.target] : [];
    if (!f.target.startsWith('violation:')) return [];
    const { phrase } = assessment.violations[Number(f.target.slice('violation:'.length))]!;
    return now === 'hit' ? [`phrase:${phrase}`] : now === 'suspected' ? [`suspected:${phrase}`] : [];
  });
  return [...new Set(rules)];
}
