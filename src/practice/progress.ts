import type { Pack } from '../model/pack.ts';
import type { Drill, PlayedRound, Profile } from './profile.ts';

/** How one element went over the rounds in which it applied. */
export interface ElementTrend {
  readonly id: string;
  readonly applied: number;
  readonly met: number;
  /** Share met of the last `RECENT` rounds in which it applied, and of those before; `null` where there were none. */
  readonly recent: number | null;
  readonly before: number | null;
  /** Newest last: 1 met, 0.5 half, 0 missed. */
  readonly last: readonly number[];
}

export interface PhraseTrend {
  readonly phrase: number;
  readonly said: number;
  /** In the last `RECENT` rounds. */
  readonly recent: number;
}

export interface Progress {
  readonly rounds: number;
  readonly passed: number;
  /** Percentages of the last rounds, newest last. */
  readonly percents: readonly number[];
  readonly mean: number | null;
  /** Days in a row with practice, up to today or yesterday. */
  readonly streak: number;
  readonly days: number;
  readonly elements: readonly ElementTrend[];
  readonly phrases: readonly PhraseTrend[];
  readonly dueNow: number;
  readonly next: readonly Drill[];
}

/** Rounds that count as recent. */
export const RECENT = 5;
const MOST_LAST = 12;
const VALUE: Readonly<Record<string, number>> = { met: 1, partial: 0.5, missed: 0 };

/** What a profile shows, in the order of the pack. @param today `2026-06-03`, by the clock of the place @param now ISO 8601 */
export function progressOf({ rounds, drills }: Profile, pack: Pack, today: string, now: string): Progress {
  const percents = rounds.map((r) => r.percent).filter((p) => p !== null);
  const days = [
    ...new Set([...rounds.map((r) => r.day), ...drills.flatMap((d) => d.answers.map((a) => a.day))]),
  ].sort();
  return {
    rounds: rounds.length,
    passed: rounds.filter((r) => r.passed).length,
    percents: percents.slice(-MOST_LAST),
    mean:
      percents.length > 0
        ? percents.slice(-RECENT).reduce((a, b) => a + b, 0) / Math.min(RECENT, percents.length)
        : null,
    streak: streakOf(days, today),
    days: days.length,
    elements: pack.scripts.flatMap((s) => s.elements.map((e) => trendOf(e.id, rounds))).filter((t) => t.applied > 0),
    phrases: phrasesOf(rounds),
    dueNow: drills.filter((d) => d.card.due <= now).length,
    next: [...drills].sort((a, b) => (a.card.due < b.card.due ? -1 : 1)),
  };
}

function trendOf(id: string, rounds: readonly PlayedRound[]): ElementTrend {
  const values = rounds.map((r) => VALUE[r.elements[id] ?? '']).filter((x) => x !== undefined);
  const share = (of: readonly number[]) => (of.length > 0 ? of.filter((x) => x === 1).length / of.length : null);
  return {
    id,
    applied: values.length,
    met: values.filter((x) => x === 1).length,
    recent: share(values.slice(-RECENT)),
    before: share(values.slice(0, -RECENT)),
    last: values.slice(-MOST_LAST),
  };
}

function phrasesOf(rounds: readonly PlayedRound[]): PhraseTrend[] {
  const count = (of: readonly PlayedRound[], no: number) => of.flatMap((r) => r.phrases).filter((n) => n === no).length;
  return [...new Set(rounds.flatMap((r) => r.phrases))]
    .map((phrase) => ({ phrase, said: count(rounds, phrase), recent: count(rounds.slice(-RECENT), phrase) }))
    .sort((a, b) => b.recent - a.recent || b.said - a.said || a.phrase - b.phrase);
}

const DAY = 86_400_000;

/** Days in a row that end today, or yesterday where today has had no practice yet. */
function streakOf(days: readonly string[], today: string): number {
  const number = (day: string) => Math.round(Date.parse(`${day}T00:00:00Z`) / DAY);
  const practised = new Set(days.map(number));
  let day = number(today);
  if (!practised.has(day)) day -= 1;
  let streak = 0;
  for (; practised.has(day); day -= 1) streak += 1;
  return streak;
}
