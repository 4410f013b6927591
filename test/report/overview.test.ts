import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mean, share, standOut, tails } from '../../src/report/interval.ts';
import { OverviewBuilder } from '../../src/report/overview.ts';
import { standings } from '../../src/report/standing.ts';
import { rowWith, violation } from './rows.ts';

describe('intervals', () => {
  it('are Wilson’s for shares', () => {
    // 10 of 100: Wilson 95 % is 5.5 % to 17.4 %.
    const e = share(10, 100)!;
    expect(e.low).toBeCloseTo(0.0552, 3);
    expect(e.high).toBeCloseTo(0.1744, 3);
    expect(share(0, 20)!.low).toBe(0);
    expect(share(20, 20)!.high).toBe(1);
    expect(share(0, 0)).toBeNull();
  });

  it('hold their value and stay within bounds', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000 }), fc.double({ min: 0, max: 1, noNaN: true }), (of, part) => {
        const e = share(Math.round(of * part), of)!;
        expect(0 <= e.low && e.low <= e.value && e.value <= e.high && e.high <= 1).toBe(true);
      }),
    );
  });

  it('are Student’s for means', () => {
    const values = [62, 70, 74, 80, 84];
    const sums = { count: 5, sum: 370, squares: values.reduce((s, v) => s + v * v, 0) };
    const e = mean(sums)!;
    // Standard deviation 8.602, error 3.847, t(4) 2.776.
    expect(e.value).toBe(74);
    expect(e.high - e.value).toBeCloseTo(10.68, 1);
    expect(mean({ count: 1, sum: 50, squares: 2500 })).toEqual({ value: 50, low: 0, high: 100 });
  });

  it('name few by chance', () => {
    expect(tails(1.959964)).toBeCloseTo(0.05, 4);
    expect(standOut([0.001, 0.04, 0.9])).toEqual([true, false, false]);
    expect(standOut([0.01, 0.02, 0.03])).toEqual([true, true, true]);
    // A hundred people drawn from one lot: the smallest chance is about 0.01, and nobody is named.
    expect(standOut(Array.from({ length: 100 }, (_, i) => (i + 1) / 101)).some(Boolean)).toBe(false);
  });
});

describe('OverviewBuilder', () => {
  it('adds up scores, elements, phrases, days, people and teams', () => {
    const builder = new OverviewBuilder(['a', 'b'], [9, 10]);
    builder.add(
      rowWith({ percent: 99.95, outcomes: 'mx', violations: [violation(), violation({ turn: 5, quote: '没空' })] }),
    );
    builder.add(
      rowWith({
        percent: 60,
        passed: false,
        outcomes: 'pn',
        agent: null,
        name: null,
        day: null,
        team: null,
        violations: [violation({ status: 'suspected' })],
      }),
    );
    builder.add(
      rowWith({
        percent: null,
        passed: null,
        outcomes: '..',
        rolesSure: false,
        excused: 2,
        mismatches: ['address'],
        knockedOutBy: ['required:a'],
      }),
    );
    const o = builder.overview();
    expect(o).toMatchObject({
      calls: 3,
      passed: 1,
      hits: 2,
      suspected: 1,
      excused: 2,
      callsWithHits: 1,
      undated: 1,
      rolesUnsure: 1,
      knockedOut: 1,
      median: 80,
    });
    expect(o.histogram[19]).toBe(1);
    expect(o.histogram[12]).toBe(1);
    expect(o.elements).toEqual([
      { id: 'a', met: 1, partial: 1, missed: 0 },
      { id: 'b', met: 0, partial: 0, missed: 1 },
    ]);
    expect(o.phrases.map((p) => [p.no, p.hits, p.suspected, p.calls])).toEqual([
      [9, 2, 1, 1],
      [10, 0, 0, 0],
    ]);
    expect(o.phrases[0]!.quotes).toEqual([
      { quote: '我现在没空', count: 1 },
      { quote: '没空', count: 1 },
    ]);
    expect(o.days.map((d) => [d.key, d.calls])).toEqual([['2026-10-01', 2]]);
    expect(o.people.map((p) => [p.key, p.calls])).toEqual([
      ['2316', 2],
      ['', 1],
    ]);
    expect(o.mismatches).toEqual({ address: 1 });
  });

  it('ranks only people with enough calls, and names only differences beyond chance', () => {
    const builder = new OverviewBuilder([], []);
    const add = (agent: string, calls: number, base: number) => {
      for (let i = 0; i < calls; i += 1)
        builder.add(rowWith({ agent, percent: base + (i % 11), passed: base > 70, outcomes: '' }));
    };
    for (let n = 0; n < 10; n += 1) add(`even-${n}`, 40, 75);
    add('low', 40, 40);
    add('few', 3, 0);
    const { people, score } = builder.overview();
    const { ranked, tooFew } = standings(people, score, 20);
    expect(tooFew.map((g) => g.key)).toEqual(['few']);
    expect(ranked.at(-1)).toMatchObject({ group: { key: 'low' }, differs: 'below' });
    expect(ranked.filter((r) => r.differs === 'below')).toHaveLength(1);
    expect(standings([], score, 20)).toEqual({ ranked: [], tooFew: [] });
  });
});
