import { createReadStream } from 'node:fs';
import { open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type Problem, problem } from '../model/problem.ts';
import type { Transcript } from '../model/transcript.ts';
import { decodeText } from '../read/decode.ts';
import type { ReadOptions, Source } from '../read/transcript.ts';
import { parseTranscripts } from '../read/transcript.ts';
import { readJsonLine } from '../read/transcript-json.ts';

/** A file read as one is at most this long; JSONL is read by the line and has no limit. */
export const MAX_FILE_BYTES = 64 * 2 ** 20;
const MAX_LINE_CHARACTERS = 16 * 2 ** 20;
const TRANSCRIPT_FILE = /\.(json|jsonl|ndjson|txt|log|md)$/i;
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
    if (found === 0) yield { problem: problem('NO_TRANSCRIPTS', { file: path }, { endings: '.json .jsonl .txt' }) };
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
      else if (entry.isFile() && TRANSCRIPT_FILE.test(entry.name)) yield { path: child };
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
      yield* (await startsAsJsonLines(path)) ? readLines(path, options) : [{ problem: tooLarge(path, size) }];
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

/** Whether a first line of a bearable length begins and ends as an object does. */
async function startsAsJsonLines(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(MAX_LINE_CHARACTERS), 0, MAX_LINE_CHARACTERS, 0);
    const start = buffer.subarray(0, bytesRead);
    const newline = start.indexOf(0x0a);
    return newline > 0 && start[0] === 0x7b;
  } finally {
    await file.close();
  }
}

async function* readLines(path: string, options: ReadOptions): AsyncGenerator<Item> {
  const lines = createInterface({ input: createReadStream(path, 'utf8'), crlfDelay: Number.POSITIVE_INFINITY });
  let number = 0;
  for await (const line of lines) {
    number += 1;
    if (line.trim() === '') continue;
    const place = { file: path, line: number };
    if (line.length > MAX_LINE_CHARACTERS) {
      yield {
        problem: problem('LINE_TOO_LONG', place, {
          megabytes: Math.round(line.length / 2 ** 20),
          most: MAX_LINE_CHARACTERS / 2 ** 20,
        }),
      };
      continue;
    }
    const read = readJsonLine(line, place);
    for (const p of read.problems) yield { problem: p };
    if (read.value)
      yield {
        transcript: {
          ...read.value,
          scripts: options.scripts ?? read.value.scripts,
          roles: { ...read.value.roles, ...options.roles },
        },
      };
  }
}

type Text = { readonly source: Source } | { readonly problems: readonly Problem[] };

function decoded(path: string, bytes: Uint8Array): Text {
  const { value, problems } = decodeText(bytes, { file: path });
  return value ? { source: { file: path, text: value.text } } : { problems };
}

async function readStdin(): Promise<Text> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of process.stdin) {
    size += (chunk as Buffer).length;
    if (size > 4 * MAX_FILE_BYTES) return { problems: [tooLarge('-', size)] };
    chunks.push(chunk as Buffer);
  }
  return decoded('-', Buffer.concat(chunks));
}

function* itemsOf(text: Text, options: ReadOptions): Generator<Item> {
  if ('problems' in text) {
    for (const p of text.problems) yield { problem: p };
    return;
  }
  const { value, problems } = parseTranscripts(text.source, options);
  for (const p of problems) yield { problem: p };
  for (const transcript of value) yield { transcript };
}
