import { closeSync, openSync, readSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { constants, crc32, gunzipSync, inflateRawSync } from 'node:zlib';
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { type EntryRef, MAX_FILE_BYTES } from './piece.ts';

/** An entry as the archive's directory lists it; `fault` when it is not to be read. */
export interface Listed {
  readonly entry: Entry;
  readonly ref: EntryRef;
  readonly size: number;
  readonly fault: 'UNSAFE_NAME' | 'ENCRYPTED_ENTRY' | 'DAMAGED_ARCHIVE' | null;
}

const STORED = 0;
const DEFLATED = 8;
const UTF8_NAMES = 0x800;

/** An archive, read from its directory one entry after the other: nothing is unpacked to disk, so no name can lead anywhere. */
export class ZipReader {
  readonly #zip: ZipFile;

  private constructor(zip: ZipFile) {
    this.#zip = zip;
  }

  /** @throws when the file is no archive or its end is missing */
  static async open(path: string): Promise<ZipReader> {
    return new ZipReader(await openPromise(path, { lazyEntries: true, autoClose: false, decodeStrings: false }));
  }

  async *entries(): AsyncGenerator<Listed> {
    for await (const entry of this.#zip.eachEntry()) {
      const name = nameOf(entry);
      if (name.endsWith('/')) continue;
      const ref: EntryRef = {
        name,
        offset: entry.relativeOffsetOfLocalHeader,
        packed: entry.compressedSize,
        method: entry.compressionMethod,
        crc: entry.crc32,
      };
      yield { entry, ref, size: entry.uncompressedSize, fault: faultOf(entry, name) };
    }
  }

  /** An entry's content as it is unpacked. */
  stream(entry: Entry): Promise<Readable> {
    return this.#zip.openReadStreamPromise(entry) as Promise<Readable>;
  }

  close(): void {
    this.#zip.close();
  }
}

function faultOf(entry: Entry, name: string): Listed['fault'] {
  if (isUnsafe(name)) return 'UNSAFE_NAME';
  if (entry.isEncrypted()) return 'ENCRYPTED_ENTRY';
  return entry.compressionMethod === STORED || entry.compressionMethod === DEFLATED ? null : 'DAMAGED_ARCHIVE';
}

/** Absolute, leading upwards, or with signs that no name has. */
export const isUnsafe = (name: string): boolean =>
  name === '' ||
  /^[\\/]|^[A-Za-z]:/.test(name) ||
  name.split(/[\\/]/).includes('..') ||
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  /[\u0000-\u001f\u007f]/.test(name);

/** Archives from Windows have their Chinese names in GBK without saying so. */
function nameOf(entry: Entry): string {
  // With decodeStrings off, names come as bytes whatever the type says.
  const bytes = entry.fileNameRaw ?? (entry.fileName as unknown as Uint8Array);
  if (entry.generalPurposeBitFlag & UTF8_NAMES) return new TextDecoder().decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}

/** More came out than may: said by `unpack` and `readEntry`. */
export class TooLarge extends Error {}

const isTooLarge = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE';

/** @throws TooLarge, or what zlib throws for damaged bytes */
export function unpack(bytes: Uint8Array, most = MAX_FILE_BYTES): Uint8Array {
  try {
    return gunzipSync(bytes, { maxOutputLength: most });
  } catch (error) {
    throw isTooLarge(error) ? new TooLarge() : error;
  }
}

/**
 * The content of an entry, by its place in the archive.
 * @throws TooLarge; an Error for damaged bytes, a wrong checksum, an end of file in the middle
 */
export function readEntry(path: string, ref: EntryRef, most = MAX_FILE_BYTES): Uint8Array {
  if (ref.packed > most) throw new TooLarge();
  const file = openSync(path, 'r');
  try {
    const header = bytesAt(file, ref.offset, 30);
    if (header.readUInt32LE(0) !== 0x04034b50) throw new Error('no entry there');
    const start = ref.offset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
    const packed = bytesAt(file, start, ref.packed);
    const content = ref.method === DEFLATED ? inflate(packed, most) : packed;
    if (crc32(content) !== ref.crc) throw new Error('checksum');
    return content;
  } finally {
    closeSync(file);
  }
}

function inflate(packed: Uint8Array, most: number): Uint8Array {
  try {
    return inflateRawSync(packed, { maxOutputLength: most, finishFlush: constants.Z_FINISH });
  } catch (error) {
    throw isTooLarge(error) ? new TooLarge() : error;
  }
}

function bytesAt(file: number, position: number, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  let read = 0;
  while (read < length) {
    const n = readSync(file, bytes, read, length - read, position + read);
    if (n === 0) throw new Error('unexpected end of file');
    read += n;
  }
  return bytes;
}
