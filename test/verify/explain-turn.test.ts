import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assess } from '../../src/assess/assess.ts';
import type { Rulebook } from '../../src/hear/compile.ts';
import { PlainNetwork } from '../../src/match/plain-network.ts';
import type { Transcript } from '../../src/model/transcript.ts';
import { normaliseText } from '../../src/normalise/normalise.ts';
import { parsePairs, parsePlain } from '../../src/read/written-text.ts';
import { wordTurn } from '../../src/report/explain-turn.ts';
import { exampleOfCue } from '../../src/verify/cue-example.ts';
import { explainTurn, type TurnExplained } from '../../src/verify/explain-turn.ts';
import { byMeaning, byWords } from '../../src/verify/likeness.ts';
import { WrittenExamples } from '../../src/verify/nearest.ts';
import { weighWords } from '../../src/verify/weigh-words.ts';
import { call, pack, smallModel, smallRulebook } from '../small-model.ts';

const texts = {
  pairs: [
    ...parsePairs('#9\n我现在没空//我现在没空，两点过来行不\n手上还忙着[哪有空理你]等着吧//忙完就来\n', 'w1'),
    ...parsePairs('#7\n有意见找我们领导去//有意见您跟我讲，我转给领导\n', 'w2'),
  ],
  plain: parsePlain('光猫装在客厅\n您现在有空吗\n', 'w1'),
};
const examples = new WrittenExamples(texts, pack.lexicon, byMeaning(smallModel.weights));
const deaf: Rulebook = { ...smallRulebook, ear: null };

function explain(transcript: Transcript, turn: number, rulebook: Rulebook = smallRulebook): TurnExplained {
  const told = explainTurn(rulebook, transcript, assess(rulebook, transcript), turn, examples);
  // Whatever it says, it can be worded in both languages, and every quote stands where it is said to stand.
  for (const lang of ['zh', 'en'] as const)
    for (const width of [40, 100]) {
      const report = { rulebook, lang, width, colour: false, skipped: 0 };
      expect(wordTurn(told, assess(rulebook, transcript), report)).toMatch(/\n$/);
    }
  const quoted = [
    ...told.findings.flatMap(({ reading, violation }) => [violation.evidence, ...(reading?.words ?? [])]),
    ...(told.likeliest?.reading?.words ?? []),
    ...told.elements.flatMap((e) => e.parts.map((p) => p.evidence)),
  ];
  for (const { turn: t, start, end, quote } of quoted) expect(transcript.turns[t]!.text.slice(start, end)).toBe(quote);
  return told;
}

describe('a turn with a violation', () => {
  const homophone = call(['客户：师傅您来一下', '装维：我现在没控，等着吧']);

  it('shows the alignment, what the network reads, the nearest examples', () => {
    const { findings, likeliest, role } = explain(homophone, 1);
    expect(role).toBe('agent');
    expect(likeliest).toBeNull();
    expect(findings).toHaveLength(1);
    const [{ violation, reading, nearest }] = findings as [TurnExplained['findings'][0]];
    expect(violation).toMatchObject({ phrase: 9, kind: 'homophone' });
    expect(violation.alignment.map((s) => s.type)).toContain('same-sound');
    expect(reading).toMatchObject({ phrase: 9 });
    expect(reading!.told).toBeGreaterThan(0.1);
    expect(nearest.forbidden[0]).toMatchObject({ phrase: 9, text: '我现在没空', twin: '我现在没空，两点过来行不' });
    expect(nearest.harmless.length).toBeGreaterThan(0);
    expect(nearest.forbidden.map((e) => e.likeness)).toEqual(
      nearest.forbidden.map((e) => e.likeness).sort((a, b) => b - a),
    );
  });

  it('names the words without which the network would be less sure', () => {
    const { findings } = explain(call(['客户：师傅您来一下', '装维：我现在没空']), 1);
    const { words } = findings[0]!.reading!;
    expect(words.length).toBeGreaterThan(0);
    expect(words.length).toBeLessThanOrEqual(3);
    expect(words[0]!.fall).toBeGreaterThan(0.05);
    expect(words.map((w) => w.fall)).toEqual(words.map((w) => w.fall).sort((a, b) => b - a));
    for (const w of words) expect(w.quote.length).toBeLessThanOrEqual(4);
  });

  it('tells which guard would have excused it, and tells the truth', () => {
    const { findings } = explain(homophone, 1);
    const { guards } = findings[0]!;
    expect(guards.map((g) => g.id)).toEqual(
      smallRulebook.pack.guards.filter((g) => g.always || pack.phrases[8]!.guards.includes(g.id)).map((g) => g.id),
    );
    const quoted = guards.find((g) => g.id === 'quoted')!;
    expect(quoted.state).toBe('would');
    // The words that it names, put where it says, do excuse it.
    const again = call(['客户：师傅您来一下', `装维：${quoted.words}我现在没控，等着吧`]);
    expect(quoted.where).toBe('before');
    expect(assess(smallRulebook, again).violations.filter((v) => v.status === 'hit')).toEqual([]);
    expect(guards.some((g) => g.state === 'excuses')).toBe(false);
  });

  it('works without a model: the alignment, the examples and the guards remain', () => {
    const { findings } = explain(homophone, 1, deaf);
    expect(findings[0]!.reading).toBeNull();
    expect(findings[0]!.violation.alignment.length).toBeGreaterThan(0);
    expect(findings[0]!.nearest.forbidden.length).toBeGreaterThan(0);
  });
});

describe('a turn that was excused', () => {
  it('names the guard', () => {
    const { findings } = explain(call(['客户：你们会说我现在没空吧', '装维：我们不能说“我现在没空”这种话']), 1);
    expect(findings.map((f) => f.violation.status)).toEqual(['excused']);
    const excusing = findings[0]!.guards.filter((g) => g.state === 'excuses').map((g) => g.id);
    expect(excusing).toContain(findings[0]!.violation.excusedBy);
  });
});

describe('a turn in which nothing was found', () => {
  it('shows what it comes nearest to', () => {
    const { findings, likeliest } = explain(call(['客户：师傅您来一下', '装维：我这会儿抽得出空，马上来']), 1);
    expect(findings).toEqual([]);
    expect(likeliest!.reading!.phrase).toBeGreaterThan(0);
    expect(likeliest!.nearest.harmless.length + likeliest!.nearest.forbidden.length).toBeGreaterThan(0);
  });

  it('looks for nothing in the words of the customer', () => {
    const { likeliest, role } = explain(call(['客户：我现在没空', '装维：好的']), 0);
    expect(role).toBe('customer');
    expect(likeliest).toBeNull();
  });

  it.each(['', '。。。', '🙏🙏', '123', 'ok wifi'])('has something to say of %j', (text) => {
    for (const rulebook of [smallRulebook, deaf]) {
      const { findings } = explain(call([`装维：${text}`, '客户：好', '装维：再见']), 0, rulebook);
      expect(findings).toEqual([]);
    }
  });
});

describe('elements', () => {
  it('are told with the parts that were heard and the cue that heard them', () => {
    const { elements } = explain(call(['装维：您好，我是电信公司的装维师傅，来给您装宽带'], ['arrival']), 0);
    expect(elements.map((e) => e.id)).toContain('arrival.greet');
    for (const e of elements) {
      expect(e.parts.length).toBeGreaterThan(0);
      for (const p of e.parts) {
        expect(p.part).toBeLessThanOrEqual(p.of);
        expect(p.cue).not.toBe('');
      }
    }
  });
});

describe('a file with a second call', () => {
  const first = [
    '装维：您好，请问是周女士吗？我是电信公司的，工号3316，跟您约一下装宽带的时间，您方便吗？',
    '客户：是我，方便。',
    '装维：我明天上午九点过来，可以吗？',
    '客户：可以。',
    '装维：好的，谢谢周女士，再见。',
  ];
  const second = ['装维：您好，请问是贺先生吗？我是电信公司的，后天下午三点过来修电视，您看可以吗？', '客户：可以。'];

  it('is explained by what was scored, where one turn runs into the next call as well', () => {
    const both = call([...first, ...second], ['greeting', 'booking']);
    expect(assess(smallRulebook, both).secondCall?.turn).toBe(5);
    for (let turn = 0; turn < first.length; turn += 1)
      expect(explain(both, turn).elements).toEqual(explain(call(first, ['greeting', 'booking']), turn).elements);
    expect(explain(both, 5)).toMatchObject({ together: [4, 5], elements: [] });
  });
});

describe('consecutive turns of one speaker', () => {
  it('are heard as one, and only what lies in the turn is told of it', () => {
    const split = call(['客户：师傅您来一下', '装维：我现在', '装维：没空，等着吧']);
    const told = [1, 2].map((turn) => explain(split, turn));
    expect(told.map((t) => t.together)).toEqual([
      [1, 2],
      [1, 2],
    ]);
    const turns = told.flatMap((t) => t.findings.map((f) => f.violation.evidence.turn === t.turn));
    expect(turns).toEqual([true]);
  });
});

describe('any turn', () => {
  const piece = fc.oneof(
    fc.constantFrom(...pack.phrases.flatMap((p) => [p.phrase, ...p.variants])),
    fc.constantFrom('，', '。', '“', '”', '您好', '对不起', '我帮您问', '🙏', '12', '嗯', '\ud83d'),
  );
  const text = fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join(''));

  it('can be explained, whoever says it and however the speakers are labelled', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(1), text), { minLength: 1, maxLength: 4 }), fc.nat(2), (said, labels) => {
        const turns = said.map(([who, t]) => ({ speaker: ['A', 'B'][labels === 0 ? 0 : who]!, text: t }));
        const roles = [{ A: null }, { A: null, B: null }, { A: 'agent', B: 'customer' }][labels]!;
        const transcript: Transcript = { ...call([]), turns, roles: roles as Transcript['roles'] };
        const assessment = assess(smallRulebook, transcript);
        turns.forEach((_, turn) => {
          const told = explain(transcript, turn);
          const found = assessment.violations.filter((v) => v.evidence.turn === turn);
          expect(told.findings.map((f) => f.violation)).toEqual(found);
        });
      }),
      { numRuns: 12 },
    );
  });
});

describe('likeness', () => {
  const utterance = (text: string) => normaliseText(text, pack.lexicon);
  const others = ['我现在没空', '现在没空呢我', '您好', ''].map(utterance);

  it.each([
    ['words', byWords],
    ['meaning', byMeaning(smallModel.weights)],
  ] as const)('by %s is 1 for the same text, 0 for nothing in common, and never outside', (_, likeness) => {
    const told = likeness(others)(utterance('我现在没空'));
    expect(told[0]).toBeCloseTo(1, 5);
    expect(told[0]).toBeGreaterThan(told[1]!);
    expect(told[1]).toBeGreaterThan(told[2]!);
    for (const value of told) {
      expect(value).toBeGreaterThanOrEqual(0);
      expect(value).toBeLessThanOrEqual(1.00001);
    }
  });
});

describe('weighing words', () => {
  it('names no more than three groups, none overlapping, and none where nothing weighs', () => {
    const model = new PlainNetwork(smallModel.weights);
    const utterance = normaliseText('你问我我问谁，有意见找我们领导去，我现在没空', pack.lexicon);
    for (const p of pack.phrases) {
      const found = weighWords(model, utterance, null, 0, utterance.text.length, p.no);
      expect(found.length).toBeLessThanOrEqual(3);
      found.forEach((a, i) => {
        expect(a.end - a.start).toBeGreaterThanOrEqual(2);
        expect(a.end - a.start).toBeLessThanOrEqual(4);
        for (const b of found.slice(i + 1)) expect(a.end <= b.start || b.end <= a.start).toBe(true);
      });
    }
    const nothing = normaliseText('天气', pack.lexicon);
    expect(weighWords(model, nothing, null, 0, 2, 9)).toEqual([]);
  });
});

describe('examples of cues', () => {
  it('are heard by the cue itself, for every guard of the pack', () => {
    const { context } = smallRulebook.cues;
    for (const notation of smallRulebook.pack.guards.flatMap((g) => g.needs.flat()))
      expect(exampleOfCue(context, notation)).not.toBe('');
    expect(exampleOfCue(context, '(我们|我)?帮你…(问|查)+$')).toBe('帮你问');
  });
});
