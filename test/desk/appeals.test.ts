import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assess } from '../../src/assess/assess.ts';
import {
  type Actor,
  type Appeal,
  type AppealedCall,
  appealableUntil,
  appealsOf,
  escalableUntil,
  isAppealAct,
  nextActs,
  refusalByAppeal,
  refusalOfAppeal,
} from '../../src/desk/appeals.ts';
import {
  type Act,
  currentOf,
  type Deed,
  OUTCOMES,
  refusalOf,
  rulingsFor,
  type Target,
} from '../../src/desk/decisions.ts';
import { pack, rulebook } from '../rulebook.ts';
import { call } from './calls.ts';

const assessment = assess(rulebook, call('a'));
const { rubric } = pack;
const ENTERED = '2026-06-03T08:00:00.000Z';
const day = (n: number) => new Date(Date.parse(ENTERED) + n * 86_400_000).toISOString();
const INSTALLER: Actor = { appellant: true, decides: false, last: false };
const TRAINER: Actor = { appellant: false, decides: true, last: false };
const LEAD: Actor = { appellant: false, decides: true, last: true };
const MISSED: Target = `element:${assessment.elements.find((e) => e.outcome === 'missed')!.id}`;
const HIT = 'violation:0';

/** A call on which people act, each at a day; what is refused changes nothing. */
class Desk {
  deeds: Deed[] = [];

  get call(): AppealedCall {
    return { assessment, rubric, deeds: this.deeds, entered: ENTERED };
  }

  act(actor: Actor, act: Act, at: number): string | null {
    const refused = isAppealAct(act)
      ? refusalOfAppeal(this.call, act, actor, 14, day(at))
      : (refusalByAppeal(this.call, act) ?? refusalOf(assessment, this.deeds, act, 5));
    if (!refused) this.deeds = [...this.deeds, { seq: this.deeds.length + 2, at: day(at), who: 'x', act }];
    return refused;
  }

  verdict(target: Target) {
    const found = currentOf(assessment, rubric, this.deeds).findings.find((f) => f.target === target)!;
    return found.human ?? found.automatic;
  }

  get appeals() {
    return appealsOf(assessment, rubric, this.deeds);
  }
}

const appeal = (target: Target = MISSED, why = '我说了'): Act => ({ kind: 'appeal', target, why });
const rule = (ruling: 'met' | 'partial' | 'missed', why = '听了', seq = 2): Act => ({
  kind: 'rule',
  appeal: seq,
  target: MISSED,
  ruling,
  why,
});
const escalate = (why = '不同意', seq = 2): Act => ({ kind: 'escalate', appeal: seq, why });

describe('the way of an appeal', () => {
  it('goes from the installer to the trainer to the lead, and the verdict is what was decided last', () => {
    const desk = new Desk();
    expect(desk.act(INSTALLER, appeal(), 3)).toBeNull();
    expect([desk.appeals[0]!.state, desk.appeals[0]!.against, desk.verdict(MISSED)]).toEqual([
      'open',
      'missed',
      'missed',
    ]);
    expect(desk.act(TRAINER, rule('partial'), 5)).toBeNull();
    expect([desk.appeals[0]!.state, desk.appeals[0]!.upheld, desk.verdict(MISSED)]).toEqual(['ruled', true, 'partial']);
    expect(escalableUntil(desk.appeals[0]!, 14)).toBe(day(19));
    expect(desk.act(INSTALLER, escalate(), 19)).toBeNull();
    expect(desk.act(LEAD, rule('missed'), 30)).toBeNull();
    const [found] = desk.appeals;
    expect([found!.state, found!.upheld, desk.verdict(MISSED)]).toEqual(['final', false, 'missed']);
    expect(found!.deeds.map((d) => d.act.kind)).toEqual(['appeal', 'rule', 'escalate', 'rule']);
    for (const actor of [INSTALLER, TRAINER, LEAD]) expect(nextActs(found!, actor, 14, day(31))).toEqual([]);
  });

  it('changes the score as a decision does', () => {
    const desk = new Desk();
    desk.act(INSTALLER, appeal(), 1);
    desk.act(TRAINER, rule('met'), 2);
    const percent = (deeds: readonly Deed[]) => currentOf(assessment, rubric, deeds).score.percent!;
    expect(percent(desk.deeds)).toBeGreaterThan(percent([]));
    expect(desk.act(INSTALLER, escalate(), 3)).toBe('NOT_NOW');
  });

  it('lets each do only what is his', () => {
    const desk = new Desk();
    expect(desk.act(TRAINER, appeal(), 1)).toBe('NOT_NOW');
    desk.act(INSTALLER, appeal(), 1);
    expect(desk.act(INSTALLER, rule('met'), 1)).toBe('NOT_NOW');
    // An installer who may decide as well does not decide on his own call.
    expect(desk.act({ ...LEAD, appellant: true }, rule('met'), 1)).toBe('NOT_NOW');
    expect(desk.act(INSTALLER, escalate(), 1)).toBe('NOT_NOW');
    desk.act(TRAINER, rule('missed'), 2);
    expect(desk.act(TRAINER, rule('met'), 2)).toBe('NOT_NOW');
    expect(desk.act(TRAINER, escalate(), 2)).toBe('NOT_NOW');
    desk.act(INSTALLER, escalate(), 3);
    expect(desk.act(TRAINER, rule('met'), 4)).toBe('NOT_NOW');
    expect(desk.act(LEAD, rule('met'), 4)).toBeNull();
  });

  it('begins within the days from the import, or from the decision where there is one', () => {
    const desk = new Desk();
    expect(appealableUntil(desk.call, MISSED, 14)).toBe(day(14));
    expect(desk.act(INSTALLER, appeal(), 14.1)).toBe('TOO_LATE');
    desk.act(TRAINER, { kind: 'decide', target: MISSED, ruling: 'missed', why: '' }, 20);
    expect(desk.act(INSTALLER, appeal(), 33.9)).toBeNull();
    desk.act(TRAINER, rule('missed', '确实没说', 3), 34);
    expect(desk.act(INSTALLER, escalate('不同意', 3), 48.1)).toBe('TOO_LATE');
  });

  it('is against something that costs, with a reason, once', () => {
    const desk = new Desk();
    const met: Target = `element:${assessment.elements.find((e) => e.outcome === 'met')!.id}`;
    expect(desk.act(INSTALLER, appeal(met), 1)).toBe('NOT_APPEALABLE');
    expect(desk.act(INSTALLER, appeal('element:none'), 1)).toBe('NO_SUCH_FINDING');
    expect(desk.act(INSTALLER, appeal(MISSED, '  '), 1)).toBe('NO_REASON');
    expect(desk.act(INSTALLER, appeal(HIT), 1)).toBeNull();
    expect(desk.act(INSTALLER, appeal(HIT), 1)).toBe('APPEALED');
    expect(desk.act(TRAINER, { ...rule('met'), target: HIT, ruling: 'excused', why: ' ' } as Act, 1)).toBe('NO_REASON');
    expect(desk.act(TRAINER, { ...rule('met'), target: HIT } as Act, 1)).toBe('NO_SUCH_RULING');
    expect(desk.act(TRAINER, rule('met'), 1)).toBe('NO_SUCH_FINDING');
    expect(desk.act(TRAINER, { ...rule('met', '听了', 99), target: HIT } as Act, 1)).toBe('NO_SUCH_APPEAL');
    expect(desk.act(TRAINER, { ...rule('met'), target: HIT, ruling: 'excused' } as Act, 1)).toBeNull();
  });

  it('is taken back by the installer; the finding is everybody’s again only where nobody had decided', () => {
    const desk = new Desk();
    desk.act(INSTALLER, appeal(), 1);
    const decide: Act = { kind: 'decide', target: MISSED, ruling: 'met', why: '听到了' };
    expect(desk.act(TRAINER, decide, 2)).toBe('APPEALED');
    expect(desk.act(TRAINER, { kind: 'undo', undoes: 2 }, 2)).toBe('APPEALED');
    expect(desk.act(INSTALLER, { kind: 'withdraw', appeal: 2 }, 2)).toBeNull();
    expect(desk.act(TRAINER, decide, 3)).toBeNull();
    expect(desk.act(TRAINER, { kind: 'undo', undoes: 4 }, 3)).toBeNull();
    const again = desk.deeds.length + 2;
    expect(desk.act(INSTALLER, appeal(), 4)).toBeNull();
    desk.act(TRAINER, rule('partial', '一半', again), 5);
    desk.act(INSTALLER, escalate('不同意', again), 6);
    expect(desk.act(INSTALLER, { kind: 'withdraw', appeal: again }, 7)).toBeNull();
    expect([desk.verdict(MISSED), desk.act(TRAINER, decide, 8)]).toEqual(['partial', 'APPEALED']);
  });
});

const TARGETS: readonly Target[] = [MISSED, HIT, 'element:greeting.hello'];
const RULINGS = [...OUTCOMES, 'hit', 'excused'] as const;
const anyMove = fc.record({
  kind: fc.constantFrom(
    ...(['decide', 'undo', 'appeal', 'appeal', 'rule', 'rule', 'escalate', 'escalate', 'withdraw', 'close'] as const),
  ),
  one: fc.nat({ max: 20 }),
  other: fc.nat({ max: 20 }),
  why: fc.constantFrom('因为', '因为', ''),
  /** Names whatever comes, not what is there. */
  wild: fc.constantFrom(false, false, false, true),
});
type Move = typeof anyMove extends fc.Arbitrary<infer T> ? T : never;

function actOf({ kind, one, other, why, wild }: Move, appeals: readonly Appeal[]): Act {
  const there = wild ? undefined : appeals[one % Math.max(1, appeals.length)];
  const target = there?.target ?? TARGETS[one % TARGETS.length]!;
  const legal = wild ? RULINGS : rulingsFor(target);
  const ruling = legal[other % legal.length]!;
  const appeal = there?.seq ?? one;
  switch (kind) {
    case 'decide':
      return { kind, target, ruling, why };
    case 'undo':
      return { kind, undoes: 2 + one };
    case 'appeal':
      return { kind, target: TARGETS[one % TARGETS.length]!, why };
    case 'rule':
      return { kind, appeal, target, ruling, why };
    case 'escalate':
      return { kind, appeal, why };
    case 'withdraw':
      return { kind, appeal };
    case 'close':
      return { kind };
  }
}

const AFTER: Readonly<Record<string, readonly string[]>> = {
  open: ['ruled', 'withdrawn'],
  ruled: ['escalated'],
  escalated: ['final', 'withdrawn'],
  final: [],
  withdrawn: [],
};

describe('whatever people try, in whatever order', () => {
  it('appeals go one way, each step by the one whose turn it is, and their rulings stand', () => {
    const reached = new Set<string>();
    const step = fc.tuple(fc.constantFrom(INSTALLER, TRAINER, LEAD), anyMove, fc.integer({ min: 0, max: 1 }));
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60, size: 'max' }), (steps) => {
        const desk = new Desk();
        let now = 0;
        for (const [actor, move, days] of steps) {
          now += days;
          const before = desk.appeals;
          const act = actOf(move, before);
          const verdicts = new Map(before.map((a) => [a.target, desk.verdict(a.target)]));
          if (desk.act(actor, act, now) !== null) continue;
          const after = desk.appeals;
          for (const [i, was] of before.entries()) {
            const is = after[i]!;
            if (is.state !== was.state) {
              expect(AFTER[was.state]).toContain(is.state);
              if (is.state === 'final') expect(actor).toBe(LEAD);
              else if (is.state === 'ruled') expect([TRAINER, LEAD]).toContain(actor);
              else expect(actor).toBe(INSTALLER);
            }
            // What an appeal has the word on changes by nothing but its ruling.
            const held = was.state !== 'withdrawn' || was.ruling !== null;
            if (held && act.kind !== 'rule') expect(desk.verdict(is.target)).toBe(verdicts.get(is.target));
          }
          const holding = after.filter((a) => a.state !== 'withdrawn' || a.ruling !== null).map((a) => a.target);
          expect(new Set(holding).size).toBe(holding.length);
          for (const a of after) if (a.ruling !== null) expect(desk.verdict(a.target)).toBe(a.ruling);
          for (const a of after) reached.add(a.state);
          const { undone } = currentOf(assessment, rubric, desk.deeds);
          expect(desk.deeds.filter((d) => undone.includes(d.seq) && isAppealAct(d.act))).toEqual([]);
        }
      }),
      { numRuns: 500 },
    );
    expect([...reached].sort()).toEqual(['escalated', 'final', 'open', 'ruled', 'withdrawn']);
  });
});
