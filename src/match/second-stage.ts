/** What a stretch of speech looks like to the second stage, in the order of its weights. */
export interface Clues {
  /** Log odds that the best window breaks some phrase. */
  readonly window: number;
  /** The same, conceded by both parts of the network. */
  readonly agreed: number;
  /** Mean log odds of the windows that overlap the best one: a single outlier is less than a stretch that stays high. */
  readonly around: number;
  /** Share of the leading phrase among all phrases. */
  readonly margin: number;
  /** Log odds that the stretch and its neighbourhood break some phrase, by the tagger, which hears the order of what is said; by the window where it was not asked. */
  readonly tagged: number;
  /** Similarity of the nearest forbidden wording there, 0 for none. */
  readonly near: number;
  /** 1 when an apology, an offer or another way stands elsewhere in the utterance. */
  readonly repair: number;
  /** Natural logarithm of the utterance's length over that of the longest that is read whole: 0 for that one. */
  readonly length: number;
}

export const CLUES: readonly (keyof Clues)[] = [
  'window',
  'agreed',
  'around',
  'margin',
  'tagged',
  'near',
  'repair',
  'length',
];

/** Logistic regressions for short and for long utterances: a bias, then a weight for each clue. */
export interface SecondStage {
  readonly short: readonly number[];
  readonly long: readonly number[];
}

/** A second stage before it is fitted. */
export const UNWEIGHED: SecondStage = { short: [0, ...CLUES.map(() => 0)], long: [0, ...CLUES.map(() => 0)] };

/** Probability that a careful trainer calls the stretch a violation. Fitted out of fold, by writer, so that it is calibrated. */
export function judgeStretch(stage: SecondStage, clues: Clues, isLong: boolean): number {
  const weights = isLong ? stage.long : stage.short;
  let odds = weights[0]!;
  CLUES.forEach((clue, i) => {
    odds += weights[i + 1]! * clues[clue];
  });
  return 1 / (1 + Math.exp(-odds));
}

const MOST = 6;
/** Log odds of a probability, kept within bounds. */
export const logOdds = (p: number): number => Math.max(-MOST, Math.min(MOST, Math.log((p + 1e-6) / (1 - p + 1e-6))));
