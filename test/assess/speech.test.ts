import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assess } from '../../src/assess/assess.ts';
import type { Turn } from '../../src/model/transcript.ts';
import { call, rulebook } from '../wordings.ts';

type Said = readonly [line: string, start?: number, end?: number];

function speechOf(said: readonly Said[], scripts: readonly string[] = ['greeting', 'booking']) {
  const transcript = call(
    said.map(([line]) => line),
    { scripts },
  );
  const turns = transcript.turns.map((turn, i): Turn => {
    const [, start, end] = said[i]!;
    return {
      ...turn,
      ...(start === undefined ? {} : { startSeconds: start }),
      ...(end === undefined ? {} : { endSeconds: end }),
    };
  });
  return assess(rulebook, { ...transcript, turns }).speech;
}

describe('speech measures', () => {
  it('share of talk, and rate in Chinese characters a minute', () => {
    const speech = speechOf([
      ['装维：您好，我是电信公司的李强，工号1087。', 0, 3],
      ['客户：嗯，你讲。', 3, 4],
    ])!;
    expect(speech.talkShare).toEqual({ agent: 0.75, customer: 0.25 });
    expect(speech.rate).toEqual({ agent: 260 });
    expect(speech.fastest).toEqual({ rate: 260, turn: 0 });
  });

  it('the longest silence and its place', () => {
    const speech = speechOf([
      ['装维：您好。', 0, 1],
      ['客户：你好。', 4, 5],
      ['装维：您报的宽带。', 17, 18],
    ])!;
    expect(speech.longestSilence).toEqual({ seconds: 12, afterTurn: 1, excused: null });
    expect(speech.longestUnexcused).toEqual(speech.longestSilence);
  });

  it('a silence is excused by 请稍等, and by work on the spot', () => {
    const asked: Said[] = [
      ['装维：您好，请问地址是哪里。', 0, 2],
      ['客户：解放路。', 6, 7],
      ['装维：请稍等，我查一下。', 7, 9],
      ['客户：好。', 9, 10],
      ['装维：查到了。', 40, 41],
    ];
    expect(speechOf(asked)).toMatchObject({
      longestSilence: { seconds: 30, afterTurn: 3, excused: 'asked-to-wait' },
      longestUnexcused: { seconds: 4, afterTurn: 0 },
    });
    const work: Said[] = [
      ['装维：您好，来装宽带的。', 0, 2],
      ['客户：进来。', 3, 4],
      ['装维：谢谢，装哪里？', 5, 6],
      ['客户：书房。', 7, 8],
      ['装维：好了，装好了。', 600, 602],
    ];
    expect(speechOf(work, ['arrival', 'delivery'])?.longestSilence).toEqual({
      seconds: 592,
      afterTurn: 3,
      excused: 'work',
    });
    expect(speechOf(work)?.longestSilence?.excused).toBeNull();
  });

  it('overlaps of two speakers, not of one with himself, nor shorter than a breath', () => {
    const speech = speechOf([
      ['装维：您好，我是电信公司的。', 0, 5],
      ['装维：想跟您约时间。', 4, 8],
      ['客户：等一下你听我说。', 6.5, 9],
      ['装维：好的您讲。', 8.9, 10],
    ])!;
    expect(speech.overlaps).toEqual({ count: 1, seconds: 1.5, longest: { seconds: 1.5, turn: 2 } });
  });

  it('is not told without times, nor where most are missing', () => {
    expect(speechOf([['装维：您好。'], ['客户：你好。']])).toBeUndefined();
    expect(
      speechOf([['装维：您好。', 0, 1], ['客户：你好。', 1], ['装维：嗯。', 2], ['客户：好。', 3, 4], ['装维：好。']]),
    ).toBeUndefined();
  });

  it('stays within bounds, whatever the times', () => {
    const time = fc.oneof(
      fc.double({ min: -5, max: 1e6, noNaN: true }),
      fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, 0),
    );
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom('装维：您好请稍等一下', '客户：好', '家属：嗯嗯'), time, time), {
          maxLength: 12,
        }),
        (said) => {
          const speech = speechOf(said);
          if (!speech) return;
          const shares = Object.values(speech.talkShare);
          expect(shares.every((s) => s >= 0 && s <= 1)).toBe(true);
          for (const n of [
            speech.overlaps.seconds,
            speech.longestSilence?.seconds ?? 0,
            ...Object.values(speech.rate),
          ]) {
            expect(Number.isFinite(n)).toBe(true);
            expect(n).toBeGreaterThanOrEqual(0);
          }
        },
      ),
      { numRuns: 100 },
    );
  });
});
