import type { FileHandle } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { crc32, createDeflateRaw } from 'node:zlib';

interface Written {
  readonly name: Buffer;
  readonly crc: number;
  readonly packed: number;
  readonly size: number;
  readonly offset: number;
}

/** 1 January 1980: an archive of the same contents has the same bytes whenever it is made. */
const NO_DATE = 0x0021;
const DEFLATED = 8;
const UTF8_NAMES = 0x800;

/** Writes an archive as its contents come, in constant memory (APPNOTE.TXT 6.3.10; less than 4 GB). */
export class ZipWriter {
  readonly #file: FileHandle;
  readonly #written: Written[] = [];
  #at = 0;

  constructor(file: FileHandle) {
    this.#file = file;
  }

  async add(name: string, content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<void> {
    const offset = this.#at;
    const bytes = Buffer.from(name);
    // The header is written again when the sizes are known.
    await this.#write(localHeader(bytes, 0, 0, 0));
    let crc = 0;
    let size = 0;
    const counted = async function* (): AsyncGenerator<Uint8Array> {
      for await (const chunk of content) {
        crc = crc32(chunk, crc);
        size += chunk.length;
        yield chunk;
      }
    };
    const source = Readable.from(counted(), { objectMode: true });
    const deflate = createDeflateRaw();
    source.on('error', (error) => deflate.destroy(error));
    let packed = 0;
    for await (const chunk of source.pipe(deflate) as AsyncIterable<Buffer>) {
      packed += chunk.length;
      await this.#write(chunk);
    }
    const entry: Written = { name: bytes, crc, packed, size, offset };
    this.#written.push(entry);
    const header = localHeader(bytes, crc, packed, size);
    await this.#file.write(header, 0, header.length, offset);
  }

  async end(): Promise<void> {
    const start = this.#at;
    for (const entry of this.#written) await this.#write(directoryEntry(entry));
    const end = Buffer.alloc(22);
    end.writeUInt32LE(0x06054b50, 0);
    end.writeUInt16LE(this.#written.length, 8);
    end.writeUInt16LE(this.#written.length, 10);
    end.writeUInt32LE(this.#at - start, 12);
    end.writeUInt32LE(start, 16);
    await this.#write(end);
  }

  async #write(bytes: Uint8Array): Promise<void> {
    for (let done = 0; done < bytes.length; ) {
      const { bytesWritten } = await this.#file.write(bytes, done, bytes.length - done, this.#at + done);
      done += bytesWritten;
    }
    this.#at += bytes.length;
  }
}

/** What both headers share, from the version on. */
function fields(header: Buffer, at: number, crc: number, packed: number, size: number, name: Buffer): void {
  header.writeUInt16LE(20, at);
  header.writeUInt16LE(UTF8_NAMES, at + 2);
  header.writeUInt16LE(DEFLATED, at + 4);
  header.writeUInt16LE(NO_DATE, at + 8);
  header.writeUInt32LE(crc, at + 10);
  header.writeUInt32LE(packed, at + 14);
  header.writeUInt32LE(size, at + 18);
  header.writeUInt16LE(name.length, at + 22);
}

function localHeader(name: Buffer, crc: number, packed: number, size: number): Buffer {
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x04034b50, 0);
  fields(header, 4, crc, packed, size, name);
  return Buffer.concat([header, name]);
}

function directoryEntry({ name, crc, packed, size, offset }: Written): Buffer {
  const header = Buffer.alloc(46);
  header.writeUInt32LE(0x02014b50, 0);
  header.writeUInt16LE(20, 4);
  fields(header, 6, crc, packed, size, name);
  header.writeUInt32LE(offset, 42);
  return Buffer.concat([header, name]);
}
