import { type Fields, isObject } from './fields.ts';
import { parsedString } from './parsed-string.ts';

/** Data that may be a transcript, with its path and the outermost object around it. */
export interface Candidate {
  readonly data: unknown;
  /** With a dot behind it, or empty. */
  readonly where: string;
  readonly root: Fields;
}

/** Keys under which services and the programs between pack a result, as an object, a list or JSON in a string. */
const ENVELOPES = [
  'Response',
  'response',
  'Data',
  'data',
  'Result',
  'result',
  'results',
  'output',
  'body',
  'payload',
  'resp',
  'content',
  'asr_result',
  'AsrResult',
  'ResultInfo',
  'Transcription',
  'transcription_result',
];
const RANK = new Map(ENVELOPES.map((name, i) => [name, i]));
const DEEPEST = 3;
const MOST = 24;

/** The data itself, then what stands in its envelopes, outermost first. */
export function candidatesIn(data: unknown): Candidate[] {
  const value = parsedString(data);
  const root = isObject(value) ? value : {};
  const found: Candidate[] = [{ data: value, where: '', root }];
  // Each round opens the envelopes that the round before found.
  let start = 0;
  for (let depth = 0; depth < DEEPEST; depth += 1) {
    const end = found.length;
    for (; start < end && found.length < MOST; start += 1) addInner(found, found[start]!);
  }
  return found;
}

function addInner(found: Candidate[], { data, where, root }: Candidate): void {
  if (!isObject(data)) return;
  for (const name of envelopesOf(data)) {
    const inner = parsedString(data[name]);
    if (typeof inner === 'object' && inner !== null) found.push({ data: inner, where: `${where}${name}.`, root });
  }
}

/** Names of an object's envelopes in the order of the list. Most objects have few keys, and one envelope at most. */
function envelopesOf(data: Fields): string[] {
  const names = Object.keys(data).filter((name) => RANK.has(name));
  return names.length > 1 ? names.sort((a, b) => RANK.get(a)! - RANK.get(b)!) : names;
}
