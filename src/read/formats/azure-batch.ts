import { Faults } from '../faults.ts';
import { eachObject, has, listOf, nameOf, numberOf, pick, someItem } from '../fields.ts';
import { metaOf } from '../meta.ts';
import { type Segment, transcriptFrom } from '../segments.ts';
import { PER_SECOND, secondsOfIso } from '../times.ts';
import type { JsonFormat } from './format.ts';

/**
 * Azure batch transcription: `recognizedPhrases[].nBest[0].display`; ticks of 100 ns, or ISO 8601 durations; a length instead of an end;
 * one channel after the other. learn.microsoft.com/azure/ai-services/speech-service/batch-transcription-get.
 */
export const azureBatch: JsonFormat = {
  id: 'azure-batch',
  title: { zh: 'Azure 批量转写', en: 'Azure batch transcription' },
  keys: [
    'recognizedPhrases',
    'nBest',
    'display',
    'channel',
    'offsetInTicks',
    'durationInTicks',
    'offset',
    'recognitionStatus',
  ],
  recognise: (data) =>
    someItem(pick(data, 'recognizedPhrases'), (item) => has(item, 'nBest') || has(item, 'recognitionStatus')),
  read(data, context) {
    const faults = new Faults(context.place);
    const segments: Segment[] = [];
    eachObject(pick(data, 'recognizedPhrases'), `${context.where}recognizedPhrases`, faults, (item, where, index) => {
      const status = nameOf(item.recognitionStatus);
      if (status !== undefined && status !== 'Success') {
        faults.warn('SEGMENT_SKIPPED', {
          where: `${where}[${index}].recognitionStatus`,
          expected: 'Success',
          received: status,
        });
        return;
      }
      segments.push({
        where,
        index,
        text: pick(listOf(item.nBest)?.[0], 'display', 'itn', 'lexical'),
        speaker: item.speaker,
        channel: item.channel,
        start: pick(item, 'offsetInTicks', 'offset'),
        duration: pick(item, 'durationInTicks', 'duration'),
      });
    });
    const ticks = numberOf(pick(data, 'durationInTicks'));
    const duration = ticks === undefined ? secondsOfIso(pick(data, 'duration')) : ticks / PER_SECOND['100ns'];
    const plan = {
      format: this.id,
      unit: '100ns' as const,
      within: 'nBest[0]',
      textKey: 'display',
      meta: metaOf(context.root, faults, duration),
    };
    return transcriptFrom(segments, plan, context, faults);
  },
};
