import { type Problem, problem, type Read } from '../model/problem.ts';
import type { Role, Transcript } from '../model/transcript.ts';
import { readJson, readJsonLines } from './transcript-json.ts';
import { readLabelledText } from './transcript-text.ts';

/** A file's name, for messages, and its decoded text. */
export interface Source {
  readonly file: string;
  readonly text: string;
}

export interface ReadOptions {
  /** Roles that the user gave for labels: `{ 老王: 'agent' }`. */
  readonly roles?: Readonly<Record<string, Role>>;
  /** Ids of the scripts to judge by, instead of what the file says. */
  readonly scripts?: readonly string[];
}

/**
 * Parses a file with one transcript or several. The format is told from the content, never from the name.
 * @returns every transcript that could be read, and a Problem for everything that could not
 */
export function parseTranscripts(source: Source, options: ReadOptions = {}): Read<Transcript[]> {
  const text = source.text.replace(/^\uFEFF/, '');
  const place = { file: source.file };
  if (text.trim() === '') return { value: [], problems: [problem('EMPTY_FILE', place)] };
  const first = text.trimStart()[0];
  const read =
    first === '{' || first === '[' ? jsonOrLines({ ...source, text }) : readLabelledText({ ...source, text });
  const transcripts: Transcript[] = [];
  const problems: Problem[] = [...read.problems];
  for (const transcript of read.value) {
    const given = {
      ...transcript,
      scripts: options.scripts ?? transcript.scripts,
      roles: { ...transcript.roles, ...used(transcript, options.roles) },
    };
    const fault = withoutAgent(given);
    if (fault) problems.push(fault);
    transcripts.push(given);
  }
  return { value: transcripts, problems };
}

/** `[00:01] 装维：…` begins with a bracket as well: what is no JSON at all is tried as text. */
function jsonOrLines(source: Source): Read<Transcript[]> {
  const text = source.text.trim();
  if (/^\[\d/.test(text) || /^\[SPEAKER/i.test(text)) return readLabelledText(source);
  const newline = text.indexOf('\n');
  if (
    text[0] === '{' &&
    newline > 0 &&
    /^\s*\{/.test(text.slice(newline)) &&
    text.slice(0, newline).trimEnd().endsWith('}')
  )
    return readJsonLines(source);
  return readJson(source);
}

const used = (transcript: Transcript, roles: ReadOptions['roles'] = {}) =>
  Object.fromEntries(Object.entries(roles).filter(([label]) => label in transcript.roles));

/** Named speakers, none of them the agent: there is nobody to score. */
function withoutAgent(transcript: Transcript): Problem | null {
  const roles = Object.values(transcript.roles);
  if (roles.includes('agent') || roles.includes(null)) return null;
  return problem(
    'NO_AGENT',
    { file: transcript.source },
    { labels: Object.keys(transcript.roles).join(', ') },
    'warning',
  );
}
