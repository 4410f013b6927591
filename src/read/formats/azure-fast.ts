import { Faults } from '../faults.ts';
import { eachObject, has, pick, secondsOfMs, someItem } from '../fields.ts';
import { metaOf } from '../meta.ts';
import { type Segment, transcriptFrom } from '../segments.ts';
import type { JsonFormat } from './format.ts';

/** Azure fast transcription: `phrases[]`, milliseconds, a length instead of an end (`offset`, `duration` in its preview). docs.azure.cn/ai-services/speech-service/fast-transcription-create. */
export const azureFast: JsonFormat = {
  id: 'azure-fast',
  title: { zh: 'Azure 快速转写', en: 'Azure fast transcription' },
  keys: ['phrases', 'combinedPhrases', 'text', 'offsetMilliseconds', 'durationMilliseconds', 'channel', 'speaker'],
  recognise: (data) =>
    someItem(
      pick(data, 'phrases'),
      (item) => has(item, 'text') && (has(item, 'offsetMilliseconds') || has(item, 'offset', 'duration')),
    ),
  read(data, context) {
    const faults = new Faults(context.place);
    const segments: Segment[] = [];
    eachObject(pick(data, 'phrases'), `${context.where}phrases`, faults, (item, where, index) => {
      segments.push({
        where,
        index,
        text: item.text,
        speaker: item.speaker,
        channel: item.channel,
        start: pick(item, 'offsetMilliseconds', 'offset'),
        duration: pick(item, 'durationMilliseconds', 'duration'),
      });
    });
    const meta = metaOf(context.root, faults, secondsOfMs(pick(data, 'durationMilliseconds', 'duration')));
    return transcriptFrom(segments, { format: this.id, unit: 'ms', textKey: 'text', meta }, context, faults);
  },
};
