import type { Problem } from '../model/problem.ts';
import type { Lang } from './wording.ts';

/** Why a sentence-embedding model of the user's cannot be used. */
const EMBEDDING: Readonly<Record<string, Readonly<Record<Lang, string>>>> = {
  missing: { zh: '没有这个模型文件', en: 'there is no such model' },
  vocabulary: { zh: '旁边没有 vocab.txt', en: 'there is no vocab.txt beside it' },
  pieces: { zh: 'vocab.txt 里缺少', en: 'vocab.txt lacks' },
  package: {
    zh: '没有安装 onnxruntime-node（npm install onnxruntime-node）',
    en: 'onnxruntime-node is not installed (npm install onnxruntime-node)',
  },
  examples: { zh: '没有例句（models/text）', en: 'there are no examples (models/text)' },
  shape: { zh: '不是句向量模型', en: 'it is no sentence-embedding model' },
  load: { zh: '模型打不开', en: 'the model cannot be loaded' },
  'no-model': {
    zh: '要和自带的模型一起用，不能加 --no-model',
    en: 'it is heard beside the own model: not with --no-model',
  },
};

/** Why the model cannot be used: `reason` of `EMBEDDING_UNUSABLE`, with its detail. */
export const embeddingFault = (a: Problem['args'], lang: Lang): string =>
  `${EMBEDDING[a.reason!]?.[lang] ?? a.reason}${a.detail ? `：${a.detail}` : ''}`;
