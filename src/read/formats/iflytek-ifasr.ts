import { Faults } from '../faults.ts';
import { at, eachObject, type Fields, has, isObject, kindOf, listOf, pick, secondsOfMs, someItem } from '../fields.ts';
import { metaOf } from '../meta.ts';
import { parsedString } from '../parsed-string.ts';
import { type Segment, transcriptFrom } from '../segments.ts';
import type { JsonFormat } from './format.ts';

/** `orderResult` is JSON in a string; it may also have been saved unpacked. */
function orderOf(data: unknown): unknown {
  const order = at(data, 'content', 'orderResult') ?? pick(data, 'orderResult');
  return order === undefined ? data : parsedString(order);
}
/** `lattice` has the sentences with stumbles smoothed out, `lattice2` without: the first that has any is read. */
function latticeOf(order: unknown): { readonly name: string; readonly list: readonly unknown[] } | null {
  for (const name of ['lattice', 'lattice2']) {
    const list = listOf(pick(order, name));
    if (list && list.length > 0) return { name, list };
  }
  return null;
}
const sentenceOf = (item: Fields): unknown => parsedString(item.json_1best);

/** The best candidate of each word, put together. `g` marks a paragraph and is no word. */
function wordsOf(sentence: unknown): string | undefined {
  const parts = listOf(at(sentence, 'st', 'rt'));
  if (!parts) return undefined;
  let text = '';
  for (const part of parts)
    for (const word of listOf(pick(part, 'ws')) ?? []) {
      const best = listOf(pick(word, 'cw'))?.[0];
      const w = pick(best, 'w');
      if (typeof w === 'string' && pick(best, 'wp') !== 'g') text += w;
    }
  return text;
}

/** 讯飞语音转写 (ifasr_new, and the 大模型版): JSON strings inside JSON strings. xfyun.cn/doc/asr/ifasr_new/API.html. */
export const iflytekIfasr: JsonFormat = {
  id: 'iflytek-ifasr',
  title: { zh: '讯飞 语音转写', en: 'iFlytek long-form transcription' },
  keys: ['content', 'orderResult', 'orderInfo', 'lattice', 'lattice2', 'json_1best', 'code', 'descInfo'],
  recognise(data) {
    const order = at(data, 'content', 'orderResult') ?? pick(data, 'orderResult');
    if (typeof order === 'string') return true;
    return someItem(latticeOf(orderOf(data))?.list, (item) => has(item, 'json_1best'));
  },
  read(data, context) {
    const faults = new Faults(context.place);
    const order = orderOf(data);
    const lattice = latticeOf(order);
    const segments: Segment[] = [];
    const path = `${context.where}${isObject(data) && data === order ? '' : 'orderResult.'}${lattice?.name ?? 'lattice'}`;
    if (typeof order === 'string' && order !== '') faults.fail('NOT_JSON', { reason: 'orderResult' });
    eachObject(lattice?.list, path, faults, (item, where, index) => {
      const sentence = sentenceOf(item);
      if (!isObject(sentence)) {
        faults.warn('SEGMENT_SKIPPED', {
          where: `${where}[${index}].json_1best`,
          expected: 'JSON',
          received: kindOf(sentence),
        });
        return;
      }
      segments.push({
        where,
        index,
        text: wordsOf(sentence),
        speaker: at(sentence, 'st', 'rl'),
        start: at(sentence, 'st', 'bg') ?? pick(item, 'begin'),
        end: at(sentence, 'st', 'ed') ?? pick(item, 'end'),
      });
    });
    const info = at(data, 'content', 'orderInfo');
    const duration = secondsOfMs(pick(info, 'realDuration', 'originalDuration'));
    const failed = pick(data, 'descInfo');
    const plan = {
      format: this.id,
      unit: 'ms' as const,
      textKey: 'json_1best',
      meta: metaOf(context.root, faults, duration),
      failed: typeof failed === 'string' && failed !== 'success' ? failed : undefined,
    };
    return transcriptFrom(segments, plan, context, faults);
  },
};
