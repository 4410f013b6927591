import { score } from '../assess/score.ts';
import type { Assessment, Outcome, Scorecard, SlotVerdict, ViolationStatus } from '../model/assessment.ts';
import type { Rubric } from '../model/pack.ts';

/** A finding of an assessment, by its kind and place: an element's id, a slot's id, a violation's index. */
export type Target = `element:${string}` | `slot:${string}` | `violation:${number}`;

/** What a human may say of an element; `for-reviewer` is only ever the program's. */
export const OUTCOMES = ['met', 'partial', 'missed', 'not-applicable'] as const satisfies readonly Outcome[];
/** What a human may say of a look-alike: it is a forbidden phrase, or it is none. */
export const STATUSES = ['hit', 'excused'] as const satisfies readonly ViolationStatus[];
export const SLOT_STATES = ['match', 'mismatch', 'unspoken'] as const satisfies readonly SlotVerdict['state'][];
export type Ruling = (typeof OUTCOMES)[number] | (typeof STATUSES)[number] | (typeof SLOT_STATES)[number];

/** What somebody did with a call. */
export type Act =
  /** The verdict on a finding: the program's own again (confirmed), or another one (overruled), which has a reason. */
  | { readonly kind: 'decide'; readonly target: Target; readonly ruling: Ruling; readonly why: string }
  /** An earlier act of the same call counts no more. It stays in the history. */
  | { readonly kind: 'undo'; readonly undoes: number }
  | { readonly kind: 'comment'; readonly turn: number | null; readonly text: string }
  /** The call has been reviewed as a whole. */
  | { readonly kind: 'close' }
  /** Another reviewer is to see to the call; `null`: nobody in particular any more. */
  | { readonly kind: 'assign'; readonly to: string | null }
  /** It was drawn at random, by that event. Never undone: what is left of a sample were none. */
  | { readonly kind: 'sample'; readonly draw: number }
  | AppealAct;

/** What happens to an appeal: `appeal` names the act that began it. Who may do it and when stands in appeals.ts. */
export type AppealAct =
  | { readonly kind: 'appeal'; readonly target: Target; readonly why: string }
  | {
      readonly kind: 'rule';
      readonly appeal: number;
      readonly target: Target;
      readonly ruling: Ruling;
      readonly why: string;
    }
  /** On to the last instance. */
  | { readonly kind: 'escalate'; readonly appeal: number; readonly why: string }
  | { readonly kind: 'withdraw'; readonly appeal: number };

/** An act as the store keeps it. */
export interface Deed {
  readonly seq: number;
  /** ISO 8601. */
  readonly at: string;
  readonly who: string;
  readonly act: Act;
}

/** An automatic verdict beside the human one. */
export interface Ruled {
  readonly target: Target;
  readonly automatic: Outcome | ViolationStatus | SlotVerdict['state'];
  /** `null`: nobody has decided. */
  readonly human: Ruling | null;
  /** The deed that decided it. */
  readonly by: number | null;
}

/** What holds of a call by now. */
export interface Current {
  readonly findings: readonly Ruled[];
  readonly score: Scorecard;
  readonly status: 'open' | 'begun' | 'closed';
  /** The reviewer who is to see to it; empty: nobody in particular. */
  readonly assignee: string;
  /** The event that drew it at random last; 0: none did. */
  readonly sample: number;
  /** Deeds that were undone. */
  readonly undone: readonly number[];
}

/** Findings of an assessment with the program's verdicts. */
export function targetsOf(assessment: Assessment): Pick<Ruled, 'target' | 'automatic'>[] {
  return [
    ...assessment.violations.map((v, i) => ({ target: `violation:${i}` as const, automatic: v.status })),
    ...assessment.elements.map((e) => ({ target: `element:${e.id}` as const, automatic: e.outcome })),
    ...assessment.slots.map((s) => ({ target: `slot:${s.id}` as const, automatic: s.state })),
  ];
}

/** Rulings that a target may be given. */
export const rulingsFor = (target: Target): readonly Ruling[] =>
  target.startsWith('element:') ? OUTCOMES : target.startsWith('slot:') ? SLOT_STATES : STATUSES;

/** Deeds that still count, neither undone nor an undoing; and those that were undone. */
export function standing(deeds: readonly Deed[]): { standing: Deed[]; undone: number[] } {
  const undone = deeds.flatMap(({ act }) => (act.kind === 'undo' ? [act.undoes] : []));
  return { standing: deeds.filter((d) => d.act.kind !== 'undo' && !undone.includes(d.seq)), undone };
}

/**
 * What holds after some deeds: of each finding the last decision that was not undone, and the score that the rubric gives for them. The
 * assessment itself is never changed.
 * @param deeds of this call, in their order
 */
export function currentOf(assessment: Assessment, rubric: Rubric, deeds: readonly Deed[]): Current {
  const { standing: live, undone } = standing(deeds);
  const decided = new Map<Target, { ruling: Ruling; seq: number }>();
  for (const { act, seq } of live)
    if (act.kind === 'decide' || act.kind === 'rule') decided.set(act.target, { ruling: act.ruling, seq });
  // Field by field: an import makes millions of them.
  const findings = targetsOf(assessment).map(({ target, automatic }): Ruled => {
    const by = decided.size > 0 ? decided.get(target) : undefined;
    return { target, automatic, human: by?.ruling ?? null, by: by?.seq ?? null };
  });
  const sampled = live.findLast((d) => d.act.kind === 'sample')?.act;
  const closed = live.some((d) => d.act.kind === 'close');
  return {
    findings,
    // Without a decision it is the program's, to the letter, whatever the rubric of today.
    score: decided.size > 0 ? scoreOf(assessment, rubric, decided) : assessment.score,
    status: closed ? 'closed' : decided.size > 0 ? 'begun' : 'open',
    assignee: assigneeAfter(deeds),
    sample: sampled?.kind === 'sample' ? sampled.draw : 0,
    undone,
  };
}

/** The reviewer who is to see to a call after some deeds; empty: nobody in particular. */
export function assigneeAfter(deeds: readonly Deed[]): string {
  const last = standing(deeds).standing.findLast((d) => d.act.kind === 'assign')?.act;
  return last?.kind === 'assign' ? (last.to ?? '') : '';
}

function scoreOf(
  assessment: Assessment,
  rubric: Rubric,
  decided: ReadonlyMap<Target, { readonly ruling: Ruling }>,
): Scorecard {
  const of = (target: Target) => decided.get(target)?.ruling;
  const elements = assessment.elements.map((e) => ({ ...e, outcome: (of(`element:${e.id}`) as Outcome) ?? e.outcome }));
  const violations = assessment.violations.map((v, i) => ({
    ...v,
    status: (of(`violation:${i}`) as ViolationStatus) ?? v.status,
  }));
  return score(rubric, elements, violations);
}

/** Why an act cannot be done: worded by the page. */
export type Refusal =
  | 'NO_SUCH_FINDING'
  | 'NO_SUCH_RULING'
  | 'NO_REASON'
  | 'NO_TEXT'
  | 'NO_SUCH_TURN'
  | 'NOTHING_TO_UNDO'
  /** An appeal has the word on that finding. */
  | 'APPEALED'
  | 'NOT_APPEALABLE'
  | 'TOO_LATE'
  | 'NO_SUCH_APPEAL'
  /** Not his turn. */
  | 'NOT_NOW';

/** Whether an act of a reviewer makes sense after the deeds so far, appeals aside. @returns `null` when it does */
export function refusalOf(
  assessment: Assessment,
  deeds: readonly Deed[],
  act: Exclude<Act, AppealAct>,
  turns: number,
): Refusal | null {
  switch (act.kind) {
    case 'decide': {
      const found = targetsOf(assessment).find((f) => f.target === act.target);
      if (!found) return 'NO_SUCH_FINDING';
      if (!rulingsFor(act.target).includes(act.ruling)) return 'NO_SUCH_RULING';
      return act.ruling !== found.automatic && act.why.trim() === '' ? 'NO_REASON' : null;
    }
    case 'comment':
      if (act.text.trim() === '') return 'NO_TEXT';
      return act.turn !== null && (act.turn < 0 || act.turn >= turns) ? 'NO_SUCH_TURN' : null;
    case 'undo':
      return standing(deeds).standing.some((d) => d.seq === act.undoes && d.act.kind !== 'sample')
        ? null
        : 'NOTHING_TO_UNDO';
    case 'close':
    case 'assign':
    case 'sample':
      return null;
  }
}
