import { createReadStream } from 'node:fs';
import { open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Problem, problem } from '../model/problem.ts';
import type { Transcript } from '../model/transcript.ts';
import type { ReadOptions, Source } from '../read/transcript.ts';
import { parseTranscripts } from '../read/transcript.ts';
import { readJsonLine } from '../read/transcript-json.ts';
import { decodeBytes } from './decode-bytes.ts';
import { ORDER_FILE } from './orders.ts';

/** A file read as one is at most this long; JSONL is read by the line and has no limit. */
export const MAX_FILE_BYTES = 64 * 2 ** 20;
const MAX_LINE_BYTES = 16 * 2 ** 20;
const NEWLINE = 0x0a;
const TRANSCRIPT_FILE = /\.(json|jsonl|ndjson|txt|log|md|srt|vtt|csv|tsv|html?)$/i;
const JSON_LINES_FILE = /\.(jsonl|ndjson)$/i;
const STDIN = '-';

/** What comes out of reading: a transcript, or something that was wrong on the way. */
export type Item = { readonly transcript: Transcript } | { readonly problem: Problem };

/** Transcripts of files, folders (with their subfolders, in the order of names) and standard input (`-`), one after the other. */
export async function* readTranscripts(paths: readonly string[], options: ReadOptions = {}): AsyncGenerator<Item> {
  for (const path of paths) {
    if (path === STDIN) {
      yield* itemsOf(await readStdin(), options);
      continue;
    }
    let found = 0;
    for await (const file of filesBelow(path)) {
      if ('problem' in file) {
        yield file;
        found += 1;
        continue;
      }
      found += 1;
      yield* readFileItems(file.path, options);
    }
    if (found === 0)
      yield {
        problem: problem('NO_TRANSCRIPTS', { file: path }, { endings: '.json .jsonl .txt .srt .vtt .csv .html' }),
      };
  }
}

type Found = { readonly path: string } | { readonly problem: Problem };

async function* filesBelow(path: string): AsyncGenerator<Found> {
  try {
    const info = await stat(path);
    if (!info.isDirectory()) {
      yield { path };
      return;
    }
    const entries = await readdir(path, { withFileTypes: true });
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      if (entry.name.startsWith('.')) continue;
      const child = join(path, entry.name);
      if (entry.isDirectory()) yield* filesBelow(child);
      else if (entry.isFile() && TRANSCRIPT_FILE.test(entry.name) && !ORDER_FILE.test(entry.name))
        yield { path: child };
    }
  } catch (error) {
    yield { problem: unreadable(path, error) };
  }
}

const unreadable = (file: string, error: unknown): Problem =>
  problem('UNREADABLE_FILE', { file }, { reason: (error as NodeJS.ErrnoException).code ?? String(error) });

async function* readFileItems(path: string, options: ReadOptions): AsyncGenerator<Item> {
  try {
    const { size } = await stat(path);
    if (size > MAX_FILE_BYTES) {
      yield* (await isJsonLines(path)) ? readLines(path, options) : [{ problem: tooLarge(path, size) }];
      return;
    }
    const file = await open(path);
    try {
      yield* itemsOf(decoded(path, await file.readFile()), options);
    } finally {
      await file.close();
    }
  } catch (error) {
    yield { problem: unreadable(path, error) };
  }
}

const tooLarge = (file: string, size: number): Problem =>
  problem('FILE_TOO_LARGE', { file }, { megabytes: Math.round(size / 2 ** 20), most: MAX_FILE_BYTES / 2 ** 20 });

/** Whether a file is JSONL: by its name, or since its first line, one of a bearable length, begins and ends as an object does. */
async function isJsonLines(path: string): Promise<boolean> {
  if (JSON_LINES_FILE.test(path)) return true;
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(MAX_LINE_BYTES), 0, MAX_LINE_BYTES, 0);
    const start = buffer.subarray(0, bytesRead);
    const newline = start.indexOf(NEWLINE);
    // Laid out over lines, JSON begins with a brace alone.
    return newline > 0 && /^\{.*\}\s*$/s.test(start.toString('latin1', 0, newline));
  } finally {
    await file.close();
  }
}

async function* readLines(path: string, options: ReadOptions): AsyncGenerator<Item> {
  let number = 0;
  for await (const line of linesOf(createReadStream(path))) {
    number += 1;
    const place = { file: path, line: number };
    if ('tooLong' in line) {
      const megabytes = Math.round(line.tooLong / 2 ** 20);
      yield { problem: problem('LINE_TOO_LONG', place, { megabytes, most: MAX_LINE_BYTES / 2 ** 20 }) };
      continue;
    }
    if (line.bytes.length === 0) continue;
    const decoded = decodeBytes(line.bytes, place);
    for (const p of decoded.problems) yield { problem: p };
    if (!decoded.value || decoded.value.text.trim() === '') continue;
    const read = readJsonLine(decoded.value.text, place);
    for (const p of read.problems) yield { problem: p };
    if (read.value) {
      const given = Object.entries(options.roles ?? {}).filter(([label]) => label in read.value!.roles);
      const roles = { ...read.value.roles, ...Object.fromEntries(given) };
      yield { transcript: { ...read.value, scripts: options.scripts ?? read.value.scripts, roles } };
    }
  }
}

type Line = { readonly bytes: Uint8Array } | { readonly tooLong: number };

/** Lines of a stream; one that is too long is counted and skipped, never held, whatever its length. */
async function* linesOf(stream: AsyncIterable<Buffer>): AsyncGenerator<Line> {
  let held: Buffer[] = [];
  let length = 0;
  const line = (): Line => (length > MAX_LINE_BYTES ? { tooLong: length } : { bytes: Buffer.concat(held) });
  const take = (part: Buffer): void => {
    length += part.length;
    if (length <= MAX_LINE_BYTES) held.push(part);
    else held = [];
  };
  for await (const chunk of stream) {
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
      take(chunk.subarray(start, end));
      yield line();
      held = [];
      length = 0;
      start = end + 1;
    }
    take(chunk.subarray(start));
  }
  if (length > 0) yield line();
}

/** A file's text, or `null`, and what was wrong with its bytes. */
interface Text {
  readonly source: Source | null;
  readonly problems: readonly Problem[];
}

function decoded(path: string, bytes: Uint8Array): Text {
  const { value, problems } = decodeBytes(bytes, { file: path });
  return { source: value && { file: path, text: value.text, encoding: value.encoding }, problems };
}

async function readStdin(): Promise<Text> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of process.stdin) {
    size += (chunk as Buffer).length;
    if (size > 4 * MAX_FILE_BYTES) return { source: null, problems: [tooLarge('-', size)] };
    chunks.push(chunk as Buffer);
  }
  return decoded('-', Buffer.concat(chunks));
}

function* itemsOf(text: Text, options: ReadOptions): Generator<Item> {
  for (const p of text.problems) yield { problem: p };
  if (!text.source) return;
  const { value, problems } = parseTranscripts(text.source, options);
  for (const p of problems) yield { problem: p };
  for (const transcript of value) yield { transcript };
}
