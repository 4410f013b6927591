import { byReading } from './by-reading.ts';
import { byText } from './by-text.ts';
import { digitsOf, isNumeral, NUMERAL, soundsLikeDigit } from './numerals.ts';
import type { Reading } from './reading.ts';

/** A number, or a part of one, said in one breath. */
export interface Piece {
  readonly reading: Reading;
  /** Characters of the reading's text, end exclusive. */
  readonly from: number;
  readonly to: number;
  /** Digits, with the Latin letters of a staff number in front of them. */
  readonly digits: string;
}

// 洞 拐 勾 are 0 7 9 where a number is read out digit by digit, and ordinary words elsewhere; 四个零 is 0000.
const TIMES = '(?:(?<=[零一二三四五六七八九])一|[二两俩三四五六七八])个[零一二三四五六七八九](?![十百千万个])';
const PIECE = new RegExp(
  `(?:${TIMES}|[a-z]{1,6}(?=[-#]?[${NUMERAL}])|(?:[${NUMERAL}洞拐勾]|(?<=[${NUMERAL}])万)(?!个[零一二三四五六七八九](?![十百千万个])))+`,
  'g',
);
const REPEATED = /([一二两俩三四五六七八])个([零一二三四五六七八九])/g;
const MEASURED =
  /^(月|日|点|栋|幢|座|单元|楼|层|室|块|元|兆|分|年|天|半|路|期|岁|米|度|毛|秒|周|星期|礼拜|小时|个|户|家|口|条|次|遍|样|种)/;
const ZERO = 0x30;

function countNumerals(text: string): number {
  let count = 0;
  for (let i = 0; i < text.length; i += 1) if (isNumeral(text.charCodeAt(i))) count += 1;
  return count;
}
const numeralsIn = byReading(countNumerals);

/** Words between the pieces of one number. */
const JOINERS = /^(?:[，。？.:#-]|然后|接着|再|后面|中间|最后|对|好|是|的|就|吧|吗)*$/;
const LONGEST_GAP = 10;
const MOST_PIECES = 24;

/** All numbers of a reading that do not count or measure something. */
export function piecesOf(reading: Reading): readonly Piece[] {
  const pieces = found(reading);
  return pieces.length === 0 ? NONE : pieces.map(({ from, to, digits }) => ({ reading, from, to, digits }));
}

const NONE: readonly Piece[] = [];

/** All numbers of a text written as a reading. */
export const piecesIn = byText(findPieces);
const found = byReading(findPieces);

function findPieces(text: string): Omit<Piece, 'reading'>[] {
  const pieces: Omit<Piece, 'reading'>[] = [];
  if (countNumerals(text) === 0) return pieces;
  for (const m of text.matchAll(PIECE)) {
    const run = m[0];
    const plain = run.replace(/[洞拐勾]/g, '').length;
    const coded = plain >= 2 && run.length >= 4 && plain * 3 >= run.length;
    const lead = coded ? 0 : /^[洞拐勾]*/.exec(run)![0].length;
    const kept = coded ? run : run.slice(lead).replace(/[洞拐勾].*$/, '');
    const from = m.index + lead;
    const to = from + kept.length;
    const digits = spelled(kept);
    if (!/\d/.test(digits) || (digits.length < 7 && MEASURED.test(text.slice(to, to + 2)))) continue;
    pieces.push({ from, to, digits });
  }
  return pieces;
}

function spelled(run: string): string {
  const coded: Record<string, string> = { 洞: '零', 拐: '七', 勾: '九', 俩: '二' };
  const written = run
    .replace(/[洞拐勾俩]/g, (c) => coded[c]!)
    .replace(REPEATED, (_, times: string, digit: string) => digit.repeat(Number(digitsOf(times))));
  const letters = /^[a-z]*/.exec(written)![0];
  return letters + digitsOf(written.slice(letters.length).replace(/[a-z]/g, ''));
}

/**
 * Pieces of numbers, put together where they follow each other with nothing but pauses between: within an utterance, and over utterances
 * where the customer only repeats or says yes in between.
 */
export function toldTogether(readings: readonly Reading[]): Piece[][] {
  const groups: Piece[][] = [];
  for (const reading of readings)
    for (const piece of piecesOf(reading)) {
      const last = groups.at(-1)?.at(-1);
      if (last && groups.at(-1)!.length < MOST_PIECES && follows(last, piece)) groups.at(-1)!.push(piece);
      else groups.push([piece]);
    }
  return groups;
}

function follows(a: Piece, b: Piece): boolean {
  if (a.reading === b.reading) return b.from - a.to <= LONGEST_GAP && JOINERS.test(a.reading.text.slice(a.to, b.from));
  if (b.reading.utterance.index - a.reading.utterance.index > 2) return false;
  const tail = a.reading.text.slice(a.to);
  return (
    tail.length <= LONGEST_GAP &&
    b.from <= LONGEST_GAP &&
    JOINERS.test(tail) &&
    JOINERS.test(b.reading.text.slice(0, b.from))
  );
}

export type Telling = 'whole' | 'part' | 'other';

/**
 * Whether pieces tell a number: `whole`, a consistent `part` of it, or `other`. A piece may begin anew or say the one before again, as
 * people do when a number is written down.
 */
export function tells(expected: string, pieces: readonly { readonly digits: string }[]): Telling {
  const tellings = pieces.map((_, from) => tellsFrom(expected, pieces.slice(from)));
  return tellings.includes('whole') ? 'whole' : tellings[0]!;
}

function tellsFrom(expected: string, pieces: readonly { readonly digits: string }[]): Telling {
  let done = 0;
  for (const { digits } of pieces) {
    if (expected.startsWith(digits, done)) done += digits.length;
    else if (expected.startsWith(digits)) done = digits.length;
    else if (!expected.slice(0, done).endsWith(digits)) return 'other';
    if (done === expected.length) return 'whole';
  }
  return 'part';
}

/**
 * Where a number stands in a reading with a few of its digits misheard as other words of the same sound (要三三 for 133), or −1. At least
 * half of the digits must be digits.
 */
export function soundsOf(expected: string, reading: Reading): number {
  const { text } = reading;
  if (numeralsIn(reading) * 2 < expected.length) return -1;
  for (let i = 0; i + expected.length <= text.length; i += 1) {
    let plain = 0;
    let k = 0;
    for (; k < expected.length && soundsLikeDigit(text.charCodeAt(i + k), expected.charCodeAt(k) - ZERO); k += 1)
      if (isNumeral(text.charCodeAt(i + k))) plain += 1;
    if (k === expected.length && plain * 2 >= k) return i;
  }
  return -1;
}
