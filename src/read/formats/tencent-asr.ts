import { Faults } from '../faults.ts';
import { eachObject, type Fields, has, numberOf, pick, someItem } from '../fields.ts';
import { metaOf } from '../meta.ts';
import { type Segment, transcriptFrom } from '../segments.ts';
import type { JsonFormat } from './format.ts';
import { isTencentLine, segmentsOfTencentLines } from './tencent-plain.ts';

const isDetail = (item: Fields): boolean =>
  has(item, 'FinalSentence') || has(item, 'SliceSentence') || has(item, 'StartMs', 'EndMs');
const plainOf = (data: unknown): string | null => {
  const result = pick(data, 'Result');
  return typeof result === 'string' && isTencentLine(result.slice(0, 200)) ? result : null;
};

/** -1 is what adapters write where no speaker was told apart. */
const speakerOf = (item: Fields): unknown => {
  const id = pick(item, 'SpeakerRoleName') || pick(item, 'SpeakerId');
  return numberOf(id) === -1 ? undefined : id;
};

/** 腾讯云录音文件识别: `ResultDetail[]`; where that is missing, the lines in `Result`. tencentcloud.com/document/api/1118/66926. */
export const tencentAsr: JsonFormat = {
  id: 'tencent-asr',
  title: { zh: '腾讯云 录音文件识别', en: 'Tencent Cloud recording recognition' },
  keys: ['Data', 'ResultDetail', 'FinalSentence', 'StartMs', 'EndMs', 'SpeakerId', 'Result', 'StatusStr'],
  recognise: (data) => someItem(pick(data, 'ResultDetail'), isDetail) || plainOf(data) !== null || isUnfinished(data),
  read(data, context) {
    const faults = new Faults(context.place);
    const segments: Segment[] = [];
    eachObject(pick(data, 'ResultDetail'), `${context.where}ResultDetail`, faults, (item, where, index) => {
      // SliceSentence has its words split by spaces, which are taken out again.
      segments.push({
        where,
        index,
        text: pick(item, 'FinalSentence', 'WrittenText', 'SliceSentence'),
        speaker: speakerOf(item),
        channel: pick(item, 'ChannelId'),
        start: item.StartMs,
        end: item.EndMs,
      });
    });
    const plain = segments.length === 0 ? plainOf(data) : null;
    if (plain !== null) segments.push(...segmentsOfTencentLines(plain.split('\n'), `${context.where}Result`, false));
    const meta = metaOf(context.root, faults, numberOf(pick(data, 'AudioDuration')));
    const plan = { format: this.id, unit: 'ms' as const, textKey: plain === null ? 'FinalSentence' : '', meta };
    return transcriptFrom(segments, { ...plan, failed: failureOf(data) }, context, faults);
  },
};

const failureOf = (data: unknown): string | undefined => {
  const status = pick(data, 'StatusStr');
  return typeof status === 'string' && status !== 'success' ? status : undefined;
};
/** `{"Status":1,"StatusStr":"doing","Result":"","ResultDetail":null}` */
const isUnfinished = (data: unknown): boolean =>
  failureOf(data) !== undefined && (has(data as Fields, 'ResultDetail') || has(data as Fields, 'ErrorMsg'));
