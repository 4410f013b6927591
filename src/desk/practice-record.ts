import type { Finished } from '../practice/practice.ts';
import {
  emptyProfile,
  type Moment,
  type PlayedRound,
  type Profile,
  withAnswer,
  withCalls,
  withMisses,
} from '../practice/profile.ts';
import type { DrillRating } from '../practice/schedule.ts';
import type { Mark, PracticeState } from '../practice/state.ts';

/** Something that is practised, as far as it was played. Plain data, kept as JSON. */
export interface Played {
  readonly state: PracticeState;
  /** What each line brought, in the order of `state.lines`. */
  readonly marks: readonly (readonly Mark[])[];
  /** Of a drill: what it is about, and a sentence that says it. */
  readonly drill: {
    readonly element: string | null;
    readonly phrase: number | null;
    readonly best: string;
    readonly rating: DrillRating | null;
  } | null;
  /** What a round came to; `null`: it goes on, or it is a drill. */
  readonly finished: Omit<Finished, 'transcript'> | null;
}

/** What a round or a drill came to: figures without words, kept for good. */
export type Summary =
  | ({ readonly kind: 'round'; readonly passMark: number } & PlayedRound)
  | ({ readonly kind: 'drill'; readonly id: string; readonly rating: DrillRating } & Moment);

/** Ids of the drills for what a round lost. */
const missesOf = ({ elements, phrases }: PlayedRound): string[] => [
  ...Object.entries(elements).flatMap(([id, is]) => (is === 'missed' || is === 'partial' ? [`element:${id}`] : [])),
  ...new Set(phrases.map((no) => `phrase:${no}`)),
];

/**
 * What somebody has practised, from the beginning: his rounds, and the drills that follow from them.
 * @param summaries in the order in which they ended
 * @param calls what he missed in real calls: id of the drill → how often
 */
export function profileOf(summaries: readonly Summary[], calls: ReadonlyMap<string, number>, now: Moment): Profile {
  const rounds = summaries.flatMap((s): PlayedRound[] => (s.kind === 'round' ? [s] : []));
  let profile: Profile = { ...emptyProfile, rounds };
  for (const summary of summaries) {
    const { at, day } = summary;
    if (summary.kind === 'round') profile = withMisses(profile, missesOf(summary), { at, day });
    else {
      // It was about a real call where no round had missed it.
      const known = withCalls(profile, new Map([[summary.id, 0]]), { at, day });
      profile = withAnswer(known, summary.id, summary.rating, { at, day });
    }
  }
  return withCalls(profile, calls, now);
}
