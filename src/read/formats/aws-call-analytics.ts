import type { Read } from '../../model/problem.ts';
import type { Role, Transcript } from '../../model/transcript.ts';
import { Faults } from '../faults.ts';
import { eachObject, type Fields, has, listOf, nameOf, pick, someItem } from '../fields.ts';
import { metaOf } from '../meta.ts';
import { type Segment, transcriptFrom } from '../segments.ts';
import { append } from '../words.ts';
import type { JsonContext, JsonFormat } from './format.ts';

const isTurn = (item: Fields): boolean => has(item, 'Content') || Array.isArray(item.Items);
/** Whether a file has turns with this key. */
export const turnsIn = (data: unknown, key: string) =>
  someItem(pick(data, 'Transcript'), (item) => isTurn(item) && has(item, key));

function textOf(item: Fields): unknown {
  if (item.Content !== undefined && item.Content !== null) return item.Content;
  let text = '';
  for (const word of listOf(item.Items) ?? []) text = append(text, nameOf(pick(word, 'Content')) ?? '');
  return text;
}

/** Reads `Transcript[]`, whose speakers stand under `speakerKey`. */
export function readTurns(
  format: string,
  data: unknown,
  speakerKey: string,
  context: JsonContext,
  roles: Record<string, Role | null>,
  id?: string,
): Read<Transcript[]> {
  const faults = new Faults(context.place);
  const segments: Segment[] = [];
  eachObject(pick(data, 'Transcript'), `${context.where}Transcript`, faults, (item, where, index) => {
    segments.push({
      where,
      index,
      text: textOf(item),
      speaker: item[speakerKey],
      start: item.BeginOffsetMillis,
      end: item.EndOffsetMillis,
    });
  });
  const meta = metaOf(context.root, faults);
  const plan = {
    format,
    unit: 'ms' as const,
    textKey: 'Content',
    roles,
    meta: id === undefined ? meta : { callId: id, ...meta },
    id,
  };
  return transcriptFrom(segments, plan, context, faults);
}

/** AWS Transcribe Call Analytics: `Transcript[].Content` with `ParticipantRole`. docs.aws.amazon.com/transcribe/latest/dg/tca-output-batch.html. */
export const awsCallAnalytics: JsonFormat = {
  id: 'aws-call-analytics',
  title: { zh: 'AWS Transcribe Call Analytics', en: 'AWS Transcribe Call Analytics' },
  keys: ['Transcript', 'Content', 'ParticipantRole', 'BeginOffsetMillis', 'EndOffsetMillis', 'Items', 'JobName'],
  recognise: (data) =>
    turnsIn(data, 'ParticipantRole') || (turnsIn(data, 'BeginOffsetMillis') && !turnsIn(data, 'ParticipantId')),
  read(data, context) {
    return readTurns(this.id, data, 'ParticipantRole', context, {});
  },
};
