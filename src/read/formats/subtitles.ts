import { speakersIn, takeApart } from '../labelled-lines.ts';
import type { Segment } from '../segments.ts';
import { append, withoutMarkup } from '../words.ts';

const ARROW =
  /^((?:\d{1,4}:)?\d{1,2}:\d{2}[.,]\d{1,3})\s{0,8}-->\s{0,8}((?:\d{1,4}:)?\d{1,2}:\d{2}[.,]\d{1,3})(?:\s.*)?$/;
const VOICE = /^<v(?:\.[^\s<>]{1,40})?\s([^<>]{1,60})>/i;

/** Whether a line is a cue's time. */
export const isCueTime = (line: string): boolean => ARROW.test(line.trim());

/**
 * Cues of SRT and WebVTT. A label before a line (`客服：`, `[SPEAKER_00]: `, `<v 客服>`) begins a segment; lines without one go on. A cue
 * without a label has no speaker.
 */
export function cuesOf(lines: readonly string[], named: ReadonlySet<string>): Segment[] {
  const shown = lines.map((line) => withoutMarkup(line.replace(/\{\\[^{}]{0,40}\}/g, '')).trim());
  const speakers = speakersIn(
    shown.filter((_, i) => !isCueTime(lines[i]!)),
    named,
  );
  const segments: { -readonly [K in keyof Segment]: Segment[K] }[] = [];
  let time: { start: string; end: string; where: number } | null = null;
  let fresh = false;
  for (const [i, raw] of lines.entries()) {
    const line = raw.trim();
    const arrow = ARROW.exec(line);
    if (arrow) {
      time = { start: arrow[1]!, end: arrow[2]!, where: i + 1 };
      fresh = true;
      continue;
    }
    if (line === '') {
      time = null;
      continue;
    }
    // Numbers, names, NOTE and STYLE blocks stand outside cues.
    if (!time) continue;
    const voice = VOICE.exec(line)?.[1]?.trim();
    const { label, text } = voice === undefined ? takeApart(shown[i]!, speakers) : { label: voice, text: shown[i]! };
    const last = segments.at(-1);
    if (label !== null || fresh || !last)
      segments.push({ where: '', text, speaker: label, start: time.start, end: time.end, line: time.where });
    else last.text = append(String(last.text), text);
    fresh = false;
  }
  return segments;
}
