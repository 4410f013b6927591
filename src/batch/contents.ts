import { createHash } from 'node:crypto';
import { closeSync, fstatSync, openSync, readFileSync, readSync } from 'node:fs';
import { problem } from '../model/problem.ts';
import { readEntry, TooLarge, unpack } from './archive.ts';
import { MAX_FILE_BYTES, type Piece } from './piece.ts';
import { type BatchProblem, batchProblem } from './problems.ts';

/** Bytes to parse, or why there are none. */
export type Content =
  | {
      readonly name: string;
      readonly bytes: Uint8Array;
      /** Of a line of JSONL, from 1; `null` for a whole file. */
      readonly line: number | null;
      /** The file ends within this line. */
      readonly half: boolean;
    }
  | { readonly problem: BatchProblem };

/** Reads what a piece consists of. Throws nothing. */
export function contentsOf(piece: Piece): Content[] {
  switch (piece.kind) {
    case 'files':
      return piece.paths.map((path) => attempt(path, () => opened(path, readWhole(path))));
    case 'entries':
      return piece.entries.map((ref) => {
        const name = `${piece.archive}/${ref.name}`;
        return attempt(name, () => opened(name, readEntry(piece.archive, ref)), true);
      });
    case 'lines':
      return [...linesOf(piece.source, piece.text, piece.firstLine, piece.last)];
    case 'problem':
      return [{ problem: piece.problem }];
  }
}

/** SHA-256 of names and contents, and of the work orders beside them. */
export function hashOf(contents: readonly Content[]): string {
  const hash = createHash('sha256');
  const orders = new Set<string>();
  for (const c of contents) {
    if ('name' in c) {
      const order = orderFile(c.name);
      if (!orders.has(order)) hash.update(readIfThere(order));
      orders.add(order);
    }
    if ('problem' in c) hash.update(`${JSON.stringify(c.problem)}\n`);
    else hash.update(`${JSON.stringify([c.name, c.line, c.bytes.length])}\n`).update(c.bytes);
  }
  return hash.digest('hex');
}

/** The work order that belongs to a file by its name: host/orders.ts reads it. */
const orderFile = (name: string): string => name.replace(/\.[^./\\]{1,8}$/, '.order.json');

function readIfThere(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch {
    return new Uint8Array(0);
  }
}

function attempt(name: string, read: () => Content, archive = false): Content {
  try {
    return read();
  } catch (error) {
    return { problem: faultOf(name, error, archive) };
  }
}

class Changing extends Error {}

function faultOf(file: string, error: unknown, archive: boolean): BatchProblem {
  if (error instanceof TooLarge)
    return batchProblem('EXPANDS_TOO_FAR', { file }, { megabytes: MAX_FILE_BYTES / 2 ** 20 });
  if (error instanceof Changing) return batchProblem('CHANGED_WHILE_READ', { file });
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT') return batchProblem('VANISHED_FILE', { file });
  const reason = code ?? String((error as Error).message ?? error);
  if (archive || code?.startsWith('Z_')) return batchProblem('DAMAGED_ARCHIVE', { file }, { reason });
  return problem('UNREADABLE_FILE', { file }, { reason });
}

function opened(name: string, read: Uint8Array): Content {
  const bytes = /\.gz$/i.test(name) ? unpack(read) : read;
  if (bytes.length <= MAX_FILE_BYTES) return { name, bytes, line: null, half: false };
  const size = { megabytes: Math.round(bytes.length / 2 ** 20), most: MAX_FILE_BYTES / 2 ** 20 };
  return { problem: problem('FILE_TOO_LARGE', { file: name }, size) };
}

const TRIES = 3;
const PATIENCE_MS = 50;

/** A file as it is between two looks at its size and time that agree: one that is being written is read again, a little later. */
function readWhole(path: string): Uint8Array {
  for (let attempts = 1; ; attempts += 1) {
    const file = openSync(path, 'r');
    try {
      const before = fstatSync(file);
      if (before.size > MAX_FILE_BYTES) return new Uint8Array(before.size > 2 ** 31 ? MAX_FILE_BYTES + 1 : before.size);
      const bytes = Buffer.allocUnsafeSlow(before.size + 1);
      let length = 0;
      for (let n = -1; n !== 0 && length < bytes.length; length += n)
        n = readSync(file, bytes, length, bytes.length - length, null);
      const after = fstatSync(file);
      if (length === before.size && after.size === before.size && after.mtimeMs === before.mtimeMs)
        return bytes.subarray(0, length);
    } finally {
      closeSync(file);
    }
    if (attempts === TRIES) throw new Changing();
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PATIENCE_MS);
  }
}

function* linesOf(name: string, text: Uint8Array, firstLine: number, last: boolean): Generator<Content> {
  let line = firstLine;
  for (let start = 0; start < text.length; line += 1) {
    const end = text.indexOf(0x0a, start);
    const stop = end < 0 ? text.length : end;
    if (stop > start) yield { name, bytes: text.subarray(start, stop), line, half: last && end < 0 };
    start = stop + 1;
  }
}
