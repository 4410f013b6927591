const Z = 1.959964;

/**
 * Wilson's 95 % interval of a share (E. B. Wilson 1927).
 * @returns bounds between 0 and 1; the whole range when nothing was counted
 */
export function wilson(successes: number, of: number): readonly [number, number] {
  if (of === 0) return [0, 1];
  const share = successes / of;
  const centre = share + (Z * Z) / (2 * of);
  const spread = Z * Math.sqrt((share * (1 - share)) / of + (Z * Z) / (4 * of * of));
  const scale = 1 + (Z * Z) / of;
  return [Math.max(0, (centre - spread) / scale), Math.min(1, (centre + spread) / scale)];
}

/** A generator of numbers from 0 (inclusive) to 1 (exclusive) that gives the same ones for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/**
 * 95 % percentile interval by resampling units (dialogues), for figures that are no simple share.
 * @param statistic of the units drawn, by their indices; `null` draws are left out
 */
export function bootstrap(
  units: number,
  statistic: (drawn: readonly number[]) => number | null,
  seed = 1,
  rounds = 1_000,
): readonly [number, number] {
  const random = seeded(seed);
  const values: number[] = [];
  for (let r = 0; r < rounds; r += 1) {
    const value = statistic(Array.from({ length: units }, () => Math.floor(random() * units)));
    if (value !== null) values.push(value);
  }
  if (values.length === 0) return [0, 1];
  values.sort((a, b) => a - b);
  return [
    values[Math.floor(values.length * 0.025)]!,
    values[Math.min(values.length - 1, Math.floor(values.length * 0.975))]!,
  ];
}

/**
 * Student's t for 95 % both sides: a table for few degrees of freedom, then Fisher's expansion (Abramowitz and Stegun 26.7.5), right to 0.01.
 * @param freedom degrees of freedom, at least 1
 */
export function studentT(freedom: number): number {
  const few = [12.706, 4.303, 3.182][freedom - 1];
  if (few !== undefined) return few;
  const [z3, z5, z7] = [Z ** 3, Z ** 5, Z ** 7];
  return (
    Z +
    (z3 + Z) / (4 * freedom) +
    (5 * z5 + 16 * z3 + 3 * Z) / (96 * freedom ** 2) +
    (3 * z7 + 19 * z5 + 17 * z3 - 15 * Z) / (384 * freedom ** 3)
  );
}
