import { cutAtLabels, labelledLines, speakersIn } from './labelled-lines.ts';
import type { Segment } from './segments.ts';
import { roleOfLabel } from './speakers.ts';

/** Cells of web exports break their lines with tags. */
const linesOf = (text: string): string[] => text.split(/\r\n|\r|\n|<br\s?\/?>/i);

/** Whether a text is a whole dialogue: two labelled turns at least, one of them under a word for a role or a voice. */
export function isDialogue(text: string): boolean {
  const lines = linesOf(text.slice(0, 4_000));
  const whole = cutAtLabels(lines).lines;
  const speakers = speakersIn(whole);
  return (
    [...speakers].some((label) => roleOfLabel(label) !== undefined) && labelledLines(whole, speakers, null).length > 1
  );
}

/** Segments of a dialogue that stands in one cell or string; they all have the line of its row. */
export function segmentsOfDialogue(text: string, where: string, line: number | null): Segment[] {
  const { lines } = cutAtLabels(linesOf(text));
  const segments = labelledLines(lines, speakersIn(lines), null);
  return segments.map((segment) => ({ ...segment, where, ...(line === null ? {} : { line }) }));
}
