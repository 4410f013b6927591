import { Faults } from '../faults.ts';
import { at, eachObject, has, pick, someItem } from '../fields.ts';
import { metaOf } from '../meta.ts';
import { type Segment, transcriptFrom } from '../segments.ts';
import type { JsonFormat } from './format.ts';

/** whisper.cpp `-oj`: `transcription[]`, milliseconds in `offsets`, clocks in `timestamps`; `speaker` with stereo `-di` only. examples/cli/cli.cpp. */
export const whisperCpp: JsonFormat = {
  id: 'whisper-cpp',
  title: { zh: 'whisper.cpp', en: 'whisper.cpp' },
  keys: ['transcription', 'text', 'offsets', 'timestamps', 'from', 'to', 'systeminfo'],
  recognise: (data) =>
    someItem(
      pick(data, 'transcription'),
      (item) => has(item, 'text') && (has(item, 'offsets') || has(item, 'timestamps')),
    ),
  read(data, context) {
    const faults = new Faults(context.place);
    const segments: Segment[] = [];
    eachObject(pick(data, 'transcription'), `${context.where}transcription`, faults, (item, where, index) => {
      segments.push({
        where,
        index,
        text: item.text,
        speaker: item.speaker,
        start: at(item, 'offsets', 'from') ?? at(item, 'timestamps', 'from'),
        end: at(item, 'offsets', 'to') ?? at(item, 'timestamps', 'to'),
      });
    });
    const plan = { format: this.id, unit: 'ms' as const, textKey: 'text', meta: metaOf(context.root, faults) };
    return transcriptFrom(segments, plan, context, faults);
  },
};
