import fc from 'fast-check';
import type { Role, Transcript, Turn, WorkOrder } from '../src/model/transcript.ts';
import { pack } from './rulebook.ts';

/** Stretches of speech from which arbitrary transcripts are mixed: rules' own words and whatever else stands in a transcript. */
const phrases = pack.phrases.flatMap((p) => [p.phrase, ...p.variants]);
const cases = pack.scripts.flatMap((s) =>
  s.elements.flatMap((e) => [...e.cases.met, ...e.cases.notMet].flatMap((c) => c.turns.map((t) => t.text))),
);
const TRADITIONAL = [
  '這件事不歸我們管',
  '請問您現在講話方便嗎',
  '我現在沒空',
  '謝謝您，再見！',
  '電信公司裝維',
  '聽不到，大聲點',
];
const ODD = [
  '🙏',
  '👨‍👩‍👧',
  '\u{20000}',
  '\ud83d',
  '\u200b',
  '\u202e',
  '\u0000',
  '\x1b[31m',
  'ＡＢＣ１２３',
  'wifi',
  '①',
  '\n',
  '\t',
  '　',
  '10.5',
  '13307310000',
  'ｏｋ',
  '幺〇',
  '﹏',
];
const PUNCTUATION = [...'，。？！、；：…“”「」"\'（）-—~～.,?!:'];

/** A stretch said with a stammer: its first characters again, or one of them twice or three times. */
const stammered = (text: string, at: number, times: number): string => {
  const i = at % Math.max(1, text.length);
  return text.slice(0, i) + (text[i] ?? '').repeat(times) + text.slice(i);
};

const stretch = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...phrases) },
  { weight: 4, arbitrary: fc.constantFrom(...cases) },
  { weight: 2, arbitrary: fc.constantFrom(...pack.lexicon.fillers, ...pack.lexicon.particles) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(...Object.keys(pack.lexicon.sameWord), ...Object.values(pack.lexicon.sameWord)),
  },
  { weight: 1, arbitrary: fc.constantFrom(...TRADITIONAL) },
  { weight: 2, arbitrary: fc.constantFrom(...ODD, ...PUNCTUATION) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 6 }) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.constantFrom(...phrases, ...cases), fc.nat(12), fc.integer({ min: 2, max: 4 }))
      .map(([text, at, times]) => stammered(text, at, times)),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom(...phrases, ...cases), fc.nat(20), fc.nat(20))
      .map(([text, a, b]) => text.slice(Math.min(a, b), Math.max(a, b))),
  },
);

/** What somebody may be written down to have said: any mixture, empty as well. */
export const speech: fc.Arbitrary<string> = fc.array(stretch, { maxLength: 7 }).map((parts) => parts.join(''));

/** Turns of agent and customer, and of voices that the labels do not tell. */
const turn = (labels: readonly string[]): fc.Arbitrary<Turn> =>
  fc.record({ speaker: fc.constantFrom(...labels), text: speech });

const ROLE_SETS: readonly Readonly<Record<string, Role | null>>[] = [
  { agent: 'agent', customer: 'customer' },
  { 装维: 'agent', 客户: 'customer', 旁人: 'other' },
  { A: null, B: null },
  { 老王: null, 客户: 'customer' },
];

const order: fc.Arbitrary<WorkOrder | null> = fc.option(
  fc.record(
    {
      customerName: fc.constantFrom('王建国', '向芸', '欧阳娜', '', '？'),
      title: fc.constantFrom('先生', '女士'),
      service: fc.constantFrom(['宽带'], ['电视', '电话'], []),
      kind: fc.constantFrom('装机', '移机', '维修', '??'),
      appointment: fc.constantFrom('6月12日上午', '2024-06-12 14:00', '周三下午', '随便'),
      address: fc.constantFrom('芙蓉区解放中路12号3栋2单元501号', '塘边上', '3-2-501', ''),
      staffName: fc.constantFrom('李强', '谭志勇'),
      staffId: fc.constantFrom('1087', 'A-07', '20416'),
      staffPhone: fc.constantFrom('13307310000', '0731-88881234', 'x'),
      branch: fc.constant('长沙分公司'),
    },
    { requiredKeys: [] },
  ),
  { nil: null },
);

/** Arbitrary transcripts: hostile as text, sound as values. */
export const transcripts: fc.Arbitrary<Transcript> = fc.constantFrom(...ROLE_SETS).chain((roles) =>
  fc.record({
    id: fc.constant('any'),
    source: fc.constant('any.json'),
    scripts: fc.oneof(fc.constant(null), fc.subarray(pack.scripts.map((s) => s.id))),
    workOrder: order,
    turns: fc.array(turn(Object.keys(roles)), { maxLength: 14 }),
    roles: fc.constant(roles),
  }),
);

/** A transcript of turns written as `装维：…`, `客户：…`, `旁人：…`. */
export function dialogue(lines: readonly string[], scripts: readonly string[] | null = []): Transcript {
  const turns = lines.map((line) => ({ speaker: line.slice(0, 2), text: line.slice(3) }));
  return {
    id: 'dialogue',
    source: 'dialogue',
    scripts,
    workOrder: null,
    turns,
    roles: { 装维: 'agent', 客户: 'customer', 旁人: 'other' },
  };
}
