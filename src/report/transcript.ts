import type { Role, Transcript, Turn } from '../model/transcript.ts';
import { roleOfLabel } from '../read/speakers.ts';

/** Forms that a transcript can be written in, each read again by every command. */
export const TRANSCRIPT_FORMS = ['json', 'text'] as const;
export type TranscriptForm = (typeof TRANSCRIPT_FORMS)[number];

const LABELS: Readonly<Record<Role, string>> = { agent: '装维', customer: '客户', other: '旁人' };

/** The label that tells a turn's role again: the file's own where it does. */
function labelOf({ speaker }: Turn, { roles }: Transcript, labels: Readonly<Record<Role, string>> | null): string {
  const role = roles[speaker] ?? null;
  if (role === null || roleOfLabel(speaker) === role) return speaker;
  return labels ? labels[role] : role;
}

/** A transcript in the labelled form (docs/formats.md), in one line. */
export function transcriptJson(transcript: Transcript): string {
  const { id, scripts, workOrder, meta, turns } = transcript;
  return JSON.stringify({
    id,
    ...(scripts ? { scripts } : {}),
    ...(workOrder ? { workOrder } : {}),
    ...(meta ? { meta } : {}),
    turns: turns.map((turn) => ({
      speaker: labelOf(turn, transcript, null),
      text: turn.text,
      ...(turn.startSeconds === undefined ? {} : { start: turn.startSeconds }),
      ...(turn.endSeconds === undefined ? {} : { end: turn.endSeconds }),
    })),
  });
}

/** A transcript as text with a label before each turn. */
export function transcriptText(transcript: Transcript): string {
  const { id, scripts, workOrder, turns } = transcript;
  const head = [
    `# 编号: ${oneLine(id)}`,
    ...(scripts ? [`# 脚本: ${scripts.map(oneLine).join(' ')}`] : []),
    ...(workOrder ? [`# 工单: ${JSON.stringify(workOrder)}`] : []),
  ];
  const lines = turns.map((turn) => {
    const time = turn.startSeconds === undefined ? '' : `[${clock(turn.startSeconds)}] `;
    return `${time}${labelOf(turn, transcript, LABELS)}：${oneLine(turn.text)}`;
  });
  return [...head, ...lines].join('\n');
}

const oneLine = (text: string): string => text.replace(/\s*[\r\n\u2028\u2029]+\s*/g, ' ');

function clock(seconds: number): string {
  const whole = Math.floor(seconds);
  const two = (n: number) => String(n).padStart(2, '0');
  const hours = Math.floor(whole / 3600);
  return `${hours > 0 ? `${two(hours)}:` : ''}${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}`;
}
