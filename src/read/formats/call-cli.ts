import type { TextFormat } from './format.ts';
import { readLabelledText } from './labelled-text.ts';

const SOURCE = /^#\s?source\s?:/i;
const LINE = /^\[\d{2}:\d{2}:\d{2}\.\d{3} - \d{2}:\d{2}:\d{2}\.\d{3}\]\s?[^\s:：]{1,16}\s?[:：]/;

/** Text of call-recording command lines: `# source: …`, then `[00:00:01.200 - 00:00:03.800] 我: …`. 我 is the side that recorded. */
export const callCli: TextFormat = {
  id: 'call-cli',
  title: { zh: '通话录音转写文本', en: 'call recorder text' },
  recognise({ lines }) {
    const full = lines.slice(0, 40).filter((line) => line.trim() !== '');
    return SOURCE.test(full[0] ?? '') && full.slice(1).some((line) => LINE.test(line.trim()));
  },
  read: (input, context) => readLabelledText('call-cli', input, context),
};
