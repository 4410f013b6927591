/** A probability that was told, whether it came true, and for how many such cases it stands (1). */
export type Told = readonly [probability: number, truth: boolean, weight?: number];

/** Probabilities that were told alike, with what came true of them. */
export interface Bin {
  readonly count: number;
  /** Cases that they stand for. */
  readonly weight: number;
  /** Mean probability. */
  readonly told: number;
  /** The share that came true. */
  readonly came: number;
}

const BINS = 10;

/** Probabilities in ten equal steps, without those steps that nothing was told in. */
export function reliability(told: readonly Told[]): Bin[] {
  return Array.from({ length: BINS }, (_, i) => {
    const inside = told.filter(([p]) => Math.min(BINS - 1, Math.floor(p * BINS)) === i);
    const weight = inside.reduce((sum, [, , w = 1]) => sum + w, 0);
    const mean = (of: (one: Told) => number) => inside.reduce((sum, one) => sum + (one[2] ?? 1) * of(one), 0) / weight;
    return { count: inside.length, weight, told: mean(([p]) => p), came: mean(([, truth]) => (truth ? 1 : 0)) };
  }).filter((bin) => bin.count > 0);
}

/** How far probabilities are from what came true, on the average, 0 to 1: the expected calibration error (Naeini et al., AAAI 2015). */
export function calibrationError(bins: readonly Bin[]): number {
  const weight = bins.reduce((n, bin) => n + bin.weight, 0);
  return weight === 0 ? 0 : bins.reduce((sum, bin) => sum + bin.weight * Math.abs(bin.told - bin.came), 0) / weight;
}
