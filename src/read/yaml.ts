import * as v from 'valibot';
import { type Document, isMap, isNode, LineCounter, type Node, type ParsedNode, parseDocument } from 'yaml';
import { type Place, type Problem, problem } from '../model/problem.ts';
import { suggestion } from './suggestion.ts';

/** A YAML file with the way back from a path in its data to the line and column. */
export interface YamlFile {
  readonly file: string;
  readonly data: unknown;
  place(path: readonly (string | number)[]): Place;
}

/** Aliases could make a small file unfold into gigabytes; packs need none. */
const PARSE = { maxAliasCount: 0, uniqueKeys: true, prettyErrors: false } as const;

/** Parses one YAML file. A file that is not YAML has `null` for data and its Problems. */
export function readYaml(
  file: string,
  text: string,
): { readonly value: YamlFile | null; readonly problems: readonly Problem[] } {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, ...PARSE });
  const at = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { file, line, column: col };
  };
  if (document.errors.length > 0)
    return {
      value: null,
      problems: document.errors.map((e) => problem('NOT_YAML', at(e.pos[0]), { reason: e.message.split('\n')[0]! })),
    };
  let data: unknown;
  try {
    data = document.toJS({ maxAliasCount: 0 });
  } catch (error) {
    return { value: null, problems: [problem('NOT_YAML', { file }, { reason: (error as Error).message })] };
  }
  return {
    value: {
      file,
      data,
      place: (path) => {
        const node = nodeAt(document, path);
        return node?.range ? at(node.range[0]) : { file };
      },
    },
    problems: [],
  };
}

/** The node at a path, or the deepest one on the way to it; for a map's key, the key itself, so that the column is the key's. */
function nodeAt(document: Document.Parsed, path: readonly (string | number)[]): Node | null {
  let node: ParsedNode | null = document.contents;
  let found: Node | null = node;
  for (const key of path) {
    if (isMap(node)) {
      const pair = node.items.find((item) => String(isNode(item.key) ? item.key.toJSON() : item.key) === String(key));
      if (!pair) return found;
      found = pair.key as unknown as Node;
      node = (pair.value ?? null) as ParsedNode | null;
    } else {
      const next = node && 'items' in node ? (node.items as unknown[])[Number(key)] : null;
      if (!next || !isNode(next)) return found;
      node = next as ParsedNode;
      found = node;
    }
  }
  return found;
}

/** What a schema made of a file, or everything that does not fit it. */
export function validate<S extends v.GenericSchema>(
  yaml: YamlFile,
  schema: S,
): { readonly value: v.InferOutput<S> | null; readonly problems: readonly Problem[] } {
  const unknown: Problem[] = [];
  const keys = [...keysIn(schema)];
  // Of several unknown keys of one object valibot names only the first: each is taken out, so that the next one shows.
  for (let data = yaml.data; ; ) {
    const result = v.safeParse(schema, data);
    if (result.success)
      return unknown.length > 0 ? { value: null, problems: unknown } : { value: result.output, problems: [] };
    const faults = result.issues.flatMap((issue) => faultsOf(yaml, issue as v.BaseIssue<unknown>, keys));
    const extra = faults.filter((f) => f.problem.code === 'UNKNOWN_KEY');
    if (extra.length === 0) return { value: null, problems: [...unknown, ...faults.map((f) => f.problem)] };
    unknown.push(...extra.map((f) => f.problem));
    data = structuredClone(data);
    for (const { path } of extra) removeAt(data, path);
  }
}

function removeAt(data: unknown, path: readonly (string | number)[]): void {
  let parent = data as Record<string, unknown>;
  for (const key of path.slice(0, -1)) parent = parent[key] as Record<string, unknown>;
  delete parent[path.at(-1)!];
}

interface Fault {
  readonly problem: Problem;
  readonly path: readonly (string | number)[];
}

function faultsOf(yaml: YamlFile, issue: v.BaseIssue<unknown>, keys: readonly string[]): Fault[] {
  // A union's own message says nothing; the nearest of its options does.
  if (issue.type === 'union' && issue.issues) {
    const nested = issue.issues.filter((i) => (i.path?.length ?? 0) > 0 || i.type !== 'array');
    const deeper = nested.filter((i) => i.path?.length);
    const prefix = issue.path ?? [];
    if (deeper.length > 0)
      return deeper.flatMap((i) =>
        faultsOf(yaml, { ...i, path: [...prefix, ...(i.path ?? [])] } as v.BaseIssue<unknown>, keys),
      );
  }
  const path = (issue.path ?? []).map((item) => item.key as string | number);
  return [{ path, problem: problemOf(yaml, issue, path, keys) }];
}

function problemOf(
  yaml: YamlFile,
  issue: v.BaseIssue<unknown>,
  path: readonly (string | number)[],
  keys: readonly string[],
): Problem {
  const place = yaml.place(path);
  if (issue.type === 'strict_object' && issue.expected === 'never') {
    const key = String(path.at(-1));
    // valibot does not say which keys the object has; those of its file that it does not use yet are near enough.
    const { input = {} } = (issue.path?.at(-1) ?? {}) as { readonly input?: Record<string, unknown> };
    const free = keys.filter((known) => !Object.hasOwn(input, known));
    return problem('UNKNOWN_KEY', place, { key, ...suggestion(key, free) });
  }
  if (issue.received === 'undefined')
    return problem('MISSING_KEY', place, { key: String(path.at(-1)), where: path.slice(0, -1).join(' › ') });
  const where = path.join(' › ');
  return problem('WRONG_VALUE', place, { where, received: issue.received, expected: issue.expected ?? issue.message });
}

/** Every key that a schema has anywhere in it. */
function keysIn(schema: unknown, found = new Set<string>(), seen = new Set<unknown>()): Set<string> {
  if (schema === null || typeof schema !== 'object' || seen.has(schema)) return found;
  seen.add(schema);
  const { type, entries } = schema as { readonly type?: string; readonly entries?: object };
  if (entries && String(type).endsWith('object')) for (const key of Object.keys(entries)) found.add(key);
  for (const part of Object.values(entries ?? schema)) keysIn(part, found, seen);
  return found;
}
