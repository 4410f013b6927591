import type { Readable } from 'node:stream';
import { fromBufferPromise } from 'yauzl';

/**
 * Texts of some entries of a zip file, by name. What is larger than `most` bytes, packed or unpacked, is not read.
 * @throws when the file is no archive, is damaged or too large
 */
export async function readEntries(file: Uint8Array, wanted: RegExp, most: number): Promise<Map<string, string>> {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  const zip = await fromBufferPromise(bytes, { lazyEntries: true, autoClose: false });
  const found = new Map<string, string>();
  try {
    for await (const entry of zip.eachEntry()) {
      if (!wanted.test(entry.fileName)) continue;
      if (entry.uncompressedSize > most) throw new Error(`${entry.fileName} > ${most / 2 ** 20} MB`);
      const stream = (await zip.openReadStreamPromise(entry)) as Readable;
      const chunks: Buffer[] = [];
      let size = 0;
      for await (const chunk of stream) {
        size += (chunk as Buffer).length;
        // The size that the archive states is not to be trusted.
        if (size > most) throw new Error(`${entry.fileName} > ${most / 2 ** 20} MB`);
        chunks.push(chunk as Buffer);
      }
      found.set(entry.fileName, Buffer.concat(chunks).toString('utf8'));
    }
  } finally {
    zip.close();
  }
  return found;
}
