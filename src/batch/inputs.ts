import { type Dirent, existsSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { ORDER_FILE } from '../host/orders.ts';
import { problem } from '../model/problem.ts';
import { expandBraces, isPattern, matchesSegment } from './glob.ts';
import { type BatchProblem, batchProblem } from './problems.ts';

/** A file to read, or what was wrong where one was looked for. */
export type Found = { readonly path: string; readonly size: number } | { readonly problem: BatchProblem };

const ENDINGS = 'json jsonl ndjson txt log md srt vtt csv tsv html htm';
const TRANSCRIPT = new RegExp(`\\.(${ENDINGS.replace(/ /g, '|')})(\\.gz)?$|\\.zip$`, 'i');

/** Whether a name is one of a transcript, or of an archive of them. */
export const isTranscriptName = (name: string): boolean => TRANSCRIPT.test(name) && !ORDER_FILE.test(name);
/** For messages. */
export const TRANSCRIPT_ENDINGS = `${ENDINGS.split(' ')
  .map((e) => `.${e}`)
  .join(' ')} (.gz) .zip`;

const MOST_FOLDERS_DEEP = 64;

/**
 * The files that arguments name, in their order: files, folders with their subfolders (by name), patterns (`calls/*.json`, `**`, `{a,b}`).
 * Walks lazily: of a hundred thousand files only one folder's names are held. The same file is never given twice, and the results
 * folder itself is never read.
 * @param out the results folder, if there is one
 */
export function* findInputs(args: readonly string[], out: string | null): Generator<Found> {
  const walk = new Walk(out);
  for (const arg of args) {
    const paths = expand(arg);
    if (paths === null) {
      yield { problem: batchProblem('NO_MATCH', { file: arg }) };
      continue;
    }
    let found = 0;
    for (const path of paths)
      for (const item of walk.argument(path)) {
        found += 1;
        yield item;
      }
    if (found === 0) yield { problem: problem('NO_TRANSCRIPTS', { file: arg }, { endings: TRANSCRIPT_ENDINGS }) };
  }
}

/** Sum of the sizes of everything that `findInputs` finds, for the progress bar. */
export function totalBytes(args: readonly string[], out: string | null): number {
  let sum = 0;
  for (const item of findInputs(args, out)) if ('path' in item) sum += item.size;
  return sum;
}

const byName = (a: Dirent, b: Dirent): number => (a.name < b.name ? -1 : 1);
const reasonOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? String(error);

/** Where a path really is; itself when it is not there. */
function realOf(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

class Walk {
  /** Real path of each argument so far → the argument as given. */
  readonly #given = new Map<string, string>();
  readonly #out: string | null;

  constructor(out: string | null) {
    this.#out = out === null ? null : realOf(out);
  }

  *argument(path: string): Generator<Found> {
    const real = realOf(path);
    const holder = this.#holder(real);
    if (holder !== undefined) {
      yield { problem: batchProblem('GIVEN_TWICE', { file: path }, { first: holder }, 'warning') };
      return;
    }
    yield* this.#at(path, real, 0, true);
    this.#given.set(real, path);
  }

  /** The earlier argument that is this path, or a folder above it. */
  #holder(real: string): string | undefined {
    if (this.#given.size === 0) return undefined;
    for (let at = real; ; at = dirname(at)) {
      const holder = this.#given.get(at);
      if (holder !== undefined || at === dirname(at)) return holder;
    }
  }

  *#at(path: string, real: string, depth: number, named: boolean): Generator<Found> {
    try {
      const info = statSync(path);
      if (info.isDirectory()) yield* this.#folder(path, real, depth);
      else if (info.isFile()) yield { path, size: info.size };
      else if (named) yield { problem: problem('UNREADABLE_FILE', { file: path }, { reason: 'no file' }) };
    } catch (error) {
      const vanished = !named && (error as NodeJS.ErrnoException).code === 'ENOENT';
      yield {
        problem: vanished
          ? batchProblem('VANISHED_FILE', { file: path })
          : problem('UNREADABLE_FILE', { file: path }, { reason: reasonOf(error) }),
      };
    }
  }

  *#folder(path: string, real: string, depth: number): Generator<Found> {
    if (real === this.#out) return;
    const entries = readdirSync(path, { withFileTypes: true }).sort(byName);
    if (holdsResults(entries)) {
      yield { problem: batchProblem('OWN_RESULTS', { file: path }, {}, 'warning') };
      return;
    }
    for (const entry of entries) {
      if (entry.name.startsWith('.') || entry.name === '__MACOSX') continue;
      const child = join(path, entry.name);
      const childReal = real + sep + entry.name;
      // A folder that is only linked could lead back to where we came from.
      const isFile = entry.isFile() || entry.isSymbolicLink();
      if (!(entry.isDirectory() ? depth < MOST_FOLDERS_DEEP : isFile && isTranscriptName(entry.name))) continue;
      if (this.#given.has(childReal)) {
        const first = this.#given.get(childReal)!;
        yield { problem: batchProblem('GIVEN_TWICE', { file: child }, { first }, 'warning') };
      } else yield* this.#at(child, childReal, depth + 1, false);
    }
  }
}

/** The files that a run writes stand beside each other in no other folder. */
const holdsResults = (entries: readonly Dirent[]): boolean => {
  const names = new Set(entries.map((e) => e.name));
  return names.has('manifest.json') && names.has('assessments.jsonl') && names.has('problems.jsonl');
};

/** Paths that an argument stands for: itself, or the matches of a pattern in order; `null` for a pattern without any. */
function expand(arg: string): string[] | null {
  if (!isPattern(arg) || existsSync(arg)) return [arg];
  const found = [...new Set(expandBraces(arg).flatMap((pattern) => matches(pattern)))].sort();
  return found.length > 0 ? found : null;
}

function matches(pattern: string): string[] {
  const segments = pattern.split(/[\\/]/);
  const first = segments.findIndex(isPattern);
  if (first < 0) return existsSync(pattern) ? [pattern] : [];
  const base = segments.slice(0, first).join('/');
  const found: string[] = [];
  const go = (folder: string, rest: readonly string[], depth: number): void => {
    const [segment, ...more] = rest;
    if (segment === undefined || depth > MOST_FOLDERS_DEEP) return;
    if (segment === '**' && more.length > 0) go(folder, more, depth);
    for (const entry of namesIn(folder)) {
      if (entry.name.startsWith('.') && !segment.startsWith('.')) continue;
      const path = folder === '' ? entry.name : join(folder, entry.name);
      if (segment === '**') {
        if (entry.isDirectory()) go(path, rest, depth + 1);
        else if (more.length === 0) found.push(path);
      } else if (matchesSegment(segment, entry.name)) {
        if (more.length === 0) found.push(path);
        else if (entry.isDirectory()) go(path, more, depth + 1);
      }
    }
  };
  go(pattern.startsWith('/') && base === '' ? '/' : base, segments.slice(first), 0);
  return found;
}

function namesIn(folder: string): Dirent[] {
  try {
    return readdirSync(folder === '' ? '.' : folder, { withFileTypes: true });
  } catch {
    return [];
  }
}
