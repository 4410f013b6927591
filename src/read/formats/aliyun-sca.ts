import { Faults } from '../faults.ts';
import { eachObject, type Fields, has, listOf, pick, someItem } from '../fields.ts';
import { metaOf } from '../meta.ts';
import { type Segment, transcriptFrom } from '../segments.ts';
import type { JsonFormat } from './format.ts';

const NAMES = ['Dialogues', 'dialogues', 'AsrResult', 'asrResult'];
const listIn = (data: unknown) => listOf(data) ?? listOf(pick(data, ...NAMES));
const isDialogue = (item: Fields): boolean =>
  (has(item, 'Words') && (has(item, 'Role') || has(item, 'Begin'))) ||
  (has(item, 'words') && typeof item.words === 'string' && (has(item, 'role') || has(item, 'begin')));

/**
 * 阿里云智能对话分析 (SCA): `Dialogues[].Words`, in what is sent to it and in what comes back. `Begin` counts milliseconds;
 * `BeginTime` is a time of day, `HourMinSec` a clock: they stand in where `Begin` is missing. help.aliyun.com/document_detail/456547.
 */
export const aliyunSca: JsonFormat = {
  id: 'aliyun-sca',
  title: { zh: '阿里云 智能对话分析 SCA', en: 'Aliyun Smart Conversation Analysis' },
  keys: ['Dialogues', 'Words', 'Role', 'Identity', 'Begin', 'End'],
  recognise: (data) => someItem(listIn(data), isDialogue),
  read(data, context) {
    const faults = new Faults(context.place);
    const segments: Segment[] = [];
    const name = Array.isArray(data) ? '' : NAMES.find((n) => Array.isArray(pick(data, n)))!;
    eachObject(listIn(data), `${context.where}${name}`, faults, (item, where, index) => {
      segments.push({
        where,
        index,
        text: pick(item, 'Words', 'words'),
        speaker: pick(item, 'Role', 'role', 'Identity', 'identity'),
        start: pick(item, 'Begin', 'begin', 'BeginTime', 'beginTime', 'HourMinSec', 'hourMinSec'),
        end: pick(item, 'End', 'end'),
      });
    });
    const meta = metaOf(context.root, faults);
    return transcriptFrom(segments, { format: this.id, unit: 'ms', textKey: 'Words', meta }, context, faults);
  },
};
