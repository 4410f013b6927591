import { useContext } from 'preact/hooks';
import type { Lang } from '../../report/wording.ts';
import { LangContext } from './page-lang.ts';

interface CalibrationWords {
  readonly title: string;
  readonly none: string;
  readonly noneMine: string;
  readonly make: string;
  readonly name: string;
  readonly nameHint: string;
  readonly raters: string;
  readonly ratersHint: string;
  readonly byDraw: string;
  readonly byHand: string;
  readonly count: string;
  readonly seed: string;
  readonly numbers: string;
  readonly numbersHint: string;
  readonly create: string;
  readonly calls: (n: number) => string;
  readonly progress: (name: string, judged: number, of: number, done: boolean) => string;
  readonly judge: (judged: number, of: number) => string;
  readonly figures: string;
  readonly blind: string;
  readonly trend: string;
  readonly judged: string;
  readonly notJudged: string;
  readonly phrasesHeard: string;
  readonly phrasesHint: string;
  readonly heard: (turn: number) => string;
  readonly pickPhrase: string;
  readonly noPhrase: string;
  readonly remove: (phrase: string) => string;
  readonly saveNext: string;
  readonly left: (n: number) => string;
  readonly finish: string;
  readonly finishNote: string;
  readonly finished: string;
  readonly keys: string;
  readonly people: string;
  readonly huashu: string;
  readonly observed: string;
  readonly kappa: string;
  readonly ac1: string;
  readonly callsColumn: string;
  readonly item: string;
  readonly allElements: string;
  readonly allPhrases: string;
  readonly intervals: string;
  readonly few: string;
  readonly grey: (calls: number) => string;
  readonly disagreements: (shown: number, of: number) => string;
  readonly noDisagreements: string;
  readonly noneJudged: string;
  readonly effect: string;
  readonly points: (n: string) => string;
  readonly said: Readonly<Record<'hit' | 'excused', string>>;
  readonly open: string;
  readonly at: (turns: string) => string;
  readonly pack: string;
  readonly made: string;
  readonly drawn: (seed: number) => string;
  readonly refused: (code: string) => string;
}

/** What the pages say of calibration, by language. */
export const CALIBRATION_WORDS: Readonly<Record<Lang, CalibrationWords>> = {
  zh: {
    title: '校准',
    none: '还没有校准。选几通，让几位老师各自盲评，看大家判得一不一致。',
    noneMine: '没有要你盲评的。',
    make: '新建校准',
    name: '名称',
    nameHint: '如：六月校准',
    raters: '哪些老师',
    ratersHint: '账号名，用顿号或逗号隔开',
    byDraw: '随机抽',
    byHand: '自己选',
    count: '通数',
    seed: '种子（同一个种子抽到同样的）',
    numbers: '通话编号',
    numbersHint: '网址里 calls/ 后面的数字，用逗号隔开',
    create: '建好',
    calls: (n) => `${n} 通`,
    progress: (name, judged, of, done) => `${name} ${done ? '交了' : `${judged}/${of}`}`,
    judge: (judged, of) => (judged === 0 ? '开始盲评' : `接着评（${judged}/${of}）`),
    figures: '看一致性',
    blind: '交卷以前，这些通话不在你的列表里，机器和别人怎么判的都看不到。',
    trend: '历次一致性',
    judged: '评了',
    notJudged: '还没评',
    phrasesHeard: '听到的忌语',
    phrasesHint: '哪句话说了忌语，就在它下面选；没有就不选。',
    heard: (turn) => `第${turn}句`,
    pickPhrase: '标忌语',
    noPhrase: '没有标忌语',
    remove: (phrase) => `去掉 ${phrase}`,
    saveNext: '保存，下一通',
    left: (n) => `还有 ${n} 项没评`,
    finish: '全部评完，交卷',
    finishNote: '交了就不能改，交了才看得到机器和别人的判定。',
    finished: '已经交卷。',
    keys: '1–4 选，J K 上下，N 保存到下一通',
    people: '老师之间',
    huashu: '老师和机器',
    observed: '一致率',
    kappa: 'κ',
    ac1: 'AC1',
    callsColumn: '通数',
    item: '项目',
    allElements: '全部要素',
    allPhrases: '全部忌语',
    intervals: '方括号里是 95% 区间。不适用单独算一类。机器说要人听的、疑似的，不算机器判了。',
    few: '不满 10 通，只看个大概',
    grey: (n) => `灰的不满 ${n} 通，只看个大概。`,
    disagreements: (shown, of) =>
      `判得不一样的，影响分数大的在前（${shown < of ? `前 ${shown} 处，共 ` : ''}${of} 处）`,
    noDisagreements: '大家判得都一样。',
    noneJudged: '还没有老师判过；有人判了，这里才有数。',
    effect: '差几分',
    points: (n) => `差 ${n} 分`,
    said: { hit: '说了', excused: '没说' },
    open: '没判',
    at: (turns) => `第${turns}句`,
    pack: '规则包',
    made: '建于',
    drawn: (seed) => `随机抽的，种子 ${seed}`,
    refused: (code) =>
      ({
        NO_NAME: '写个名称。',
        NO_RATERS: '至少写一位老师，最多 30 位。',
        NO_CALLS: '一通也没有：自己选的写通话编号（最多 500 通）；随机抽的只抽没人动过、存了原话的。',
        NO_SUCH_CALL: '有的通话编号没有，或没有存原话。',
        UNJUDGED: '还有没评的。',
        DONE: '已经交卷，不能改。',
        NOT_YOURS: '这次校准没有你。',
      })[code] ?? `没有保存（${code}）。`,
  },
  en: {
    title: 'Calibration',
    none: 'There is no calibration yet: choose calls, let several trainers judge them blind, and see how far they agree.',
    noneMine: 'There is nothing for you to judge.',
    make: 'New calibration',
    name: 'Name',
    nameHint: 'such as: June',
    raters: 'Trainers',
    ratersHint: 'names of accounts, with commas between',
    byDraw: 'draw',
    byHand: 'choose',
    count: 'Calls',
    seed: 'Seed (the same seed draws the same calls)',
    numbers: 'Numbers of calls',
    numbersHint: 'what stands after calls/ in the address, with commas between',
    create: 'Make it',
    calls: (n) => `${n} call${n === 1 ? '' : 's'}`,
    progress: (name, judged, of, done) => `${name} ${done ? 'done' : `${judged}/${of}`}`,
    judge: (judged, of) => (judged === 0 ? 'Begin' : `Go on (${judged}/${of})`),
    figures: 'Agreement',
    blind:
      "Until you hand in, these calls are not in your lists: neither the program's verdicts nor those of others are shown to you.",
    trend: 'Agreement over time',
    judged: 'judged',
    notJudged: 'not judged yet',
    phrasesHeard: 'Forbidden phrases heard',
    phrasesHint: 'Choose a phrase under the turn in which it was said; none where there is none.',
    heard: (turn) => `turn ${turn}`,
    pickPhrase: 'mark a phrase',
    noPhrase: 'No phrase marked',
    remove: (phrase) => `take ${phrase} out`,
    saveNext: 'Save, next call',
    left: (n) => `${n} to be judged`,
    finish: 'Hand in',
    finishNote: "After that nothing can be changed; only then you see the program's verdicts and those of others.",
    finished: 'Handed in.',
    keys: '1–4 choose, J K go down and up, N saves and goes on',
    people: 'Among trainers',
    huashu: 'Trainers and huashu',
    observed: 'Agreement',
    kappa: 'κ',
    ac1: 'AC1',
    callsColumn: 'Calls',
    item: 'Item',
    allElements: 'All elements',
    allPhrases: 'All phrases',
    intervals:
      'In brackets: the 95% interval. Not applicable is a class of its own. What the program leaves to a listener, or only suspects, is no verdict of it.',
    few: 'fewer than 10 calls: a rough guess',
    grey: (n) => `Grey: fewer than ${n} calls, a rough guess.`,
    disagreements: (shown, of) =>
      `Where verdicts differ, the largest effect on the score first (${shown < of ? `${shown} of ` : ''}${of})`,
    noDisagreements: 'All verdicts are the same.',
    noneJudged: 'Nobody has judged a call yet; figures come with the first who does.',
    effect: 'Points',
    points: (n) => `${n} points`,
    said: { hit: 'said', excused: 'not said' },
    open: 'open',
    at: (turns) => `turn ${turns}`,
    pack: 'Pack',
    made: 'Made',
    drawn: (seed) => `drawn with seed ${seed}`,
    refused: (code) =>
      ({
        NO_NAME: 'It needs a name.',
        NO_RATERS: 'It needs a trainer at least, and at most 30.',
        NO_CALLS:
          'There are no calls: give their numbers (at most 500); drawn are those that nobody has touched, and whose words are kept.',
        NO_SUCH_CALL: 'There is no call of one of these numbers, or its words were not kept.',
        UNJUDGED: 'Something is not judged yet.',
        DONE: 'It was handed in, and cannot be changed.',
        NOT_YOURS: 'You are not in this calibration.',
      })[code] ?? `Not saved (${code}).`,
  },
};

/** Words of calibration in the reader's language. */
export const useCalibrationWords = (): CalibrationWords => CALIBRATION_WORDS[useContext(LangContext)];
