import type { Read } from '../../model/problem.ts';
import type { Transcript } from '../../model/transcript.ts';
import { Faults } from '../faults.ts';
import { labelledLines, speakersIn } from '../labelled-lines.ts';
import { plainName } from '../plain-name.ts';
import { type Segment, transcriptFrom } from '../segments.ts';
import { roleOfLabel } from '../speakers.ts';
import type { TextContext, TextFormat, TextInput } from './format.ts';

const CLOCK = String.raw`(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}[ T])?\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?`;
/** `发言人 1  00:00:00`, `说话人1 00:09`, `张工(00:01:05)：`. */
const LABEL_TIME = new RegExp(
  String.raw`^([^\s：:，。？！,?!()（）[\]]{1,16}(?:\s\d{1,3})?)(?:\s{1,8}|\s?[(（[])(${CLOCK})[)）\]]?\s?[：:]?$`,
);
/** `[00:00:02 - 00:00:07] SPEAKER_0`, `00:00:02 说话人1`. */
const TIME_LABEL = new RegExp(
  String.raw`^[[(（]?(${CLOCK})(?:\s?(?:-->|[-—–~])\s?(${CLOCK}))?[\])）]?\s{1,8}([^\s：:，。？！,?!()（）[\]]{1,16}(?:\s\d{1,3})?)\s?[：:]?$`,
);
/** The service's own last line, no one's words. */
const NOTICE = /^以上内容由\s?AI\s?生成/i;

interface Heading {
  readonly label: string;
  readonly start: string;
  readonly end: string | undefined;
}

function headingOf(raw: string): Heading | null {
  if (raw.length > 120) return null;
  const line = raw.trim();
  const first = LABEL_TIME.exec(line);
  if (first) return { label: first[1]!, start: first[2]!, end: undefined };
  const second = TIME_LABEL.exec(line);
  return second ? { label: second[3]!, start: second[1]!, end: second[2] } : null;
}

/** Labels of lines that hold a label and a time only: those that name a voice, or that come back. */
function labelsIn(lines: readonly string[]): Set<string> {
  const seen = new Map<string, number>();
  for (const line of lines) {
    const heading = headingOf(line);
    if (heading) seen.set(heading.label, (seen.get(heading.label) ?? 0) + 1);
  }
  const known = [...seen.keys()].filter((label) => roleOfLabel(label) !== undefined);
  return new Set(known.length > 0 ? seen.keys() : [...seen].filter(([, count]) => count > 1).map(([label]) => label));
}

function read(format: string, { lines }: TextInput, context: TextContext): Read<Transcript[]> {
  const labels = labelsIn(lines);
  const segments: { -readonly [K in keyof Segment]: Segment[K] }[] = [];
  for (const [i, raw] of lines.entries()) {
    const heading = headingOf(raw);
    if (heading && labels.has(heading.label)) {
      const { label, start, end } = heading;
      segments.push({ where: '', text: '', speaker: label, start, line: i + 1, ...(end === undefined ? {} : { end }) });
      continue;
    }
    const line = raw.trim();
    const last = segments.at(-1);
    if (line === '' || !last || NOTICE.test(line)) continue;
    last.text = last.text === '' ? line : `${last.text}\n${line}`;
  }
  return transcriptFrom(segments, { format, unit: 's', textKey: '' }, context, new Faults(context.place));
}

/** How many lines tell the format. */
const LOOKED_AT = 400;
/** Whether such lines stand above turns, and not a single one among turns with labels of their own. */
function hasLabel(all: readonly string[], test: (label: string) => boolean): boolean {
  const lines = all.slice(0, LOOKED_AT);
  const labels = labelsIn(lines);
  if (![...labels].some(test)) return false;
  const headings = lines.filter((line) => labels.has(headingOf(line)?.label ?? '')).length;
  return headings >= labelledLines(lines, speakersIn(lines), null).length;
}

/** 通义听悟's text export: a title, then `发言人 1  00:00:00` above what was said. */
export const tingwuText: TextFormat = {
  id: 'tingwu-text',
  title: { zh: '通义听悟 导出文本', en: 'Tongyi Tingwu text export' },
  recognise: ({ lines }) => hasLabel(lines, (label) => plainName(label).startsWith('发言人')),
  read: (input, context) => read('tingwu-text', input, context),
};

/** 腾讯会议 and 腾讯云's text exports: `说话人1 00:00`, and 以上内容由AI生成 below. */
export const tencentText: TextFormat = {
  id: 'tencent-text',
  title: { zh: '腾讯会议、腾讯云 导出文本', en: 'Tencent Meeting and Tencent Cloud text export' },
  recognise: ({ lines }) => lines.some((line) => NOTICE.test(line.trim())) && hasLabel(lines, () => true),
  read: (input, context) => read('tencent-text', input, context),
};

/** 讯飞听见's text export: a title, then `说话人1 00:00` above what was said. */
export const iflyrecText: TextFormat = {
  id: 'iflyrec-text',
  title: { zh: '讯飞听见 导出文本', en: 'iFlyrec text export' },
  recognise: ({ lines }) => hasLabel(lines, (label) => plainName(label).startsWith('说话人')),
  read: (input, context) => read('iflyrec-text', input, context),
};

/** The same with any other names above the turns. */
export const headedText: TextFormat = {
  id: 'headed-text',
  title: { zh: '说话人与时间单独成行的文本', en: 'text with speaker and time on lines of their own' },
  recognise: ({ lines }) => hasLabel(lines, () => true),
  read: (input, context) => read('headed-text', input, context),
};
