import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calibrationError, reliability, type Told } from '../../src/verify/calibration.ts';

const told = fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.boolean()));

describe('calibration', () => {
  it('is without error where as many come true as were told', () => {
    const nine: Told[] = Array.from({ length: 10 }, (_, i) => [0.9, i > 0]);
    expect(reliability(nine)).toEqual([{ count: 10, weight: 10, told: expect.closeTo(0.9), came: 0.9 }]);
    expect(calibrationError(reliability(nine))).toBeCloseTo(0);
  });

  it('errs by the mean distance of what was told from what came true, steps with more weighing more', () => {
    const sure: Told[] = Array.from({ length: 3 }, () => [1, false]);
    const right: Told[] = Array.from({ length: 1 }, () => [0, false]);
    expect(calibrationError(reliability([...sure, ...right]))).toBeCloseTo(0.75);
    expect(calibrationError(reliability([]))).toBe(0);
  });

  it('counts everything once, and never errs by more than one', () => {
    fc.assert(
      fc.property(told, (pairs) => {
        const bins = reliability(pairs);
        expect(bins.reduce((n, b) => n + b.count, 0)).toBe(pairs.length);
        const error = calibrationError(bins);
        expect(error).toBeGreaterThanOrEqual(0);
        expect(error).toBeLessThanOrEqual(1);
        for (const b of bins) expect(b.came).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('counts a case for as many as it stands for', () => {
    const one: Told[] = [
      [0.5, true],
      [0.5, false, 3],
    ];
    expect(reliability(one)).toEqual([{ count: 2, weight: 4, told: 0.5, came: 0.25 }]);
    expect(calibrationError(reliability([...one, [0.9, true]]))).toBeCloseTo((4 * 0.25 + 0.1) / 5);
  });
});
