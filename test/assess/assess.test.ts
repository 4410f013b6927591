import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assess } from '../../src/assess/assess.ts';
import type { Assessment } from '../../src/model/assessment.ts';
import type { Evidence, Transcript } from '../../src/model/transcript.ts';
import { rulebook } from '../rulebook.ts';
import { dialogue, transcripts } from '../speech.ts';

const RUNS = { numRuns: 150 };

const evidences = (a: Assessment): Evidence[] =>
  [
    ...a.elements.flatMap((e) => e.evidence),
    ...a.violations.map((v) => v.evidence),
    ...a.slots.map((s) => s.evidence),
    ...a.decisions.map((d) => d.evidence),
  ].filter((e) => e !== null);

/** What cuts back: the span lies in its turn, is not empty, and its text is the quote. */
function expectToCutBack(transcript: Transcript, { turn, start, end, quote }: Evidence): void {
  expect(transcript.turns[turn], `turn ${turn}`).toBeDefined();
  expect(start).toBeGreaterThanOrEqual(0);
  expect(end).toBeGreaterThan(start);
  expect(end).toBeLessThanOrEqual(transcript.turns[turn]!.text.length);
  expect(transcript.turns[turn]!.text.slice(start, end)).toBe(quote);
}

describe('assess, whatever the transcript', () => {
  it('cuts every piece of evidence back to its quote', () => {
    fc.assert(
      fc.property(transcripts, (transcript) => {
        for (const e of evidences(assess(rulebook, transcript))) expectToCutBack(transcript, e);
      }),
      RUNS,
    );
  });

  it('takes the agent’s words for elements and violations, and never the customer’s', () => {
    fc.assert(
      fc.property(transcripts, (transcript) => {
        // One voice for two people has words of both: there the label's role says nothing of a turn's.
        fc.pre(!Object.values(transcript.roles).includes(null));
        const a = assess(rulebook, transcript);
        const roleOf = (turn: number) => a.roles.assigned[transcript.turns[turn]!.speaker];
        for (const e of a.elements.flatMap((x) => x.evidence)) expect(roleOf(e.turn)).toBe('agent');
        for (const v of a.violations) expect(roleOf(v.evidence.turn)).toBe('agent');
      }),
      RUNS,
    );
  });

  it('gives a percentage between 0 and 100 or none, probabilities between 0 and 1', () => {
    fc.assert(
      fc.property(transcripts, (transcript) => {
        const a = assess(rulebook, transcript);
        const { percent, earned, possible, deducted } = a.score;
        if (percent !== null) {
          expect(percent).toBeGreaterThanOrEqual(0);
          expect(percent).toBeLessThanOrEqual(100);
        }
        expect(a.score.passed === null).toBe(percent === null);
        expect(earned).toBeLessThanOrEqual(possible);
        expect(deducted).toBeLessThanOrEqual(rulebook.pack.rubric.maxDeduction);
        const probabilities = [
          a.roles.confidence,
          ...a.elements.map((e) => e.confidence),
          ...a.violations.map((v) => v.confidence),
          ...a.violations.map((v) => v.similarity),
        ];
        for (const p of probabilities) {
          expect(p).toBeGreaterThanOrEqual(0);
          expect(p).toBeLessThanOrEqual(1);
        }
      }),
      RUNS,
    );
  });

  it('gives the same bytes for the same input, and leaves the input as it is', () => {
    fc.assert(
      fc.property(transcripts, (transcript) => {
        const before = JSON.stringify(transcript);
        const first = JSON.stringify(assess(rulebook, transcript));
        expect(JSON.stringify(assess(rulebook, structuredClone(transcript)))).toBe(first);
        expect(JSON.stringify(transcript)).toBe(before);
        expect(JSON.stringify(JSON.parse(first))).toBe(first);
      }),
      RUNS,
    );
  });

  it('lists the elements of the scripts that were asked for, once each, in the packs’ order', () => {
    fc.assert(
      fc.property(transcripts, (transcript) => {
        const a = assess(rulebook, transcript);
        const scripts = rulebook.pack.scripts.filter((s) => a.scripts.includes(s.id));
        if (transcript.scripts) expect([...a.scripts].sort()).toEqual([...transcript.scripts].sort());
        expect(a.elements.map((e) => e.id)).toEqual(scripts.flatMap((s) => s.elements.map((e) => e.id)));
      }),
      RUNS,
    );
  });

  it('tells for each outcome what belongs to it', () => {
    fc.assert(
      fc.property(transcripts, (transcript) => {
        const a = assess(rulebook, transcript);
        for (const e of a.elements) {
          const lacks = e.outcome === 'missed' || e.outcome === 'partial';
          expect(e.belongsAfter !== null, e.id).toBe(lacks);
          expect(e.say !== null, e.id).toBe(lacks);
          if (lacks) {
            expect(e.belongsAfter).toBeGreaterThanOrEqual(-1);
            expect(e.belongsAfter).toBeLessThan(Math.max(1, transcript.turns.length));
          }
          expect(e.evidence.length > 0, e.id).toBe(e.outcome === 'met' || e.outcome === 'partial');
          if (e.outcome === 'not-applicable') expect(e.because.length, e.id).toBeGreaterThan(0);
        }
        for (const v of a.violations) expect(v.excusedBy !== null).toBe(v.status === 'excused');
        for (const s of a.slots) expect(s.evidence === null).toBe(s.state === 'unspoken');
      }),
      RUNS,
    );
  });

  it('finds no two violations in one stretch of speech', () => {
    fc.assert(
      fc.property(transcripts, (transcript) => {
        const { violations } = assess(rulebook, transcript);
        for (const [i, a] of violations.entries())
          for (const b of violations.slice(i + 1))
            if (a.evidence.turn === b.evidence.turn)
              expect(a.evidence.end <= b.evidence.start || b.evidence.end <= a.evidence.start).toBe(true);
      }),
      RUNS,
    );
  });

  it('reads every alignment back to the wording and to the words said', () => {
    fc.assert(
      fc.property(transcripts, (transcript) => {
        for (const v of assess(rulebook, transcript).violations) {
          if (v.kind === 'paraphrase') continue;
          expect(v.alignment.length).toBeGreaterThan(0);
          for (const step of v.alignment) {
            if (step.type === 'dropped') expect(step.said).toBe('');
            else expect(step.said).not.toBe('');
            if (step.type === 'added' || step.type === 'filler') expect(step.wanted).toBe('');
            if (step.type === 'same') expect(step.said).toBe(step.wanted);
          }
        }
      }),
      RUNS,
    );
  });

  it('does not change the findings when somebody else says something harmless at the end', () => {
    fc.assert(
      fc.property(transcripts, (transcript) => {
        fc.pre(!Object.values(transcript.roles).includes(null));
        const before = assess(rulebook, transcript).violations;
        const turns = [...transcript.turns, { speaker: '旁观', text: '今天天气蛮好' }];
        const roles = { ...transcript.roles, 旁观: 'other' as const };
        expect(assess(rulebook, { ...transcript, turns, roles }).violations).toEqual(before);
      }),
      { numRuns: 60 },
    );
  });
});

describe('assess', () => {
  it('copes with a call of one empty turn, and with none', () => {
    for (const turns of [[], [{ speaker: 'agent', text: '' }]]) {
      const a = assess(rulebook, { ...dialogue([], ['greeting']), turns, roles: { agent: 'agent' } });
      expect(a.violations).toEqual([]);
      expect(a.elements.every((e) => e.outcome === 'missed')).toBe(true);
      expect(a.score.percent).toBe(0);
    }
  });

  it('has no percentage where no script applies and nothing was broken', () => {
    const { score } = assess(rulebook, dialogue(['装维：线路我重新接过了']));
    expect(score).toMatchObject({ percent: null, passed: null, earned: 0, possible: 0, deducted: 0 });
  });

  it('judges by no script when the scripts are empty, and still hears forbidden phrases', () => {
    const a = assess(rulebook, dialogue(['客户：师傅，你什么时候来', '装维：我现在没空']));
    expect(a.scripts).toEqual([]);
    expect(a.elements).toEqual([]);
    expect(a.violations).toMatchObject([{ phrase: 9, status: 'hit', kind: 'exact', evidence: { turn: 1 } }]);
  });

  it('hears a phrase that recognition split over two turns of one speaker, once', () => {
    const a = assess(rulebook, dialogue(['客户：话费怎么多了', '装维：不知道这事', '装维：不归我们管']));
    expect(a.violations).toMatchObject([{ phrase: 1, status: 'hit' }]);
  });

  it('does not join what two turns of the agent say with the customer between', () => {
    const a = assess(rulebook, dialogue(['装维：这事不', '客户：你讲', '装维：归我们管理处的人来修']));
    expect(a.violations.filter((v) => v.status === 'hit')).toEqual([]);
  });

  it('hears nothing in half a sentence that says nothing', () => {
    for (const line of ['我现在', '您现在', '这个是', '那我就', '你那个', '不是的'])
      expect(
        assess(rulebook, dialogue([`装维：${line}`])).violations.filter((v) => v.status === 'hit'),
        line,
      ).toEqual([]);
  });

  it('never counts what the customer or a third person says', () => {
    const a = assess(rulebook, dialogue(['客户：我现在没空', '旁人：你去告啊，告哪都行', '装维：那我晚点再来']));
    expect(a.violations).toEqual([]);
  });

  it('blames nobody when it is not clear who the installer is', () => {
    const turns = [
      { speaker: 'A', text: '我现在没空' },
      { speaker: 'B', text: '好' },
    ];
    const a = assess(rulebook, { ...dialogue([]), turns, roles: { A: null, B: null } });
    expect(a.roles.inferred).toBe(true);
    if (a.roles.confidence < 0.8) expect(a.violations.filter((v) => v.status === 'hit')).toEqual([]);
  });

  it('tells the roles of voices from what they say', () => {
    const lines: [string, string][] = [
      ['B', '喂'],
      ['A', '您好，请问是王先生吗？我是电信公司的装维，工号1087'],
      ['B', '是的'],
      ['A', '请问您现在讲话方便吗'],
      ['B', '方便，你说'],
      ['A', '您办的宽带装机，明天上午九点我上门，您看可以吗'],
    ];
    const turns = lines.map(([speaker, text]) => ({ speaker, text }));
    const a = assess(rulebook, { ...dialogue([], null), turns, roles: { A: null, B: null } });
    expect(a.roles).toMatchObject({ inferred: true, assigned: { A: 'agent', B: 'customer' } });
    expect(a.scripts).toContain('greeting');
    expect(a.roles.confidence).toBeGreaterThan(0.5);
  });

  /** Seconds of the processor: what else runs on the machine does not count. */
  const secondsOf = (work: () => void): number => {
    const before = process.cpuUsage();
    work();
    return process.cpuUsage(before).user / 1e6;
  };

  it('scores a long call in little time', () => {
    const lines = Array.from({ length: 2_000 }, (_, i) =>
      i % 2 === 0 ? `装维：您好，我现在就把第${i}根线接好，您看可以吗` : '客户：好的，没问题，你弄吧',
    );
    expect(secondsOf(() => assess(rulebook, dialogue(lines, ['greeting', 'booking'])))).toBeLessThan(6);
  });

  it('takes twice the time for twice the words, also in one endless turn', () => {
    const talk = (times: number) =>
      dialogue([`装维：${'我们把线接好了，我现在没空不知道这事不归我们管，'.repeat(times)}`], ['booking']);
    assess(rulebook, talk(50));
    const once = secondsOf(() => assess(rulebook, talk(250)));
    const fourTimes = secondsOf(() => assess(rulebook, talk(1_000)));
    expect(fourTimes).toBeLessThan(once * 8 + 1);
    expect(fourTimes).toBeLessThan(20);
  });

  it('hears no time in 猴年马月, and no consent in 对不起', () => {
    const time = (lines: readonly string[]) =>
      assess(rulebook, dialogue(lines, ['greeting', 'booking'])).elements.find((e) => e.id === 'booking.time')!;
    expect(time(['装维：等到猴年马月的事我不管', '客户：啊？'])).toMatchObject({ outcome: 'missed', evidence: [] });
    const asked = ['装维：十二号上午我过来行不', '客户：我问下屋里人', '装维：对不起，我没听清'];
    expect(time(asked)).toMatchObject({ outcome: 'partial', evidence: [{ turn: 0 }] });
  });

  it('finds the core of a phrase that recognition split in the middle', () => {
    const { violations } = assess(rulebook, dialogue(['装维：不知道这事', '装维：不归我们管']));
    expect(violations).toMatchObject([{ phrase: 1, evidence: { turn: 1, quote: '不归我们管' } }]);
  });
});
