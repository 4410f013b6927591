import { type Problem, problem, type Read } from '../model/problem.ts';
import type { Role, Transcript, Turn, WorkOrder } from '../model/transcript.ts';
import { roleOfLabel } from './speakers.ts';
import type { Source } from './transcript.ts';
import { idFromFile, workOrderOf } from './transcript-json.ts';

/** `[00:12]`, `00:01:02.500`, `(12:30 - 12:40)` before a label. */
const TIME =
  /^[[(（【]?\s*(\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?)(?:\s*(?:-|—|–|-->|~)\s*(\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?))?\s*[\])）】]?\s*/;
const LABEL = /^([^\s：:，,。？?！!；;、"“”]{1,16}(?:\s\d{1,3})?)\s*[：:]\s*(.*)$/u;
const HEADER = /^#\s*(脚本|scripts|工单|work ?order|编号|id)\s*[：:]\s*(.*)$/i;

/** Reads text with a label before each turn; lines without one go on with the turn before. `#` lines at the top are a header. */
export function readLabelledText(source: Source): Read<Transcript[]> {
  const problems: Problem[] = [];
  const turns: Turn[] = [];
  const roles: Record<string, Role | null> = Object.create(null);
  let id = idFromFile(source.file);
  let scripts: string[] | null = null;
  let workOrder: WorkOrder | null = null;
  const lines = source.text.split(/\r\n|\r|\n/);
  const speakers = speakersOf(lines);
  for (const [index, raw] of lines.entries()) {
    const line = raw.trim();
    if (line === '') continue;
    const place = { file: source.file, line: index + 1 };
    const header = turns.length === 0 ? HEADER.exec(line) : null;
    if (header) {
      const key = header[1]!.toLowerCase();
      if (key === '脚本' || key === 'scripts') scripts = header[2]!.split(/[\s,，、]+/).filter(Boolean);
      else if (key === '编号' || key === 'id') id = header[2]!.trim() || id;
      else {
        const read = orderOf(header[2]!, place);
        workOrder = read.value;
        problems.push(...read.problems);
      }
      continue;
    }
    if (turns.length === 0 && line.startsWith('#')) continue;
    const time = TIME.exec(line);
    const rest = time ? line.slice(time[0].length) : line;
    const label = LABEL.exec(rest);
    if (label && speakers.has(label[1]!)) {
      const speaker = label[1]!;
      const text = label[2]!.trim();
      roles[speaker] ??= roleOfLabel(speaker) ?? null;
      if (text === '') problems.push(problem('TURN_WITHOUT_TEXT', place, { speaker }, 'warning'));
      const from = time ? seconds(time[1]!) : null;
      const to = time?.[2] ? seconds(time[2]) : null;
      turns.push({
        speaker,
        text,
        ...(from === null ? {} : { startSeconds: from }),
        ...(to === null ? {} : { endSeconds: to }),
      });
    } else if (turns.length > 0) {
      const last = turns.at(-1)!;
      turns[turns.length - 1] = { ...last, text: last.text === '' ? rest : `${last.text}\n${rest}` };
    }
  }
  if (turns.length === 0)
    return {
      value: [],
      problems: [...problems, problem('NO_SPEAKERS', { file: source.file, line: 1 }, { start: firstWords(lines) })],
    };
  for (const [label, role] of Object.entries(roles))
    if (role === null && roleOfLabel(label) === undefined)
      problems.push(
        problem('UNKNOWN_SPEAKER', { file: source.file, line: lineOf(lines, label) }, { label }, 'warning'),
      );
  return { value: [{ id, source: source.file, scripts, workOrder, turns, roles }], problems };
}

/** Labels that are speakers: words for a role or a voice, or names that stand before more than one line. */
function speakersOf(lines: readonly string[]): Set<string> {
  const seen = new Map<string, number>();
  for (const raw of lines) {
    const line = raw.trim();
    const label = LABEL.exec(line.replace(TIME, ''))?.[1];
    if (label && !line.startsWith('#')) seen.set(label, (seen.get(label) ?? 0) + 1);
  }
  const known = [...seen].filter(([label]) => roleOfLabel(label) !== undefined).map(([label]) => label);
  // A name is only taken for a speaker beside a known one, or where names make up the dialogue by themselves.
  const names = [...seen].filter(
    ([label, count]) =>
      roleOfLabel(label) === undefined && (known.length > 0 ? count > 0 && label.length <= 6 : count > 1),
  );
  return new Set([...known, ...names.map(([label]) => label)]);
}

const lineOf = (lines: readonly string[], label: string): number =>
  Math.max(1, lines.findIndex((l) => l.replace(TIME, '').trim().startsWith(label)) + 1);
const firstWords = (lines: readonly string[]): string => (lines.find((l) => l.trim() !== '') ?? '').trim().slice(0, 24);

function seconds(clock: string): number {
  const parts = clock.replace(',', '.').split(':').map(Number);
  return parts.reduce((sum, part) => sum * 60 + part, 0);
}

function orderOf(text: string, place: { file: string; line: number }): Read<WorkOrder | null> {
  try {
    return workOrderOf(JSON.parse(text), place);
  } catch (error) {
    return { value: null, problems: [problem('NOT_JSON', place, { reason: (error as Error).message }, 'warning')] };
  }
}
