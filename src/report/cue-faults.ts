import type { CueFault } from '../match/cue-notation.ts';
import type { Problem } from '../model/problem.ts';
import type { Lang } from './wording.ts';

type Worded = (what: string) => string;

const ZH: Readonly<Record<CueFault, Worded>> = {
  circle: (what) => `<${what}> 绕回了自己`,
  'deep-names': (what) => `名字套名字超过 ${what} 层`,
  'deep-brackets': (what) => `括号超过 ${what} 层`,
  'open-bracket': () => '有 ( 没有 )',
  'close-bracket': () => '有 ) 没有 (',
  'open-name': () => '有 < 没有 >',
  'unknown-name': (what) => `没有叫 <${what}> 的线索`,
  'nothing-before': (what) => `${what} 前面没有东西`,
  'nothing-spoken': () => '没有可以说出来的字',
  long: (what) => `超过 ${what} 个字符`,
  empty: () => '是空的',
};

const EN: Readonly<Record<CueFault, Worded>> = {
  circle: (what) => `<${what}> refers to itself`,
  'deep-names': (what) => `names within names more than ${what} deep`,
  'deep-brackets': (what) => `brackets more than ${what} deep`,
  'open-bracket': () => 'a ( without its )',
  'close-bracket': () => 'a ) without its (',
  'open-name': () => 'a < without its >',
  'unknown-name': (what) => `no cue is named <${what}>`,
  'nothing-before': (what) => `${what} without anything before it`,
  'nothing-spoken': () => 'no spoken character',
  long: (what) => `longer than ${what} characters`,
  empty: () => 'empty',
};

/** What is wrong with a cue, for `BAD_CUE`. */
export const cueFault = ({ fault, what }: Problem['args'], lang: Lang): string =>
  (lang === 'zh' ? ZH : EN)[fault as CueFault](String(what));
