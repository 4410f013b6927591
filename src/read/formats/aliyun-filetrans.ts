import { Faults } from '../faults.ts';
import { eachObject, type Fields, has, isObject, listOf, pick, secondsOfMs, someItem } from '../fields.ts';
import { metaOf } from '../meta.ts';
import { type Segment, transcriptFrom } from '../segments.ts';
import type { JsonFormat } from './format.ts';

const sentencesOf = (data: unknown) => listOf(data) ?? listOf(pick(data, 'Sentences', 'sentences'));
const isSentence = (item: Fields): boolean => has(item, 'Text', 'BeginTime') || has(item, 'text', 'beginTime');

/** `{"TaskId": …, "StatusText": "SUCCESS_WITH_NO_VALID_FRAGMENT"}`: silence, or a task that failed or still runs. */
const isWithoutSentences = (data: unknown): boolean =>
  isObject(data) && has(data, 'TaskId', 'StatusText') && !listOf(pick(pick(data, 'Result'), 'Sentences'))?.length;

/** 阿里云录音文件识别, `Result.Sentences[]` in both spellings, or that list alone. help.aliyun.com/document_detail/90727, 305594. */
export const aliyunFiletrans: JsonFormat = {
  id: 'aliyun-filetrans',
  title: { zh: '阿里云 录音文件识别', en: 'Aliyun file transcription' },
  keys: ['Result', 'Sentences', 'Text', 'BeginTime', 'EndTime', 'ChannelId'],
  recognise: (data) => someItem(sentencesOf(data), isSentence) || isWithoutSentences(data),
  read(data, context) {
    const faults = new Faults(context.place);
    const segments: Segment[] = [];
    const list = Array.isArray(data) ? '' : pick(data, 'Sentences') ? 'Sentences' : 'sentences';
    eachObject(sentencesOf(data), `${context.where}${list}`, faults, (item, where, index) => {
      // Names that no prototype has need no `pick`, which costs more than all the rest of a sentence.
      segments.push({
        where,
        index,
        text: item.Text ?? item.text,
        speaker: item.SpeakerId ?? item.speakerId,
        channel: item.ChannelId ?? item.channelId,
        start: item.BeginTime ?? item.beginTime,
        end: item.EndTime ?? item.endTime,
      });
    });
    const meta = metaOf(context.root, faults, secondsOfMs(pick(context.root, 'BizDuration', 'bizDuration')));
    const status = pick(context.root, 'StatusText', 'statusText');
    const failed = status === undefined || status === 'SUCCESS' ? undefined : String(status);
    const plan = { format: this.id, unit: 'ms' as const, textKey: 'Text', meta, failed };
    return transcriptFrom(segments, plan, context, faults);
  },
};
