import { syllableName, syllablesOf } from '../normalise/characters.ts';

const DIGITS = '零一二三四五六七八九';
/** Characters that a spoken number is made of, for use inside a character class. */
export const NUMERAL = '零一二三四五六七八九十百千两廿';
const isOne = new Uint8Array(65_536);
for (const char of NUMERAL) isOne[char.charCodeAt(0)] = 1;
/** Whether a UTF-16 code unit is one of them. */
export const isNumeral = (code: number): boolean => isOne[code] === 1;

const GROUP =
  /(?:([一二三四五六七八九两])千)?(零?)(?:([一二三四五六七八九两])百)?(零?)(?:([一二三四五六七八九]?)(十|廿))?([一二三四五六七八九])?/y;

const digitOf = (char: string | undefined): number => (char === '两' ? 2 : Math.max(0, DIGITS.indexOf(char ?? '零')));

/**
 * The digits that a run of numeral characters says: 一零三 and 一百零三 are both '103', 两百 is '200', 三百一 is '310'. Characters said one by
 * one keep their zeros (零七三一 is '0731'); a run that mixes both ways is read piece by piece (五百零一二 is '5012').
 * @param run characters of NUMERAL, and 万 behind one of them (一万 is '10000')
 */
export function digitsOf(run: string): string {
  const [tenThousands, rest] = run.split('万', 2) as [string, string?];
  if (rest !== undefined && tenThousands !== '')
    return String(Number(digitsOf(tenThousands)) * 10_000 + Number(digitsOf(rest.replaceAll('万', ''))));
  let digits = '';
  for (let i = 0; i < run.length; ) {
    GROUP.lastIndex = i;
    const m = GROUP.exec(run);
    const unit = m !== null && (m[1] !== undefined || m[3] !== undefined || m[6] !== undefined);
    if (
      !unit ||
      (i === 0 ? m[2] !== '' && m[1] === undefined : digits.length > 0 && m[2] !== '' && m[1] === undefined)
    ) {
      // A bare 百 or 千 counts nothing by itself.
      if (!'百千'.includes(run[i]!)) digits += String(run[i] === '廿' ? 20 : run[i] === '十' ? 10 : digitOf(run[i]));
      i += 1;
      continue;
    }
    digits += String(groupValue(m));
    i = GROUP.lastIndex;
  }
  return digits;
}

function groupValue(m: RegExpExecArray): number {
  const [, thousands, zero, hundreds, zeroAfter, tens, ten, ones] = m;
  const value = digitOf(thousands) * 1000 + digitOf(hundreds) * 100;
  if (ten !== undefined)
    return value + (ten === '廿' ? 20 : tens === '' || tens === undefined ? 10 : digitOf(tens) * 10) + digitOf(ones);
  // 三百一 is 310, 一千三 is 1300; 三百零一 is 301.
  if (ones === undefined) return value;
  if (hundreds !== undefined) return value + digitOf(ones) * (zeroAfter === '' ? 10 : 1);
  return value + digitOf(ones) * (zero === '' && zeroAfter === '' ? 100 : 1);
}

/** Value of a short run (days, hours, floors), −1 for an empty one. */
export const numberOf = (run: string): number => (run === '' ? -1 : Number(digitsOf(run)));

/** The same number whether or not zeros stand in front: 03 and 3. */
export const sameNumber = (a: string, b: string): boolean => a.replace(/^0+(?=.)/, '') === b.replace(/^0+(?=.)/, '');

const SOUNDS: readonly (readonly string[])[] = [
  ['ling', 'dong'],
  ['yi', 'yao'],
  ['er', 'liang'],
  ['san'],
  ['si'],
  ['wu'],
  ['liu'],
  ['qi', 'guai'],
  ['ba'],
  ['jiu', 'gou'],
];

/** For each character that was asked for a bit for each digit that it sounds like; −1 where it was not. */
const sounded = new Int16Array(65_536).fill(-1);

/** Whether a character, a UTF-16 code unit, can be a mishearing of a digit said aloud (要 for 幺, 酒 for 九). */
export function soundsLikeDigit(code: number, digit: number): boolean {
  let digits = sounded[code]!;
  if (digits < 0) {
    const names = syllablesOf(code).map(syllableName);
    digits = SOUNDS.reduce((bits, all, d) => bits | (all.some((name) => names.includes(name)) ? 1 << d : 0), 0);
    sounded[code] = digits;
  }
  return (digits & (1 << digit)) !== 0;
}
