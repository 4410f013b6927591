import { type Problem, problem, type Read } from '../model/problem.ts';
import type { Role, Transcript } from '../model/transcript.ts';
import type { Columns } from './formats/format.ts';
import { readJson } from './transcript-json.ts';
import { readText } from './transcript-text.ts';

export type { Columns } from './formats/format.ts';
export { FORMATS } from './formats/index.ts';

/** A file's name, for messages, and its decoded text. */
export interface Source {
  readonly file: string;
  readonly text: string;
  /** What `decodeText` found; told in `Transcript.reading`. */
  readonly encoding?: string;
}

export interface ReadOptions {
  /** Roles that the user gave for labels: `{ 老王: 'agent' }`. */
  readonly roles?: Readonly<Record<string, Role>>;
  /** Ids of the scripts to judge by, instead of what the file says. */
  readonly scripts?: readonly string[];
  /** Columns of tables whose header does not name them: `{ text: '说的话', speaker: '3' }`, by header or by number from 1. */
  readonly columns?: Columns;
}

/** Encodings that only the look of the decoded text decides. */
const GUESSED = new Set(['gb18030', 'big5']);

/**
 * Parses a file with one transcript or several. The format is told from the content, never from the name.
 * @returns every transcript that could be read, and a Problem for everything that could not; `reading` says what was guessed
 */
export function parseTranscripts(source: Source, options: ReadOptions = {}): Read<Transcript[]> {
  const text = source.text.charCodeAt(0) === 0xfeff ? source.text.slice(1) : source.text;
  if (!/\S/.test(text)) return { value: [], problems: [problem('EMPTY_FILE', { file: source.file })] };
  const read = readAny(text === source.text ? source : { ...source, text }, options);
  const problems: Problem[] = [...read.problems];
  const asked = options.scripts !== undefined || options.roles !== undefined;
  const transcripts = asked ? read.value.map((transcript) => withOptions(transcript, options)) : read.value;
  for (const transcript of transcripts) {
    const fault = withoutAgent(transcript);
    if (fault) problems.push(fault);
  }
  const { encoding } = source;
  if (encoding === undefined || !GUESSED.has(encoding)) return { value: transcripts, problems };
  return { value: transcripts.map((transcript) => withGuess(transcript, encoding)), problems };
}

/** `[00:01] 装维：…` begins with a bracket as well: what is no JSON at all is read as text. */
function readAny(source: Source, { columns, roles }: ReadOptions): Read<Transcript[]> {
  const asText = () => readText(source, columns ?? null, new Set(Object.keys(roles ?? {})));
  const { text } = source;
  const start = text.slice(0, 400).trimStart();
  if (/^\{\s*(?:["}]|$)/.test(start)) return readJson(source);
  if (!/^(?:\[\s*(?:[{["\]]|-?\d+\s*[,\]]|true|false|null|$)|")/.test(start)) return asText();
  const read = readJson(source);
  // "说话人","内容" is a table, and a bracket may begin any text.
  return read.value.length === 0 && read.problems[0]?.code === 'NOT_JSON' && !/^\[\s*[{["]/.test(start)
    ? asText()
    : read;
}

/** What the user says goes before what the file says; roles of labels that the file does not have are for other files. */
function withOptions(transcript: Transcript, { scripts, roles }: ReadOptions): Transcript {
  const used = Object.entries(roles ?? {}).filter(([label]) => Object.hasOwn(transcript.roles, label));
  return {
    ...transcript,
    scripts: scripts ?? transcript.scripts,
    roles: Object.fromEntries([...Object.entries(transcript.roles), ...used]),
  };
}

const withGuess = (transcript: Transcript, encoding: string): Transcript => {
  const { reading } = transcript;
  if (!reading) return transcript;
  return {
    ...transcript,
    reading: { ...reading, guesses: [{ code: 'ENCODING', args: { encoding } }, ...reading.guesses] },
  };
};

/** Named speakers, none of them the agent: there is nobody to score. */
function withoutAgent(transcript: Transcript): Problem | null {
  for (const role of Object.values(transcript.roles)) if (role === 'agent' || role === null) return null;
  return problem(
    'NO_AGENT',
    { file: transcript.source },
    { labels: Object.keys(transcript.roles).join(', ') },
    'warning',
  );
}
