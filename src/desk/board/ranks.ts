const BINS = 20;
const BIN = 50;

/** The value of a rank, from 0, of values that are counted. */
export function ranked(counts: Uint32Array, rank: number): number {
  let seen = 0;
  for (let value = 0; value < counts.length; value += 1) {
    seen += counts[value]!;
    if (seen > rank) return value;
  }
  return counts.length - 1;
}

/** In points, of counted tenths. */
export const medianOf = (tenths: Uint32Array, count: number): number | null =>
  count === 0
    ? null
    : Math.round((ranked(tenths, Math.floor((count - 1) / 2)) + ranked(tenths, Math.floor(count / 2))) / 2) / 10;

/** Calls by score in steps of five points. @param tenths how many have which score */
export function bins(tenths: Uint32Array): number[] {
  const out = new Array<number>(BINS).fill(0);
  tenths.forEach((n, tenth) => {
    out[Math.min(BINS - 1, Math.floor(tenth / BIN))]! += n;
  });
  return out;
}
