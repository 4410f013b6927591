import { studentT, wilson } from './intervals.ts';

/**
 * Ratings of one thing by several people, each the number of a class (0 to classes − 1); `null` where somebody gave none. The same person stands
 * at the same place in every unit.
 */
export interface Unit {
  /** What was drawn: units of one call hang together, and count as one draw in intervals. */
  readonly call: number;
  readonly ratings: readonly (number | null)[];
}

/** A coefficient with its 95 % interval. */
export interface Coefficient {
  /** 1: full agreement; 0: no more than by chance; below 0: less, −1 at the least. `null` where chance alone makes agreement certain, or nothing was rated twice. */
  readonly value: number | null;
  /** Standard error; `null` for fewer than two calls. */
  readonly error: number | null;
  /** −1 to 1; everything where nothing is known. */
  readonly low: number;
  readonly high: number;
}

/** How far raters agree. */
export interface Agreement {
  /** Units that at least two rated. */
  readonly units: number;
  /** Calls that these are of. */
  readonly calls: number;
  /** Share of agreement, 0 to 1, chance not taken off; `null` for no units. */
  readonly observed: number | null;
  readonly kappa: Coefficient;
  readonly ac1: Coefficient;
}

/**
 * Sums over units: agreement, units with two ratings or more, units with one or more, then shares of the classes: of all raters, or of the one rater
 * and after him of the others.
 */
type Sums = readonly number[];
const [AGREED, TWICE, RATED, SHARES] = [0, 1, 2, 3] as const;

/** Agreement by chance from sums, 0 to 1. */
type Chance = (sums: Sums, classes: number) => number;

/**
 * Agreement among several people of whom none stands apart: Fleiss' κ (1971) and Gwet's AC1 (2008), in Gwet's form that allows for missing ratings
 * (Handbook of Inter-Rater Reliability, 4th edition, 2014, chapter 2): a unit with one rating tells of the classes only.
 * @param classes how many there are to choose from, used or not, at least 2
 */
export function agreementAmong(units: readonly Unit[], classes: number): Agreement {
  const rows = units.map(({ call, ratings }) => {
    const given = ratings.filter((r) => r !== null);
    const counts = countsOf(given, classes);
    const pairs = given.length * (given.length - 1);
    const agreed = pairs === 0 ? 0 : counts.reduce((sum, n) => sum + n * (n - 1), 0) / pairs;
    const shares = counts.map((n) => (given.length === 0 ? 0 : n / given.length));
    return { call, sums: [agreed, Number(pairs > 0), Number(given.length > 0), ...shares] };
  });
  return agreementOf(rows, classes, fleissChance, (sums, q) =>
    gwetChance(sums.slice(SHARES, SHARES + q), sums[RATED]!),
  );
}

/**
 * Agreement of one rater with the others: how often he says what one of them says, each unit counting once. Against a single other person it is
 * Cohen's κ (1960) and Gwet's AC1 of two raters; against several the classes of these are taken together (Schouten 1982; Vanbelle and Albert 2009).
 * @param units the one rater's rating first
 * @param classes how many there are to choose from, used or not, at least 2
 */
export function agreementWith(units: readonly Unit[], classes: number): Agreement {
  const rows = units.flatMap(({ call, ratings: [one, ...others] }) => {
    const given = others.filter((r) => r !== null);
    if (one === null || one === undefined || given.length === 0) return [];
    const shares = countsOf(given, classes).map((n) => n / given.length);
    return [{ call, sums: [shares[one]!, 1, 1, ...countsOf([one], classes), ...shares] }];
  });
  return agreementOf(rows, classes, cohenChance, (sums, q) => {
    const both = sums.slice(SHARES, SHARES + q).map((n, k) => (n + sums[SHARES + q + k]!) / 2);
    return gwetChance(both, sums[RATED]!);
  });
}

/** Cohen's κ and Gwet's AC1 of the first two raters; for more than two, or fewer, `agreementAmong`. */
export const agreementOfPeople = (units: readonly Unit[], classes: number): Agreement =>
  units[0]?.ratings.length === 2 ? agreementWith(units, classes) : agreementAmong(units, classes);

function countsOf(ratings: readonly number[], classes: number): number[] {
  const counts = Array.from({ length: classes }, () => 0);
  for (const rating of ratings) counts[rating]! += 1;
  return counts;
}

const fleissChance: Chance = (sums, classes) =>
  sums.slice(SHARES, SHARES + classes).reduce((sum, n) => sum + (n / sums[RATED]!) ** 2, 0);

const cohenChance: Chance = (sums, classes) => {
  const one = sums.slice(SHARES, SHARES + classes);
  return one.reduce((sum, n, k) => sum + (n * sums[SHARES + classes + k]!) / sums[RATED]! ** 2, 0);
};

/** Σ π(1 − π) ÷ (classes − 1): Gwet 2008, equation 6. */
const gwetChance = (counts: readonly number[], rated: number): number =>
  counts.reduce((sum, n) => sum + (n / rated) * (1 - n / rated), 0) / (counts.length - 1);

function agreementOf(
  rows: readonly { readonly call: number; readonly sums: Sums }[],
  classes: number,
  kappaChance: Chance,
  ac1Chance: Chance,
): Agreement {
  const byCall = new Map<number, number[]>();
  for (const { call, sums } of rows) {
    const before = byCall.get(call);
    if (before) for (const [i, n] of sums.entries()) before[i]! += n;
    else byCall.set(call, [...sums]);
  }
  const calls = [...byCall.values()];
  const total = calls.reduce((sum, one) => sum.map((n, i) => n + one[i]!), calls[0]?.map(() => 0) ?? [0, 0, 0]);
  const units = total[TWICE]!;
  const coefficient = (chance: Chance) => estimate(calls, total, (sums) => chance(sums, classes));
  return {
    units,
    calls: calls.filter((sums) => sums[TWICE]! > 0).length,
    observed: units === 0 ? null : total[AGREED]! / units,
    kappa: coefficient(kappaChance),
    ac1: coefficient(ac1Chance),
  };
}

/** Chance makes this much agreement, or more: nothing is left to be measured. */
const CERTAIN = 1 - 1e-9;
/** Smaller ones are what derivatives by differences leave of none. */
const NO_ERROR = 1e-6;
const NOTHING: Coefficient = { value: null, error: null, low: -1, high: 1 };

/**
 * A coefficient and its interval. Its variance is that of its linear part (Gwet 2008, section 4), the calls being what was drawn: a coefficient is a
 * smooth function of sums over calls, so the part of each call is its sums times the derivatives. Student's t gives the bounds. Where all calls are
 * alike (all agree on everything, say) the variance is 0 however few they are: there the bounds come from Wilson's interval of the observed agreement.
 */
function estimate(calls: readonly Sums[], total: Sums, chanceOf: (sums: Sums) => number): Coefficient {
  const rated = calls.filter((sums) => sums[TWICE]! > 0).length;
  if (rated === 0) return NOTHING;
  const chance = chanceOf(total);
  if (chance > CERTAIN) return NOTHING;
  const coefficientOf = (sums: Sums): number => {
    const by = chanceOf(sums);
    return (sums[AGREED]! / sums[TWICE]! - by) / (1 - by);
  };
  const value = Math.max(-1, coefficientOf(total));
  if (rated < 2) return { ...NOTHING, value };
  const slopes = total.map((n, i) => slope((x) => coefficientOf(total.with(i, x)), n));
  const parts = calls.map((sums) => sums.reduce((sum, n, i) => sum + n * slopes[i]!, 0));
  const mean = parts.reduce((sum, x) => sum + x, 0) / parts.length;
  const squares = parts.reduce((sum, x) => sum + (x - mean) ** 2, 0);
  const error = Math.sqrt((squares * parts.length) / (parts.length - 1));
  if (error < NO_ERROR) {
    const [least, most] = wilson((rated * total[AGREED]!) / total[TWICE]!, rated);
    const bound = (observed: number) => Math.min(1, Math.max(-1, (observed - chance) / (1 - chance)));
    return { value, error: 0, low: Math.min(value, bound(least)), high: Math.max(value, bound(most)) };
  }
  const reach = error * studentT(rated - 1);
  return { value, error, low: Math.max(-1, value - reach), high: Math.min(1, value + reach) };
}

/** Derivative by the central difference. */
function slope(f: (x: number) => number, at: number): number {
  const step = 1e-4 * Math.max(1, at);
  return (f(at + step) - f(at - step)) / (2 * step);
}
