import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assess } from '../../src/assess/assess.ts';
import { soundClassOf } from '../../src/normalise/characters.ts';
import { REPORTERS } from '../../src/report/index.ts';
import { Corruptor } from '../../src/verify/corruptions.ts';
import { fragilityOf } from '../../src/verify/fragility.ts';
import { seeded } from '../../src/verify/intervals.ts';
import { call, pack, smallRulebook } from '../small-model.ts';

const rude = call(
  [
    '装维：您好，我是电信公司的装维师傅小王，来给您装宽带。',
    '客户：你来得正好，我家网也慢，顺便帮我看看。',
    '装维：不知道，这事不归我们管。',
    '客户：那我找谁？',
    '装维：你问我，我问谁。要投诉你打电话去吧，我现在没空。',
  ],
  ['arrival'],
);
const assessment = assess(smallRulebook, rude);
const run = (runs: number, seed = 1) => fragilityOf(smallRulebook, rude, assessment, { runs, seed });

describe('corruptions', () => {
  const corruptor = new Corruptor(rude, pack);

  it('are the same for the same seed, and others for another', () => {
    expect(corruptor.corrupt(seeded(5))).toEqual(corruptor.corrupt(seeded(5)));
    const copies = Array.from({ length: 20 }, (_, i) => JSON.stringify(corruptor.corrupt(seeded(i)).transcript.turns));
    expect(new Set(copies).size).toBeGreaterThan(10);
  });

  it('keep speakers and the order, and every piece knows its turn', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const { transcript, turnOf } = corruptor.corrupt(seeded(seed));
        expect(turnOf).toHaveLength(transcript.turns.length);
        expect([...turnOf].sort((a, b) => a - b)).toEqual(turnOf);
        expect(new Set(turnOf).size).toBe(rude.turns.length);
        for (const [i, turn] of transcript.turns.entries()) expect(turn.speaker).toBe(rude.turns[turnOf[i]!]!.speaker);
      }),
      { numRuns: 60 },
    );
  });

  it('put characters of the same sound class in the place of others, and fillers between', () => {
    const long = call([`装维：${'我现在没空'.repeat(100)}`]);
    const sounds = new Set([...'我现在没空'].map((c) => soundClassOf[c.charCodeAt(0)]));
    const { transcript } = new Corruptor(long, pack).corrupt(seeded(7));
    const heard = transcript.turns
      .map((t) => t.text)
      .join('')
      .replaceAll(/就是说|那个|就是|这个|然后|[嗯啊]/g, '');
    for (const char of heard) expect(sounds).toContain(soundClassOf[char.charCodeAt(0)]);
    expect(new Set(heard).size).toBeGreaterThan(5);
    expect(heard.length).toBeLessThan(500);
    expect(heard.length).toBeGreaterThan(400);
  });

  it('leave emoji whole, and empty turns where they are', () => {
    const odd = call(['装维：🙏👨‍👩‍👧🙏👨‍👩‍👧🙏👨‍👩‍👧', '客户：', '装维：123 ok']);
    for (let seed = 0; seed < 40; seed += 1) {
      const { transcript, turnOf } = new Corruptor(odd, pack).corrupt(seeded(seed));
      const said = transcript.turns.filter((_, i) => turnOf[i] === 0).map((t) => t.text);
      expect(said.join('')).toBe(odd.turns[0]!.text);
      for (const text of said) expect(text).not.toMatch(/[\ud800-\udbff]$|^[\udc00-\udfff]/);
    }
  });
});

describe('fragility', () => {
  it('gives the same figures for the same seed', () => {
    expect(run(20)).toEqual(run(20));
    expect(run(20, 2)).not.toEqual(run(20));
  });

  it('gives an interval around its median, and shares of the runs, the shakiest first', () => {
    const { runs, percent, flips } = run(40);
    expect(runs).toBe(40);
    expect(percent!.low).toBeLessThanOrEqual(percent!.median);
    expect(percent!.median).toBeLessThanOrEqual(percent!.high);
    expect(flips.length).toBeGreaterThan(0);
    const shares = flips.map((f) => f.share);
    expect(shares).toEqual([...shares].sort((a, b) => b - a));
    for (const { kind, id, turn, share } of flips) {
      expect(share).toBeGreaterThan(0);
      expect(share).toBeLessThanOrEqual(1);
      expect(share * 40).toBeCloseTo(Math.round(share * 40), 6);
      if (kind === 'violation') expect(typeof id).toBe('number');
      else expect(assessment.elements.map((e) => e.id)).toContain(id);
      if (turn !== null) expect(turn).toBeLessThan(rude.turns.length);
    }
  });

  it('says that a call without words stays what it is', () => {
    const silent = call(['装维：', '客户：。。。']);
    const told = fragilityOf(smallRulebook, silent, assess(smallRulebook, silent), { runs: 5, seed: 1 });
    expect(told).toEqual({ runs: 5, percent: null, flips: [] });
  });

  it('stands as one line in the report', () => {
    const report = { rulebook: smallRulebook, width: 400, colour: false, skipped: 0 };
    const scored = { assessment: { ...assessment, fragility: run(20) }, transcript: rude };
    expect(REPORTERS.pretty.call(scored, { ...report, lang: 'zh' }, 0)).toMatch(
      /识别出错重算 20 次：得分 [\d.–]+（95%）；会变的：/,
    );
    expect(REPORTERS.pretty.call(scored, { ...report, lang: 'en' }, 0)).toMatch(/scored again 20 times as if misheard/);
    const calm = { assessment: { ...assessment, fragility: { runs: 3, percent: null, flips: [] } }, transcript: rude };
    expect(REPORTERS.pretty.call(calm, { ...report, lang: 'zh' }, 0)).toContain('识别出错重算 3 次：判定都没有变');
    expect(REPORTERS.pretty.call({ assessment, transcript: rude }, { ...report, lang: 'zh' }, 0)).not.toContain('重算');
  });
});
