import { Faults } from '../faults.ts';
import { eachObject, has, someItem } from '../fields.ts';
import { metaOf } from '../meta.ts';
import { type Segment, transcriptFrom } from '../segments.ts';
import type { JsonFormat } from './format.ts';

/** 讯飞语音转写, the old interface: `data` is a list in a JSON string, with `bg`, `ed` (strings, milliseconds), `onebest`, `speaker`. */
export const iflytekLfasr: JsonFormat = {
  id: 'iflytek-lfasr',
  title: { zh: '讯飞 语音转写（旧版）', en: 'iFlytek long-form transcription, old' },
  keys: ['data', 'err_no', 'ok', 'bg', 'ed', 'onebest', 'speaker'],
  recognise: (data) => someItem(data, (item) => has(item, 'onebest')),
  read(data, context) {
    const faults = new Faults(context.place);
    const segments: Segment[] = [];
    eachObject(data, context.where.replace(/\.$/, ''), faults, (item, where, index) => {
      segments.push({ where, index, text: item.onebest, speaker: item.speaker, start: item.bg, end: item.ed });
    });
    const plan = { format: this.id, unit: 'ms' as const, textKey: 'onebest', meta: metaOf(context.root, faults) };
    return transcriptFrom(segments, plan, context, faults);
  },
};
