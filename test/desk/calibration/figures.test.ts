import { describe, expect, it } from 'vitest';
import { assess } from '../../../src/assess/assess.ts';
import { type CalibratedCall, figuresOf } from '../../../src/desk/calibration-figures.ts';
import { type CalibrationDeed, calibrationsAfter, hiddenFrom, type Judgement } from '../../../src/desk/calibrations.ts';
import { pack, rulebook } from '../../rulebook.ts';
import { call } from '../calls.ts';

const assessment = assess(rulebook, call('a'));
const CALLS: CalibratedCall[] = [1, 2, 3].map((no) => ({ no, assessment, pack, packHash: no < 3 ? 'old' : 'new' }));

/** What a trainer would say who agrees with the program in everything, but for some. */
function judgement(but: Judgement['elements'] = {}, phrases: Judgement['phrases'] = {}): Judgement {
  const elements = Object.fromEntries(
    assessment.elements.map((e) => [e.id, e.outcome === 'for-reviewer' ? 'met' : e.outcome]),
  ) as Judgement['elements'];
  const none = Object.fromEntries(pack.phrases.map((p) => [p.no, []]));
  return { elements: { ...elements, ...but }, phrases: { ...none, 1: [2], ...phrases } };
}

const SET = {
  seq: 5,
  at: '2026-06-01T00:00:00Z',
  who: '周主管',
  act: {
    kind: 'calibrate',
    name: '六月',
    calls: CALLS.map(({ no }) => ({ no, hash: `h${no}` })),
    raters: ['甲', '乙'],
    seed: 3,
  },
} as const satisfies CalibrationDeed;
let seq = 5;
const rate = (rater: string, no: number, said: Judgement): CalibrationDeed => ({
  seq: ++seq,
  at: '2026-06-02T00:00:00Z',
  who: rater,
  act: { kind: 'rate', set: 5, rater, no, from: null, ...said },
});
const figures = (...deeds: CalibrationDeed[]) =>
  figuresOf(calibrationsAfter(new Map(), [SET, ...deeds]).get(5)!, CALLS);

describe('the figures of a calibration', () => {
  it('are full agreement where all say the same', () => {
    const { elements, phrases, disagreements, items } = figures(
      ...['甲', '乙'].flatMap((r) => CALLS.map(({ no }) => rate(r, no, judgement()))),
    );
    for (const both of [elements, phrases])
      for (const of of [both.people, both.huashu]) expect(of.ac1.value).toBeCloseTo(1, 9);
    expect([elements.people.calls, elements.people.kappa.value, disagreements]).toEqual([3, 1, []]);
    // Of the phrases only the one that was heard is an item; the program leaves one element to a listener.
    expect(items.filter((i) => i.rule.startsWith('phrase:')).map((i) => i.rule)).toEqual(['phrase:1']);
    const open = assessment.elements.find((e) => e.outcome === 'for-reviewer')!;
    const item = items.find((i) => i.rule === `element:${open.id}`)!;
    expect([item.people.units, item.huashu.units]).toEqual([3, 0]);
  });

  it('list what differs, the largest effect on the score first, with who said what in which turn', () => {
    const { disagreements } = figures(
      rate('甲', 1, judgement({ 'greeting.hello': 'missed', 'booking.address': 'met' })),
      rate('乙', 1, judgement({}, { 1: [], 3: [4] })),
    );
    const { rubric } = pack;
    const weight = (id: string) => rubric.weights[id] ?? 1;
    const possible = assessment.score.possible;
    const points = (id: string) => Math.round((1_000 * weight(id)) / possible) / 10;
    expect(disagreements.map((d) => d.rule).sort()).toEqual([
      'element:booking.address',
      'element:greeting.hello',
      'phrase:1',
      'phrase:3',
    ]);
    const effects = disagreements.map((d) => d.effect);
    expect(effects).toEqual([...effects].sort((a, b) => b - a));
    expect(disagreements.find((d) => d.rule === 'phrase:3')).toMatchObject({
      huashu: 'excused',
      people: [
        { name: '甲', said: 'excused', turns: [] },
        { name: '乙', said: 'hit', turns: [4] },
      ],
    });
    expect(disagreements.find((d) => d.rule === 'element:booking.address')!.effect).toBeCloseTo(
      points('booking.address'),
      1,
    );
    expect(disagreements.find((d) => d.rule === 'phrase:3')!.effect).toBe(
      rubric.deductions[pack.phrases.find((p) => p.no === 3)!.severity],
    );
  });

  it('tell people from the program, and packs from each other', () => {
    // Both trainers agree with each other and differ from the program, in the calls of the new pack.
    const other = judgement({ 'greeting.hello': 'missed', 'greeting.company': 'missed' });
    const { elements, byPack } = figures(
      ...['甲', '乙'].flatMap((r) => CALLS.map(({ no }) => rate(r, no, no === 3 ? other : judgement()))),
    );
    expect(elements.people.ac1.value).toBeCloseTo(1, 9);
    expect(elements.huashu.ac1.value).toBeLessThan(1);
    expect(byPack.map((p) => [p.pack, p.calls, p.elements.huashu.observed! < 1])).toEqual([
      ['old', 2, false],
      ['new', 1, true],
    ]);
  });

  it('count N/A as a class of its own, and leave out what nobody judged', () => {
    const { items } = figures(
      ...CALLS.map(({ no }) => rate('甲', no, judgement({ 'booking.address': 'not-applicable' }))),
      ...CALLS.map(({ no }) => rate('乙', no, { elements: { 'booking.address': 'missed' }, phrases: {} })),
    );
    const of = (rule: string) => items.find((i) => i.rule === rule)!.people;
    expect(of('element:booking.address')).toMatchObject({ units: 3, observed: 0 });
    expect(of('element:greeting.hello')).toMatchObject({ units: 0, observed: null });
  });
});

describe('who may see what', () => {
  it('hides the calls of a set from each of its trainers until he is done, and from nobody else', () => {
    const done: CalibrationDeed = { seq: 99, at: '', who: '甲', act: { kind: 'finish', set: 5, rater: '甲' } };
    const sets = [...calibrationsAfter(new Map(), [SET, done]).values()];
    expect([...hiddenFrom(sets, '乙')]).toEqual([1, 2, 3]);
    expect([hiddenFrom(sets, '甲').size, hiddenFrom(sets, '周主管').size]).toEqual([0, 0]);
  });
});
