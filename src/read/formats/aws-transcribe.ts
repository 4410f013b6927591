import { Faults } from '../faults.ts';
import { at, eachObject, type Fields, has, listOf, nameOf, pick, someItem } from '../fields.ts';
import { metaOf } from '../meta.ts';
import { type Segment, transcriptFrom } from '../segments.ts';
import { append } from '../words.ts';
import type { JsonFormat } from './format.ts';

/** A silence between two words of one speaker that makes two turns of them, in seconds. */
const PAUSE = 1.5;
const isItem = (item: Fields): boolean => Array.isArray(item.alternatives);
const isSegment = (item: Fields): boolean => has(item, 'transcript', 'start_time');

/**
 * AWS Transcribe: words with times as strings of seconds, punctuation without any. `audio_segments` where the file has them; otherwise words
 * are put together until speaker or channel changes. docs.aws.amazon.com/transcribe/latest/dg/how-input.html, channel-id-output-batch.html.
 */
export const awsTranscribe: JsonFormat = {
  id: 'aws-transcribe',
  title: { zh: 'AWS Transcribe', en: 'AWS Transcribe' },
  keys: [
    'results',
    'transcripts',
    'items',
    'alternatives',
    'content',
    'start_time',
    'end_time',
    'speaker_labels',
    'channel_labels',
    'jobName',
  ],
  recognise: (data) =>
    someItem(at(data, 'results', 'items'), isItem) ||
    someItem(at(data, 'results', 'audio_segments'), isSegment) ||
    someItem(at(data, 'results', 'channel_labels', 'channels'), (item) => Array.isArray(item.items)),
  read(data, context) {
    const faults = new Faults(context.place);
    const results = pick(data, 'results');
    const path = `${context.where}results`;
    const segments: Segment[] = [];
    if (someItem(pick(results, 'audio_segments'), isSegment))
      eachObject(pick(results, 'audio_segments'), `${path}.audio_segments`, faults, (item, where, index) => {
        segments.push({
          where,
          index,
          text: item.transcript,
          speaker: pick(item, 'speaker_label'),
          channel: item.channel_label,
          start: item.start_time,
          end: item.end_time,
        });
      });
    else {
      const channels = at(results, 'channel_labels', 'channels');
      eachObject(channels, `${path}.channel_labels.channels`, faults, (channel, where, index) => {
        const label = pick(channel, 'channel_label');
        addWords(segments, channel.items, `${where}[${index}].items`, faults, () => undefined, label);
      });
      if (!Array.isArray(channels)) {
        const speakers = speakersByStart(results);
        const speakerOf = (item: Fields) => pick(item, 'speaker_label') ?? speakers.get(nameOf(item.start_time));
        addWords(segments, pick(results, 'items'), `${path}.items`, faults, speakerOf, undefined);
      }
    }
    const plan = {
      format: this.id,
      unit: 's' as const,
      textKey: 'content',
      splitWords: true,
      meta: metaOf(context.root, faults),
    };
    return transcriptFrom(segments, plan, context, faults);
  },
};

/** Older files name the speaker beside the words: a word is found by its start. */
function speakersByStart(results: unknown): Map<string | undefined, unknown> {
  const speakers = new Map<string | undefined, unknown>();
  for (const segment of listOf(at(results, 'speaker_labels', 'segments')) ?? [])
    for (const item of listOf(pick(segment, 'items')) ?? [])
      speakers.set(nameOf(pick(item, 'start_time')), pick(item, 'speaker_label') ?? pick(segment, 'speaker_label'));
  speakers.delete(undefined);
  return speakers;
}

function addWords(
  segments: Segment[],
  items: unknown,
  path: string,
  faults: Faults,
  speakerOf: (item: Fields) => unknown,
  channel: unknown,
): void {
  let open: { speaker: unknown; where: string; index: number; text: string; start: unknown; end: unknown } | null =
    null;
  const close = () => {
    if (open) segments.push({ ...open, channel });
    open = null;
  };
  eachObject(items, path, faults, (item, where, index) => {
    const word = pick(listOf(item.alternatives)?.[0], 'content');
    if (typeof word !== 'string') {
      faults.warn('SEGMENT_SKIPPED', {
        where: `${where}[${index}]`,
        expected: 'alternatives[0].content',
        received: 'nothing',
      });
      return;
    }
    // Punctuation has no time and belongs to the word before.
    if (open && (item.type === 'punctuation' || !has(item, 'start_time'))) {
      open.text += word;
      return;
    }
    const speaker = speakerOf(item);
    const ends =
      open !== null && channel !== undefined && '。？！?!'.includes((open as { text: string }).text.at(-1) ?? '-');
    if (!open || open.speaker !== speaker || ends || Number(item.start_time) - Number(open.end) > PAUSE) {
      close();
      open = { speaker, where, index, text: word, start: item.start_time, end: item.end_time };
    } else {
      open.text = append(open.text, word);
      open.end = item.end_time;
    }
  });
  close();
}
