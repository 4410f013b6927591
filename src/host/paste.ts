import { Transform, type TransformCallback } from 'node:stream';

const START = '\u001b[200~';
const END = '\u001b[201~';

/** Asks a terminal to mark what is pasted, and not to any more (“bracketed paste”, xterm's control sequences). */
export const MARK_PASTES = '\u001b[?2004h';
export const LEAVE_PASTES = '\u001b[?2004l';

/** Keys of a terminal with line breaks inside of what was pasted turned into spaces: several lines from a phone's dictation are one thing said. */
export class PastedAsOne extends Transform {
  #isPasted = false;
  /** The beginning of a mark at the end of what came last. */
  #held = '';

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    // Bytes as characters: no byte of a Chinese character is a line break or an escape.
    let rest = this.#held + chunk.toString('latin1');
    this.#held = '';
    let out = '';
    for (;;) {
      const mark = this.#isPasted ? END : START;
      const at = rest.indexOf(mark);
      if (at < 0) break;
      out += this.#told(rest.slice(0, at));
      this.#isPasted = !this.#isPasted;
      rest = rest.slice(at + mark.length);
    }
    const held = heldBack(rest, this.#isPasted ? END : START);
    this.#held = held > 0 ? rest.slice(-held) : '';
    out += this.#told(held > 0 ? rest.slice(0, -held) : rest);
    done(null, Buffer.from(out, 'latin1'));
  }

  override _flush(done: TransformCallback): void {
    done(null, this.#held === '' ? undefined : Buffer.from(this.#held, 'latin1'));
  }

  #told(text: string): string {
    return this.#isPasted ? text.replace(/[\r\n]/g, ' ') : text;
  }
}

/** Characters at the end that may be the beginning of a mark. */
function heldBack(text: string, mark: string): number {
  for (let n = Math.min(mark.length - 1, text.length); n >= 1; n -= 1) if (text.endsWith(mark.slice(0, n))) return n;
  return 0;
}
