import type { Lang } from '../report/wording.ts';

interface CalibrateWords {
  readonly none: string;
  readonly set: (id: number, name: string, calls: number, raters: string) => string;
  readonly rater: (name: string, judged: number, done: boolean) => string;
  readonly imported: (raters: string, judgements: number) => string;
  readonly heads: readonly [item: string, calls: string, people: string, huashu: string];
  readonly allElements: string;
  readonly allPhrases: string;
  readonly intervals: string;
  readonly disagreed: (n: number) => string;
}

/** What `huashu desk calibrate` says on the terminal, by language. */
export const CALIBRATE_WORDS: Readonly<Record<Lang, CalibrateWords>> = {
  zh: {
    none: '还没有校准：在网页的「校准」里新建',
    set: (id, name, calls, raters) => `${id}  ${name}  ${calls} 通  ${raters}`,
    rater: (name, judged, done) => `${name} ${done ? '交了' : judged}`,
    imported: (raters, judgements) => `导入了 ${raters} 的判定，${judgements} 通次`,
    heads: ['项目', '通数', '老师之间：一致率 κ AC1', '老师和机器：一致率 κ AC1'],
    allElements: '全部要素',
    allPhrases: '全部忌语',
    intervals: '方括号里是 95% 区间',
    disagreed: (n) => `判得不一样的 ${n} 处，在网页的「校准」里看`,
  },
  en: {
    none: 'there is no calibration yet: make one on the page Calibration',
    set: (id, name, calls, raters) => `${id}  ${name}  ${calls} calls  ${raters}`,
    rater: (name, judged, done) => `${name} ${done ? 'done' : judged}`,
    imported: (raters, judgements) => `brought in what ${raters} said: ${judgements} judged calls`,
    heads: ['Item', 'Calls', 'Among trainers: agreement κ AC1', 'Trainers and huashu: agreement κ AC1'],
    allElements: 'All elements',
    allPhrases: 'All phrases',
    intervals: 'in brackets: the 95% interval',
    disagreed: (n) => `verdicts differ in ${n} places: see the page Calibration`,
  },
};
