import { type Place, type Problem, problem, type Read } from '../model/problem.ts';
import type { Transcript } from '../model/transcript.ts';
import { isObject, kindOf, someItem } from './fields.ts';
import type { JsonContext, JsonFormat } from './formats/format.ts';
import { JSON_FORMATS } from './formats/index.ts';
import { readLabelledObject } from './formats/labelled.ts';
import { idFromFile } from './id-from-file.ts';
import { jsonFault } from './json-fault.ts';
import { parsedString } from './parsed-string.ts';
import { depthOf, resemblance } from './resemblance.ts';
import type { Source } from './transcript.ts';
import { type Candidate, candidatesIn } from './unwrap.ts';

/** No service nests its results as deep as this. */
const DEEPEST = 64;

/** A JSON file of any known format, with one transcript or a list of them; or JSONL, which is told by where it stops being JSON. */
export function readJson(source: Source): Read<Transcript[]> {
  let data: unknown;
  try {
    data = JSON.parse(source.text);
  } catch (error) {
    if (isJsonLines(source.text) || hasWholeLine(source.text)) return readJsonLines(source);
    return { value: [], problems: [notJson(source, error as Error)] };
  }
  return readData(data, contextOf({ file: source.file }, idFromFile(source.file), source.encoding));
}

/** One object a line; a line that is wrong is one Problem, the others are read. */
function readJsonLines(source: Source): Read<Transcript[]> {
  const value: Transcript[] = [];
  const problems: Problem[] = [];
  const { text } = source;
  let line = 0;
  for (let start = 0; start <= text.length; ) {
    const newline = text.indexOf('\n', start);
    const end = newline < 0 ? text.length : newline;
    line += 1;
    const read = readLine(text.slice(start, end), { file: source.file, line }, source.encoding);
    for (const transcript of read.value) value.push(transcript);
    for (const one of read.problems) problems.push(one);
    start = end + 1;
  }
  return { value, problems };
}

/** One line of a JSONL file: its transcript, the first where a line holds several. */
export function readJsonLine(line: string, place: Place): Read<Transcript | null> {
  const read = readLine(line, place, undefined);
  return { value: read.value[0] ?? null, problems: read.problems };
}

const NOTHING: Read<Transcript[]> = { value: [], problems: [] };

function readLine(line: string, place: Place, encoding: string | undefined): Read<Transcript[]> {
  if (!/\S/.test(line)) return NOTHING;
  try {
    const data: unknown = JSON.parse(line);
    return readData(data, contextOf(place, `${idFromFile(place.file)}-${place.line ?? 1}`, encoding));
  } catch (error) {
    const reason = (error as Error).message.slice(0, 120);
    const fault = jsonFault(line);
    return {
      value: [],
      problems: [problem('NOT_JSON', fault === null ? place : { ...place, column: fault + 1 }, { reason })],
    };
  }
}

const contextOf = (place: Place, id: string, encoding: string | undefined): JsonContext => ({
  place,
  id,
  encoding: encoding ?? null,
  where: '',
  root: {},
});

/** One object a line: a line ends as an object does, and the next begins as one, which JSON never has. */
function isJsonLines(text: string): boolean {
  const newline = text.indexOf('\n');
  if (newline < 0) return false;
  let end = newline - 1;
  while (end > 0 && (text[end] === '\r' || text[end] === ' ')) end -= 1;
  if (text[end] !== '}' && text[end] !== ']') return false;
  for (let next = newline; next < text.length; next += 1) {
    const char = text[next]!;
    if (char !== '\n' && char !== '\r' && char !== ' ' && char !== '\t') return char === '{' || char === '[';
  }
  return false;
}

/** Whether a file that is no JSON is JSONL with a broken line: one of its lines is a whole object. Indented ones are parts of something larger. */
function hasWholeLine(text: string): boolean {
  const whole = text.split('\n', 50).filter((line) => line[0] === '{' && line.trimEnd().endsWith('}'));
  return text[0] === '{' && whole.slice(0, 5).some((line) => isObject(parsedString(line)));
}

function notJson({ file, text }: Source, error: Error): Problem {
  const position = jsonFault(text) ?? 0;
  const lineStart = text.lastIndexOf('\n', position - 1) + 1;
  let line = 1;
  for (let at = text.indexOf('\n'); at >= 0 && at < position; at = text.indexOf('\n', at + 1)) line += 1;
  const reason = error.message.replace(/ \(line \d{1,9} column \d{1,9}\)/, '').slice(0, 120);
  return problem('NOT_JSON', { file, line, column: position - lineStart + 1 }, { reason });
}

/** Parsed JSON of any known format. Throws nothing. What cannot be read and is nested beyond all formats is told by that alone. */
function readData(data: unknown, context: JsonContext): Read<Transcript[]> {
  const read = readShape(data, context);
  if (read.value.length > 0 || depthOf(data, DEEPEST) < DEEPEST) return read;
  return { value: [], problems: [problem('NESTED_TOO_DEEP', context.place, { most: DEEPEST })] };
}

function readShape(data: unknown, context: JsonContext): Read<Transcript[]> {
  if (isLabelled(data)) {
    const { value, problems } = readLabelledObject(data as Record<string, unknown>, context);
    return { value: value ? [value] : [], problems };
  }
  const known = recognised(data);
  if (known) {
    const { candidate, format } = known;
    const { place, id, encoding } = context;
    const where = `${context.where}${candidate.where}`;
    return format.read(candidate.data, { place, id, encoding, where, root: candidate.root });
  }
  if (Array.isArray(data) && data.length > 0) {
    const read = readList(data, context);
    if (read) return read;
  }
  return { value: [], problems: [unknownFormat(data, context)] };
}

/** The project's own form, told by its first turn before anything else is looked at. */
function isLabelled(data: unknown): boolean {
  if (!isObject(data) || !Array.isArray(data.turns)) return false;
  const first: unknown = data.turns[0];
  return isObject(first) && typeof first.speaker === 'string' && typeof first.text === 'string';
}

function recognised(data: unknown): { readonly candidate: Candidate; readonly format: JsonFormat } | null {
  const candidates = candidatesIn(data);
  for (const format of JSON_FORMATS)
    for (const candidate of candidates) if (format.recognise(candidate.data)) return { candidate, format };
  return null;
}

/** A list of whole transcripts. `null` when none of its items is one. */
function readList(list: readonly unknown[], context: JsonContext): Read<Transcript[]> | null {
  if (!someItem(list, (item) => isLabelled(item) || recognised(item) !== null)) return null;
  const value: Transcript[] = [];
  const problems: Problem[] = [];
  list.forEach((item, i) => {
    const id = list.length > 1 ? `${context.id}-${i + 1}` : context.id;
    const read = Array.isArray(item)
      ? { value: [], problems: [unknownFormat(item, context)] }
      : readData(item, { ...context, id, where: `${context.where}[${i}].` });
    for (const transcript of read.value) value.push(transcript);
    for (const one of read.problems) problems.push(one);
  });
  return { value, problems };
}

/** Lists that hold what was said, by the names that services give them. */
const SPEECH_LISTS = [
  ...[
    'segments',
    'utterances',
    'sentences',
    'Sentences',
    'transcription',
    'conversations',
    'dialogues',
    'Dialogues',
    'messages',
  ],
  ...[
    'Transcript',
    'phrases',
    'recognizedPhrases',
    'ResultDetail',
    'sentence_info',
    'asr_result',
    'SpeechSegments',
    'lattice',
  ],
];

/** Path of a list of a known name that is empty, or null: silence was transcribed. */
function emptyListIn(data: unknown): string | null {
  for (const { data: candidate, where } of candidatesIn(data))
    for (const name of SPEECH_LISTS) {
      const list = isObject(candidate) && Object.hasOwn(candidate, name) ? candidate[name] : undefined;
      if (list === null || (Array.isArray(list) && list.length === 0)) return `${where}${name}`;
    }
  return null;
}

function unknownFormat(data: unknown, { place, where }: JsonContext): Problem {
  if (typeof data !== 'object' || data === null || (Array.isArray(data) && data.length === 0))
    return problem('WRONG_SHAPE', place, {
      where: where.replace(/\.$/, ''),
      expected: '{ "turns": [ … ] }',
      received: kindOf(data),
    });
  const empty = emptyListIn(data);
  if (empty) return problem('NO_TURNS', place, { format: String(resemblance(data).nearest), expected: empty });
  return problem('UNKNOWN_FORMAT', place, { where: where.replace(/\.$/, ''), ...resemblance(data) });
}
