import { Faults } from '../faults.ts';
import { at, eachObject, has, listOf, pick, someItem } from '../fields.ts';
import { metaOf } from '../meta.ts';
import { type Segment, transcriptFrom } from '../segments.ts';
import { append } from '../words.ts';
import type { JsonFormat } from './format.ts';

const NAMES = ['transcripts', 'minutes'] as const;
const paragraphsIn = (data: unknown, name: string) => at(data, name, 'paragraphs');
const hasWords = (paragraphs: unknown) =>
  someItem(paragraphs, (item) => has(item, 'sentences') || has(item, 'speaker_info'));

/**
 * 企业微信会议 (`transcripts`, developer.work.weixin.qq.com/document/path/98211) and 腾讯会议 (`minutes`,
 * cloud.tencent.com/document/product/1095/65111): paragraphs of sentences of words; the paragraph says who speaks.
 */
export const wecomMeeting: JsonFormat = {
  id: 'wecom-meeting',
  title: { zh: '企业微信会议、腾讯会议 转写', en: 'WeCom and Tencent Meeting transcript' },
  keys: ['transcripts', 'minutes', 'paragraphs', 'sentences', 'words', 'speaker_info', 'start_time', 'end_time'],
  recognise: (data) => NAMES.some((name) => hasWords(paragraphsIn(data, name))),
  read(data, context) {
    const faults = new Faults(context.place);
    const segments: Segment[] = [];
    const name = NAMES.find((n) => hasWords(paragraphsIn(data, n)))!;
    eachObject(paragraphsIn(data, name), `${context.where}${name}.paragraphs`, faults, (paragraph, path, i) => {
      const speaker = pick(
        pick(paragraph, 'speaker_info'),
        'username',
        'user_name',
        'name',
        'userid',
        'openid',
        'tmp_openid',
      );
      eachObject(paragraph.sentences, `${path}[${i}].sentences`, faults, (sentence, where, index) => {
        segments.push({
          where,
          index,
          text: wordsOf(sentence.words) ?? sentence.text,
          speaker,
          start: sentence.start_time,
          end: sentence.end_time,
        });
      });
    });
    const plan = { format: this.id, unit: 'ms' as const, textKey: 'words', meta: metaOf(context.root, faults) };
    return transcriptFrom(segments, plan, context, faults);
  },
};

function wordsOf(words: unknown): string | undefined {
  const list = listOf(words);
  if (!list) return undefined;
  let text = '';
  for (const word of list) {
    const part = pick(word, 'text');
    if (typeof part === 'string') text = append(text, part);
  }
  return text;
}
