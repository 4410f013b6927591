import type { Lang } from '../report/wording.ts';

interface AssignWords {
  readonly made: (file: string, scene: string, persona: string, seed: number) => string;
  readonly same: (score: string, passed: boolean) => string;
  readonly differs: (parts: string, score: string) => string;
  readonly part: Readonly<Record<'scoredBy' | 'transcript' | 'assessment' | 'rest' | 'digest', string>>;
}

/** What `huashu assign` says, by language. */
export const ASSIGN_WORDS: Readonly<Record<Lang, AssignWords>> = {
  zh: {
    made: (file, scene, persona, seed) =>
      `${file}：${scene}，${persona}，题号 ${seed}；发给装维：huashu practise --round ${file}`,
    same: (score, passed) => `重算一字不差，${score}，${passed ? '通过' : '没有通过'}`,
    differs: (parts, score) => `和重算的不同：${parts}；重算是 ${score}`,
    part: { scoredBy: '程序或规则包的版本', transcript: '对话', assessment: '评分', rest: '结局', digest: '签名' },
  },
  en: {
    made: (file, scene, persona, seed) =>
      `${file}: ${scene}, ${persona}, seed ${seed}; to be played with huashu practise --round ${file}`,
    same: (score, passed) => `the same bytes when scored again, ${score}, ${passed ? 'passed' : 'not passed'}`,
    differs: (parts, score) => `differs when scored again: ${parts}; scored again it has ${score}`,
    part: {
      scoredBy: 'version of the program or the pack',
      transcript: 'dialogue',
      assessment: 'assessment',
      rest: 'ending',
      digest: 'digest',
    },
  },
};
