import { createInterface, type Interface } from 'node:readline';
import { LEAVE_PASTES, MARK_PASTES, PastedAsOne } from './paste.ts';

/** Ctrl-C. */
export const STOPPED = Symbol('stopped');

/** Lines that a person types, or that come in by standard input. */
export interface Lines {
  /** The next line; `null` at the end of the input. */
  next(prompt: string): Promise<string | null | typeof STOPPED>;
  close(): void;
}

/** Lines that arrive within this time were pasted together, where a terminal does not mark what is pasted. */
const PASTED_MS = 25;

/** Whether a person sits at both ends. */
export const isTerminal = (): boolean => process.stdin.isTTY === true && process.stdout.isTTY === true;

/** Reads lines from the terminal, or from standard input where there is none. */
export const openLines = (): Lines => (isTerminal() ? new Typed() : new Piped());

class Typed implements Lines {
  readonly #reader: Interface;
  readonly #waiting: (string | typeof STOPPED)[] = [];
  #pasted: string[] = [];
  #timer: NodeJS.Timeout | null = null;
  #wake: (() => void) | null = null;
  #ended = false;

  constructor() {
    // Keys come one by one, as readline would have them.
    process.stdin.setRawMode(true);
    process.stdout.write(MARK_PASTES);
    const input = process.stdin.pipe(new PastedAsOne());
    this.#reader = createInterface({ input, output: process.stdout, terminal: true, historySize: 50 });
    this.#reader.on('line', (line) => {
      this.#pasted.push(line);
      if (this.#timer) clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#deliver(), PASTED_MS);
    });
    this.#reader.on('SIGINT', () => {
      this.#waiting.push(STOPPED);
      this.#wake?.();
    });
    this.#reader.on('close', () => {
      this.#deliver();
      this.#ended = true;
      this.#wake?.();
    });
  }

  #deliver(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    if (this.#pasted.length > 0) this.#waiting.push(this.#pasted.join(' '));
    this.#pasted = [];
    this.#wake?.();
  }

  async next(prompt: string): Promise<string | null | typeof STOPPED> {
    if (this.#waiting.length === 0 && !this.#ended) {
      this.#reader.setPrompt(prompt);
      this.#reader.prompt();
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
      this.#wake = null;
    }
    return this.#waiting.shift() ?? (this.#ended ? null : this.next(prompt));
  }

  close(): void {
    this.#reader.close();
    process.stdout.write(LEAVE_PASTES);
    process.stdin.unpipe();
    process.stdin.setRawMode(false);
    process.stdin.pause();
  }
}

class Piped implements Lines {
  readonly #reader = createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY });
  readonly #lines = this.#reader[Symbol.asyncIterator]();

  async next(): Promise<string | null> {
    const { value, done } = await this.#lines.next();
    return done ? null : value;
  }

  close(): void {
    this.#reader.close();
  }
}
