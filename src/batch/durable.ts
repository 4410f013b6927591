import { closeSync, fsyncSync, openSync } from 'node:fs';
import { type FileHandle, open, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { BatchFault, batchProblem } from './problems.ts';

/** What the system said on writing, as a Problem about the results folder; anything else is a fault of ours and stays as it is. */
export function writeFault(error: unknown, file: string): unknown {
  const { code, syscall } = error as NodeJS.ErrnoException;
  if (code === undefined || syscall === undefined) return error;
  return new BatchFault(
    code === 'ENOSPC' || code === 'EDQUOT' || code === 'EFBIG'
      ? batchProblem('DISK_FULL', { file })
      : batchProblem('UNWRITABLE_FOLDER', { file }, { reason: code }),
  );
}

/** Makes a rename last through a loss of power; some systems do not let folders be opened, and do it by themselves. */
function syncFolder(path: string): void {
  try {
    const folder = openSync(path, 'r');
    try {
      fsyncSync(folder);
    } finally {
      closeSync(folder);
    }
  } catch (error) {
    if (!['EISDIR', 'EPERM', 'EACCES', 'EINVAL'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  }
}

/**
 * Writes a file that is there whole or not at all, whatever happens meanwhile. What a killed run left of it (`.part`) is written over.
 * @param write puts the content into the open file
 */
export async function writeWhole(path: string, write: (file: FileHandle) => Promise<void>): Promise<void> {
  const part = `${path}.part`;
  const file = await open(part, 'w');
  try {
    await write(file);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(part, path);
  syncFolder(dirname(path));
}

/** A file that only grows, up to a length that is known to be safe. */
export class GrowingFile {
  readonly #file: FileHandle;
  /** Bytes that belong to it; what a killed run left beyond them is cut off. */
  length: number;

  private constructor(file: FileHandle, length: number) {
    this.#file = file;
    this.length = length;
  }

  /** Opens a file with `length` good bytes. @returns `null` when it has fewer */
  static async open(path: string, length: number): Promise<GrowingFile | null> {
    const file = await open(path, length === 0 ? 'w+' : 'r+');
    const { size } = await file.stat();
    if (size < length) {
      await file.close();
      return null;
    }
    if (size > length) await file.truncate(length);
    return new GrowingFile(file, length);
  }

  async append(bytes: Uint8Array): Promise<void> {
    let done = 0;
    while (done < bytes.length) {
      const { bytesWritten } = await this.#file.write(bytes, done, bytes.length - done, this.length + done);
      done += bytesWritten;
    }
    this.length += bytes.length;
  }

  /** @returns the bytes from `start` to `end` */
  async read(start: number, end: number): Promise<Buffer> {
    const bytes = Buffer.alloc(end - start);
    let done = 0;
    while (done < bytes.length) {
      const { bytesRead } = await this.#file.read(bytes, done, bytes.length - done, start + done);
      if (bytesRead === 0) throw new Error('unexpected end of file');
      done += bytesRead;
    }
    return bytes;
  }

  async cutTo(length: number): Promise<void> {
    this.length = length;
    await this.#file.truncate(length);
  }

  sync(): Promise<void> {
    return this.#file.datasync();
  }

  close(): Promise<void> {
    return this.#file.close();
  }
}
