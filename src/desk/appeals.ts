import type { Assessment } from '../model/assessment.ts';
import type { Rubric } from '../model/pack.ts';
import {
  type Act,
  type AppealAct,
  currentOf,
  type Deed,
  type Refusal,
  type Ruled,
  type Ruling,
  rulingsFor,
  standing,
  type Target,
} from './decisions.ts';

/** Days in which a verdict can be appealed, and a ruling taken further, unless the desk is told otherwise. */
export const APPEAL_DAYS = 14;
/** What the desk can be told. */
export const LEAST_APPEAL_DAYS = 1;
export const MOST_APPEAL_DAYS = 365;

/**
 * open: waits for a trainer; ruled: he has decided, and the installer may go on to the lead until `until`; escalated: waits for the lead; final: the
 * lead has decided; withdrawn: the installer takes it back, and what held then goes on to hold.
 */
export type AppealState = 'open' | 'ruled' | 'escalated' | 'final' | 'withdrawn';

/** An appeal with everything that came of it. */
export interface Appeal {
  /** The act that began it. */
  readonly seq: number;
  readonly target: Target;
  readonly state: AppealState;
  /** What it is against. */
  readonly against: Ruled['automatic'];
  /** What was decided on it last; `null`: nothing yet. */
  readonly ruling: Ruling | null;
  /** Whether the verdict is another one than what was appealed; `null` while nobody has decided. */
  readonly upheld: boolean | null;
  /** Its acts, the first one that began it. */
  readonly deeds: readonly Deed[];
}

/** Verdicts that cost points, or may. */
const COSTLY: readonly (Ruled['automatic'] | Ruling)[] = [
  'missed',
  'partial',
  'hit',
  'suspected',
  'mismatch',
  'unspoken',
];

const KINDS: readonly Act['kind'][] = ['appeal', 'rule', 'escalate', 'withdraw'];
/** Whether an act is about an appeal. */
export const isAppealAct = (act: Act): act is AppealAct => KINDS.includes(act.kind);

/** Appeals of a call, the oldest first, as they stand after its deeds. */
export function appealsOf(assessment: Assessment, rubric: Rubric, deeds: readonly Deed[]): Appeal[] {
  const appeals = new Map<number, Appeal>();
  for (const [i, deed] of deeds.entries()) {
    const { act, seq } = deed;
    if (!isAppealAct(act)) continue;
    if (act.kind === 'appeal') {
      const { target } = act;
      const before = currentOf(assessment, rubric, deeds.slice(0, i)).findings.find((f) => f.target === target);
      if (!before) continue;
      const against = before.human ?? before.automatic;
      appeals.set(seq, { seq, target, state: 'open', against, ruling: null, upheld: null, deeds: [deed] });
      continue;
    }
    const appeal = appeals.get(act.appeal);
    if (appeal) appeals.set(act.appeal, { ...after(appeal, act), deeds: [...appeal.deeds, deed] });
  }
  return [...appeals.values()];
}

function after(appeal: Appeal, act: Exclude<AppealAct, { readonly kind: 'appeal' }>): Appeal {
  switch (act.kind) {
    case 'rule': {
      const state = appeal.state === 'escalated' ? 'final' : 'ruled';
      return { ...appeal, state, ruling: act.ruling, upheld: act.ruling !== appeal.against };
    }
    case 'escalate':
      return { ...appeal, state: 'escalated' };
    case 'withdraw':
      return { ...appeal, state: 'withdrawn' };
  }
}

/** Whether an appeal has the word on its finding: others cannot decide it any more. One taken back before anybody decided has not. */
export const holds = (appeal: Appeal): boolean => appeal.state !== 'withdrawn' || appeal.ruling !== null;

/** Somebody who wants to do something with an appeal. */
export interface Actor {
  /** The call is his own, and he may appeal. */
  readonly appellant: boolean;
  /** He may decide at the first instance. */
  readonly decides: boolean;
  /** He is the last instance. */
  readonly last: boolean;
}

const DAY_MS = 86_400_000;
const later = (at: string, days: number): string => new Date(Date.parse(at) + days * DAY_MS).toISOString();

/** Until when a ruling may be taken to the lead, ISO 8601; `null` where it may not. */
export function escalableUntil(appeal: Appeal, days: number): string | null {
  const { state, ruling } = appeal;
  return state === 'ruled' && ruling !== null && COSTLY.includes(ruling) ? later(appeal.deeds.at(-1)!.at, days) : null;
}

/** What somebody may do with an appeal at some moment. */
export function nextActs(
  appeal: Appeal,
  { appellant, decides, last }: Actor,
  days: number,
  now: string,
): Exclude<AppealAct['kind'], 'appeal'>[] {
  const until = escalableUntil(appeal, days);
  const canRule = !appellant && ((appeal.state === 'open' && decides) || (appeal.state === 'escalated' && last));
  const canGoOn = appellant && until !== null && now <= until;
  const canWithdraw = appellant && (appeal.state === 'open' || appeal.state === 'escalated');
  return [
    ...(canRule ? (['rule'] as const) : []),
    ...(canGoOn ? (['escalate'] as const) : []),
    ...(canWithdraw ? (['withdraw'] as const) : []),
  ];
}

/** A call as far as appeals go by it. */
export interface AppealedCall {
  readonly assessment: Assessment;
  readonly rubric: Rubric;
  readonly deeds: readonly Deed[];
  /** When it came in, ISO 8601. */
  readonly entered: string;
}

/** Until when the verdict on a finding may be appealed, ISO 8601; why it may not otherwise. */
export function appealableUntil(call: AppealedCall, target: Target, days: number): string | Refusal {
  const { assessment, rubric, deeds, entered } = call;
  const current = currentOf(assessment, rubric, deeds);
  const found = current.findings.find((f) => f.target === target);
  if (!found) return 'NO_SUCH_FINDING';
  if (appealsOf(assessment, rubric, deeds).some((a) => a.target === target && holds(a))) return 'APPEALED';
  if (!COSTLY.includes(found.human ?? found.automatic)) return 'NOT_APPEALABLE';
  return later(deeds.find((d) => d.seq === found.by)?.at ?? entered, days);
}

/** Tells why not from until when. */
export const isRefusal = (found: string): found is Refusal => /^[A-Z_]+$/.test(found);

/**
 * Whether somebody may do something with an appeal at some moment.
 * @param days in which a verdict can be appealed, and a ruling taken further
 * @param now ISO 8601
 * @returns `null` when he may
 */
export function refusalOfAppeal(
  call: AppealedCall,
  act: AppealAct,
  actor: Actor,
  days: number,
  now: string,
): Refusal | null {
  if (act.kind === 'appeal') {
    const until = appealableUntil(call, act.target, days);
    if (isRefusal(until)) return until;
    if (!actor.appellant) return 'NOT_NOW';
    if (now > until) return 'TOO_LATE';
    return act.why.trim() === '' ? 'NO_REASON' : null;
  }
  const appeal = appealsOf(call.assessment, call.rubric, call.deeds).find((a) => a.seq === act.appeal);
  if (!appeal) return 'NO_SUCH_APPEAL';
  if (!nextActs(appeal, actor, days, now).includes(act.kind)) {
    const until = escalableUntil(appeal, days);
    return act.kind === 'escalate' && actor.appellant && until !== null ? 'TOO_LATE' : 'NOT_NOW';
  }
  if (act.kind === 'withdraw') return null;
  if (act.why.trim() === '') return 'NO_REASON';
  if (act.kind === 'escalate') return null;
  if (act.target !== appeal.target) return 'NO_SUCH_FINDING';
  return rulingsFor(act.target).includes(act.ruling) ? null : 'NO_SUCH_RULING';
}

/** Whether an appeal stands in the way of a reviewer's act: its finding is not for others to decide, and nothing of it is undone. */
export function refusalByAppeal(
  { assessment, rubric, deeds }: Pick<AppealedCall, 'assessment' | 'rubric' | 'deeds'>,
  act: Exclude<Act, AppealAct>,
): 'APPEALED' | null {
  if (act.kind !== 'decide' && act.kind !== 'undo') return null;
  const undone = act.kind === 'undo' ? standing(deeds).standing.find((d) => d.seq === act.undoes)?.act : undefined;
  if (undone && isAppealAct(undone)) return 'APPEALED';
  const target = act.kind === 'decide' ? act.target : undone?.kind === 'decide' ? undone.target : null;
  return appealsOf(assessment, rubric, deeds).some((a) => a.target === target && holds(a)) ? 'APPEALED' : null;
}
