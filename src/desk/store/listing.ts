import { peopleOf } from '../../assess/metadata.ts';
import type { Assessment } from '../../model/assessment.ts';
import type { WorkOrder } from '../../model/transcript.ts';
import type { Current } from '../decisions.ts';
import type { Listing } from './tables.ts';

/** Below this a verdict that nobody has decided puts its call in the queue. */
export const UNSURE = 0.7;

/** The part of a listing that decisions change. */
export type State = Pick<
  Listing,
  'score' | 'passed' | 'hits' | 'suspected' | 'sureness' | 'status' | 'queue' | 'assignee' | 'sample'
>;

/** The part of a listing that no decision changes. */
export function headOf(assessment: Assessment, workOrder: WorkOrder | null): Omit<Listing, keyof State | 'no'> {
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
  // In the order of the findings; slots have none.
  const confidences = [...assessment.violations, ...assessment.elements];
  const open = findings.filter((f) => f.human === null && f.automatic !== 'excused');
  let sureness = 1;
  findings.forEach((f, i) => {
    if (f.human === null && f.automatic !== 'excused') sureness = Math.min(sureness, confidences[i]?.confidence ?? 1);
  });
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
  const rules = new Set<string>();
  for (const { target, human, automatic } of findings) {
    const now = human ?? automatic;
    if (target.startsWith('element:')) {
      if (now === 'missed' || now === 'partial') rules.add(target);
    } else if ((now === 'hit' || now === 'suspected') && target.startsWith('violation:')) {
      const { phrase } = assessment.violations[Number(target.slice('violation:'.length))]!;
      rules.add(`${now === 'hit' ? 'phrase' : 'suspected'}:${phrase}`);
    }
  }
  return [...rules];
}
