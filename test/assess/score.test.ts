import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { score } from '../../src/assess/score.ts';
import type { Outcome, Verdict, Violation, ViolationStatus } from '../../src/model/assessment.ts';
import type { Rubric, Severity } from '../../src/model/pack.ts';
import { pack } from '../rulebook.ts';

const IDS = pack.scripts.flatMap((s) => s.elements.map((e) => e.id));

const verdict = (id: string, outcome: Outcome): Verdict => ({
  id,
  outcome,
  late: false,
  confidence: 1,
  evidence: [],
  because: [],
  belongsAfter: null,
  say: null,
});
const violation = (phrase: number, status: ViolationStatus, severity: Severity, turn = 0): Violation => ({
  phrase,
  status,
  kind: 'exact',
  similarity: 1,
  confidence: 1,
  severity,
  evidence: { turn, start: 0, end: 1, quote: '我' },
  excusedBy: status === 'excused' ? 'quoted' : null,
  better: '',
  wording: '',
  alignment: [],
  runnersUp: [],
});

const outcomes = fc.constantFrom<Outcome>('met', 'partial', 'missed', 'not-applicable', 'for-reviewer');
const verdicts = fc
  .subarray(IDS)
  .chain((ids) => fc.tuple(...ids.map((id) => outcomes.map((outcome) => verdict(id, outcome)))))
  .map((list) => list as Verdict[]);
const violations = fc.array(
  fc
    .tuple(
      fc.integer({ min: 1, max: 21 }),
      fc.constantFrom<ViolationStatus>('hit', 'suspected', 'excused'),
      fc.constantFrom<Severity>('minor', 'major', 'critical'),
      fc.nat(30),
    )
    .map(([phrase, status, severity, turn]) => violation(phrase, status, severity, turn)),
  { maxLength: 8 },
);
const rubrics: fc.Arbitrary<Rubric> = fc.record({
  passMark: fc.integer({ min: 0, max: 100 }),
  partialShare: fc.double({ min: 0, max: 1, noNaN: true }),
  deductions: fc.record({
    minor: fc.integer({ min: 0, max: 100 }),
    major: fc.integer({ min: 0, max: 100 }),
    critical: fc.integer({ min: 0, max: 100 }),
  }),
  maxDeduction: fc.integer({ min: 0, max: 100 }),
  knockOut: fc.record(
    { minor: fc.nat(3), major: fc.nat(3), critical: fc.nat(3) },
    { requiredKeys: [] },
  ) as fc.Arbitrary<Rubric['knockOut']>,
  required: fc.subarray(IDS, { maxLength: 3 }),
  weights: fc.dictionary(fc.constantFrom(...IDS), fc.integer({ min: 0, max: 100 })),
});

describe('score, whatever was judged', () => {
  it('stays between 0 and 100, or is null', () => {
    fc.assert(
      fc.property(rubrics, verdicts, violations, (rubric, v, x) => {
        const { percent, earned, possible, deducted, passed } = score(rubric, v, x);
        if (percent !== null) {
          expect(percent).toBeGreaterThanOrEqual(0);
          expect(percent).toBeLessThanOrEqual(100);
        }
        expect(earned).toBeLessThanOrEqual(possible + 0.05);
        expect(deducted).toBeLessThanOrEqual(rubric.maxDeduction);
        expect(passed === null).toBe(percent === null);
      }),
    );
  });

  it('does not look at what is not applicable or for a reviewer', () => {
    fc.assert(
      fc.property(rubrics, verdicts, violations, fc.boolean(), (rubric, v, x, reviewer) => {
        const counted = v.filter((w) => w.outcome !== 'not-applicable' && w.outcome !== 'for-reviewer');
        const changed = v.map((w) =>
          counted.includes(w)
            ? w
            : { ...w, outcome: reviewer ? ('for-reviewer' as const) : ('not-applicable' as const) },
        );
        expect(score(rubric, counted, x)).toEqual(score(rubric, v, x));
        expect(score(rubric, changed, x)).toEqual(score(rubric, v, x));
      }),
    );
  });

  it('takes nothing off for suspected and excused phrases', () => {
    fc.assert(
      fc.property(rubrics, verdicts, violations, (rubric, v, x) => {
        const hits = x.filter((w) => w.status === 'hit');
        expect(score(rubric, v, hits)).toEqual(score(rubric, v, x));
      }),
    );
  });

  it('never gives less for saying more, nor more for breaking more', () => {
    fc.assert(
      fc.property(rubrics, verdicts, violations, fc.nat(), (rubric, v, x, pick) => {
        const { percent } = score(rubric, v, x);
        if (percent === null) return;
        const lacking = v.filter((w) => w.outcome === 'missed' || w.outcome === 'partial');
        const mended = lacking[pick % Math.max(1, lacking.length)];
        if (mended) {
          const better = v.map((w) => (w === mended ? { ...w, outcome: 'met' as const } : w));
          expect(score(rubric, better, x).percent).toBeGreaterThanOrEqual(percent);
        }
        const worse = score(rubric, v, [...x, violation(9, 'hit', 'major')]).percent;
        expect(worse).not.toBeNull();
        expect(worse!).toBeLessThanOrEqual(percent);
      }),
    );
  });

  it('computes each improvement by mending that one thing and scoring again, the greatest first', () => {
    fc.assert(
      fc.property(rubrics, verdicts, violations, (rubric, v, x) => {
        const { percent, improvements } = score(rubric, v, x);
        for (const [i, { id, cause, gain }] of improvements.entries()) {
          expect(gain).toBeGreaterThan(0);
          if (i > 0) expect(gain).toBeLessThanOrEqual(improvements[i - 1]!.gain);
          const after =
            cause === 'violation'
              ? score(
                  rubric,
                  v,
                  x.filter((w) => w.phrase !== id || w.status !== 'hit'),
                )
              : score(
                  rubric,
                  v.map((w) => (w.id === id ? { ...w, outcome: 'met' as const } : w)),
                  x,
                );
          // A call whose only fault was a phrase, and by no script: without it there is nothing to score.
          if (after.percent !== null) expect(after.percent - percent!).toBeCloseTo(gain, 0);
        }
      }),
    );
  });

  it('lists each lost point with its cause: losses add up to what is missing to 100', () => {
    fc.assert(
      fc.property(rubrics, verdicts, violations, (rubric, v, x) => {
        const { percent, losses } = score(rubric, v, x);
        if (percent === null || percent === 0) return;
        const lost = losses.reduce((sum, l) => sum + l.points, 0);
        // Each loss is rounded to a tenth.
        expect(Math.abs(100 - lost - percent)).toBeLessThanOrEqual(0.05 * (losses.length + 1) + 0.001);
      }),
    );
  });
});

describe('score', () => {
  const rubric: Rubric = {
    passMark: 80,
    partialShare: 0.5,
    deductions: { minor: 5, major: 10, critical: 20 },
    maxDeduction: 60,
    knockOut: { critical: 0 },
    required: ['greeting.company'],
    weights: { 'booking.time': 3 },
  };

  it('weighs elements, halves partial ones and takes deductions off', () => {
    const v = [
      verdict('booking.time', 'met'),
      verdict('booking.address', 'partial'),
      verdict('booking.goodbye', 'missed'),
    ];
    expect(score(rubric, v, [violation(9, 'hit', 'major', 4)])).toMatchObject({
      percent: 60,
      earned: 3.5,
      possible: 5,
      deducted: 10,
      passed: false,
      knockedOutBy: [],
      losses: [
        { cause: 'partial', id: 'booking.address', turn: null, points: 10 },
        { cause: 'missed', id: 'booking.goodbye', turn: null, points: 20 },
        { cause: 'violation', id: 9, turn: 4, points: 10 },
      ],
      improvements: [
        { id: 'booking.goodbye', cause: 'missed', gain: 20 },
        { id: 'booking.address', cause: 'partial', gain: 10 },
        { id: 9, cause: 'violation', gain: 10 },
      ],
    });
  });

  it('knocks out for a critical phrase and for a required element, whatever the percentage', () => {
    const v = [verdict('booking.time', 'met')];
    expect(score(rubric, v, [violation(14, 'hit', 'critical')])).toMatchObject({
      percent: 80,
      passed: false,
      knockedOutBy: ['knock-out:critical'],
    });
    const without = [...v, verdict('greeting.company', 'missed')];
    expect(score({ ...rubric, passMark: 0 }, without, [])).toMatchObject({
      passed: false,
      knockedOutBy: ['required:greeting.company'],
    });
    expect(score({ ...rubric, passMark: 0 }, v, [violation(14, 'suspected', 'critical')]).passed).toBe(true);
  });

  it('takes off no more than the most', () => {
    const many = Array.from({ length: 9 }, (_, i) => violation(i + 1, 'hit', 'major', i));
    expect(score(rubric, [verdict('booking.time', 'met')], many)).toMatchObject({ percent: 40, deducted: 60 });
  });

  it('takes nothing off for elements that weigh nothing, where no other was judged', () => {
    const weightless = { ...rubric, weights: { 'booking.time': 0 } };
    expect(score(weightless, [verdict('booking.time', 'missed')], [violation(9, 'hit', 'major', 4)])).toMatchObject({
      percent: 90,
      losses: [
        { cause: 'missed', id: 'booking.time', points: 0 },
        { cause: 'violation', id: 9, points: 10 },
      ],
    });
  });

  it('passes at the pass mark itself', () => {
    const v = [verdict('booking.time', 'met'), verdict('booking.address', 'met'), verdict('booking.goodbye', 'missed')];
    expect(score(rubric, v, [])).toMatchObject({ percent: 80, passed: true });
  });
});
