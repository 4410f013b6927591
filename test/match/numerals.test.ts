import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { piecesOf, tells } from '../../src/match/digits.ts';
import { digitsOf, sameNumber, soundsLikeDigit } from '../../src/match/numerals.ts';
import { findPhone, findStaffId } from '../../src/match/told-numbers.ts';
import { readingsOf } from './readings.ts';

/** 1203 → 一千二百零三. */
function inWords(n: number): string {
  const digits = '零一二三四五六七八九';
  let out = '';
  let gap = false;
  for (const [value, unit] of [
    [1000, '千'],
    [100, '百'],
    [10, '十'],
    [1, ''],
  ] as const) {
    const d = Math.floor(n / value) % 10;
    if (d === 0) gap = out !== '';
    else {
      if (gap) out += '零';
      gap = false;
      out += digits[d]! + unit;
    }
  }
  return out.replace(/^一十/, '十');
}
/** 1203 → 一二零三. */
const oneByOne = (digits: string): string => digits.replace(/\d/g, (d) => '零一二三四五六七八九'[Number(d)]!);

describe('digitsOf', () => {
  it.each([
    ['十二', '12'],
    ['一二', '12'],
    ['一百零三', '103'],
    ['一零三', '103'],
    ['两百', '200'],
    ['三百一', '310'],
    ['三百一十二', '312'],
    ['一千零八十七', '1087'],
    ['零八七', '087'],
    ['五百零一', '501'],
    ['廿三', '23'],
    ['两万零四百一十六', '20416'],
    ['一万', '10000'],
  ])('%s is %s', (run, digits) => expect(digitsOf(run)).toBe(digits));

  it('reads every number below ten thousand in words and one by one', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9999 }), (n) => {
        expect(digitsOf(inWords(n))).toBe(String(n));
        expect(digitsOf(oneByOne(String(n)))).toBe(String(n));
      }),
    );
  });

  it('gives digits only, whatever the run', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'零一二三四五六七八九十百千两廿'), maxLength: 30 }), (run) => {
        expect(digitsOf(run)).toMatch(/^\d*$/);
      }),
    );
  });

  it('compares without zeros in front', () => {
    expect(sameNumber('03', '3')).toBe(true);
    expect(sameNumber('0', '00')).toBe(true);
    expect(sameNumber('30', '3')).toBe(false);
  });

  it('knows mishearings of digits', () => {
    expect(soundsLikeDigit('要'.charCodeAt(0), 1)).toBe(true);
    expect(soundsLikeDigit('酒'.charCodeAt(0), 9)).toBe(true);
    expect(soundsLikeDigit('要'.charCodeAt(0), 2)).toBe(false);
  });
});

describe('numbers told in pieces', () => {
  const digits = (text: string) => piecesOf(readingsOf(`A${text}`)[0]!).map((p) => p.digits);

  it.each([
    ['133,0731,四个零', ['133', '0731', '0000']],
    ['零七三一三个零一个一', ['07310001']],
    ['幺洞八拐', ['1087']],
    ['山洞三米', []],
    ['三栋二单元', []],
    ['工号HN1087', ['hn1087']],
  ])('%s', (text, pieces) => expect(digits(text)).toEqual(pieces));

  it('knows a number said anew, again, in part and wrong', () => {
    const told = (...pieces: string[]) =>
      tells(
        '13307310000',
        pieces.map((d) => ({ digits: d })),
      );
    expect(told('133', '0731', '0000')).toBe('whole');
    expect(told('133', '133', '0731', '0731', '0000')).toBe('whole');
    expect(told('1330', '133', '0731', '0000')).toBe('whole');
    expect(told('133', '0731')).toBe('part');
    expect(told('133', '0713', '0000')).toBe('other');
  });

  const state = (said: readonly { agrees: boolean }[]) => said.at(-1)?.agrees ?? null;
  const phone = (script: string, number = '13307310000') => state(findPhone(readingsOf(script), number));
  const id = (script: string, number = '1087') => state(findStaffId(readingsOf(script), number, []));

  it.each<[string, boolean | null]>([
    ['A我电话幺三三|C嗯|A零七三幺|C零七三一|A零零零零', true],
    ['A我电话幺三三|C幺三三|A零七三幺|C嗯|A零零幺零', false],
    ['A我的电话13307310001哦不对,是13307310000', true],
    ['A我手机尾号0000', true],
    ['A我手机尾号0001', false],
    ['A我电话要三三零七三要零零零零', true],
    ['A我的联系电话是1330731000,有变化联系我', false],
    ['A有事打这个号码,或者打10000号', null],
    ['A您的电话是13907318888对吧', null],
    ['A物业电话84561234,您打一下', null],
    ['A您宽带账号是073112345678', null],
    ['A打我133-0731-0000', true],
  ])('telephone: %s', (script, agrees) => expect(phone(script)).toBe(agrees));

  it('takes a number without its area code, and either of two', () => {
    expect(phone('A我座机是84123456', '0731-84123456')).toBe(true);
    expect(phone('A我电话84123456', '13307310000/0731-84123456')).toBe(true);
  });

  it.each<[string, boolean | null]>([
    ['A我工号幺零八七', true],
    ['A我工号一千零八十七', true],
    ['A工号1078,哦不对,1087', true],
    ['A工号1078', false],
    ['A我是1078号装维员', false],
    ['A共号一零八七', true],
    ['A工号10,87,电话13307310000', true],
    ['A您要是记得他工号1092也告诉我', null],
    ['A您报一零七八,那就是我的工号', false],
    ['A您是3栋1092吧', null],
  ])('staff number: %s', (script, agrees) => expect(id(script)).toBe(agrees));

  it('finds a number however it is cut over the turns, and any wrong digit in it', () => {
    const mobile = fc
      .tuple(fc.constantFrom('133', '153', '177', '189'), fc.stringMatching(/^[0-9]{8}$/))
      .map((t) => t.join(''));
    const cuts = fc.uniqueArray(fc.integer({ min: 3, max: 9 }), { maxLength: 3 }).map((c) => c.sort((a, b) => a - b));
    fc.assert(
      fc.property(mobile, cuts, fc.nat({ max: 10 }), (number, at, wrong) => {
        const script = (n: string) =>
          `A我电话是${oneByOne([0, ...at].map((from, k) => n.slice(from, at[k])).join('|C嗯|A'))}`;
        expect(phone(script(number), number)).toBe(true);
        const other = number.slice(0, wrong) + ((Number(number[wrong]) + 1) % 10) + number.slice(wrong + 1);
        expect(phone(script(other), number)).not.toBe(true);
      }),
    );
  });
});
