import { Faults } from '../faults.ts';
import { at, eachObject, has, pick, secondsOfMs, someItem } from '../fields.ts';
import { metaOf } from '../meta.ts';
import { type Segment, transcriptFrom } from '../segments.ts';
import { append } from '../words.ts';
import type { JsonFormat } from './format.ts';

/** 通义听悟's own JSON: `Paragraphs[].Words[]`; a turn ends where `SentenceId` changes. help.aliyun.com/zh/tingwu/voice-transcription. */
export const tingwu: JsonFormat = {
  id: 'tingwu',
  title: { zh: '通义听悟（JSON）', en: 'Tongyi Tingwu (JSON)' },
  keys: ['Transcription', 'Paragraphs', 'SpeakerId', 'Words', 'Start', 'End', 'Text', 'SentenceId'],
  recognise: (data) => someItem(pick(data, 'Paragraphs'), (item) => has(item, 'Words')),
  read(data, context) {
    const faults = new Faults(context.place);
    const segments: Segment[] = [];
    eachObject(pick(data, 'Paragraphs'), `${context.where}Paragraphs`, faults, (paragraph, path, i) => {
      const speaker = pick(paragraph, 'SpeakerId');
      let sentence: unknown;
      eachObject(paragraph.Words, `${path}[${i}].Words`, faults, (word, where, index) => {
        const last = segments.at(-1);
        const text = typeof word.Text === 'number' ? String(word.Text) : word.Text;
        if (
          last &&
          last.speaker === speaker &&
          word.SentenceId === sentence &&
          typeof last.text === 'string' &&
          typeof text === 'string'
        )
          segments[segments.length - 1] = { ...last, text: append(last.text, text), end: word.End };
        else segments.push({ where, index, text, speaker, start: word.Start, end: word.End });
        sentence = word.SentenceId;
      });
    });
    const meta = metaOf(context.root, faults, secondsOfMs(at(data, 'AudioInfo', 'Duration')));
    const plan = { format: this.id, unit: 'ms' as const, textKey: 'Text', meta };
    return transcriptFrom(segments, plan, context, faults);
  },
};
