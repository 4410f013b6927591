import type { Assessment } from '../model/assessment.ts';
import type { Evidence } from '../model/transcript.ts';
import { maskCall } from '../privacy/mask.ts';

const silent = (evidence: Evidence): Evidence => ({ ...evidence, quote: '' });

/**
 * What stays of an assessment when its words are forgotten: every verdict, figure and place, no word that was said, none of the work order,
 * and of its id what is no number or name.
 */
export function wordless(assessment: Assessment): Assessment {
  const { meta, secondCall, roles } = assessment;
  return {
    ...assessment,
    id: idOf(assessment.id),
    source: '',
    elements: assessment.elements.map((e) => ({ ...e, evidence: e.evidence.map(silent), say: null })),
    violations: assessment.violations.map((v) => ({ ...v, evidence: silent(v.evidence), alignment: [] })),
    slots: assessment.slots.map((slot) => ({
      ...slot,
      expected: '',
      heard: null,
      evidence: slot.evidence && silent(slot.evidence),
    })),
    decisions: assessment.decisions.map((d) => ({ ...d, evidence: d.evidence && silent(d.evidence) })),
    roles: { inferred: roles.inferred, confidence: roles.confidence, assigned: {} },
    ...(secondCall ? { secondCall: { ...secondCall, heard: null } } : {}),
    ...(meta ? { meta: withoutNumbers(meta) } : {}),
  };
}

const idOf = (id: string): string =>
  maskCall({ id, source: '', scripts: null, workOrder: null, turns: [], roles: {} }).transcript.id;

/** Who, which team, when and how long; not which call or order it was elsewhere. */
function withoutNumbers({ agent, team, date, durationSeconds }: NonNullable<Assessment['meta']>) {
  return {
    ...(agent === undefined ? {} : { agent }),
    ...(team === undefined ? {} : { team }),
    ...(date === undefined ? {} : { date }),
    ...(durationSeconds === undefined ? {} : { durationSeconds }),
  };
}
