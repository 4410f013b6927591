import { metaNamed } from './meta.ts';
import { plainName } from './plain-name.ts';
import type { Segment } from './segments.ts';
import { roleOfLabel } from './speakers.ts';

const CLOCK = String.raw`\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?`;
const DAY = String.raw`(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}[ T])?`;
/** `[00:12]`, `00:01:02.500`, `(12:30 - 12:40)`, `2026-06-03 09:30:00` before a label. */
const TIME = new RegExp(
  String.raw`^[[(（【]?\s?(${DAY}${CLOCK})(?:\s?(?:-->|[-—–~])\s?(${DAY}${CLOCK}))?\s?[\])）】]?\s{0,4}`,
);
/** `装维：`, `说话人 1:`, `客服 00:12：`, `客服(00:12)：`, `客服<tab>`; or in brackets: `[SPEAKER_00]: `, `【客服】`. The text begins behind it. */
const LABEL = new RegExp(
  String.raw`^(?:\[([^\s\]]{1,20})\]\s?[：:]?|【([^\s】]{1,16})】\s?[：:]?|` +
    String.raw`([^\s：:，,。？?！!；;、"“”<>{}[\]【】()（）]{1,16}(?:[(（][^\s()（）：:]{1,8}[)）])?(?:\s\d{1,3}(?!\d|:\d{2}(?::\d{2})?[\])）]?\s?[：:]))?)` +
    String.raw`(?:\s?(?:[[(（]?(${CLOCK})(?!:?\d)[\])）]?\s?)?[：:](?!\/\/)|\t))`,
  'u',
);
/** What Markdown puts before a line: bullets, numbers, quotation signs; and the stars of a bold label. */
const BULLET = /^(?:(?:[-*+>•]|\d{1,3}[.)、])\s{1,4}){1,3}/;
const BOLD = /^(?:\*\*|__)([^*_\n]{1,24}?)([：:]?)(?:\*\*|__)([：:]?)/;
/** Words that stand before a colon without being anybody. */
const NO_SPEAKER = new Set(
  '文字记录 会议记录 通话记录 录音 全文 章节 待办 时间 地点 地址 电话 姓名 日期 备注 主题 编号 注意 注 问题 原因 结论 摘要 关键词 标题 http https'.split(
    ' ',
  ),
);

/** A line with its time and label taken off. */
export interface LabelledLine {
  readonly label: string | null;
  readonly start: string | undefined;
  readonly end: string | undefined;
  readonly text: string;
}

/** Takes apart a line. `label` is null where none stands in front, or none of `speakers`. */
export function takeApart(raw: string, speakers: ReadonlySet<string> | null = null): LabelledLine {
  const line = raw.trim();
  const marked = line.replace(BULLET, '').replace(BOLD, '$1$2$3');
  const time = TIME.exec(marked);
  const rest = time ? marked.slice(time[0].length) : marked;
  const match = LABEL.exec(rest.slice(0, 80));
  const name = match?.[1] ?? match?.[2] ?? match?.[3];
  // In brackets or before a tab a label needs no colon if it names a role: 【客服】您好, but not [笑声] 您好.
  const open = match && /[：:]$/.test(match[0]);
  if (!match || name === undefined || (speakers && !speakers.has(name)) || !(open || roleOfLabel(name) !== undefined))
    return { label: null, start: time?.[1], end: time?.[2], text: time && /^[[(（【]/.test(marked) ? rest : line };
  return { label: name, start: time?.[1] ?? match[4], end: time?.[2], text: rest.slice(match[0].length).trim() };
}

const NONE: ReadonlySet<string> = new Set();

/**
 * Labels that are speakers: words for a role or a voice, or names that stand before more than one line.
 * @param named labels that the user gave a role
 */
export function speakersIn(lines: readonly string[], named: ReadonlySet<string> = NONE): Set<string> {
  const seen = new Map<string, number>();
  for (const line of lines) {
    if (line.startsWith('#')) continue;
    const { label } = takeApart(line);
    if (label !== null) seen.set(label, (seen.get(label) ?? 0) + 1);
  }
  const labels = [...seen].filter(([label]) => !isHeading(label));
  // 我跟客户说： is a sentence with a word for a role in it.
  const known = labels.filter(
    ([label, count]) =>
      named.has(label) || (roleOfLabel(label) !== undefined && (count > 1 || !/.[说问讲答道]$/.test(label))),
  );
  // A name is only taken for a speaker beside a known one, or where names make up the dialogue by themselves.
  const names = labels.filter(
    ([label, count]) => roleOfLabel(label) === undefined && (known.length > 0 ? label.length <= 6 : count > 1),
  );
  return new Set([...known, ...names].map(([label]) => label));
}

/** Whether a name before a colon heads a field: 客户姓名 and 坐席工号 hold a word for a role, but nobody speaks under them. */
export const isHeading = (label: string): boolean =>
  NO_SPEAKER.has(label) ||
  /(?:姓名|电话|地址|号码|工号|编号|时间|名称|名)$/.test(label) ||
  (metaNamed(label) !== undefined && roleOfLabel(label) === undefined);

/**
 * Turns of labelled lines; a line without a label goes on with the turn before, lines before the first label are none.
 * @param skip lines that belong to a header, counted from 0; `null` where lines have no numbers in the file
 */
export function labelledLines(
  lines: readonly string[],
  speakers: ReadonlySet<string>,
  skip: ReadonlySet<number> | null,
): Segment[] {
  const segments: { where: string; text: string; speaker: string; start?: string; end?: string; line?: number }[] = [];
  if (speakers.size === 0) return segments;
  for (const [i, raw] of lines.entries()) {
    if (skip?.has(i) || raw.trim() === '') continue;
    const { label, start, end, text } = takeApart(raw, speakers);
    const last = segments.at(-1);
    if (label !== null)
      segments.push({
        where: '',
        text,
        speaker: label,
        ...(start === undefined ? {} : { start }),
        ...(end === undefined ? {} : { end }),
        ...(skip ? { line: i + 1 } : {}),
      });
    else if (last) last.text = last.text === '' ? text : `${last.text}\n${text}`;
  }
  return segments;
}

const KNOWN_LABEL =
  /(?:装维|坐席|座席|客服|师傅|员工|工程师|客户|用户|顾客|业主|机主|(?:说话人|发言人|讲话人)\s?\d{1,2}|agent|customer|(?<![a-z])[AB])\s?[：:]/gi;

/** A dialogue written into one line is cut before its labels: 坐席：您好 客户：你好. */
export function cutAtLabels(lines: readonly string[]): { readonly lines: readonly string[]; readonly cut: boolean } {
  const full = lines.filter((line) => line.trim() !== '' && !line.startsWith('#'));
  if (full.length !== 1) return { lines, cut: false };
  const line = full[0]!;
  // Only the places are kept: an hour in one line has a million labels, and a match is a large object.
  const starts: number[] = [];
  for (const { index } of plainName(line).matchAll(KNOWN_LABEL)) starts.push(index);
  if (starts.length < 2) return { lines, cut: false };
  const cut = starts.map((start, i) => line.slice(start, starts[i + 1]).replace(/[\s|｜/；;]{1,8}$/, ''));
  return { lines: cut, cut: true };
}
