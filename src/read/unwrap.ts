import { type Fields, isObject, pick } from './fields.ts';
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
const DEEPEST = 3;
const MOST = 24;

/** The data itself, then what stands in its envelopes, outermost first. */
export function candidatesIn(data: unknown): Candidate[] {
  const value = parsedString(data);
  const root = isObject(value) ? value : {};
  const found: (Candidate & { depth: number })[] = [{ data: value, where: '', root, depth: 0 }];
  for (let i = 0; i < found.length && found.length < MOST; i += 1) {
    const { data: outer, where, depth } = found[i]!;
    if (depth === DEEPEST || !isObject(outer)) continue;
    const own = Object.keys(outer);
    for (const name of ENVELOPES) {
      if (!own.includes(name)) continue;
      const inner = parsedString(pick(outer, name));
      if (typeof inner === 'object' && inner !== null)
        found.push({ data: inner, where: `${where}${name}.`, root, depth: depth + 1 });
    }
  }
  return found;
}
