import type { Lang } from '../report/wording.ts';

interface ProgressWords {
  readonly nothing: string;
  readonly head: (rounds: number, passed: number, streak: number, days: number) => string;
  readonly scores: string;
  readonly mean: (points: number) => string;
  readonly elements: string;
  readonly phrases: string;
  readonly phrase: (no: number, phrase: string) => string;
  readonly said: (times: number, recent: number) => string;
  readonly drills: (due: number) => string;
  readonly exported: (file: string) => string;
}

/** What `huashu progress` says, by language. */
export const PROGRESS_WORDS: Readonly<Record<Lang, ProgressWords>> = {
  zh: {
    nothing: '还没有练过；先做一局 huashu practise',
    head: (rounds, passed, streak, days) =>
      `练了 ${rounds} 局，通过 ${passed} 局；连着练了 ${streak} 天，一共 ${days} 天`,
    scores: '得分',
    mean: (points) => `最近平均 ${points} 分`,
    elements: '各要素（旧 → 新，最近 5 局做到的比例）',
    phrases: '说过的忌语',
    phrase: (no, phrase) => `忌语 ${no}「${phrase}」`,
    said: (times, recent) => `${times} 次，最近 5 局 ${recent} 次`,
    drills: (due) => (due > 0 ? `现在该单练 ${due} 项` : '接下来要单练的'),
    exported: (file) => `已写到 ${file}`,
  },
  en: {
    nothing: 'nothing practised yet; play a round: huashu practise',
    head: (rounds, passed, streak, days) =>
      `${rounds} rounds, ${passed} passed; ${streak} days in a row, ${days} days in all`,
    scores: 'scores',
    mean: (points) => `recent mean ${points}`,
    elements: 'Elements (old → new; share said in the last 5 rounds)',
    phrases: 'Forbidden phrases said',
    phrase: (no, phrase) => `phrase ${no} ${phrase}`,
    said: (times, recent) => `${times} times, ${recent} in the last 5 rounds`,
    drills: (due) => (due > 1 ? `${due} drills are due` : due === 1 ? 'One drill is due' : 'Next drills'),
    exported: (file) => `written to ${file}`,
  },
};
