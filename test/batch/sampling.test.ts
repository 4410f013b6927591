import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { byBest, byWorst, Extremes, MOST_EXTREMES, type Rankable } from '../../src/batch/extremes.ts';
import { hashRulebook } from '../../src/batch/manifest.ts';
import { Repeats } from '../../src/batch/repeats.ts';
import { allocate, Smallest } from '../../src/batch/sampling.ts';
import { builtinRulebook } from './made.ts';

const order = (s: string) => s.charCodeAt(0);

describe('allocate', () => {
  it('draws what there is to draw, from no stratum more than it has, and equal shares where it can', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 1, maxLength: 15 }),
        fc.integer({ min: 0, max: 200 }),
        (sizes, draws) => {
          const strata = new Map(sizes.map((n, i) => [String.fromCharCode(97 + i), n]));
          const given = allocate(strata, draws, 'agent', order);
          const total = [...given.values()].reduce((a, b) => a + b, 0);
          expect(total).toBe(
            Math.min(
              draws,
              sizes.reduce((a, b) => a + b, 0),
            ),
          );
          for (const [s, n] of given) expect(n).toBeLessThanOrEqual(strata.get(s)!);
          const open = [...given].filter(([s, n]) => n < strata.get(s)!).map(([, n]) => n);
          if (open.length > 0) expect(Math.max(...open) - Math.min(...open)).toBeLessThanOrEqual(1);
        },
      ),
    );
  });

  it('draws more of the doubtful calls', () => {
    const given = allocate(
      new Map([
        ['<0.6', 1000],
        ['0.6–0.8', 1000],
        ['0.8–0.9', 1000],
        ['≥0.9', 1000],
      ]),
      100,
      'confidence',
      order,
    );
    expect([...given.values()]).toEqual([40, 30, 20, 10]);
  });
});

describe('Smallest', () => {
  it('keeps the smallest numbers', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer()), fc.integer({ min: 0, max: 20 }), (numbers, most) => {
        const smallest = new Smallest<number>(most);
        for (const n of numbers) smallest.offer(n, n);
        expect(smallest.kept().map((k) => k.value)).toEqual([...numbers].sort((a, b) => a - b).slice(0, most));
      }),
    );
  });
});

describe('Repeats', () => {
  it('tells the same call, another call of its id, and new ones, as a map would', () => {
    const print = fc.tuple(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 0, max: 3 }));
    fc.assert(
      fc.property(fc.array(print, { maxLength: 300 }), (calls) => {
        const repeats = new Repeats();
        const known = new Map<number, Set<number>>();
        for (const [id, words] of calls) {
          const set = known.get(id);
          const expected = set === undefined ? 'new' : set.has(words) ? 'again' : 'same-id';
          known.set(id, (set ?? new Set()).add(words));
          const hex = (n: number) => n.toString(16).padStart(12, '0');
          expect(repeats.meet(hex(id) + hex(words))).toBe(expected);
        }
      }),
    );
    const many = new Repeats();
    for (let n = 0; n < 5_000; n += 1)
      expect(many.meet(n.toString(16).padStart(24, '0'))).toBe(n === 0 ? 'new' : 'same-id');
  });
});

describe('Extremes', () => {
  it('keeps the worst and the best in the order of the calls, as sorting all of them would', () => {
    const row = fc.record({
      percent: fc.option(fc.integer({ min: 0, max: 5 })),
      possible: fc.integer({ min: 0, max: 3 }),
    });
    fc.assert(
      fc.property(fc.array(row, { maxLength: 80 }), (rows) => {
        const all = rows.map((r, call) => ({ ...r, call, violations: [] }));
        const extremes = new Extremes<Rankable & { readonly call: number }>();
        for (const r of all) extremes.offer(r);
        const counted = all.filter((r) => r.percent !== null && r.possible > 0);
        const best = (sort: typeof byBest) =>
          [...counted].sort((a, b) => sort(a, b) || a.call - b.call).slice(0, MOST_EXTREMES);
        expect(extremes.worst).toEqual(best(byWorst));
        expect(extremes.best).toEqual(best(byBest));
      }),
    );
  });
});

describe('hashRulebook', () => {
  it('changes with a rule and with a model, not with cases or where rules stand', async () => {
    const { pack } = await builtinRulebook();
    const plain = hashRulebook(pack, []);
    expect(plain.model).toBeNull();
    const [first, ...rest] = pack.phrases;
    const moved = {
      ...pack,
      phrases: [{ ...first!, line: 999, file: 'elsewhere.yaml', cases: { flagged: [], clean: [] } }, ...rest],
    };
    expect(hashRulebook(moved, [])).toEqual(plain);
    const other = { ...pack, phrases: [{ ...first!, variants: [...first!.variants, '新的说法'] }, ...rest] };
    expect(hashRulebook(other, []).hash).not.toBe(plain.hash);
    const model = [{ name: 'meaning.bin', bytes: new Uint8Array([1, 2, 3]) }];
    const withModel = hashRulebook(pack, model);
    expect(withModel.pack).toBe(plain.pack);
    expect(withModel.hash).not.toBe(plain.hash);
    expect(hashRulebook(pack, [{ name: 'meaning.bin', bytes: new Uint8Array([1, 2, 4]) }]).model).not.toBe(
      withModel.model,
    );
  });
});
