import { once } from 'node:events';
import { createWriteStream, type WriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { type Problem, problem } from '../model/problem.ts';

/** Where a report goes: the screen, or a file that has its name only once it is whole. */
export class Output {
  readonly #file: string | undefined;
  readonly #stream: WriteStream | NodeJS.WriteStream;
  #fault: NodeJS.ErrnoException | null = null;

  constructor(file: string | undefined) {
    this.#file = file;
    this.#stream = file === undefined ? process.stdout : createWriteStream(`${file}.part`);
    if (file !== undefined)
      this.#stream.on('error', (error) => {
        this.#fault ??= error;
      });
  }

  /**
   * Waits where the reader is slower than we are.
   * @returns what is wrong with the file, `null` while all is well; after a fault nothing more is written
   */
  async write(text: string): Promise<Problem | null> {
    try {
      if (text !== '' && !this.#fault && !this.#stream.write(text)) await once(this.#stream, 'drain');
    } catch (error) {
      this.#fault ??= error as NodeJS.ErrnoException;
    }
    return this.#problem();
  }

  /** Gives the file its name. */
  async end(): Promise<Problem | null> {
    if (this.#file === undefined) return null;
    try {
      if (!this.#fault) {
        this.#stream.end();
        await once(this.#stream, 'finish');
        await rename(`${this.#file}.part`, this.#file);
      }
    } catch (error) {
      this.#fault ??= error as NodeJS.ErrnoException;
    }
    if (this.#fault) await rm(`${this.#file}.part`, { force: true });
    return this.#problem();
  }

  #problem(): Problem | null {
    if (!this.#fault || this.#file === undefined) return null;
    return problem('UNWRITABLE_FILE', { file: this.#file }, { reason: this.#fault.code ?? this.#fault.message });
  }
}
