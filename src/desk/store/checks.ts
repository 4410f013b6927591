import { type Actor, isAppealAct, refusalByAppeal, refusalOfAppeal } from '../appeals.ts';
import { type Act, type Refusal, refusalOf } from '../decisions.ts';
import type { StoredCall } from './store.ts';

/** Whether an act makes sense for a call at some moment (ISO 8601), and its author may do it; `null` when he may. */
export type Check = (call: StoredCall, act: Act, now: string) => Refusal | null;

/** The check for what reviewers do. */
export const reviewCheck: Check = (call, act) => {
  if (isAppealAct(act)) return 'NOT_NOW';
  const { assessment, pack, deeds, spoken } = call;
  return (
    refusalByAppeal({ assessment, rubric: pack.rubric, deeds }, act) ??
    refusalOf(assessment, deeds, act, spoken?.turns.length ?? 0)
  );
};

/** The check for what somebody does with an appeal. */
export const appealCheck =
  (actorOf: (call: StoredCall) => Actor, days: number): Check =>
  (call, act, now) =>
    isAppealAct(act)
      ? refusalOfAppeal({ ...call, rubric: call.pack.rubric }, act, actorOf(call), days, now)
      : 'NOT_NOW';
