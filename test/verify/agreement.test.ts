import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { agreementAmong, agreementOfPeople, agreementWith, type Unit } from '../../src/verify/agreement.ts';
import { bootstrap } from '../../src/verify/intervals.ts';

/** Units of a table of two raters: how many the one put in class i and the other in class j. */
const ofTable = (table: readonly (readonly number[])[]): Unit[] =>
  table.flatMap((row, i) => row.flatMap((n, j) => Array.from({ length: n }, () => [i, j]))).map(asUnit);
const asUnit = (ratings: readonly (number | null)[], call: number): Unit => ({ call, ratings });
/** Units of counts: how many raters put a thing in each class. */
const ofCounts = (rows: readonly (readonly number[])[]): Unit[] =>
  rows.map((row, call) =>
    asUnit(
      row.flatMap((n, k) => Array.from({ length: n }, () => k)),
      call,
    ),
  );

const _ = null;
/** Gwet, Handbook of Inter-Rater Reliability (2014), also irrCAC's cac.raw4raters: 12 units, 4 raters, 5 classes, ratings missing. */
const FOUR = [
  [1, 1, _, 1],
  [2, 2, 3, 2],
  [3, 3, 3, 3],
  [3, 3, 3, 3],
  [2, 2, 2, 2],
  [1, 2, 3, 4],
  [4, 4, 4, 4],
  [1, 1, 2, 1],
  [2, 2, 2, 2],
  [_, 5, 5, 5],
  [_, _, 1, 1],
  [_, _, 3, _],
].map((row, call) =>
  asUnit(
    row.map((r) => (r === null ? null : r - 1)),
    call,
  ),
);

describe('published examples', () => {
  it('Fleiss, Levin and Paik (2003), table 18.1: two raters, three diagnoses', () => {
    const found = agreementWith(
      ofTable([
        [75, 1, 4],
        [5, 4, 1],
        [0, 0, 10],
      ]),
      3,
    );
    // Observed 0.89, by chance 0.66.
    expect(found.observed).toBeCloseTo(0.89, 10);
    expect(found.kappa.value).toBeCloseTo(0.68, 2);
  });

  it('irrCAC, cont3x3abstractors: κ 0.7964094 (0.05891072), AC1 0.8493305 (0.04321747)', () => {
    const { kappa, ac1, units } = agreementWith(
      ofTable([
        [13, 0, 0],
        [0, 20, 7],
        [0, 4, 56],
      ]),
      3,
    );
    expect([units, kappa.value, ac1.value]).toEqual([100, expect.closeTo(0.7964094, 7), expect.closeTo(0.8493305, 7)]);
    // Published with the divisor n; here, as for several raters, it is n − 1.
    const fewer = Math.sqrt(99 / 100);
    expect([kappa.error! * fewer, ac1.error! * fewer]).toEqual([
      expect.closeTo(0.05891072, 6),
      expect.closeTo(0.04321747, 6),
    ]);
    expect([kappa.low, kappa.high, ac1.low, ac1.high].map((x) => Math.round(x * 100) / 100)).toEqual([
      0.68, 0.91, 0.76, 0.94,
    ]);
  });

  it('Gwet (2002), the paradox of κ: 118 of 125 agree, and κ is below nought', () => {
    const { observed, kappa, ac1 } = agreementWith(
      ofTable([
        [118, 5],
        [2, 0],
      ]),
      2,
    );
    expect([observed, kappa.value, ac1.value]).toEqual([
      expect.closeTo(0.944, 10),
      expect.closeTo(-0.0234, 4),
      expect.closeTo(0.9408, 4),
    ]);
  });

  it('Feinstein and Cicchetti (1990): agreement of 0.85 twice, κ 0.70 and 0.32', () => {
    const one = agreementWith(
      ofTable([
        [40, 9],
        [6, 45],
      ]),
      2,
    );
    const two = agreementWith(
      ofTable([
        [80, 10],
        [5, 5],
      ]),
      2,
    );
    expect([one.observed, two.observed]).toEqual([0.85, 0.85]);
    expect([one.kappa.value, two.kappa.value]).toEqual([expect.closeTo(0.7, 2), expect.closeTo(0.32, 2)]);
  });

  it('fourteen raters, ten things, five classes (the worked example of Fleiss’ κ in Wikipedia): 0.210', () => {
    const { observed, kappa } = agreementAmong(
      ofCounts([
        [0, 0, 0, 0, 14],
        [0, 2, 6, 4, 2],
        [0, 0, 3, 5, 6],
        [0, 3, 9, 2, 0],
        [2, 2, 8, 1, 1],
        [7, 7, 0, 0, 0],
        [3, 2, 6, 3, 0],
        [2, 5, 3, 2, 2],
        [6, 5, 2, 1, 0],
        [0, 2, 2, 3, 7],
      ]),
      5,
    );
    expect([observed, kappa.value]).toEqual([expect.closeTo(0.378, 3), expect.closeTo(0.21, 3)]);
  });

  it('Gwet (2014), four raters with ratings missing: Fleiss’ κ 0.76117, AC1 0.77544, agreement 0.81818', () => {
    const { observed, kappa, ac1, units } = agreementAmong(FOUR, 5);
    expect([units, observed, kappa.value, ac1.value]).toEqual([
      11,
      expect.closeTo(0.81818, 5),
      expect.closeTo(0.76117, 5),
      expect.closeTo(0.77544, 5),
    ]);
  });

  it('Gwet (2014), the same where nothing is missing: the standard errors are those of his formula', () => {
    const whole = FOUR.filter((u) => u.ratings.every((r) => r !== null)).map((u) => u.ratings as number[]);
    const n = whole.length;
    const [value, byFormula] = gwetByHand(whole, 5);
    const { ac1 } = agreementAmong(whole.map(asUnit), 5);
    expect([n, ac1.value, ac1.error]).toEqual([8, expect.closeTo(value, 10), expect.closeTo(byFormula, 6)]);
  });
});

/** AC1 and its standard error, as Gwet 2008 writes them down, for ratings of which none is missing. */
function gwetByHand(rows: readonly (readonly number[])[], q: number): [value: number, error: number] {
  const n = rows.length;
  const r = rows[0]!.length;
  const count = (row: readonly number[], k: number) => row.filter((x) => x === k).length;
  const classes = Array.from({ length: q }, (_, k) => k);
  const pi = classes.map((k) => rows.reduce((sum, row) => sum + count(row, k) / r, 0) / n);
  const agreed = rows.map(
    (row) => classes.reduce((sum, k) => sum + count(row, k) * (count(row, k) - 1), 0) / (r * (r - 1)),
  );
  const pa = agreed.reduce((a, b) => a + b, 0) / n;
  const pe = pi.reduce((sum, p) => sum + p * (1 - p), 0) / (q - 1);
  const ac1 = (pa - pe) / (1 - pe);
  const variance =
    rows.reduce((sum, row, i) => {
      const chance = classes.reduce((s, k) => s + (count(row, k) / r) * (1 - pi[k]!), 0) / (q - 1);
      const part = (agreed[i]! - pe) / (1 - pe) - (2 * (1 - ac1) * (chance - pe)) / (1 - pe);
      return sum + (part - ac1) ** 2;
    }, 0) /
    (n * (n - 1));
  return [ac1, Math.sqrt(variance)];
}

describe('intervals', () => {
  it('agree with resampling the calls, where several units hang together in a call', () => {
    // Forty calls of three units: in a third of the calls the second rater errs in all three.
    const units = Array.from({ length: 120 }, (_, i): Unit => {
      const call = Math.floor(i / 3);
      const truth = (i * 7) % 4;
      return { call, ratings: [truth, call % 3 === 0 ? (truth + 1) % 4 : truth, truth] };
    });
    const { ac1, kappa, calls } = agreementAmong(units, 4);
    expect(calls).toBe(40);
    for (const [one, of] of [
      [ac1, (a: ReturnType<typeof agreementAmong>) => a.ac1.value],
      [kappa, (a: ReturnType<typeof agreementAmong>) => a.kappa.value],
    ] as const) {
      const drawn = bootstrap(40, (calls) =>
        of(
          agreementAmong(
            calls.flatMap((c, i) => units.slice(3 * c, 3 * c + 3).map((u) => ({ ...u, call: i }))),
            4,
          ),
        ),
      );
      expect(one.low).toBeCloseTo(drawn[0], 1);
      expect(one.high).toBeCloseTo(drawn[1], 1);
      // Taken for independent, they would be narrower.
      const loose = agreementAmong(
        units.map((u, i) => ({ ...u, call: i })),
        4,
      );
      expect(loose.ac1.error!).toBeLessThan(ac1.error! * 0.7);
    }
  });

  it('are not a point where few calls agree on everything', () => {
    const { ac1 } = agreementOfPeople(
      Array.from({ length: 5 }, (_, call) => ({ call, ratings: [call % 2, call % 2] })),
      2,
    );
    expect([ac1.value, ac1.high]).toEqual([1, 1]);
    expect(ac1.low).toBeLessThan(0.3);
  });

  it('are not a point either where few calls agree on nothing, or are all alike', () => {
    const never = agreementWith(
      [0, 1, 2].map((call) => ({ call, ratings: [0, 1] })),
      4,
    );
    expect([never.observed, never.ac1.error]).toEqual([0, 0]);
    expect(never.ac1.high).toBeGreaterThan(0.2);
    expect(never.kappa.high).toBeGreaterThan(0.2);
  });

  it('say nothing where there is nothing to say', () => {
    const nothing = { value: null, error: null, low: -1, high: 1 };
    expect(agreementAmong([], 4)).toEqual({ units: 0, calls: 0, observed: null, kappa: nothing, ac1: nothing });
    expect(agreementWith([{ call: 1, ratings: [null, 2] }], 4)).toMatchObject({ units: 0, observed: null });
    // All say the same of everything: by chance alone they would as well, and κ is not defined; AC1 is.
    const same = agreementWith(
      [0, 1, 2].map((call) => ({ call, ratings: [0, 0] })),
      2,
    );
    expect([same.kappa.value, same.ac1.value]).toEqual([null, 1]);
    expect(agreementWith([{ call: 1, ratings: [0, 1] }], 2).ac1).toMatchObject({ error: null, low: -1, high: 1 });
  });
});

const CLASSES = 4;
const rating = fc.option(fc.integer({ min: 0, max: CLASSES - 1 }), { nil: null, freq: 6 });
const unitsOf = (raters: number) =>
  fc.array(
    fc.record({
      call: fc.integer({ min: 0, max: 6 }),
      ratings: fc.array(rating, { minLength: raters, maxLength: raters }),
    }),
    { minLength: 1, maxLength: 40 },
  );
const people = fc.integer({ min: 2, max: 5 }).chain(unitsOf);

describe('whatever the ratings', () => {
  it('coefficients lie between −1 and 1, in their interval', () => {
    fc.assert(
      fc.property(people, (units) => {
        for (const found of [
          agreementAmong(units, CLASSES),
          agreementWith(units, CLASSES),
          agreementOfPeople(units, CLASSES),
        ])
          for (const { value, low, high } of [found.kappa, found.ac1]) {
            if (value === null) continue;
            expect(value).toBeGreaterThanOrEqual(-1 - 1e-9);
            expect(value).toBeLessThanOrEqual(1 + 1e-9);
            expect(low).toBeLessThanOrEqual(value + 1e-9);
            expect(high).toBeGreaterThanOrEqual(value - 1e-9);
          }
      }),
    );
  });

  it('the order of people, of units, and the names of classes change nothing', () => {
    fc.assert(
      fc.property(people, fc.integer({ min: 1, max: 4 }), (units, turn) => {
        const plain = agreementOfPeople(units, CLASSES);
        const turned = units.map((u) => ({ ...u, ratings: [...u.ratings.slice(turn), ...u.ratings.slice(0, turn)] }));
        const renamed = units.map((u) => ({
          ...u,
          ratings: u.ratings.map((r) => (r === null ? null : (r + turn) % CLASSES)),
        }));
        for (const other of [turned, renamed, [...units].reverse()]) {
          const found = agreementOfPeople(other, CLASSES);
          expect(found).toMatchObject({ units: plain.units, calls: plain.calls });
          for (const which of ['kappa', 'ac1'] as const)
            for (const what of ['value', 'low', 'high'] as const)
              if (plain[which][what] === null) expect(found[which][what]).toBeNull();
              else expect(found[which][what]).toBeCloseTo(plain[which][what]!, 4);
        }
      }),
    );
  });

  it('full agreement is 1, or not defined', () => {
    fc.assert(
      fc.property(people, (units) => {
        const same = units.map(({ call, ratings }) => {
          const first = ratings.find((r) => r !== null) ?? null;
          return { call, ratings: ratings.map((r) => (r === null ? null : first)) };
        });
        for (const found of [agreementAmong(same, CLASSES), agreementWith(same, CLASSES)])
          for (const { value, high } of [found.kappa, found.ac1]) {
            if (value !== null) expect(value).toBeCloseTo(1, 9);
            if (value !== null) expect(high).toBe(1);
          }
      }),
    );
  });

  it('with one other person, agreement with the group is agreement of two', () => {
    fc.assert(
      fc.property(unitsOf(2), (units) => {
        const both = units.filter((u) => u.ratings.every((r) => r !== null));
        // Scott's chance for Fleiss, Cohen's for two; AC1 is the same for both.
        const [one, two] = [agreementWith(both, CLASSES), agreementAmong(both, CLASSES)];
        if (one.ac1.value !== null) expect(one.ac1.value).toBeCloseTo(two.ac1.value!, 9);
        if (one.kappa.value !== null && two.kappa.value !== null)
          expect(one.kappa.value).toBeGreaterThanOrEqual(two.kappa.value - 1e-9);
      }),
    );
  });
});
