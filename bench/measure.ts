/** One thing to be timed: `run` does it once over the whole text. */
export interface Measure {
  readonly name: string;
  /** Characters of speech that one run goes through. */
  readonly characters: number;
  readonly run: () => unknown;
}

export interface Timing {
  readonly name: string;
  readonly milliseconds: number;
  readonly charactersPerSecond: number;
}

/** The value in the middle; of an even number the lower one of the two. */
export const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[(values.length - 1) >> 1]!;

/**
 * Times measures in turn, round after round, and takes the median of each: whatever else the machine does falls on all of them alike.
 * The first round warms up and is not counted.
 */
export function alternate(
  measures: readonly Measure[],
  rounds: number,
  onRound: (round: number) => void = () => {},
): Timing[] {
  const times = measures.map(() => [] as number[]);
  for (let round = 0; round <= rounds; round += 1) {
    measures.forEach((measure, i) => {
      const start = performance.now();
      measure.run();
      if (round > 0) times[i]!.push(performance.now() - start);
    });
    onRound(round);
  }
  return measures.map(({ name, characters }, i) => {
    const milliseconds = median(times[i]!);
    return { name, milliseconds, charactersPerSecond: (1000 * characters) / milliseconds };
  });
}
