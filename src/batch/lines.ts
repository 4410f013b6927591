import { MAX_LINE_BYTES, PIECE_BYTES } from './piece.ts';

/** Whole lines of a stream, or one that is too long to be read. */
export type LineCut =
  | { readonly firstLine: number; readonly text: Uint8Array; readonly last: boolean }
  | { readonly tooLong: number; readonly bytes: number };

const NEWLINE = 0x0a;

/**
 * Cuts a stream of bytes into pieces of whole lines: each ends with the first line end after `PIECE_BYTES`. Where a piece ends depends on
 * the text alone, not on how it arrives. A line beyond `MAX_LINE_BYTES` is told and skipped without being held.
 * @throws what the stream throws, after the whole lines before that were given out
 */
export async function* cutLines(stream: AsyncIterable<Uint8Array>): AsyncGenerator<LineCut> {
  const cutter = new LineCutter();
  let fault: unknown = null;
  try {
    for await (const chunk of stream) yield* cutter.push(chunk);
  } catch (error) {
    fault = error ?? new Error('stream');
  }
  yield* cutter.end(fault === null);
  if (fault !== null) throw fault;
}

class LineCutter {
  #held = Buffer.alloc(2 * PIECE_BYTES);
  #length = 0;
  /** Up to where `#held` has been looked through, and where its last whole line ends. */
  #seen = 0;
  #whole = 0;
  #wholeLines = 0;
  #line = 1;
  /** Bytes of a line that is too long and being skipped. */
  #skipped = 0;

  *push(chunk: Uint8Array): Generator<LineCut> {
    let rest = chunk;
    while (rest.length > 0) {
      if (this.#skipped > 0) {
        const end = rest.indexOf(NEWLINE);
        this.#skipped += end < 0 ? rest.length : end + 1;
        if (end < 0) return;
        rest = rest.subarray(end + 1);
        yield this.#tooLong();
        continue;
      }
      // In steps, so that what is held never grows by more than a step beyond a piece.
      const step = rest.subarray(0, PIECE_BYTES);
      rest = rest.subarray(step.length);
      this.#take(step);
      yield* this.#cut();
    }
  }

  *end(complete: boolean): Generator<LineCut> {
    if (this.#skipped > 0) yield this.#tooLong();
    // After a fault half a line is the fault's doing, not a line.
    const length = complete ? this.#length : this.#whole;
    if (length > 0)
      yield { firstLine: this.#line, text: Uint8Array.prototype.slice.call(this.#held, 0, length), last: complete };
  }

  #take(bytes: Uint8Array): void {
    if (this.#length + bytes.length > this.#held.length) {
      const larger = Buffer.alloc(Math.max(2 * this.#held.length, this.#length + bytes.length));
      this.#held.copy(larger, 0, 0, this.#length);
      this.#held = larger;
    }
    this.#held.set(bytes, this.#length);
    this.#length += bytes.length;
  }

  *#cut(): Generator<LineCut> {
    for (;;) {
      const end = this.#held.subarray(0, this.#length).indexOf(NEWLINE, this.#seen);
      if (end < 0) {
        this.#seen = this.#length;
        if (this.#length - this.#whole > MAX_LINE_BYTES) {
          if (this.#whole > 0) yield this.#piece();
          this.#skipped = this.#length;
          this.#length = 0;
          this.#seen = 0;
        }
        return;
      }
      this.#seen = end + 1;
      if (end + 1 - this.#whole > MAX_LINE_BYTES) {
        const long = end + 1 - this.#whole;
        if (this.#whole > 0) yield this.#piece();
        this.#drop(long);
        this.#skipped = long;
        yield this.#tooLong();
        continue;
      }
      this.#whole = end + 1;
      this.#wholeLines += 1;
      if (this.#whole >= PIECE_BYTES) yield this.#piece();
    }
  }

  #piece(): LineCut {
    const piece = {
      firstLine: this.#line,
      text: Uint8Array.prototype.slice.call(this.#held, 0, this.#whole),
      last: false,
    };
    this.#line += this.#wholeLines;
    this.#drop(this.#whole);
    this.#whole = 0;
    this.#wholeLines = 0;
    return piece;
  }

  #drop(bytes: number): void {
    this.#held.copy(this.#held, 0, bytes, this.#length);
    this.#length -= bytes;
    this.#seen = Math.max(0, this.#seen - bytes);
  }

  #tooLong(): LineCut {
    const cut = { tooLong: this.#line, bytes: this.#skipped };
    this.#line += 1;
    this.#skipped = 0;
    return cut;
  }
}

/** Bytes that tell how a file is cut. */
export const SNIFF_BYTES = 64 * 2 ** 10;

/**
 * Whether a file holds an object a line.
 * @param head its first bytes
 * @param named its name says so: then one whole line anywhere in the head is enough
 */
export function looksLikeLines(head: Uint8Array, named: boolean): boolean {
  if (head[0] === 0xff || head[0] === 0xfe) return false;
  const text = Buffer.from(head.buffer, head.byteOffset, head.length)
    .toString('latin1')
    .replace(/^\u00ef\u00bb\u00bf/, '');
  const lines = text.split('\n');
  const whole = (line: string | undefined) => line !== undefined && /^\s*\{/.test(line) && line.trimEnd().endsWith('}');
  if (named) return lines.length < 2 ? /^\s*\{/.test(text) : lines.some(whole);
  return whole(lines[0]) && /^\s*\{/.test(lines[1] ?? '');
}
