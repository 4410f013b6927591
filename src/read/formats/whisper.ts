import { Faults } from '../faults.ts';
import { eachObject, type Fields, has, numberOf, pick, someItem } from '../fields.ts';
import { metaOf } from '../meta.ts';
import { type Segment, transcriptFrom } from '../segments.ts';
import type { JsonFormat } from './format.ts';

const OWN = ['seek', 'tokens', 'avg_logprob', 'no_speech_prob', 'compression_ratio', 'temperature'];
const isSegment = (item: Fields): boolean => has(item, 'text') && OWN.some((name) => has(item, name));

/** openai-whisper's JSON and its relatives: `segments[]`, seconds, no speakers. github.com/openai/whisper. */
export const whisper: JsonFormat = {
  id: 'whisper',
  title: { zh: 'Whisper', en: 'openai-whisper' },
  keys: ['text', 'segments', 'start', 'end', 'tokens', 'seek', 'avg_logprob', 'language'],
  recognise: (data) => someItem(pick(data, 'segments'), isSegment),
  read(data, context) {
    const faults = new Faults(context.place);
    const segments: Segment[] = [];
    eachObject(pick(data, 'segments'), `${context.where}segments`, faults, (item, where, index) => {
      segments.push({
        where,
        index,
        text: item.text,
        speaker: pick(item, 'speaker'),
        start: item.start,
        end: item.end,
      });
    });
    const meta = metaOf(context.root, faults, numberOf(pick(data, 'duration')));
    return transcriptFrom(segments, { format: this.id, unit: 's', textKey: 'text', meta }, context, faults);
  },
};
