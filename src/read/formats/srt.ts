import { Faults } from '../faults.ts';
import { transcriptFrom } from '../segments.ts';
import type { TextFormat } from './format.ts';
import { cuesOf, isCueTime } from './subtitles.ts';

/** SubRip subtitles: `00:00:01,500 --> 00:00:03,000`, then lines until an empty one. Whisper and WhisperX write them. */
export const srt: TextFormat = {
  id: 'srt',
  title: { zh: 'SRT 字幕', en: 'SRT subtitles' },
  recognise: ({ lines }) => lines.slice(0, 60).some(isCueTime),
  read: ({ lines }, context) =>
    transcriptFrom(
      cuesOf(lines, context.named),
      { format: 'srt', unit: 's', textKey: '' },
      context,
      new Faults(context.place),
    ),
};
