import { Faults } from '../faults.ts';
import { at, eachObject, has, isObject, pick, secondsOfMs, someItem } from '../fields.ts';
import { metaOf } from '../meta.ts';
import { type Segment, transcriptFrom } from '../segments.ts';
import type { JsonFormat } from './format.ts';

/** 华为云语音交互 SIS: `segments[].result.text`. The root's `start_time` is a date, the segments' are milliseconds. support.huaweicloud.com/api-sis/sis_03_0093.html. */
export const huaweiSis: JsonFormat = {
  id: 'huawei-sis',
  title: { zh: '华为云 录音文件识别 SIS', en: 'Huawei Cloud SIS' },
  keys: ['status', 'segments', 'result', 'text', 'start_time', 'end_time', 'analysis_info', 'audio_duration'],
  recognise: (data) =>
    someItem(pick(data, 'segments'), (item) => isObject(item.result) && has(item.result, 'text')) || isUnfinished(data),
  read(data, context) {
    const faults = new Faults(context.place);
    const segments: Segment[] = [];
    eachObject(pick(data, 'segments'), `${context.where}segments`, faults, (item, where, index) => {
      segments.push({
        where,
        index,
        text: at(item, 'result', 'text'),
        speaker: at(item, 'result', 'analysis_info', 'role'),
        channel: at(item, 'result', 'analysis_info', 'channel'),
        start: item.start_time,
        end: item.end_time,
      });
    });
    const meta = metaOf(context.root, faults, secondsOfMs(pick(data, 'audio_duration')));
    const status = pick(data, 'status');
    const failed = typeof status === 'string' && status !== 'FINISHED' ? status : undefined;
    const plan = { format: this.id, unit: 'ms' as const, within: 'result', textKey: 'text', meta, failed };
    return transcriptFrom(segments, plan, context, faults);
  },
};

/** A task that waits or failed has no segments. */
const isUnfinished = (data: unknown): boolean =>
  ['WAITING', 'EXECUTING', 'ERROR'].includes(String(pick(data, 'status'))) && pick(data, 'segments') === undefined;
