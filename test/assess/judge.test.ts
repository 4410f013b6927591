import { describe, expect, it } from 'vitest';
import { assess, compilePack, type Outcome, parsePack, type Rulebook } from '../../src/index.ts';
import type { WorkOrder } from '../../src/model/transcript.ts';
import { wordProblem } from '../../src/report/problems.ts';
import { dialogue } from '../speech.ts';

/** A rulebook of one script, `shop`, with these questions and elements, and no forbidden phrase. */
function rulebookOf(body: string): Rulebook {
  const script = `format: 1\nid: shop\ntitle: 店\nsource: 规程\n${body}`;
  const rubric =
    'format: 1\nrubric: { pass-mark: 80, partial-share: 0.5, deductions: { minor: 5, major: 10, critical: 20 }, max-deduction: 60 }';
  const words = 'format: 1\nfillers: [那个]\nparticles: [啊]\nsame-word: { 您: 你, 晓得: 知道 }';
  const { value: pack, problems } = parsePack([script, rubric, words].map((text, i) => ({ file: `${i}.yaml`, text })));
  const compiled = pack ? compilePack(pack) : null;
  if (!compiled?.value)
    throw new Error([...problems, ...(compiled?.problems ?? [])].map((p) => wordProblem(p, 'en')).join('\n'));
  return compiled.value;
}

const element = (id: string, more: string): string =>
  `  - { id: shop.${id}, no: 1, title: ${id}, source: 规程, manual: 规程, say: "说{customerName}${id}", why: 因为, ${more} }\n`;

function outcomes(rulebook: Rulebook, lines: readonly string[], workOrder: WorkOrder | null = null): Outcome[] {
  const transcript = { ...dialogue(lines, ['shop']), workOrder };
  return assess(rulebook, transcript).elements.map((e) => e.outcome);
}

describe('an answer that is heard until another question is answered', () => {
  const rulebook = rulebookOf(
    `questions:
  - { id: fault, title: 谁, from: agent, answers: { shop: { cues: [没货], until: { suits: "no" } }, guest: [你改] }, if-unheard: guest }
  - { id: suits, title: 行吗, from: customer, answers: { "no": [不行] }, if-unheard: "yes" }
elements:
${element('sorry', 'when: { fault: shop }, parts: [[抱歉]]')}`,
  );

  it('counts before those words, and no more after them', () => {
    expect(outcomes(rulebook, ['装维：明天没货', '客户：后天不行'])).toEqual(['missed']);
    expect(outcomes(rulebook, ['装维：明天来', '客户：明天不行', '装维：后天没货'])).toEqual(['not-applicable']);
    expect(outcomes(rulebook, ['装维：明天没货', '客户：好'])).toEqual(['missed']);
  });

  it('names questions and answers that are there', () => {
    const wrong = (until: string) => () =>
      rulebookOf(
        `questions:\n  - { id: fault, title: 谁, answers: { shop: { cues: [没货], until: ${until} } }, if-unheard: shop }\nelements:\n${element('x', 'parts: [[抱歉]]')}`,
      );
    expect(wrong('{ suit: "no" }')).toThrow('suit');
    expect(wrong('{ fault: other }')).toThrow('other');
  });
});

describe('parts', () => {
  it('all heard: met; some: partial; none: missed', () => {
    const rulebook = rulebookOf(`elements:\n${element('sorry', 'parts: [[抱歉, 对不起], [稍后联系]]')}`);
    expect(outcomes(rulebook, ['装维：抱歉，我稍后联系您'])).toEqual(['met']);
    expect(outcomes(rulebook, ['装维：抱歉', '客户：嗯', '装维：稍后联系'])).toEqual(['met']);
    expect(outcomes(rulebook, ['装维：对不起'])).toEqual(['partial']);
    expect(outcomes(rulebook, ['装维：好'])).toEqual(['missed']);
    expect(outcomes(rulebook, ['客户：抱歉，稍后联系', '装维：好'])).toEqual(['missed']);
  });

  it('unless takes a cue back where it overlaps', () => {
    const rulebook = rulebookOf(
      `elements:\n${element('thanks', 'parts: [{ cues: [谢谢], unless: [不用谢谢, 谢谢你的水] }]')}`,
    );
    expect(outcomes(rulebook, ['装维：谢谢您'])).toEqual(['met']);
    expect(outcomes(rulebook, ['装维：不用谢谢'])).toEqual(['missed']);
    expect(outcomes(rulebook, ['装维：谢谢您的水'])).toEqual(['missed']);
    expect(outcomes(rulebook, ['装维：谢谢您的水，那谢谢您'])).toEqual(['met']);
  });

  it('first and last count the agent’s own utterances', () => {
    const rulebook = rulebookOf(
      `elements:\n${element('hello', 'parts: [{ cues: [你好], first: 2 }]')}${element('bye', 'parts: [{ cues: [再见], last: 1 }]')}`,
    );
    expect(outcomes(rulebook, ['客户：喂', '装维：喂', '客户：哪位', '装维：您好', '客户：嗯', '装维：再见'])).toEqual([
      'met',
      'met',
    ]);
    expect(
      outcomes(rulebook, [
        '装维：喂',
        '客户：嗯',
        '装维：是',
        '客户：嗯',
        '装维：您好',
        '客户：嗯',
        '装维：再见',
        '客户：嗯',
        '装维：挂了',
      ]),
    ).toEqual(['missed', 'missed']);
  });

  it('after counts from an element’s or a question’s evidence', () => {
    const rulebook = rulebookOf(
      `questions:\n  - { id: time, title: 时间, answers: { given: [三点] }, if-unheard: none }\nelements:\n${element('ask', 'parts: [[几点方便]]')}${element('repeat', 'parts: [{ cues: [三点], after: time, turns: 1 }]')}`,
    );
    expect(outcomes(rulebook, ['装维：几点方便', '客户：三点', '装维：好，三点'])).toEqual(['met', 'met']);
    expect(outcomes(rulebook, ['装维：三点我有事，几点方便', '客户：三点', '装维：好'])).toEqual(['met', 'missed']);
    expect(outcomes(rulebook, ['装维：几点方便', '客户：三点', '装维：好', '客户：嗯', '装维：三点'])).toEqual([
      'met',
      'missed',
    ]);
  });

  it('later counts only in an utterance after the part before', () => {
    const rulebook = rulebookOf(
      `elements:\n${element('time', 'parts: [[三点], { cues: [三点准时到], later: [记下了] }]')}`,
    );
    expect(outcomes(rulebook, ['装维：三点行吗', '客户：行', '装维：好，记下了'])).toEqual(['met']);
    expect(outcomes(rulebook, ['装维：记下了，三点行吗', '客户：行'])).toEqual(['partial']);
  });

  it('slots: the order’s value in any form counts', () => {
    const rulebook = rulebookOf(`elements:\n${element('staff-id', 'parts: [{ cues: [我的工号], slots: [staffId] }]')}`);
    expect(outcomes(rulebook, ['装维：工号幺零八七'], { staffId: '1087' })).toEqual(['met']);
    expect(outcomes(rulebook, ['装维：工号幺零八七'])).toEqual(['missed']);
    expect(outcomes(rulebook, ['客户：工号幺零八七'], { staffId: '1087' })).toEqual(['missed']);
  });
});

describe('conditions', () => {
  const body = `questions:
  - id: ready
    title: 准备好了吗
    asked-by: shop.ask
    replies: 1
    answers:
      "no": { cues: [没有], unprompted: [还没准备], unless: [没有问题] }
      "yes": [好了]
    if-unheard: "yes"
elements:
${element('ask', 'parts: [[准备好了吗]]')}${element('wait', 'when: { ready: "no" }, parts: [[等你]]')}${element('start', 'when: { ready: "yes" }, parts: [[开始装]]')}`;
  const rulebook = rulebookOf(body);

  it.each<[string, string[], Outcome[], string, boolean]>([
    [
      'a reply decides',
      ['装维：准备好了吗', '客户：没有', '装维：等您'],
      ['met', 'met', 'not-applicable'],
      'no',
      false,
    ],
    ['nothing heard: the default, said as assumed', ['装维：开始装'], ['missed', 'not-applicable', 'met'], 'yes', true],
    [
      'what is not asked is heard only where it is plain',
      ['客户：没有', '装维：开始装'],
      ['missed', 'not-applicable', 'met'],
      'yes',
      true,
    ],
    [
      'unprompted, because it is plain',
      ['客户：还没准备', '装维：等您'],
      ['missed', 'met', 'not-applicable'],
      'no',
      false,
    ],
    [
      'unless takes it back',
      ['装维：准备好了吗', '客户：没有问题，好了', '装维：开始装'],
      ['met', 'not-applicable', 'met'],
      'yes',
      false,
    ],
    [
      'only so many replies count',
      ['装维：准备好了吗', '客户：啊', '装维：嗯', '客户：没有', '装维：开始装'],
      ['met', 'not-applicable', 'met'],
      'yes',
      true,
    ],
    [
      'the agent’s own words do not answer',
      ['装维：准备好了吗，没有吧', '客户：嗯', '装维：开始装'],
      ['met', 'not-applicable', 'met'],
      'yes',
      true,
    ],
  ])('%s', (_, lines, expected, answer, assumed) => {
    const assessment = assess(rulebook, dialogue(lines, ['shop']));
    expect(assessment.elements.map((e) => e.outcome)).toEqual(expected);
    expect(assessment.decisions).toMatchObject([{ question: 'ready', answer, assumed }]);
    const na = assessment.elements.find((e) => e.outcome === 'not-applicable')!;
    expect(na.because).toMatchObject([{ question: 'ready', answer, assumed }]);
  });

  it('the work order settles a question before anything is heard', () => {
    const settled = rulebookOf(`questions:
  - { id: kind, title: 类型, order-field: kind, answers: { repair: { cues: [修], order: [修] }, setup: { cues: [装], order: [装] } }, if-unheard: setup }
elements:
${element('fault', 'when: { kind: repair }, parts: [[什么故障]]')}`);
    expect(outcomes(settled, ['装维：来装网'], { kind: '维修' })).toEqual(['missed']);
    expect(outcomes(settled, ['装维：来修网', '客户：修吧'], { kind: '装机' })).toEqual(['not-applicable']);
    expect(outcomes(settled, ['装维：好', '客户：来修网'])).toEqual(['missed']);
  });
});

describe('what is missed', () => {
  const rulebook = rulebookOf(
    `elements:\n${element('hello', 'parts: [[你好]]')}${element('name', 'parts: [[我叫]]')}${element('bye', 'parts: [[再见]]')}`,
  );

  it('has its place after what was said before it, and its sentence filled from the order', () => {
    const lines = ['装维：您好', '客户：嗯', '装维：再见'];
    const a = assess(rulebook, { ...dialogue(lines, ['shop']), workOrder: { customerName: '王建国' } });
    expect(a.elements[1]).toMatchObject({ outcome: 'missed', belongsAfter: 0, say: '说王建国name' });
  });

  it('belongs at the very beginning where nothing comes before it', () => {
    const { elements } = assess(rulebook, dialogue(['客户：喂', '装维：我叫李强'], ['shop']));
    expect(elements[0]).toMatchObject({ outcome: 'missed', belongsAfter: -1 });
  });

  it('is late where what should follow was said before', () => {
    const lines = ['装维：我叫李强', '客户：嗯', '装维：再见', '客户：嗯', '装维：您好'];
    expect(assess(rulebook, dialogue(lines, ['shop'])).elements[0]).toMatchObject({ outcome: 'met', late: true });
  });
});
