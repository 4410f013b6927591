import { Faults } from '../faults.ts';
import { eachObject, has, numberOf, pick, secondsOfMs, someItem } from '../fields.ts';
import { metaOf } from '../meta.ts';
import { type Segment, transcriptFrom } from '../segments.ts';
import type { JsonFormat } from './format.ts';

/** 腾讯云录音文件识别极速版: `flash_result[].sentence_list[]`, one list a channel. cloud.tencent.com/document/product/1093/52097. */
export const tencentFlash: JsonFormat = {
  id: 'tencent-flash',
  title: { zh: '腾讯云 录音文件识别极速版', en: 'Tencent Cloud flash recognition' },
  keys: [
    'flash_result',
    'sentence_list',
    'text',
    'start_time',
    'end_time',
    'speaker_id',
    'channel_id',
    'audio_duration',
  ],
  recognise: (data) => someItem(pick(data, 'flash_result'), (item) => has(item, 'sentence_list') || has(item, 'text')),
  read(data, context) {
    const faults = new Faults(context.place);
    const segments: Segment[] = [];
    eachObject(pick(data, 'flash_result'), `${context.where}flash_result`, faults, (item, where, i) => {
      const channel = pick(item, 'channel_id');
      if (!Array.isArray(item.sentence_list)) segments.push({ where, index: i, text: item.text, channel });
      eachObject(item.sentence_list, `${where}[${i}].sentence_list`, faults, (sentence, path, index) => {
        const speaker = pick(sentence, 'speaker_id');
        segments.push({
          where: path,
          index,
          text: sentence.text,
          speaker: numberOf(speaker) === -1 ? undefined : speaker,
          channel,
          start: sentence.start_time,
          end: sentence.end_time,
        });
      });
    });
    const meta = metaOf(context.root, faults, secondsOfMs(pick(data, 'audio_duration')));
    return transcriptFrom(segments, { format: this.id, unit: 'ms', textKey: 'text', meta }, context, faults);
  },
};
