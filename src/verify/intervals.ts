/**
 * Wilson's 95 % interval of a share (E. B. Wilson 1927).
 * @returns bounds between 0 and 1; the whole range when nothing was counted
 */
export function wilson(successes: number, of: number): readonly [number, number] {
  if (of === 0) return [0, 1];
  const z = 1.959964;
  const share = successes / of;
  const centre = share + (z * z) / (2 * of);
  const spread = z * Math.sqrt((share * (1 - share)) / of + (z * z) / (4 * of * of));
  const scale = 1 + (z * z) / of;
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
