import { Faults } from '../faults.ts';
import { eachObject, has, pick, someItem } from '../fields.ts';
import { metaOf } from '../meta.ts';
import { type Segment, transcriptFrom } from '../segments.ts';
import type { JsonFormat } from './format.ts';

/** What stereo command lines around FunASR write: `conversations[]` with `role` `channel_0`, seconds. */
export const funasrStereo: JsonFormat = {
  id: 'funasr-stereo',
  title: { zh: 'FunASR 双声道', en: 'FunASR stereo' },
  keys: ['source', 'conversations', 'role', 'text', 'start', 'end'],
  recognise: (data) =>
    someItem(pick(data, 'conversations'), (item) => has(item, 'text') && /^channel_\d+$/.test(String(item.role))),
  read(data, context) {
    const faults = new Faults(context.place);
    const segments: Segment[] = [];
    eachObject(pick(data, 'conversations'), `${context.where}conversations`, faults, (item, where, index) => {
      segments.push({ where, index, text: item.text, speaker: item.role, start: item.start, end: item.end });
    });
    const plan = { format: this.id, unit: 's' as const, textKey: 'text', meta: metaOf(context.root, faults) };
    return transcriptFrom(segments, plan, context, faults);
  },
};
