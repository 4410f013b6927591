import type { Problem } from '../../model/problem.ts';

/** Faults that only sheets of calibration have. */
export type SheetProblemCode =
  | 'NO_CALIBRATION'
  | 'SHEET_COLUMNS'
  | 'SHEET_WITHOUT_RATERS'
  | 'SHEET_CALL'
  | 'SHEET_ITEM'
  | 'SHEET_VALUE'
  | 'SHEET_TWICE'
  | 'SHEET_EMPTY'
  | 'RATER_DONE'
  | 'RATER_TWICE'
  | 'OTHER_RATER'
  | 'SHEET_RATERS'
  | 'SHEET_UNFINISHED';

type Worded = (args: Problem['args']) => readonly [what: string, way: string];

/** What they say, and how to go on. */
export const SHEET_PROBLEMS_ZH: Readonly<Record<SheetProblemCode, Worded>> = {
  NO_CALIBRATION: (a) => [`没有第 ${a.id} 号校准`, `用 huashu desk calibrate 看有哪些：${a.known || '还没有'}`],
  SHEET_COLUMNS: (a) => [
    `缺少这些列：${a.missing}`,
    `第一行要有 call（通话编号）和 item（要素编号或 phrase:忌语号）；${a.page ? '点「下载空表」' : '用 huashu desk calibrate sheet 导出空表'}来填`,
  ],
  SHEET_WITHOUT_RATERS: (a) => [
    '没有老师的列：call、item、title 以外，每位老师一列',
    a.page ? '列名写老师的名字' : '列名写老师的名字；一人一个文件的，也可以用 --rater 名字',
  ],
  SHEET_CALL: (a) => [`通话 ${a.call} 不在这次校准里`, '通话编号照导出的空表写，不要改'],
  SHEET_ITEM: (a) => [
    `通话 ${a.call} 没有这一项：${a.item}`,
    a.suggestion
      ? `是不是 ${a.suggestion}？`
      : '要素写编号（如 greeting.hello），忌语写 phrase:1 到 phrase:21，照导出的空表写',
  ],
  SHEET_VALUE: (a) => [
    `看不懂「${a.value}」（${a.rater}）`,
    a.phrase
      ? '忌语填说了的句号（如 3，几句用空格隔开）、有，没说填 0 或 没有；没听就空着'
      : '要素填 做到、只做到一半、漏项、不适用，或 met、partial、missed、not-applicable；没判就空着',
  ],
  SHEET_TWICE: (a) => [`通话 ${a.call} 的 ${a.item} 前面第 ${a.before} 行已经有了`, '删掉重复的一行'],
  SHEET_EMPTY: (a) => [`${a.rater} 一项也没有填`, '填好再导入，或删掉这一列'],
  RATER_DONE: (a) => [`${a.rater} 的结果已经有了，不能改`, '换一个名字，或另建一次校准'],
  RATER_TWICE: (a) => [`${a.rater} 在几个地方都有：${a.file}`, '一位老师只留一份'],
  OTHER_RATER: (a) => [`有别人的列：${a.rater}`, '只能交自己的：列名写自己的账号名，删掉别人的列；别人的请组长来传'],
  SHEET_RATERS: (a) => [`老师多过 ${a.most} 位，或者名字长过 ${a.length} 个字`, '一份表里只留这次校准的老师'],
  SHEET_UNFINISHED: (a) => [`通话 ${a.call} 还有 ${a.left} 个要素没填`, '自己的表要全部填完，交了就不能改'],
};
export const SHEET_PROBLEMS_EN: Readonly<Record<SheetProblemCode, Worded>> = {
  NO_CALIBRATION: (a) => [
    `there is no calibration ${a.id}`,
    `huashu desk calibrate lists them: ${a.known || 'none yet'}`,
  ],
  SHEET_COLUMNS: (a) => [
    `columns are missing: ${a.missing}`,
    `the first row needs call (the call's number) and item (an element's id, or phrase:NUMBER); ${a.page ? 'begin with the empty sheet above' : 'huashu desk calibrate sheet writes an empty sheet'}`,
  ],
  SHEET_WITHOUT_RATERS: (a) => [
    'there is no column of a trainer: beside call, item and title each trainer has one',
    a.page ? 'name it by the trainer' : 'name it by the trainer; for one trainer a file, --rater NAME does as well',
  ],
  SHEET_CALL: (a) => [
    `call ${a.call} is not in this calibration`,
    "leave the calls' numbers as the empty sheet has them",
  ],
  SHEET_ITEM: (a) => [
    `call ${a.call} has no ${a.item}`,
    a.suggestion
      ? `did you mean ${a.suggestion}?`
      : 'write ids of elements (greeting.hello) and phrase:1 to phrase:21, as the empty sheet has them',
  ],
  SHEET_VALUE: (a) => [
    `“${a.value}” cannot be read (${a.rater})`,
    a.phrase
      ? 'write the turns in which it was said (3, several with spaces), yes, or 0 or no where it was not; leave it empty where nobody listened'
      : 'write met, partial, missed or not-applicable; leave it empty where nobody judged',
  ],
  SHEET_TWICE: (a) => [`${a.item} of call ${a.call} stands in row ${a.before} already`, 'take one of the rows out'],
  SHEET_EMPTY: (a) => [`${a.rater} has filled in nothing`, 'fill it in, or take the column out'],
  RATER_DONE: (a) => [
    `what ${a.rater} says is there, and cannot be changed`,
    'use another name, or make another calibration',
  ],
  RATER_TWICE: (a) => [`${a.rater} is in several places: ${a.file}`, 'leave one of them'],
  OTHER_RATER: (a) => [
    `there are columns of others: ${a.rater}`,
    'you can hand in your own only: name the column by your account and take the others out; a lead can bring theirs in',
  ],
  SHEET_RATERS: (a) => [
    `there are more than ${a.most} trainers, or a name of more than ${a.length} characters`,
    'leave the trainers of this calibration only',
  ],
  SHEET_UNFINISHED: (a) => [
    `${a.left} elements of call ${a.call} are not filled in`,
    'your own sheet must be filled in whole: it cannot be changed afterwards',
  ],
};
