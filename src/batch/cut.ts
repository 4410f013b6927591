import { closeSync, createReadStream, openSync, readSync, statSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { problem } from '../model/problem.ts';
import { type Listed, ZipReader } from './archive.ts';
import { findInputs, isTranscriptName } from './inputs.ts';
import { cutLines, looksLikeLines, SNIFF_BYTES } from './lines.ts';
import { type EntryRef, MAX_FILE_BYTES, MAX_LINE_BYTES, PIECE_BYTES, PIECE_FILES, type Piece } from './piece.ts';
import { type BatchProblem, batchProblem } from './problems.ts';

/** Files up to this size go to a worker unseen; larger ones are looked at first. */
const SMALL_FILE = 4 * PIECE_BYTES;
/** Archives may hold this much for each byte of theirs, beyond a first allowance; text packs to a tenth, seldom to a fiftieth. */
const MOST_EXPANSION = 200;
const EXPANSION_FREE = 256 * 2 ** 20;
const CHUNK = 256 * 2 ** 10;

/** Cuts everything that the arguments name into pieces, in the order of the input. Throws nothing: what is wrong is a piece as well. */
export async function* cutInputs(args: readonly string[], out: string | null): AsyncGenerator<Piece> {
  const group = new FileGroup();
  for (const found of findInputs(args, out)) {
    if ('path' in found && isPlain(found)) {
      yield* group.add(found.path, found.size);
      continue;
    }
    yield* group.flush();
    if ('problem' in found) yield { kind: 'problem', problem: found.problem, bytes: 0 };
    else yield* cutFile(found.path, found.size);
  }
  yield* group.flush();
}

const LINES = /\.(jsonl|ndjson)(\.gz)?$/i;
const isPlain = ({ path, size }: { readonly path: string; readonly size: number }): boolean =>
  size <= SMALL_FILE && !LINES.test(path) && !/\.zip$/i.test(path);

/** Small files, gathered until they make a piece. */
class FileGroup {
  #paths: string[] = [];
  #bytes = 0;

  *add(path: string, size: number): Generator<Piece> {
    this.#paths.push(path);
    this.#bytes += size;
    if (this.#paths.length >= PIECE_FILES || this.#bytes >= PIECE_BYTES) yield* this.flush();
  }

  *flush(): Generator<Piece> {
    if (this.#paths.length > 0) yield { kind: 'files', paths: this.#paths, bytes: this.#bytes };
    this.#paths = [];
    this.#bytes = 0;
  }
}

async function* cutFile(path: string, size: number): AsyncGenerator<Piece> {
  if (/\.zip$/i.test(path)) {
    yield* cutArchive(path, size);
    return;
  }
  const packed = /\.gz$/i.test(path);
  const fault = (error: unknown): Piece => problemPiece(faultOf(path, error, packed));
  try {
    const before = statSync(path);
    const head = packed ? await firstBytes(unpacked(createReadStream(path), size, path)) : headOf(path);
    if (!looksLikeLines(head, LINES.test(path))) {
      if (!packed && size > MAX_FILE_BYTES) yield problemPiece(tooLarge(path, size));
      else yield { kind: 'files', paths: [path], bytes: size };
      return;
    }
    const file = createReadStream(path, { highWaterMark: CHUNK });
    const stream = packed ? unpacked(file, size, path) : file;
    yield* linePieces(path, stream, packed ? progressOf(file) : null);
    const after = statSync(path);
    if (after.size !== before.size || after.mtimeMs !== before.mtimeMs)
      yield problemPiece(batchProblem('CHANGED_WHILE_READ', { file: path }, {}, 'warning'));
  } catch (error) {
    yield fault(error);
  }
}

const problemPiece = (p: BatchProblem): Piece => ({ kind: 'problem', problem: p, bytes: 0 });
const tooLarge = (file: string, size: number): BatchProblem =>
  problem('FILE_TOO_LARGE', { file }, { megabytes: Math.round(size / 2 ** 20), most: MAX_FILE_BYTES / 2 ** 20 });

class ExpandsTooFar extends Error {}

function faultOf(file: string, error: unknown, packed: boolean): BatchProblem {
  if (error instanceof ExpandsTooFar)
    return batchProblem('EXPANDS_TOO_FAR', { file }, { megabytes: EXPANSION_FREE / 2 ** 20 });
  const code = (error as NodeJS.ErrnoException).code ?? '';
  if (code === 'ENOENT') return batchProblem('VANISHED_FILE', { file });
  const reason = code || String((error as Error).message ?? error);
  return packed && !/^E[A-Z]+$/.test(code)
    ? batchProblem('DAMAGED_ARCHIVE', { file }, { reason })
    : problem('UNREADABLE_FILE', { file }, { reason });
}

function headOf(path: string): Uint8Array {
  const file = openSync(path, 'r');
  try {
    const head = Buffer.alloc(SNIFF_BYTES);
    return head.subarray(0, readSync(file, head, 0, SNIFF_BYTES, 0));
  } finally {
    closeSync(file);
  }
}

/** The first bytes of a stream, which is then dropped. */
async function firstBytes(stream: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of stream) {
    chunks.push(chunk);
    length += chunk.length;
    if (length >= SNIFF_BYTES) break;
  }
  return Buffer.concat(chunks).subarray(0, SNIFF_BYTES);
}

/** @throws ExpandsTooFar when far more comes out than text could have been packed to */
async function* unpacked(stream: Readable, packedSize: number, name: string): AsyncGenerator<Uint8Array> {
  const out = /\.gz$/i.test(name) ? gunzipped(stream) : stream;
  let length = 0;
  try {
    for await (const chunk of out as AsyncIterable<Uint8Array>) {
      length += chunk.length;
      if (length > EXPANSION_FREE && length > MOST_EXPANSION * packedSize) throw new ExpandsTooFar();
      yield chunk;
    }
  } finally {
    stream.destroy();
    out.destroy();
  }
}

function gunzipped(stream: Readable): Readable {
  const gunzip = createGunzip({ chunkSize: CHUNK });
  stream.on('error', (error) => gunzip.destroy(error));
  return stream.pipe(gunzip);
}

/** How much of a packed file was read since the last question. */
function progressOf(file: { readonly bytesRead: number }): () => number {
  let told = 0;
  return () => {
    const more = file.bytesRead - told;
    told = file.bytesRead;
    return more;
  };
}

async function* linePieces(
  source: string,
  stream: AsyncIterable<Uint8Array>,
  progress: (() => number) | null,
): AsyncGenerator<Piece> {
  for await (const cut of cutLines(stream)) {
    if ('text' in cut) yield { kind: 'lines', source, ...cut, bytes: progress ? progress() : cut.text.length };
    else {
      const size = { megabytes: Math.round(cut.bytes / 2 ** 20), most: MAX_LINE_BYTES / 2 ** 20 };
      yield {
        ...problemPiece(problem('LINE_TOO_LONG', { file: source, line: cut.tooLong }, size)),
        bytes: progress ? progress() : cut.bytes,
      };
    }
  }
}

async function* cutArchive(path: string, size: number): AsyncGenerator<Piece> {
  let zip: ZipReader | null = null;
  let entries: EntryRef[] = [];
  let packed = 0;
  let waiting = 0;
  const flush = function* (): Generator<Piece> {
    if (entries.length > 0) yield { kind: 'entries', archive: path, entries, bytes: packed };
    entries = [];
    packed = 0;
    waiting = 0;
  };
  try {
    zip = await ZipReader.open(path);
    for await (const listed of zip.entries()) {
      const { ref, fault } = listed;
      const base = ref.name.replace(/^.*[\\/]/, '');
      if (fault === null && (base.startsWith('.') || /(^|\/)__MACOSX\//.test(ref.name) || !isTranscriptName(base)))
        continue;
      const file = `${path}/${ref.name}`;
      if (fault !== null) {
        yield* flush();
        yield problemPiece(entryFault(path, listed));
      } else if (listed.size <= SMALL_FILE && !LINES.test(base)) {
        entries.push(ref);
        packed += ref.packed;
        waiting += listed.size;
        if (entries.length >= PIECE_FILES || waiting >= PIECE_BYTES) yield* flush();
      } else {
        yield* flush();
        yield* cutEntry(zip, listed, path, file);
      }
    }
    yield* flush();
  } catch (error) {
    yield* flush();
    yield problemPiece(faultOf(path, error, size > 0));
  } finally {
    zip?.close();
  }
}

const entryFault = (file: string, { ref, fault }: Listed): BatchProblem => {
  const name = ref.name.slice(0, 200);
  if (fault === 'UNSAFE_NAME') return batchProblem('UNSAFE_NAME', { file }, { name }, 'warning');
  if (fault === 'ENCRYPTED_ENTRY') return batchProblem('ENCRYPTED_ENTRY', { file }, { name });
  return batchProblem('DAMAGED_ARCHIVE', { file: `${file}/${name}` }, { reason: `method ${ref.method}` });
};

/** A large entry: by the line as it is unpacked, or as one file. */
async function* cutEntry(
  zip: ZipReader,
  { entry, ref, size }: Listed,
  path: string,
  file: string,
): AsyncGenerator<Piece> {
  try {
    const open = async () => unpacked(await zip.stream(entry), ref.packed, ref.name);
    const lines = looksLikeLines(await firstBytes(await open()), LINES.test(ref.name));
    if (!lines) {
      if (size > MAX_FILE_BYTES) yield problemPiece(tooLarge(file, size));
      else yield { kind: 'entries', archive: path, entries: [ref], bytes: ref.packed };
      return;
    }
    let left = ref.packed;
    const progress = () => {
      // How far the unpacking is cannot be asked; an even share is near enough for a bar.
      const step = Math.min(left, Math.ceil((ref.packed * PIECE_BYTES) / Math.max(1, size)));
      left -= step;
      return step;
    };
    yield* linePieces(file, await open(), progress);
  } catch (error) {
    yield problemPiece(faultOf(file, error, true));
  }
}
