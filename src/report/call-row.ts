import { peopleOf } from '../assess/metadata.ts';
import type { Assessment, Outcome, ViolationKind, ViolationStatus } from '../model/assessment.ts';
import type { Pack, Severity } from '../model/pack.ts';
import type { Transcript } from '../model/transcript.ts';

/** A violation as reports over many calls need it; excused ones are only counted. */
export interface RowViolation {
  readonly phrase: number;
  readonly status: Exclude<ViolationStatus, 'excused'>;
  readonly kind: ViolationKind;
  readonly severity: Severity;
  readonly confidence: number;
  readonly turn: number;
  /** The installer's own words, at most `MOST_QUOTED` characters. */
  readonly quote: string;
}

/**
 * What reports over many calls need of one call. A hundred thousand of them are read again in a second, where the assessments
 * themselves would take a minute.
 */
export interface CallRow {
  readonly id: string;
  readonly source: string;
  /** Who the call is counted for, `null` when nothing tells. */
  readonly agent: string | null;
  /** The agent's name where the work order has it beside the number. */
  readonly name: string | null;
  readonly team: string | null;
  /** `2026-06-03`, `null` when the file does not say. */
  readonly day: string | null;
  readonly seconds: number | null;
  readonly scripts: readonly string[];
  readonly percent: number | null;
  readonly possible: number;
  readonly deducted: number;
  readonly passed: boolean | null;
  readonly knockedOutBy: readonly string[];
  /** One letter of `OUTCOME_LETTERS` for each element of the pack in its order, `.` for those of scripts that the call is not judged by. */
  readonly outcomes: string;
  readonly violations: readonly RowViolation[];
  readonly excused: number;
  /** Slots that differ from the work order. */
  readonly mismatches: readonly string[];
  /** What would raise the score most, by element id or phrase number: at most three. */
  readonly gains: readonly (readonly [string | number, number])[];
  /** The least certain verdict: between 0 and 1. */
  readonly sureness: number;
  /** Whether it is known who the installer is. */
  readonly rolesSure: boolean;
}

export const OUTCOME_LETTERS: Readonly<Record<Outcome, string>> = {
  met: 'm',
  partial: 'p',
  missed: 'x',
  'not-applicable': 'n',
  'for-reviewer': 'r',
};
const MOST_QUOTED = 60;
const MOST_GAINS = 3;
/** Below this nobody is blamed: see assess/roles.ts. */
const SURE_OF_ROLES = 0.8;

/** Ids of a pack's elements in the order that `CallRow.outcomes` has. */
export const elementIds = (pack: Pack): string[] => pack.scripts.flatMap((s) => s.elements.map((e) => e.id));

/**
 * The row of one call.
 * @param elements from `elementIds` of the pack that it was scored by
 */
export function rowOf(assessment: Assessment, transcript: Transcript, elements: readonly string[]): CallRow {
  const { score, violations } = assessment;
  const letters = new Map(assessment.elements.map((e) => [e.id, OUTCOME_LETTERS[e.outcome]]));
  const told = violations.filter((v) => v.status !== 'excused');
  return {
    id: assessment.id,
    source: assessment.source,
    ...peopleOf(transcript),
    day: transcript.meta?.date?.slice(0, 10) ?? null,
    seconds: transcript.meta?.durationSeconds ?? null,
    scripts: assessment.scripts,
    percent: score.percent,
    possible: score.possible,
    deducted: score.deducted,
    passed: score.passed,
    knockedOutBy: score.knockedOutBy,
    outcomes: elements.map((id) => letters.get(id) ?? '.').join(''),
    violations: told.map((v) => ({
      phrase: v.phrase,
      status: v.status as RowViolation['status'],
      kind: v.kind,
      severity: v.severity,
      confidence: v.confidence,
      turn: v.evidence.turn,
      quote: v.evidence.quote.slice(0, MOST_QUOTED),
    })),
    excused: violations.length - told.length,
    mismatches: assessment.slots.filter((s) => s.state === 'mismatch').map((s) => s.id),
    gains: score.improvements.slice(0, MOST_GAINS).map((i) => [i.id, i.gain] as const),
    sureness: Math.min(1, ...assessment.elements.map((e) => e.confidence), ...told.map((v) => v.confidence)),
    rolesSure: assessment.roles.confidence >= SURE_OF_ROLES && !assessment.roles.contradicted,
  };
}
