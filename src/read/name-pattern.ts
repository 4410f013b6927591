import { type Place, type Problem, problem, type Read } from '../model/problem.ts';
import type { Meta, Transcript } from '../model/transcript.ts';
import { Faults } from './faults.ts';
import { type MetaName, metaFrom, metaNamed } from './meta.ts';

/** A pattern that tells metadata from a file's name. */
export type NamePattern = RegExp;

const LONGEST_PATTERN = 300;
const LONGEST_NAME = 255;
/** Names of groups beside those that columns have (工单编号, agent, date …). */
const ALIASES: Readonly<Record<string, MetaName>> = {
  order: 'orderId',
  key: 'orderId',
  call: 'callId',
  id: 'callId',
  staff: 'agent',
};

const nameOf = (group: string): MetaName | undefined => ALIASES[group.toLowerCase()] ?? metaNamed(group);

/** Reads a pattern with named groups: `(?<date>\d{8})_(?<agent>\d+)_(?<order>\w+)`. */
export function parseNamePattern(source: string): Read<NamePattern | null> {
  const fault = (reason: string): Read<null> => ({
    value: null,
    problems: [problem('BAD_PATTERN', { file: '--name-pattern' }, { pattern: source.slice(0, 80), reason })],
  });
  if (source.length > LONGEST_PATTERN) return fault(`> ${LONGEST_PATTERN}`);
  const groups = [...source.matchAll(/\(\?<([^>=!]{1,40})>/g)].map((m) => m[1]!);
  if (groups.length === 0) return fault('(?<order>…)');
  const unknown = groups.find((group) => nameOf(group) === undefined);
  if (unknown !== undefined) return fault(`(?<${unknown}>)`);
  try {
    return { value: new RegExp(source, 'u'), problems: [] };
  } catch (error) {
    return fault((error as Error).message.slice(0, 120));
  }
}

/** Fills what a transcript does not know of itself from its file's name. */
export function withNamed(
  transcript: Transcript,
  pattern: NamePattern,
): { readonly transcript: Transcript; readonly problems: readonly Problem[] } {
  const { source } = transcript;
  const name = source.slice(Math.max(source.lastIndexOf('/'), source.lastIndexOf('\\')) + 1).slice(0, LONGEST_NAME);
  const place: Place = { file: source };
  const match = pattern.exec(name);
  if (!match) return { transcript, problems: [problem('NAME_NOT_MATCHED', place, { name }, 'warning')] };
  const values: Partial<Record<MetaName, unknown>> = {};
  for (const [group, value] of Object.entries(match.groups ?? {})) {
    const meta = nameOf(group);
    if (meta && value !== undefined) values[meta] = value;
  }
  const faults = new Faults(place);
  const meta: Meta = { ...metaFrom(values, faults, 'name.'), ...transcript.meta };
  return { transcript: Object.keys(meta).length > 0 ? { ...transcript, meta } : transcript, problems: faults.list() };
}
