import { describe, expect, it } from 'vitest';
import { CueContext } from '../src/match/cue-notation.ts';
import type { Case } from '../src/model/pack.ts';
import { normaliseText } from '../src/normalise/normalise.ts';
import { pack } from './rulebook.ts';

/** Elements of the labelling guide, by script, in its order. */
const ELEMENTS: Readonly<Record<string, readonly string[]>> = {
  greeting: ['hello', 'confirm-customer', 'company', 'staff-id', 'convenience'],
  booking: ['defer', 'purpose', 'check-computer', 'check-network-card', 'time', 'address', 'contact', 'goodbye'],
  reschedule: ['ask-time', 'apologise', 'reason', 'resolve-by', 'propose-time', 'confirm-time', 'goodbye'],
  arrival: ['greet', 'identify', 'staff-id', 'purpose', 'ask-entry', 'thank-entry', 'ask-location'],
  delivery: ['completed', 'invite-trial', 'invite-evaluation'],
  farewell: ['thanks', 'hotline', 'goodbye'],
};
/** What the manual asks for and words cannot show. */
const FOR_REVIEWER = ['booking.wait-hangup'];

/** The appendix, as the manual prints it. */
const PHRASES = [
  '不知道，这事不归我们管。',
  '不知道，你自己去问。',
  '不行、没办法。',
  '不是告诉你了吗，怎么还不明白。',
  '说明书上有，你自己看。',
  '不知道什么时候能搞好，过几天再说。',
  '有意见找我们领导去。',
  '快下班了，明天再说。',
  '我现在没空。',
  '这是公司规定的。',
  '喂，你找谁。',
  '听不到、大声点。',
  '我不是为你一个人服务的。',
  '你去告啊，告哪都行。',
  '我就这态度，你能怎样。',
  '你问我，我问谁。',
  '你有没有搞错。',
  '不想用就别用。',
  '刚才不是跟你说了，怎么又问。',
  '我也没办法啊。',
  '工作界面在这里，其他你自己想办法。',
];

const elements = pack.scripts.flatMap((s) => s.elements);
const byWords = elements.filter((e) => !e.forReviewer);
const written = (c: Case): string => c.turns.map((t) => `${t.role}：${t.text}`).join('/');

describe('the scripts', () => {
  it('have the elements of the labelling guide, and those that a person has to judge', () => {
    expect(pack.scripts.map((s) => s.id)).toEqual(Object.keys(ELEMENTS));
    for (const script of pack.scripts)
      expect(script.elements.filter((e) => !e.forReviewer).map((e) => e.id)).toEqual(
        ELEMENTS[script.id]!.map((id) => `${script.id}.${id}`),
      );
    expect(elements.filter((e) => e.forReviewer).map((e) => e.id)).toEqual(FOR_REVIEWER);
  });

  it.each(elements.map((e) => [e.id, e] as const))('%s cites the manual and says what to say, and why', (_, e) => {
    for (const text of [e.manual, e.source, e.title.zh, e.title.en, e.why.zh, e.why.en])
      expect(text.trim()).not.toBe('');
    expect(e.source).toMatch(/第.部分/);
    expect(e.title.en, 'title-en').not.toBe(e.title.zh);
    expect(e.why.en, 'why-en').not.toBe(e.why.zh);
    if (e.forReviewer) return;
    expect(e.say.zh.trim()).not.toBe('');
    expect(e.say.en, 'say-en').not.toBe(e.say.zh);
    expect(e.parts.length).toBeGreaterThan(0);
  });

  it.each(byWords.map((e) => [e.id, e] as const))('%s has six met and five not-met cases, all different', (_, e) => {
    expect(e.cases.met.length).toBeGreaterThanOrEqual(6);
    expect(e.cases.notMet.length).toBeGreaterThanOrEqual(5);
    const all = [...e.cases.met, ...e.cases.notMet].map(written);
    expect(new Set(all).size).toBe(all.length);
  });

  it.each(
    byWords.filter((e) => Object.keys(e.when).some((q) => !q.startsWith('script.'))).map((e) => [e.id, e] as const),
  )('%s, which waits for an answer, has a case in which it is not asked for', (_, e) => {
    expect(e.cases.notApplicable.length).toBeGreaterThanOrEqual(1);
  });

  it.each(
    byWords.map((e) => [e.id, e] as const),
  )('%s has cases as people speak: dialogues, and no punctuation', (_, e) => {
    const all = [...e.cases.met, ...e.cases.notMet];
    expect(all.some((c) => !c.alone)).toBe(true);
    expect(all.some((c) => c.turns.every((t) => !/[，。？！]/.test(t.text)))).toBe(true);
  });

  it('fill only slots that a work order has', () => {
    const known = /^(customerName|title|service|kind|appointment|address|staffName|staffId|staffPhone|branch)$/;
    for (const e of elements)
      for (const [, slot] of `${e.say.zh}${e.say.en}`.matchAll(/\{(\w+)\}/g)) expect(slot, e.id).toMatch(known);
  });
});

describe('the forbidden phrases', () => {
  it('are the 21 of the appendix, in its words, with its numbers', () => {
    expect(pack.phrases.map((p) => p.no)).toEqual(PHRASES.map((_, i) => i + 1));
    expect(pack.phrases.map((p) => p.phrase)).toEqual(PHRASES);
    expect(new Set(pack.phrases.map((p) => p.id)).size).toBe(21);
  });

  it.each(
    pack.phrases.map((p) => [p.no, p] as const),
  )('%i cites the manual, says why it hurts and what to say', (_, p) => {
    expect(p.source).toContain('附录');
    for (const text of [p.why.zh, p.why.en, p.better.zh, p.better.en]) expect(text.trim()).not.toBe('');
    for (const wording of [p.title, p.why, p.better]) expect(wording.en).not.toBe(wording.zh);
    expect(p.variants.length).toBeGreaterThan(0);
  });

  it.each(
    pack.phrases.map((p) => [p.no, p] as const),
  )('%i has eight flagged and eight clean cases, all different', (_, p) => {
    expect(p.cases.flagged.length).toBeGreaterThanOrEqual(8);
    expect(p.cases.clean.length).toBeGreaterThanOrEqual(8);
    const all = [...p.cases.flagged, ...p.cases.clean].map(written);
    expect(new Set(all).size).toBe(all.length);
  });

  it.each(pack.phrases.map((p) => [p.no, p] as const))('%i has a better wording that breaks no phrase', (_, p) => {
    const better = normaliseText(p.better.zh, pack.lexicon).text;
    for (const other of pack.phrases) expect(better).not.toContain(normaliseText(other.phrase, pack.lexicon).text);
  });
});

describe('the rest of the packs', () => {
  it('name weights, required elements and windows of elements that are there', () => {
    const ids = elements.map((e) => e.id);
    for (const id of [...Object.keys(pack.rubric.weights), ...pack.rubric.required]) expect(ids).toContain(id);
  });

  it('have guards that a phrase uses, or that hold for all', () => {
    const used = new Set(pack.phrases.flatMap((p) => p.guards));
    expect(pack.guards.filter((g) => !g.always && !used.has(g.id)).map((g) => g.id)).toEqual([]);
  });

  it('have no filler that is a word of a forbidden phrase by itself', () => {
    for (const filler of pack.lexicon.fillers)
      for (const p of pack.phrases) expect(p.keep, `${p.no}`).not.toContain(filler);
  });

  it('have pairs of words whose right side is never replaced again', () => {
    const left = Object.keys(pack.lexicon.sameWord);
    // A word that stands for itself keeps longer ones apart (而今天).
    for (const to of Object.values(pack.lexicon.sameWord))
      expect(left.filter((from) => from === to && pack.lexicon.sameWord[from] !== to)).toEqual([]);
  });

  it('use every named cue, and name every cue that is used', () => {
    const context = new CueContext(pack.names, (t) => normaliseText(t, pack.lexicon).text);
    const notations = [
      ...Object.values(pack.names).flat(),
      ...elements.flatMap((e) => e.parts.flatMap((p) => [...p.cues, ...p.unless, ...p.later])),
      ...pack.scripts.flatMap((s) =>
        s.questions.flatMap((q) => q.answers.flatMap((a) => [...a.cues, ...a.unprompted, ...a.unless])),
      ),
      ...pack.guards.flatMap((g) => g.needs.flat()),
      ...pack.phrases.flatMap((p) => p.allow),
    ];
    for (const notation of notations) expect(() => context.parse(notation), notation).not.toThrow();
    // Apologies and offers are asked for by name (hear/compile.ts): a refusal with one is another thing.
    const used = new Set([
      'sorry',
      'offer',
      ...notations.flatMap((n) => [...n.matchAll(/<([^>]+)>/g)].map((m) => m[1]!)),
    ]);
    expect(Object.keys(pack.names).filter((name) => !used.has(name))).toEqual([]);
  });
});
