import { Faults } from '../faults.ts';
import { transcriptFrom } from '../segments.ts';
import type { TextFormat } from './format.ts';
import { cuesOf } from './subtitles.ts';

/** WebVTT: begins with `WEBVTT`; hours may be missing, `<v 客服>` names a voice. w3.org/TR/webvtt1. */
export const vtt: TextFormat = {
  id: 'vtt',
  title: { zh: 'WebVTT 字幕', en: 'WebVTT subtitles' },
  recognise: ({ lines }) => /^WEBVTT(?:\s|$)/.test(lines[0] ?? ''),
  read: ({ lines }, context) =>
    transcriptFrom(
      cuesOf(lines, context.named),
      { format: 'vtt', unit: 's', textKey: '' },
      context,
      new Faults(context.place),
    ),
};
