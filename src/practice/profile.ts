import * as v from 'valibot';
import type { Assessment, Outcome } from '../model/assessment.ts';
import type { Round } from './round.ts';
import { type DrillCard, type DrillRating, newCard, reviewed } from './schedule.ts';
import type { PracticeState } from './state.ts';

/** One round as the profile remembers it. */
export interface PlayedRound {
  readonly id: string;
  /** ISO 8601, and the day by the clock of the place. */
  readonly at: string;
  readonly day: string;
  readonly scene: string;
  readonly persona: string;
  readonly percent: number | null;
  readonly passed: boolean;
  readonly lines: number;
  readonly hints: number;
  readonly elements: Readonly<Record<string, Outcome>>;
  /** Forbidden phrases that were said, as often as they were. */
  readonly phrases: readonly number[];
}

/** One element or phrase that is practised by itself: `element:booking.time`, `phrase:9`. */
export interface Drill {
  readonly id: string;
  readonly card: DrillCard;
  /** How often it was missed, in rounds and in real calls. */
  readonly misses: number;
  readonly answers: readonly { readonly at: string; readonly day: string; readonly rating: DrillRating }[];
}

/** A round that was broken off: it goes on from its lines. */
export interface Unfinished {
  readonly round: Round;
  readonly lines: readonly string[];
  readonly hints: number;
}

/** What one person has practised: the file format is huashu/profile@1 (docs/practice.md). */
export interface Profile {
  readonly format: typeof PROFILE_FORMAT;
  /** Stands in the work orders of his rounds. */
  readonly installer: {
    readonly staffName?: string;
    readonly staffId?: string;
    readonly staffPhone?: string;
    readonly branch?: string;
  };
  /** Oldest first. */
  readonly rounds: readonly PlayedRound[];
  readonly drills: readonly Drill[];
  readonly unfinished: Unfinished | null;
}

export const PROFILE_FORMAT = 'huashu/profile@1';
/** Rounds and answers that are kept; the oldest go first. */
const MOST_ROUNDS = 2_000;
const MOST_ANSWERS = 50;

export const emptyProfile: Profile = {
  format: PROFILE_FORMAT,
  installer: {},
  rounds: [],
  drills: [],
  unfinished: null,
};

const text = v.pipe(v.string(), v.maxLength(20_000));
const number = v.pipe(v.number(), v.finite());
const list = <S extends v.GenericSchema>(of: S) => v.pipe(v.array(of), v.maxLength(20_000));
const field = v.optional(text);
const order = v.object({
  customerName: field,
  title: field,
  service: v.optional(list(text)),
  kind: field,
  appointment: field,
  address: field,
  staffName: field,
  staffId: field,
  staffPhone: field,
  branch: field,
});

/** A round as a file has it. */
export const roundSchema = v.object({
  format: v.literal('huashu/round@1'),
  id: text,
  scene: text,
  scripts: list(text),
  persona: text,
  seed: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  passMark: v.pipe(number, v.minValue(0), v.maxValue(100)),
  order,
  facts: v.record(v.string(), text),
  provoke: v.nullable(list(v.pipe(v.number(), v.integer()))),
});

const day = v.pipe(v.string(), v.regex(/^\d{4}-\d{2}-\d{2}$/));
const time = v.pipe(
  v.string(),
  v.check((at) => Number.isFinite(Date.parse(at)), 'a time'),
);
const outcome = v.picklist(['met', 'partial', 'missed', 'not-applicable', 'for-reviewer']);

const profileSchema = v.object({
  format: v.literal(PROFILE_FORMAT),
  installer: v.optional(v.object({ staffName: field, staffId: field, staffPhone: field, branch: field }), {}),
  rounds: list(
    v.object({
      id: text,
      at: time,
      day,
      scene: text,
      persona: text,
      percent: v.nullable(number),
      passed: v.boolean(),
      lines: number,
      hints: number,
      elements: v.record(v.string(), outcome),
      phrases: list(number),
    }),
  ),
  drills: list(
    v.object({
      id: v.pipe(v.string(), v.regex(/^(element:[a-z0-9.-]+|phrase:\d+)$/)),
      card: v.object({
        due: time,
        stability: number,
        difficulty: number,
        scheduledDays: number,
        learningSteps: number,
        reps: number,
        lapses: number,
        state: v.picklist([0, 1, 2, 3]),
        lastReview: v.nullable(time),
      }),
      misses: number,
      answers: list(v.object({ at: time, day, rating: v.picklist(['good', 'hard', 'again']) })),
    }),
  ),
  unfinished: v.nullable(v.object({ round: roundSchema, lines: list(text), hints: number })),
});

/** What a profile's file turned out to be. */
export type ReadProfile =
  | { readonly kind: 'profile'; readonly profile: Profile }
  | { readonly kind: 'broken'; readonly reason: string }
  | { readonly kind: 'newer'; readonly format: string };

/** Reads a profile's text; it throws nothing. A later version of the format is told from a damaged file. */
export function parseProfile(json: string): ReadProfile {
  let data: unknown;
  try {
    data = JSON.parse(json);
  } catch (error) {
    return { kind: 'broken', reason: (error as Error).message };
  }
  const format = (data as { format?: unknown } | null)?.format;
  if (typeof format === 'string' && /^huashu\/profile@\d+$/.test(format) && format !== PROFILE_FORMAT)
    return { kind: 'newer', format };
  const result = v.safeParse(profileSchema, data);
  if (result.success) return { kind: 'profile', profile: result.output as Profile };
  const [issue] = result.issues;
  return { kind: 'broken', reason: `${v.getDotPath(issue) ?? 'profile'}: ${issue.message}` };
}

/** The moment of something, by the clock that the host reads. */
export interface Moment {
  readonly at: string;
  readonly day: string;
}

/** Notes a round that was played: what was missed in it is due at once. */
export function withRound(
  profile: Profile,
  state: PracticeState,
  assessment: Assessment,
  passed: boolean,
  now: Moment,
): Profile {
  const hits = assessment.violations.filter((x) => x.status === 'hit').map((x) => x.phrase);
  const played: PlayedRound = {
    id: state.round.id,
    ...now,
    scene: state.round.scene,
    persona: state.round.persona,
    percent: assessment.score.percent,
    passed,
    lines: state.lines.length,
    hints: state.hints,
    elements: Object.fromEntries(assessment.elements.map((e) => [e.id, e.outcome])),
    phrases: hits,
  };
  return withMisses(
    { ...profile, rounds: [...profile.rounds, played].slice(-MOST_ROUNDS), unfinished: null },
    missesOf(assessment),
    now,
  );
}

/** Ids of the drills for what an assessment lost. */
export const missesOf = ({ elements, violations }: Pick<Assessment, 'elements' | 'violations'>): string[] => [
  ...elements.filter((e) => e.outcome === 'missed' || e.outcome === 'partial').map((e) => `element:${e.id}`),
  ...new Set(violations.filter((x) => x.status === 'hit').map((x) => `phrase:${x.phrase}`)),
];

/** Counts misses: each has its drill, due now if it was not due before. */
export function withMisses(profile: Profile, ids: readonly string[], now: Moment): Profile {
  const drills = new Map(profile.drills.map((d) => [d.id, d]));
  for (const id of ids) {
    const drill = drills.get(id) ?? { id, card: newCard(now.at), misses: 0, answers: [] };
    const card = drill.card.due > now.at ? reviewed(drill.card, 'again', now.at) : drill.card;
    drills.set(id, { ...drill, card, misses: drill.misses + 1 });
  }
  return { ...profile, drills: [...drills.values()] };
}

/** Takes up what was missed in real calls: what has a drill already keeps its schedule, so that the same file can be read again. @param misses id → how often */
export function withCalls(profile: Profile, misses: ReadonlyMap<string, number>, now: Moment): Profile {
  const known = new Set(profile.drills.map((d) => d.id));
  const fresh = [...misses]
    .filter(([id]) => !known.has(id))
    .sort(([, a], [, b]) => b - a)
    .map(([id, count]): Drill => ({ id, card: newCard(now.at), misses: count, answers: [] }));
  return { ...profile, drills: [...profile.drills, ...fresh] };
}

/** Notes the answer to a drill. */
export function withAnswer(profile: Profile, id: string, rating: DrillRating, now: Moment): Profile {
  const drills = profile.drills.map((d) =>
    d.id === id
      ? {
          ...d,
          card: reviewed(d.card, rating, now.at),
          answers: [...d.answers, { ...now, rating }].slice(-MOST_ANSWERS),
        }
      : d,
  );
  return { ...profile, drills };
}
