import { Faults } from '../faults.ts';
import { at, eachObject, pick, secondsOfMs, someItem } from '../fields.ts';
import { metaOf } from '../meta.ts';
import { type Segment, transcriptFrom } from '../segments.ts';
import type { JsonFormat } from './format.ts';

/** 阿里云百炼 Paraformer, Fun-ASR: `transcripts[].sentences[]`, one transcript a channel, merged by time. help.aliyun.com/document_detail/2880903. */
export const dashscope: JsonFormat = {
  id: 'dashscope',
  title: { zh: '阿里云百炼 Paraformer', en: 'Aliyun Model Studio (DashScope) Paraformer' },
  keys: ['transcripts', 'sentences', 'begin_time', 'end_time', 'text', 'channel_id', 'file_url'],
  recognise: (data) =>
    someItem(pick(data, 'transcripts'), (item) => Array.isArray(item.sentences) || 'channel_id' in item),
  read(data, context) {
    const faults = new Faults(context.place);
    const segments: Segment[] = [];
    eachObject(pick(data, 'transcripts'), `${context.where}transcripts`, faults, (item, where, i) => {
      const channel = pick(item, 'channel_id');
      if (!Array.isArray(item.sentences)) segments.push({ where, index: i, text: item.text, channel });
      eachObject(item.sentences, `${where}[${i}].sentences`, faults, (sentence, path, index) => {
        segments.push({
          where: path,
          index,
          text: sentence.text,
          speaker: pick(sentence, 'speaker_id'),
          channel,
          start: sentence.begin_time,
          end: sentence.end_time,
        });
      });
    });
    const meta = metaOf(context.root, faults, secondsOfMs(at(data, 'properties', 'original_duration_in_milliseconds')));
    const plan = { format: this.id, unit: 'ms' as const, textKey: 'text', meta };
    return transcriptFrom(segments, plan, context, faults);
  },
};
