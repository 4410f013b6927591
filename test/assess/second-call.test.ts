import { describe, expect, it } from 'vitest';
import { assess } from '../../src/assess/assess.ts';
import { readTranscripts, type Transcript } from '../../src/node.ts';
import { inspectCall, wordInspected } from '../../src/report/inspect.ts';
import { markdown } from '../../src/report/markdown.ts';
import { pretty } from '../../src/report/pretty.ts';
import { call, rulebook } from '../wordings.ts';

const FIRST = [
  '装维：您好，请问是彭女士吗？我是电信公司的，工号3316。',
  '客户：是我，你说。',
  '装维：您报的宽带新装，我明天上午过来给您装，您在家吗？',
  '客户：在家。',
  '装维：好，那明天见，再见。',
  '客户：再见。',
];
const OTHER = [
  '装维：喂，您好，请问是贺先生吗？',
  '客户：我是，哪位？',
  '装维：我是电信公司的，工号3316，您报的电视维修，我后天下午过来，您方便吗？地址是桃花路9号吧？',
  '客户：方便，地址对的。',
  '装维：好的，再见。',
];
const secondOf = (lines: readonly string[], more = {}) => assess(rulebook, call(lines, more)).secondCall;

describe('a second call in one file', () => {
  it('another customer is greeted after a farewell', () => {
    expect(secondOf([...FIRST, ...OTHER])).toEqual({ turn: 6, why: 'other-customer', heard: '贺' });
  });

  it('begins with whoever lifts, or in the same breath as the farewell of the same speaker', () => {
    expect(secondOf([...FIRST, '客户：喂？', ...OTHER])?.turn).toBe(6);
    expect(secondOf([...FIRST.slice(0, 5), ...OTHER])?.turn).toBe(5);
  });

  it('does not count for the scripts of the first', () => {
    const alone = assess(rulebook, call(FIRST));
    const both = assess(rulebook, call([...FIRST, ...OTHER]));
    expect(both.elements).toEqual(alone.elements);
    expect(both.scripts).toEqual(alone.scripts);
    expect(both.scene).toEqual(alone.scene);
    expect(both.score).toEqual(alone.score);
  });

  it('its forbidden phrases are heard all the same', () => {
    const { violations } = assess(rulebook, call([...FIRST, ...OTHER.slice(0, 4), '装维：我不知道，你问别人去。']));
    expect(violations.map((v) => v.evidence.turn)).toContain(10);
  });

  it('a pause of minutes, and a greeting without a name', () => {
    const lines = [...FIRST, '装维：您好，我是电信公司的，您报的电视坏了是吧？', '客户：是的。'];
    const timed = (pause: number) => {
      const read = call(lines);
      return {
        turns: read.turns.map((t, i) => ({
          ...t,
          startSeconds: i * 4 + (i > 5 ? pause : 0),
          endSeconds: i * 4 + 3 + (i > 5 ? pause : 0),
        })),
      };
    };
    expect(secondOf(lines, timed(400))).toEqual({ turn: 6, why: 'pause', heard: 401 });
    expect(secondOf(lines, timed(20))).toBeUndefined();
    expect(secondOf(lines)).toBeUndefined();
  });

  it('who introduces himself in full once more on the telephone, without a name', () => {
    expect(
      secondOf([...FIRST, '客户：喂？', '装维：您好，我是电信公司的，工号3316，请问是机主吗？', '客户：对。']),
    ).toMatchObject({
      turn: 6,
      why: 'introduced-again',
    });
  });

  it('calling back the same customer is the same matter', () => {
    expect(
      secondOf([...FIRST, '装维：喂，您好，彭女士，我是电信公司的，工号3316，地址没有问清楚。', '客户：你说。']),
    ).toBeUndefined();
    expect(
      secondOf([...FIRST, '装维：喂，您好，我是刚才电信公司的，工号3316，忘了问您地址。', '客户：你说。']),
    ).toBeUndefined();
    expect(
      secondOf([
        ...FIRST.slice(0, 3),
        '客户：你跟我老公说，拜拜。',
        '客户：喂。',
        '装维：您好，我是电信公司的，工号3316。',
      ]),
    ).toBeUndefined();
  });

  it('a visit after the call is the same matter', () => {
    expect(
      secondOf([
        ...FIRST,
        '装维：您好，我是电信公司的，工号3316，来给您装宽带，可以进来吗？',
        '客户：请进。',
        '装维：鞋套我穿好了。',
      ]),
    ).toBeUndefined();
  });

  it('is told by inspect and by score, with the way on', () => {
    const transcript = call([...FIRST, ...OTHER]);
    const assessment = assess(rulebook, transcript);
    const inspected = inspectCall(rulebook, transcript, assessment);
    expect(inspected.secondCall).toEqual(assessment.secondCall);
    const options = { rulebook, width: 200, colour: false, skipped: 0 };
    for (const [lang, words] of [
      ['zh', /第7句起像是另一通电话.*贺.*切开/],
      ['en', /from turn 7 on it seems to be another call.*贺.*cut the file/],
    ] as const) {
      expect(wordInspected(rulebook, inspected, lang, 400)).toMatch(words);
      for (const reporter of [pretty, markdown])
        expect(reporter.call({ assessment, transcript }, { ...options, lang, width: 400 }, 0)).toMatch(words);
    }
  });
});

describe('one call in a file', () => {
  const folders = [...['a', 'b', 'c', 'd'].map((set) => `test/labelled/${set}`), 'examples'];
  it.each(folders)('is not split: %s', async (folder) => {
    let count = 0;
    for await (const item of readTranscripts([folder])) {
      if ('problem' in item) continue;
      count += 1;
      const { id, secondCall } = assess(rulebook, item.transcript);
      expect([id, secondCall]).toEqual([id, undefined]);
    }
    expect(count).toBeGreaterThanOrEqual(14);
  });

  it('with another one behind it is taken for one, or cut exactly between the two', async () => {
    let [count, told] = [0, 0];
    for (const folder of folders.slice(0, 4)) {
      const calls: Transcript[] = [];
      for await (const item of readTranscripts([folder]))
        if (!('problem' in item) && item.transcript.scripts?.includes('greeting')) calls.push(item.transcript);
      for (const [i, first] of calls.entries()) {
        const next = calls[(i + 1) % calls.length]!;
        const both = { ...first, turns: [...first.turns, ...next.turns], roles: { ...first.roles, ...next.roles } };
        const second = assess(rulebook, both).secondCall;
        count += 1;
        if (!second) continue;
        told += 1;
        expect([first.id, second.turn]).toEqual([first.id, first.turns.length]);
      }
    }
    // docs/roles-and-scripts.md tells this figure.
    expect([told, count]).toEqual([44, 79]);
  });
});
