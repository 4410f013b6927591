import type { Violation } from '../model/assessment.ts';
import type { Line } from './customer.ts';
import { type Draft, moodOf, type Part } from './draft.ts';

/** What a forbidden phrase costs of mood and patience. */
const COST = { minor: 1, major: 2, critical: 3 } as const;
const LOWEST = -3;
const HIGHEST = 3;
/** Moves that do a customer good whatever went before; an offer or an explanation does where he has asked for one. */
const KIND = ['apology', 'thanks', 'understand'] as const;

/** A forbidden phrase was said: the customer hardens, and says so. */
export function hurt(draft: Draft, { cast }: Part, broken: readonly Violation[]): void {
  const { now } = draft;
  for (const { severity } of broken) {
    now.mood = Math.max(LOWEST, now.mood - COST[severity]);
    now.patience -= COST[severity];
  }
  now.stung = true;
  // What he had asked got its answer, such as it was.
  if (now.pending && now.pending.kind !== 'ask') now.pending = null;
  if (now.patience <= 0) return;
  const stung = cast.provocations.find((p) => p.phrase === broken[0]!.phrase)?.stung ?? [];
  if (stung.length > 0) draft.sayOne(stung, `stung/${broken[0]!.phrase}`);
  else draft.say('hurt');
}

/** One step softer, never above what he is by nature by more than two. */
export function soften(draft: Draft, { persona }: Part): void {
  const { now } = draft;
  now.mood = Math.max(now.mood, Math.min(HIGHEST, persona.mood + 2, now.mood + 1));
  now.patience = Math.min(persona.patience, now.patience + 1);
}

/** An apology, a thank-you, some understanding: the customer softens; whom an apology takes out of his anger says so. */
export function treatedWell(draft: Draft, part: Part, { heard }: Line): void {
  const { now } = draft;
  if (!KIND.some((move) => heard.moves.has(move))) return;
  const before = moodOf(now.mood);
  soften(draft, part);
  const sorry = heard.moves.has('apology');
  const appeased = before === 'hard' && moodOf(now.mood) !== 'hard' && (sorry || heard.moves.has('understand'));
  if (appeased || (now.stung && sorry)) draft.say('softened');
  if (sorry) now.stung = false;
}
