import type { Wording } from '../model/pack.ts';
import type { Estimate } from './interval.ts';

/** A stretch of time in a person's calls, in numbers. */
export interface CoachPeriod {
  /** `2026-10`, or what the other results are called; `null` when the calls have no dates. */
  readonly label: string | null;
  readonly calls: number;
  readonly score: Estimate | null;
  readonly passed: Estimate | null;
  readonly withHits: Estimate | null;
}

/** One sentence that he leaves out. */
export interface CoachMiss {
  readonly id: string;
  readonly title: Wording;
  readonly say: Wording;
  readonly why: Wording;
  readonly failed: number;
  readonly applied: number;
  /** Share of calls in which it was missing the month before; `null` when it then never belonged. */
  readonly before: number | null;
  /** The same of everybody's calls. */
  readonly others: number | null;
}

/** One forbidden phrase that he says. */
export interface CoachPhrase {
  readonly no: number;
  readonly title: Wording;
  readonly why: Wording;
  readonly hits: number;
  /** For a hundred calls, the month before. */
  readonly before: number | null;
  /** For a hundred calls, now. */
  readonly now: number;
  readonly quotes: readonly {
    readonly quote: string;
    readonly call: string;
    readonly turn: number;
    readonly better: string;
  }[];
}

/** What would raise his score, in points of the mean over all his calls. */
export interface CoachRaise {
  /** An element to be said, or a forbidden phrase to be left. */
  readonly kind: 'element' | 'phrase';
  readonly title: Wording;
  readonly gain: number;
}

/** A call to listen to, and where in it. */
export interface CoachCall {
  readonly id: string;
  readonly source: string;
  readonly line: number | null;
  readonly day: string | null;
  readonly percent: number | null;
  readonly reason: 'misses' | 'phrase' | 'model';
  readonly moments: readonly {
    readonly turn: number | null;
    readonly title: Wording;
    readonly quote: string | null;
    readonly say: string | null;
  }[];
}

/** All that a coaching sheet says of one person. */
export interface CoachData {
  readonly agent: string;
  readonly name: string | null;
  readonly team: string | null;
  readonly now: CoachPeriod;
  readonly before: CoachPeriod | null;
  /** Everybody in the same results. */
  readonly all: CoachPeriod;
  /** Difference of the means, now less before. */
  readonly change: Estimate | null;
  readonly misses: readonly CoachMiss[];
  readonly phrases: readonly CoachPhrase[];
  readonly raises: readonly CoachRaise[];
  readonly listen: readonly CoachCall[];
}

/** Wording of the sheet. */
export const COACH_WORDS = {
  zh: {
    title: (who: string) => `${who} 辅导单`,
    period: (label: string | null, calls: number) => `${label ?? '全部'} · ${calls} 通`,
    score: '平均分',
    passed: '通过率',
    withHits: '有忌语的通话',
    all: '全体',
    before: '上月',
    now: '本月',
    noBefore: '没有上月的通话，看不出变化。',
    up: (n: string, low: string, high: string) => `比上月高 ${n} 分（95%：${low} 到 ${high}）`,
    down: (n: string, low: string, high: string) => `比上月低 ${n} 分（95%：${low} 到 ${high}）`,
    chance: '；区间跨过 0，可能只是碰巧。',
    calls: '通话',
    few: (n: number) => `只有 ${n} 通，比例和变化只作参考。`,
    raises: '先改这几处，提分最多',
    element: (title: string) => `说到「${title}」`,
    phrase: (title: string) => `不再说「${title}」`,
    raise: (n: string) => `平均每通 +${n} 分`,
    misses: '漏得最多',
    missed: (n: number, of: number) => `${of} 通里漏 ${n} 通`,
    beforeRate: (p: string) => `上月 ${p}`,
    othersRate: (p: string) => `全体 ${p}`,
    say: '这样说',
    why: '为什么',
    noMisses: '该说的都说到了。',
    phrases: '忌语：他的原话和更好的说法',
    hits: (n: number) => `${n} 次`,
    perHundred: (now: string, before: string | null) =>
      `每百通 ${now} 次${before === null ? '' : `，上月 ${before} 次`}`,
    better: '改说',
    noPhrases: '没有忌语。',
    listen: '听这三通',
    reasons: { misses: '漏项集中', phrase: '最常说的忌语在这里', model: '做得好的一通，可以当样子' },
    turn: (n: number) => `第${n}句`,
    first: '开头',
    point: (n: string) => `${n} 分`,
    empty: '—',
  },
  en: {
    title: (who: string) => `Coaching sheet: ${who}`,
    period: (label: string | null, calls: number) => `${label ?? 'all calls'} · ${calls} calls`,
    score: 'Mean score',
    passed: 'Passed',
    withHits: 'Calls with a forbidden phrase',
    all: 'everybody',
    before: 'month before',
    now: 'this month',
    noBefore: 'There are no calls of the month before, so no change can be told.',
    up: (n: string, low: string, high: string) => `${n} points above the month before (95 %: ${low} to ${high})`,
    down: (n: string, low: string, high: string) => `${n} points below the month before (95 %: ${low} to ${high})`,
    chance: '; the interval crosses nought: it may be chance.',
    calls: 'Calls',
    few: (n: number) => `There are only ${n} calls: shares and changes are a hint, no more.`,
    raises: 'Change these first: they raise the score most',
    element: (title: string) => `say: ${title}`,
    phrase: (title: string) => `no longer say ${title}`,
    raise: (n: string) => `+${n} points a call`,
    misses: 'Left out most',
    missed: (n: number, of: number) => `in ${n} of ${of} calls`,
    beforeRate: (p: string) => `month before ${p}`,
    othersRate: (p: string) => `everybody ${p}`,
    say: 'say',
    why: 'why',
    noMisses: 'Everything that belonged was said.',
    phrases: 'Forbidden phrases: the words, and better ones',
    hits: (n: number) => `${n} ×`,
    perHundred: (now: string, before: string | null) =>
      `${now} in a hundred calls${before === null ? '' : `, ${before} the month before`}`,
    better: 'better',
    noPhrases: 'No forbidden phrase was said.',
    listen: 'Three calls to listen to',
    reasons: {
      misses: 'most is missing here',
      phrase: 'the most frequent phrase is said here',
      model: 'a good one, to learn from',
    },
    turn: (n: number) => `turn ${n}`,
    first: 'the beginning',
    point: (n: string) => `${n} points`,
    empty: '–',
  },
} as const;

/** Fewer calls than these are a hint only. */
export const FEW_CALLS = 10;
