import { createEmptyCard, type FSRS, fsrs, type Grade, Rating, type State } from 'ts-fsrs';

/** When something is to be practised next: the state of the FSRS scheduler (open-spaced-repetition.github.io), with times as ISO 8601. */
export interface DrillCard {
  readonly due: string;
  readonly stability: number;
  readonly difficulty: number;
  readonly scheduledDays: number;
  readonly learningSteps: number;
  readonly reps: number;
  readonly lapses: number;
  readonly state: State;
  readonly lastReview: string | null;
}

/** How an answer was: said, half said or with help, not said or with a forbidden phrase. */
export type DrillRating = 'good' | 'hard' | 'again';

const GRADES: Readonly<Record<DrillRating, Grade>> = { good: Rating.Good, hard: Rating.Hard, again: Rating.Again };

// Without fuzz: the same answers have the same schedule.
const scheduler: FSRS = fsrs({ enable_fuzz: false });

/** A card that is due at once. @param now ISO 8601 */
export const newCard = (now: string): DrillCard => {
  const card = createEmptyCard(now);
  return {
    due: card.due.toISOString(),
    stability: 0,
    difficulty: 0,
    scheduledDays: 0,
    learningSteps: 0,
    reps: 0,
    lapses: 0,
    state: card.state,
    lastReview: null,
  };
};

/** The card after an answer. @param now ISO 8601 */
export function reviewed(card: DrillCard, rating: DrillRating, now: string): DrillCard {
  const last = card.lastReview === null ? {} : { last_review: card.lastReview };
  const { card: next } = scheduler.next(
    {
      due: card.due,
      stability: card.stability,
      difficulty: card.difficulty,
      elapsed_days: 0,
      scheduled_days: card.scheduledDays,
      learning_steps: card.learningSteps,
      reps: card.reps,
      lapses: card.lapses,
      state: card.state,
      ...last,
    },
    now,
    GRADES[rating],
  );
  return {
    due: next.due.toISOString(),
    stability: next.stability,
    difficulty: next.difficulty,
    scheduledDays: next.scheduled_days,
    learningSteps: next.learning_steps,
    reps: next.reps,
    lapses: next.lapses,
    state: next.state,
    lastReview: next.last_review?.toISOString() ?? null,
  };
}
