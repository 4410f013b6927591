import { once } from 'node:events';
import { createWriteStream, type WriteStream } from 'node:fs';
import { rename } from 'node:fs/promises';

/** Where a report goes: the screen, or a file that has its name only once it is whole. */
export class Output {
  readonly #file: string | undefined;
  readonly #stream: WriteStream | NodeJS.WriteStream;

  constructor(file: string | undefined) {
    this.#file = file;
    this.#stream = file === undefined ? process.stdout : createWriteStream(`${file}.part`);
  }

  /** Waits where the reader is slower than we are. */
  async write(text: string): Promise<void> {
    if (text !== '' && !this.#stream.write(text)) await once(this.#stream, 'drain');
  }

  async end(): Promise<void> {
    if (this.#file === undefined) return;
    this.#stream.end();
    await once(this.#stream, 'finish');
    await rename(`${this.#file}.part`, this.#file);
  }
}
