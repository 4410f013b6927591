import { Faults } from '../faults.ts';
import { eachObject, type Fields, has, listOf, nameOf, pick, someItem } from '../fields.ts';
import { metaOf } from '../meta.ts';
import { type Segment, transcriptFrom } from '../segments.ts';
import type { JsonFormat } from './format.ts';

const isSegment = (item: Fields): boolean =>
  has(item, 'text') &&
  (someItem(item.words, (word) => has(word, 'word', 'score') || has(word, 'word', 'speaker')) ||
    /^SPEAKER_\d+$/.test(String(item.speaker)));

/** WhisperX: `segments[]` in seconds, `speaker` on the segment or only on its words, or missing. github.com/m-bain/whisperX. */
export const whisperx: JsonFormat = {
  id: 'whisperx',
  title: { zh: 'WhisperX', en: 'WhisperX' },
  keys: ['segments', 'text', 'start', 'end', 'speaker', 'words', 'word', 'score', 'word_segments'],
  recognise: (data) =>
    someItem(pick(data, 'segments'), isSegment) ||
    (Array.isArray(pick(data, 'word_segments')) && someItem(pick(data, 'segments'), (item) => has(item, 'text'))),
  read(data, context) {
    const faults = new Faults(context.place);
    const segments: Segment[] = [];
    eachObject(pick(data, 'segments'), `${context.where}segments`, faults, (item, where, index) => {
      segments.push({
        where,
        index,
        text: item.text,
        speaker: nameOf(item.speaker) ?? mostOf(item.words),
        start: item.start,
        end: item.end,
      });
    });
    const plan = { format: this.id, unit: 's' as const, textKey: 'text', meta: metaOf(context.root, faults) };
    return transcriptFrom(segments, plan, context, faults);
  },
};

/** The speaker of most words. */
function mostOf(words: unknown): string | undefined {
  const counts = new Map<string, number>();
  for (const word of listOf(words) ?? []) {
    const speaker = nameOf(pick(word, 'speaker'));
    if (speaker !== undefined) counts.set(speaker, (counts.get(speaker) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0];
}
