import { type MetaName, metaNamed } from './meta.ts';
import { plainName } from './plain-name.ts';
import type { NumberUnit } from './times.ts';

/** What a piece of speech has. */
export type SpeechField = 'text' | 'speaker' | 'channel' | 'start' | 'end' | 'duration';
export type FieldName = SpeechField | MetaName;

/** Names that keys and columns have, in small letters without spaces and underscores; the first ones are the plainest. */
const SPEECH: Readonly<Record<SpeechField, readonly string[]>> = {
  text: [
    'text',
    'content',
    'sentence',
    'utterance',
    'transcript',
    'transcripttext',
    'message',
    'asrtext',
    'words',
    'onebest',
    'finalsentence',
    'displaytext',
    'display',
    'speech',
    'dialogue',
    'txt',
    '文本',
    '内容',
    '转写文本',
    '转写内容',
    '转写结果',
    '对话内容',
    '对话文本',
    '通话内容',
    '通话文本',
    '说话内容',
    '发言内容',
    '识别结果',
    '识别文本',
    '识别内容',
    '录音文本',
    '语音文本',
    '文字',
    '话语',
    '语句',
    '句子',
    '原文',
  ],
  speaker: [
    'speaker',
    'role',
    'speakerrole',
    'speakername',
    'speakerlabel',
    'speakerid',
    'spk',
    'spkid',
    'rolename',
    'participantrole',
    'participant',
    'identity',
    'sender',
    'from',
    'party',
    'side',
    'who',
    '说话人',
    '发言人',
    '讲话人',
    '发话人',
    '说话方',
    '发话方',
    '角色',
    '说话人角色',
    '身份',
    '说话者',
    '讲话者',
    '发言者',
  ],
  channel: ['channel', 'channelid', 'channellabel', 'track', '声道', '通道', '声道号'],
  start: [
    'start',
    'starttime',
    'begintime',
    'begin',
    'bg',
    'startms',
    'startmillis',
    'startseconds',
    'beginoffsetmillis',
    'offsetmilliseconds',
    'startoffset',
    'offset',
    'from',
    'timestamp',
    'time',
    '开始时间',
    '起始时间',
    '开始',
    '起始',
    '开始时刻',
    '起点',
    '时间',
    '时间戳',
    '起始秒',
  ],
  end: [
    'end',
    'endtime',
    'ed',
    'endms',
    'endmillis',
    'endseconds',
    'endoffsetmillis',
    'endoffset',
    'stop',
    'stoptime',
    'finish',
    'to',
    '结束时间',
    '终止时间',
    '截止时间',
    '结束',
    '终点',
    '结束时刻',
  ],
  duration: ['duration', 'durationms', 'durationmilliseconds', 'dur', 'length', '时长', '持续时间', '时长秒'],
};

const RANK = new Map<string, { readonly field: SpeechField; readonly rank: number }[]>();
for (const [field, names] of Object.entries(SPEECH))
  names.forEach((name, rank) => {
    RANK.set(name, [...(RANK.get(name) ?? []), { field: field as SpeechField, rank }]);
  });

const UNIT = /[(（[]\s?(ms|毫秒|millis|milliseconds|s|秒|sec|seconds)\s?[)）\]]$/i;
const bare = (name: string): string =>
  plainName(
    name
      .toLowerCase()
      .replace(UNIT, '')
      .replace(/[\s_\-.]/g, ''),
  );

/** The unit that a name ends in: `start(ms)`, `开始时间（秒）`, `startMs`, `offset_millis`. */
export function unitInName(name: string): NumberUnit | null {
  const written = UNIT.exec(name)?.[1]?.toLowerCase();
  if (written) return /^(?:ms|毫秒|millis|milliseconds)$/.test(written) ? 'ms' : 's';
  const low = name.toLowerCase().replace(/[\s_-]/g, '');
  if (/(?:ms|millis|milliseconds)$/.test(low) && !/(?:items|terms)$/.test(low)) return 'ms';
  return /(?:seconds|sec|秒)$/.test(low) ? 's' : null;
}

/**
 * Picks the name that holds each field, the plainest of several.
 * @param accepts whether the values under a name can be that field (`from` is a speaker or a time)
 */
export function chooseFields(
  names: readonly string[],
  accepts: (field: SpeechField, name: string) => boolean,
): Partial<Record<FieldName, string>> {
  const chosen: Partial<Record<FieldName, string>> = {};
  const best: Partial<Record<SpeechField, number>> = {};
  for (const name of names) {
    for (const { field, rank } of RANK.get(bare(name)) ?? [])
      if (rank < (best[field] ?? Number.POSITIVE_INFINITY) && accepts(field, name)) {
        best[field] = rank;
        chosen[field] = name;
      }
    const meta = metaNamed(name);
    if (meta && !(meta in chosen)) chosen[meta] = name;
  }
  if (chosen.start !== undefined && chosen.start === chosen.speaker) delete chosen.start;
  return chosen;
}
