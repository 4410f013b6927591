import { type Place, type Problem, problem, type Read } from '../model/problem.ts';
import type { Role, Transcript, Turn, WorkOrder } from '../model/transcript.ts';
import { roleOfLabel } from './speakers.ts';
import type { Source } from './transcript.ts';

/** Id of a transcript that has none: its file's name without folders and endings. */
export const idFromFile = (file: string): string =>
  file.replace(/^.*[\\/]/, '').replace(/\.(json|jsonl|txt|md|log)$/i, '') || file;

/** One labelled object (LABELLING.md), or an array of them. */
export function readJson(source: Source): Read<Transcript[]> {
  let data: unknown;
  try {
    data = JSON.parse(source.text);
  } catch (error) {
    return { value: [], problems: [notJson(source, error as Error)] };
  }
  const items = Array.isArray(data) ? data : [data];
  const value: Transcript[] = [];
  const problems: Problem[] = [];
  items.forEach((item, i) => {
    const id = items.length > 1 ? `${idFromFile(source.file)}-${i + 1}` : idFromFile(source.file);
    const read = transcriptOf(item, { file: source.file }, id, items.length > 1 ? `[${i}]` : '');
    if (read.value) value.push(read.value);
    problems.push(...read.problems);
  });
  return { value, problems };
}

/** One object a line; a line that is wrong is one Problem, the others are read. */
export function readJsonLines(source: Source): Read<Transcript[]> {
  const value: Transcript[] = [];
  const problems: Problem[] = [];
  source.text.split('\n').forEach((line, i) => {
    if (line.trim() === '') return;
    const read = readJsonLine(line, { file: source.file, line: i + 1 });
    if (read.value) value.push(read.value);
    problems.push(...read.problems);
  });
  return { value, problems };
}

/** One line of a JSONL file. */
export function readJsonLine(line: string, place: Place): Read<Transcript | null> {
  try {
    return transcriptOf(JSON.parse(line), place, `${idFromFile(place.file)}-${place.line ?? 1}`, '');
  } catch (error) {
    return { value: null, problems: [problem('NOT_JSON', place, { reason: (error as Error).message })] };
  }
}

/** JSON.parse names a position or a line; both become a place. */
function notJson(source: Source, error: Error): Problem {
  const position = /position (\d+)/.exec(error.message);
  const before = position ? source.text.slice(0, Number(position[1])) : '';
  const place = position
    ? { file: source.file, line: before.split('\n').length, column: before.length - before.lastIndexOf('\n') }
    : { file: source.file };
  return problem('NOT_JSON', place, { reason: error.message.replace(/ \(line \d+ column \d+\)/, '').slice(0, 120) });
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const nameOf = (value: unknown): string => (value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value);

function transcriptOf(data: unknown, place: Place, fallbackId: string, where: string): Read<Transcript | null> {
  const wrong = (path: string, expected: string, received: unknown): Read<null> => ({
    value: null,
    problems: [problem('WRONG_SHAPE', place, { where: `${where}${path}`, expected, received: nameOf(received) })],
  });
  if (!isObject(data)) return wrong('', '{ "turns": [ … ] }', data);
  if (!Array.isArray(data.turns)) return wrong('turns', '[ { "speaker", "text" } ]', data.turns);
  if (data.turns.length === 0) return wrong('turns', 'at least one turn', data.turns);
  const problems: Problem[] = [];
  const turns: Turn[] = [];
  const roles: Record<string, Role | null> = Object.create(null);
  for (const [i, turn] of data.turns.entries()) {
    if (!isObject(turn)) return wrong(`turns[${i}]`, '{ "speaker", "text" }', turn);
    const speaker = typeof turn.speaker === 'number' ? String(turn.speaker) : turn.speaker;
    if (typeof speaker !== 'string' || speaker === '') return wrong(`turns[${i}].speaker`, 'string', turn.speaker);
    const text = turn.text ?? '';
    if (typeof text !== 'string') return wrong(`turns[${i}].text`, 'string', text);
    if (text.trim() === '')
      problems.push(problem('TURN_WITHOUT_TEXT', place, { speaker, where: `${where}turns[${i}]` }, 'warning'));
    if (!(speaker in roles)) {
      const role = roleOfLabel(speaker);
      roles[speaker] = role ?? null;
      if (role === undefined) problems.push(problem('UNKNOWN_SPEAKER', place, { label: speaker }, 'warning'));
    }
    turns.push({ speaker, text, ...times(turn) });
  }
  const scripts = data.scripts;
  if (
    scripts !== undefined &&
    scripts !== null &&
    !(Array.isArray(scripts) && scripts.every((s) => typeof s === 'string'))
  )
    return wrong('scripts', '[ "booking", … ]', scripts);
  const order = data.workOrder == null ? null : workOrderOf(data.workOrder, place);
  if (order) problems.push(...order.problems);
  const id =
    typeof data.id === 'string' && data.id !== ''
      ? data.id
      : typeof data.id === 'number'
        ? String(data.id)
        : fallbackId;
  return {
    value: {
      id,
      source: place.file,
      scripts: (scripts as string[] | undefined) ?? null,
      workOrder: order?.value ?? null,
      turns,
      roles,
    },
    problems,
  };
}

function times(turn: Record<string, unknown>): { startSeconds?: number; endSeconds?: number } {
  const start = turn.start ?? turn.startSeconds;
  const end = turn.end ?? turn.endSeconds;
  return {
    ...(typeof start === 'number' && Number.isFinite(start) ? { startSeconds: start } : {}),
    ...(typeof end === 'number' && Number.isFinite(end) ? { endSeconds: end } : {}),
  };
}

const ORDER_TEXTS = [
  'customerName',
  'title',
  'kind',
  'appointment',
  'address',
  'staffName',
  'staffId',
  'staffPhone',
  'branch',
] as const;

/** A work order's known fields; each may be missing, numbers become text, anything else is a Problem and left out. */
export function workOrderOf(data: unknown, place: Place): Read<WorkOrder | null> {
  if (!isObject(data))
    return {
      value: null,
      problems: [
        problem('WRONG_SHAPE', place, { where: 'workOrder', expected: 'object', received: nameOf(data) }, 'warning'),
      ],
    };
  const problems: Problem[] = [];
  const order: { -readonly [K in keyof WorkOrder]: WorkOrder[K] } = {};
  for (const key of ORDER_TEXTS) {
    const value = data[key];
    if (value === undefined || value === null || value === '') continue;
    if (typeof value === 'string' || typeof value === 'number') order[key] = String(value);
    else
      problems.push(
        problem(
          'WRONG_SHAPE',
          place,
          { where: `workOrder.${key}`, expected: 'string', received: nameOf(value) },
          'warning',
        ),
      );
  }
  const service = data.service;
  if (typeof service === 'string') order.service = [service];
  else if (Array.isArray(service)) order.service = service.filter((s) => typeof s === 'string');
  else if (service !== undefined && service !== null)
    problems.push(
      problem(
        'WRONG_SHAPE',
        place,
        { where: 'workOrder.service', expected: '[string]', received: nameOf(service) },
        'warning',
      ),
    );
  return { value: order, problems };
}
