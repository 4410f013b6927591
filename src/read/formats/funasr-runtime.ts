import { Faults } from '../faults.ts';
import { eachObject, has, isObject, pick, someItem } from '../fields.ts';
import { metaOf } from '../meta.ts';
import { parsedString } from '../parsed-string.ts';
import { type Segment, transcriptFrom } from '../segments.ts';
import type { JsonFormat } from './format.ts';

/** FunASR runtime, over websocket or ONNX: `stamp_sents[]` with characters split by spaces and the punctuation apart. runtime/docs/websocket_protocol_zh.md. */
export const funasrRuntime: JsonFormat = {
  id: 'funasr-runtime',
  title: { zh: 'FunASR runtime', en: 'FunASR runtime' },
  keys: ['mode', 'text', 'stamp_sents', 'text_seg', 'punc', 'start', 'end', 'is_final'],
  recognise: (data) =>
    someItem(parsedString(pick(data, 'stamp_sents')), (item) => has(item, 'text_seg')) ||
    (isObject(data) && has(data, 'stamp_sents', 'text')),
  read(data, context) {
    const faults = new Faults(context.place);
    const segments: Segment[] = [];
    eachObject(parsedString(pick(data, 'stamp_sents')), `${context.where}stamp_sents`, faults, (item, where, index) => {
      const punctuation = typeof item.punc === 'string' ? (FULL[item.punc] ?? item.punc) : '';
      const text = typeof item.text_seg === 'string' ? `${item.text_seg.trim()}${punctuation}` : item.text_seg;
      segments.push({ where, index, text, speaker: pick(item, 'spk', 'speaker'), start: item.start, end: item.end });
    });
    if (segments.length === 0) segments.push({ where: context.where.replace(/\.$/, ''), text: pick(data, 'text') });
    const meta = metaOf(context.root, faults);
    const plan = { format: this.id, unit: 'ms' as const, textKey: 'text_seg', splitWords: true, meta };
    return transcriptFrom(segments, plan, context, faults);
  },
};

/** The runtime writes the narrow signs behind Chinese words. */
const FULL: Readonly<Record<string, string>> = { ',': '，', '?': '？', '!': '！', '.': '。' };
