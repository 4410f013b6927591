import fc from 'fast-check';
import type { Role, Transcript } from '../src/model/transcript.ts';
import { loadRulebook, type Rulebook } from '../src/node.ts';
import { wordProblem } from '../src/report/problems.ts';

const { value, problems } = await loadRulebook({ withCases: true, withModel: false });
if (!value) throw new Error(problems.map((p) => wordProblem(p, 'en')).join('\n'));

/** The project's own packs without the ear for meaning: for what depends on no model. */
export const rulebook: Rulebook = value;

const ROLES: Readonly<Record<string, Role>> = { 装维: 'agent', 客户: 'customer', 同事: 'other', 家属: 'other' };

/** A booking in which neither voice is named. */
export const BOOKING = [
  'A：喂您好，请问是王先生吗？我是电信公司的，工号1087。',
  'B：我是，你讲。',
  'A：您办的宽带装机，我明天上午过来给您装，您看可以吗？',
  'B：可以，要不要另外交钱？',
  'A：不要钱。您要是有变化打我这个电话。',
  'B：好。',
];

/** A transcript of lines `装维：…`, `客户：…`; labels that name nobody (`A：…`) are left to the words. */
export function call(lines: readonly string[], more: Partial<Transcript> = {}): Transcript {
  const turns = lines.map((line) => ({
    speaker: line.slice(0, line.indexOf('：')),
    text: line.slice(line.indexOf('：') + 1),
  }));
  return {
    id: 'call',
    source: 'call.txt',
    scripts: null,
    workOrder: null,
    turns,
    roles: Object.fromEntries(turns.map((t) => [t.speaker, ROLES[t.speaker] ?? null])),
    ...more,
  };
}

const cases = rulebook.pack.scripts.flatMap((s) =>
  s.elements.flatMap((e) => [...e.cases.met, ...e.cases.notMet].flatMap((c) => c.turns.map((t) => t.text))),
);
const phrases = rulebook.pack.phrases.flatMap((p) => [p.phrase, ...p.variants]);

/** Calls of any mixture of what people say, and of what no one says, by labels that name roles or do not. */
export const calls: fc.Arbitrary<Transcript> = fc
  .array(
    fc.record({
      label: fc.constantFrom('装维', '客户', '家属', 'A', 'B', '?', '__proto__'),
      text: fc.oneof(
        fc.constantFrom(...cases),
        fc.constantFrom(...phrases),
        fc.string({ unit: 'binary', maxLength: 8 }),
      ),
    }),
    { maxLength: 16 },
  )
  .map((said) => call(said.map(({ label, text }) => `${label}：${text}`)));
