import type { Assessment } from '../model/assessment.ts';
import type { Rubric } from '../model/pack.ts';
import type { Current } from './decisions.ts';

/** One line of a score. */
export type SumLine =
  | {
      readonly kind: 'element';
      readonly id: string;
      readonly outcome: 'met' | 'partial' | 'missed';
      readonly earned: number;
      readonly of: number;
    }
  | { readonly kind: 'violation'; readonly index: number; readonly phrase: number; readonly taken: number };

/** A score as a sum that can be followed: earned ÷ possible × 100, less what is taken off. */
export interface Sum {
  readonly lines: readonly SumLine[];
  readonly earned: number;
  readonly possible: number;
  /** 100 × earned ÷ possible, to one digit. */
  readonly share: number | null;
  readonly deducted: number;
  /** Most that phrases may cost together. */
  readonly maxDeduction: number;
  readonly percent: number | null;
  readonly passMark: number;
}

const round = (n: number): number => Math.round(n * 10) / 10;

/** The lines that a current score is made of, in the order of the call's elements and phrases. */
export function sumOf(assessment: Assessment, current: Current, rubric: Rubric): Sum {
  const now = new Map(current.findings.map((f) => [f.target, f.human ?? f.automatic] as const));
  const elements = assessment.elements.flatMap((e): Extract<SumLine, { kind: 'element' }>[] => {
    const outcome = now.get(`element:${e.id}`);
    if (outcome !== 'met' && outcome !== 'partial' && outcome !== 'missed') return [];
    const of = rubric.weights[e.id] ?? 1;
    const share = outcome === 'met' ? 1 : outcome === 'partial' ? rubric.partialShare : 0;
    return [{ kind: 'element', id: e.id, outcome, earned: round(of * share), of }];
  });
  let left = rubric.maxDeduction;
  const violations = assessment.violations.flatMap((v, index): Extract<SumLine, { kind: 'violation' }>[] => {
    if (now.get(`violation:${index}`) !== 'hit') return [];
    const taken = Math.min(left, rubric.deductions[v.severity]);
    left -= taken;
    return [{ kind: 'violation', index, phrase: v.phrase, taken }];
  });
  const { earned, possible, deducted, percent } = current.score;
  return {
    lines: [...elements, ...violations],
    earned,
    possible,
    share: possible > 0 ? round((100 * earned) / possible) : null,
    deducted,
    maxDeduction: rubric.maxDeduction,
    percent,
    passMark: rubric.passMark,
  };
}
