import { Faults } from '../faults.ts';
import { eachObject, has, numberOf, pick, someItem } from '../fields.ts';
import { metaOf } from '../meta.ts';
import { type Segment, transcriptFrom } from '../segments.ts';
import type { JsonFormat } from './format.ts';

/** 百度语音质检: `result.asr_result[].sentence`; `call_duration` in seconds, the unit of times not stated. cloud.baidu.com/doc/qianfan-api/s/Vmtjt7lec. */
export const baiduInspection: JsonFormat = {
  id: 'baidu-inspection',
  title: { zh: '百度 语音质检', en: 'Baidu speech inspection' },
  keys: ['result', 'asr_result', 'sentence', 'speaker_id', 'begin_time', 'end_time', 'call_duration', 'session_id'],
  recognise: (data) => someItem(pick(data, 'asr_result'), (item) => has(item, 'sentence')),
  read(data, context) {
    const faults = new Faults(context.place);
    const segments: Segment[] = [];
    eachObject(pick(data, 'asr_result'), `${context.where}asr_result`, faults, (item, where, index) => {
      segments.push({
        where,
        index,
        text: item.sentence,
        speaker: item.speaker_id,
        start: item.begin_time,
        end: item.end_time,
      });
    });
    const duration = numberOf(pick(data, 'call_duration') ?? pick(context.root, 'call_duration'));
    const meta = metaOf({ ...context.root, ...(data as object) }, faults, duration);
    const plan = { format: this.id, unit: null, likelyUnit: 'ms' as const, textKey: 'sentence', meta };
    return transcriptFrom(segments, plan, context, faults);
  },
};
