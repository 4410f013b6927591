import { useContext } from 'preact/hooks';
import { OVERVIEW_WORDS, type OverviewWords } from '../../report/overview-wording.ts';
import type { Lang } from '../../report/wording.ts';
import { LangContext } from './page-lang.ts';

interface BoardWords {
  readonly download: string;
  /** The same with people's names. */
  readonly downloadNamed: string;
  readonly empty: string;
  readonly none: string;
  readonly asTable: string;
  readonly scores: string;
  readonly interval: string;
  readonly against: string;
  /** It cannot be told from the mean of all. */
  readonly even: string;
  readonly review: string;
  readonly reviewNote: (ninety: string, closed: string) => string;
  readonly noReview: string;
  readonly upheld: string;
  readonly upheldNote: (upheld: string, decided: string, made: string) => string;
  readonly toHear: string;
  readonly length: (seconds: number) => string;
  readonly rateNote: (missed: string, applied: string) => string;
}

const tenth = (n: number): string => String(Math.round(n * 10) / 10);

/** What the board says beside what report.html says as well, by language. */
const BOARD_WORDS: Readonly<Record<Lang, BoardWords>> = {
  zh: {
    download: '导出表格',
    downloadNamed: '导出表格（带姓名）',
    empty: '还没有通话：在「全部通话」里放进转写。',
    none: '没有符合条件的通话，放宽条件再看。',
    asTable: '看数字',
    scores: '分数段',
    interval: '95% 区间',
    against: '与全体比',
    even: '看不出高低',
    review: '多久复核完',
    reviewNote: (ninety, closed) => `九成在 ${ninety} 内 · 已复核 ${closed} 通`,
    noReview: '还没有复核完的',
    upheld: '申诉成立',
    upheldNote: (upheld, decided, made) => `定了 ${decided} 件，成立 ${upheld} 件 · 共申诉 ${made} 件`,
    toHear: '疑似忌语，等人听',
    length: (s) =>
      s < 5_400 ? `${tenth(s / 60)} 分钟` : s < 129_600 ? `${tenth(s / 3_600)} 小时` : `${tenth(s / 86_400)} 天`,
    rateNote: (missed, applied) => `${applied} 通该说，${missed} 通没说全`,
  },
  en: {
    download: 'Export to Excel',
    downloadNamed: 'Export to Excel, with names',
    empty: 'There are no calls yet: bring transcripts in under “All calls”.',
    none: 'No call is like that. Loosen the filters.',
    asTable: 'Figures',
    scores: 'Scores',
    interval: '95% interval',
    against: 'against all',
    even: 'no clear difference',
    review: 'Time to review',
    reviewNote: (ninety, closed) => `nine in ten within ${ninety} · ${closed} reviewed`,
    noReview: 'none is reviewed yet',
    upheld: 'Appeals upheld',
    upheldNote: (upheld, decided, made) => `${upheld} of ${decided} decided · ${made} made`,
    toHear: 'suspected, waiting for a listener',
    length: (s) =>
      s < 5_400 ? `${tenth(s / 60)} min` : s < 129_600 ? `${tenth(s / 3_600)} h` : `${tenth(s / 86_400)} days`,
    rateNote: (missed, applied) => `not wholly said in ${missed} of ${applied}`,
  },
};

/** Words of the board, and those of reports. */
export function useBoardWords(): { readonly b: BoardWords; readonly o: OverviewWords } {
  const lang = useContext(LangContext);
  return { b: BOARD_WORDS[lang], o: OVERVIEW_WORDS[lang] };
}
