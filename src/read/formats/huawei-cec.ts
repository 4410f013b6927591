import type { Guess, Role } from '../../model/transcript.ts';
import { Faults } from '../faults.ts';
import { eachObject, has, listOf, nameOf, numberOf, pick, someItem } from '../fields.ts';
import { metaOf } from '../meta.ts';
import { type Segment, transcriptFrom } from '../segments.ts';
import { roleOfLabel } from '../speakers.ts';
import type { JsonFormat } from './format.ts';

/**
 * 华为云客服质检 CEC: `segments[].asr_text`; `speaker` is a number or `staff`/`customer`; `left_channel` and `right_channel` say whose
 * voice each side is. The page does not state the unit; its sample counts seconds. support.huaweicloud.com/intl/zh-cn/api-cec/cec_07_0249.html.
 */
export const huaweiCec: JsonFormat = {
  id: 'huawei-cec',
  title: { zh: '华为云 云客服质检 CEC', en: 'Huawei Cloud CEC inspection' },
  keys: ['segments', 'asr_text', 'speaker', 'start_time', 'end_time', 'segment_id', 'left_channel', 'right_channel'],
  recognise: (data) => someItem(pick(data, 'segments'), (item) => has(item, 'asr_text')),
  read(data, context) {
    const faults = new Faults(context.place);
    const segments: Segment[] = [];
    eachObject(pick(data, 'segments'), `${context.where}segments`, faults, (item, where, index) => {
      segments.push({
        where,
        index,
        text: item.asr_text,
        speaker: item.speaker,
        start: item.start_time,
        end: item.end_time,
      });
    });
    const duration = numberOf(pick(data, 'duration'));
    const meta = metaOf({ ...context.root, ...(data as object) }, faults, duration);
    const { roles, guesses } = sidesOf(data);
    const plan = { format: this.id, unit: null, likelyUnit: 's' as const, textKey: 'asr_text', meta, roles, guesses };
    return transcriptFrom(segments, { ...plan, id: meta.callId }, context, faults);
  },
};

/** With numbers for speakers the smaller one is taken for the left side. */
function sidesOf(data: unknown): { roles: Record<string, Role | null>; guesses: Guess[] } {
  const roles: Record<string, Role | null> = Object.create(null);
  const left = nameOf(pick(data, 'left_channel'));
  const right = nameOf(pick(data, 'right_channel'));
  const numbers = new Set<number>();
  for (const item of listOf(pick(data, 'segments')) ?? []) {
    const number = numberOf(pick(item, 'speaker'));
    if (number !== undefined) numbers.add(number);
  }
  if (!left || !right || numbers.size === 0 || numbers.size > 2) return { roles, guesses: [] };
  const [first, second] = [...numbers].sort((a, b) => a - b);
  if (second !== undefined) {
    roles[String(first)] = roleOfLabel(left) ?? null;
    roles[String(second)] = roleOfLabel(right) ?? null;
  } else roles[String(first)] = roleOfLabel(first! <= 0 ? left : right) ?? null;
  return { roles, guesses: [{ code: 'ROLES_FROM_CHANNELS', args: { left, right } }] };
}
