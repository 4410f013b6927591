import { Faults } from '../faults.ts';
import { type Segment, transcriptFrom } from '../segments.ts';
import type { TextFormat } from './format.ts';

/** `[0:0.020,0:2.380]  text`, minutes and seconds; with several speakers the number follows: `[0:0.020,0:2.380,1]  text`. */
const LINE = /^\[(\d{1,4}:\d{1,2}(?:\.\d{1,3})?),(\d{1,4}:\d{1,2}(?:\.\d{1,3})?)(?:,\s?(-?\w{1,12}))?\]\s*(.*)$/;

/** Whether a text begins with such a line. */
export const isTencentLine = (text: string): boolean => LINE.test(text.trimStart().split('\n', 1)[0]!.trim());

/** Segments of the lines; a line without times goes on with the one before. */
export function segmentsOfTencentLines(lines: readonly string[], where: string, numbered: boolean): Segment[] {
  const segments: Segment[] = [];
  lines.forEach((raw, i) => {
    const line = raw.trim();
    const match = LINE.exec(line);
    const last = segments.at(-1);
    if (match) {
      const speaker = match[3] === '-1' ? undefined : match[3];
      segments.push({
        where,
        text: match[4],
        speaker,
        start: match[1],
        end: match[2],
        ...(numbered ? { line: i + 1 } : {}),
      });
    } else if (line !== '' && last) segments[segments.length - 1] = { ...last, text: `${last.text}${line}` };
  });
  return segments;
}

/** What 腾讯云 gives as `Result`, saved as text. */
export const tencentPlain: TextFormat = {
  id: 'tencent-plain',
  title: { zh: '腾讯云 识别文本', en: 'Tencent Cloud plain result' },
  recognise: ({ lines }) => isTencentLine(lines.find((line) => line.trim() !== '') ?? ''),
  read({ lines }, context) {
    const segments = segmentsOfTencentLines(lines, '', true);
    return transcriptFrom(segments, { format: this.id, unit: 's', textKey: '' }, context, new Faults(context.place));
  },
};
