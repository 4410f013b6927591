import { Faults } from '../faults.ts';
import { at, eachObject, type Fields, has, isObject, pick, secondsOfMs, someItem } from '../fields.ts';
import { metaOf } from '../meta.ts';
import { type Segment, transcriptFrom } from '../segments.ts';
import type { JsonFormat } from './format.ts';

/** Milliseconds in `start_time`, and something of the service's own beside: otherwise it is anybody's list. */
const isUtterance = (item: Fields): boolean =>
  has(item, 'text', 'start_time') &&
  (has(item, 'definite') ||
    isObject(item.additions) ||
    Array.isArray(item.words) ||
    !(has(item, 'speaker') || has(item, 'role')));
const resultsOf = (data: unknown): readonly unknown[] => (Array.isArray(data) ? data : [data]);

/** 火山引擎录音文件识别: `result.utterances[]` or `result[].utterances[]`; speaker in `additions`. volcengine.com/docs/6561/120559, 1354868. */
export const volcengine: JsonFormat = {
  id: 'volcengine',
  title: { zh: '火山引擎 录音文件识别', en: 'Volcano Engine recording recognition' },
  keys: ['result', 'utterances', 'text', 'start_time', 'end_time', 'definite', 'additions'],
  recognise: (data) =>
    resultsOf(data)
      .slice(0, 8)
      .some((result) => someItem(pick(result, 'utterances'), isUtterance)),
  read(data, context) {
    const faults = new Faults(context.place);
    const segments: Segment[] = [];
    resultsOf(data).forEach((result, i) => {
      const path = Array.isArray(data) ? `${context.where.replace(/\.$/, '')}[${i}].` : context.where;
      eachObject(pick(result, 'utterances'), `${path}utterances`, faults, (item, where, index) => {
        segments.push({
          where,
          index,
          text: item.text,
          speaker: at(item, 'additions', 'speaker') ?? pick(item, 'speaker', 'speaker_id'),
          channel: at(item, 'additions', 'channel_id') ?? pick(item, 'channel_id', 'channel'),
          start: item.start_time,
          end: item.end_time,
        });
      });
    });
    const duration = secondsOfMs(at(context.root, 'audio_info', 'duration') ?? pick(data, 'duration'));
    const plan = {
      format: this.id,
      unit: 'ms' as const,
      textKey: 'text',
      meta: metaOf(context.root, faults, duration),
    };
    return transcriptFrom(segments, plan, context, faults);
  },
};
