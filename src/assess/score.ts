import type { Improvement, Loss, Scorecard, Verdict, Violation } from '../model/assessment.ts';
import type { Rubric } from '../model/pack.ts';

const round = (n: number): number => Math.round(n * 10) / 10;
const weightOf = (rubric: Rubric, id: string): number => rubric.weights[id] ?? 1;
/** What counts: not-applicable and for-reviewer are outside the score, suspected and excused violations cost nothing. */
const counting = (verdicts: readonly Verdict[]) =>
  verdicts.filter((v) => v.outcome === 'met' || v.outcome === 'partial' || v.outcome === 'missed');
const hits = (violations: readonly Violation[]) => violations.filter((v) => v.status === 'hit');

interface Sum {
  readonly percent: number | null;
  readonly earned: number;
  readonly possible: number;
  readonly deducted: number;
}

/** @param mended a verdict that counts as met, whatever it is */
function sum(
  rubric: Rubric,
  counted: readonly Verdict[],
  violations: readonly Violation[],
  mended: Verdict | null = null,
): Sum {
  let earned = 0;
  let possible = 0;
  for (const v of counted) {
    const weight = weightOf(rubric, v.id);
    possible += weight;
    if (v.outcome === 'met' || v === mended) earned += weight;
    else if (v.outcome === 'partial') earned += weight * rubric.partialShare;
  }
  const deducted = Math.min(
    rubric.maxDeduction,
    hits(violations).reduce((total, v) => total + rubric.deductions[v.severity], 0),
  );
  if (possible === 0)
    return { percent: hits(violations).length > 0 ? Math.max(0, 100 - deducted) : null, earned, possible, deducted };
  return { percent: Math.max(0, Math.min(100, (100 * earned) / possible - deducted)), earned, possible, deducted };
}

/**
 * The scorecard: the share of the weights that was earned, in per cent, less deductions for violations; knock-outs; every point lost with its
 * cause; and what would raise the score most, each computed by mending that one thing and scoring again.
 */
export function score(rubric: Rubric, verdicts: readonly Verdict[], violations: readonly Violation[]): Scorecard {
  const counted = counting(verdicts);
  const total = sum(rubric, counted, violations);
  const knockedOutBy = knockOuts(rubric, verdicts, violations);
  return {
    percent: total.percent === null ? null : round(total.percent),
    earned: round(total.earned),
    possible: round(total.possible),
    deducted: round(total.deducted),
    passed: total.percent === null ? null : total.percent >= rubric.passMark && knockedOutBy.length === 0,
    knockedOutBy,
    losses: losses(rubric, counted, violations, total.possible),
    improvements: improvements(rubric, counted, violations, total.percent ?? 0),
  };
}

function knockOuts(rubric: Rubric, verdicts: readonly Verdict[], violations: readonly Violation[]): string[] {
  const by: string[] = [];
  for (const [severity, most] of Object.entries(rubric.knockOut))
    if (hits(violations).filter((v) => v.severity === severity).length > most) by.push(`knock-out:${severity}`);
  for (const id of rubric.required)
    if (verdicts.some((v) => v.id === id && v.outcome === 'missed')) by.push(`required:${id}`);
  return by;
}

function losses(
  rubric: Rubric,
  counted: readonly Verdict[],
  violations: readonly Violation[],
  possible: number,
): Loss[] {
  const said: Loss[] = counted
    .filter((v) => v.outcome !== 'met')
    .map((v) => {
      const share = v.outcome === 'partial' ? 1 - rubric.partialShare : 1;
      return {
        cause: v.outcome as 'missed' | 'partial',
        id: v.id,
        turn: null,
        points: possible === 0 ? 0 : round((100 * share * weightOf(rubric, v.id)) / possible),
      };
    });
  let left = rubric.maxDeduction;
  const taken = hits(violations).map((v): Loss => {
    const points = Math.min(left, rubric.deductions[v.severity]);
    left -= points;
    return { cause: 'violation', id: v.phrase, turn: v.evidence.turn, points: round(points) };
  });
  return [...said, ...taken];
}

function improvements(
  rubric: Rubric,
  counted: readonly Verdict[],
  violations: readonly Violation[],
  percent: number,
): Improvement[] {
  const gain = (after: Sum) => round((after.percent ?? 0) - percent);
  const found: Improvement[] = [];
  for (const v of counted) {
    if (v.outcome === 'met') continue;
    found.push({ id: v.id, cause: v.outcome as 'missed' | 'partial', gain: gain(sum(rubric, counted, violations, v)) });
  }
  for (const phrase of new Set(hits(violations).map((v) => v.phrase))) {
    const mended = violations.filter((v) => v.phrase !== phrase || v.status !== 'hit');
    found.push({ id: phrase, cause: 'violation', gain: gain(sum(rubric, counted, mended)) });
  }
  return found.filter((f) => f.gain > 0).sort((a, b) => b.gain - a.gain);
}
