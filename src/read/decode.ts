import { type Place, type Problem, problem, type Read } from '../model/problem.ts';
import { likeness } from './common-characters.ts';

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030' | 'big5';

/** A file's text and the encoding that it was in. */
export interface Decoded {
  readonly text: string;
  readonly encoding: Encoding;
}

const SAMPLE = 65_536;
/** Less than this of common characters is no Chinese: right texts have 0.5 to 0.8, wrongly decoded ones below 0.15. */
const LEAST_LIKENESS = 0.25;
/** With fewer characters than this their share says little. */
const FEW = 12;
/** More broken bytes than this share of the characters, and the encoding is another one. */
const MOST_LOST = 0.02;
/** What one broken byte can cost: itself and the two that belonged to it. */
const ONE_BYTE = 3;

/**
 * Turns bytes into text. A byte order mark decides; without one strict UTF-8 is tried, then UTF-16 by its zero bytes; then GB18030 (which holds GBK
 * and GB2312), Big5 and UTF-8 with broken bytes are decoded, and the one whose characters are the most common is taken.
 * @param utf8 a quicker way than TextDecoder's, for as much of valid UTF-8 as it knows
 * @returns `null` with BINARY_FILE or UNKNOWN_ENCODING when the bytes are no text; a warning when single bytes are broken
 */
export function decodeText(
  bytes: Uint8Array,
  place: Place,
  utf8: (bytes: Uint8Array) => string | null = () => null,
): Read<Decoded | null> {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return whole('utf-16le', bytes.subarray(2), place);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return whole('utf-16be', bytes.subarray(2), place);
  const text = utf8(bytes) ?? strict('utf-8', bytes);
  if (text !== null && !hasZero(bytes, text) && !manyControls(text)) return found('utf-8', text);
  const wide = wideEncoding(bytes);
  if (wide) return whole(wide, bytes, place);
  const encoding = text === null && !bytes.subarray(0, SAMPLE).includes(0) ? likeliest(bytes) : null;
  if (encoding) return whole(encoding, bytes, place);
  return text !== null || hasControlBytes(bytes) ? binary(place) : unknown(place);
}

const found = (encoding: Encoding, text: string, problems: readonly Problem[] = []): Read<Decoded> => ({
  value: { text, encoding },
  problems,
});
const binary = (place: Place): Read<null> => ({ value: null, problems: [problem('BINARY_FILE', place)] });
const unknown = (place: Place): Read<null> => ({ value: null, problems: [problem('UNKNOWN_ENCODING', place)] });

type Decoder = InstanceType<typeof TextDecoder>;
const lenient = new Map<Encoding, Decoder>();
const fatal = new Map<Encoding, Decoder>();
function decoderOf(encoding: Encoding, isFatal: boolean): Decoder {
  const decoders = isFatal ? fatal : lenient;
  let decoder = decoders.get(encoding);
  if (!decoder) {
    decoder = new TextDecoder(encoding, { fatal: isFatal });
    decoders.set(encoding, decoder);
  }
  return decoder;
}

/** The sign that stands for a broken byte. */
export const BROKEN = '\ufffd';

function strict(encoding: Encoding, bytes: Uint8Array): string | null {
  // Decoding strictly takes up to twice as long; a text in which nothing was replaced needs no second look.
  const text = decoderOf(encoding, false).decode(bytes);
  if (!text.includes(BROKEN)) return text;
  try {
    return decoderOf(encoding, true).decode(bytes);
  } catch {
    return null;
  }
}

/**
 * Whether bytes that are valid UTF-8 have a zero. It is looked for among the bytes: in wide strings every Latin letter has one. Of JSON the
 * beginning tells UTF-16 from it; a zero further on is no JSON, and its parser says where.
 */
function hasZero(bytes: Uint8Array, text: string): boolean {
  if (!isJson(text)) return bytes.includes(0);
  // Of small files a part of the array takes longer to make than to look through.
  const end = Math.min(bytes.length, LOOKED_AT);
  for (let i = 0; i < end; i += 1) if (bytes[i] === 0) return true;
  return false;
}

const isJson = (text: string): boolean => text[0] === '{' || text[0] === '[';

/** All of a file whose encoding is settled. A few broken bytes (a file cut in the middle of a character) are replaced and told. */
function whole(encoding: Encoding, bytes: Uint8Array, place: Place): Read<Decoded | null> {
  const text = strict(encoding, bytes);
  if (text !== null) return hasControls(text) ? binary(place) : found(encoding, text);
  const mended = decoderOf(encoding, false).decode(bytes);
  let count = 0;
  for (let at = mended.indexOf(BROKEN); at >= 0; at = mended.indexOf(BROKEN, at + 1)) count += 1;
  if (count > Math.max(ONE_BYTE, mended.length * MOST_LOST)) return unknown(place);
  return found(encoding, mended, [problem('BAD_BYTES', place, { encoding, count }, 'warning')]);
}

/** Control characters that no text has; tab, line feed, vertical tab, form feed and carriage return are none. */
const isControl = (code: number): boolean => code < 0x20 && (code < 0x09 || code > 0x0d);
const ZERO = String.fromCharCode(0);
const CONTROLS = new RegExp(`[${ZERO}-${String.fromCharCode(0x08, 0x0e)}-${String.fromCharCode(0x1f)}]`, 'g');

/** What is valid and has no zero is text nearly always; its first characters are looked at more closely. */
const LOOKED_AT = 512;

/** A zero is one too many; of other control characters exports have a few. */
const hasControls = (text: string): boolean => text.includes(ZERO) || manyControls(text);

function manyControls(text: string): boolean {
  // JSON has none but line breaks, or its parser says so.
  if (isJson(text)) return false;
  const start = text.slice(0, LOOKED_AT);
  return start.search(CONTROLS) >= 0 && start.match(CONTROLS)!.length > Math.max(1, start.length / 100);
}

function hasControlBytes(bytes: Uint8Array): boolean {
  const sample = bytes.subarray(0, SAMPLE);
  let controls = 0;
  for (const byte of sample) if (isControl(byte)) controls += 1;
  return controls > Math.max(1, sample.length / 100) || sample.includes(0);
}

/** UTF-16 without a mark: the zero bytes of line breaks, digits and quotes stand on one side. `null` where there are none, or it is no text. */
function wideEncoding(bytes: Uint8Array): Encoding | null {
  if (bytes.length < 4 || bytes.length % 2 !== 0) return null;
  const sample = bytes.subarray(0, SAMPLE);
  let [even, odd] = [0, 0];
  for (let i = 0; i < sample.length; i += 1)
    if (sample[i] === 0) {
      if (i % 2 === 0) even += 1;
      else odd += 1;
    }
  if (even + odd === 0) return null;
  // 一 (4E00) has a zero of its own, so a few may stand on the other side, and the look of the text decides.
  for (const encoding of odd >= even ? (['utf-16le', 'utf-16be'] as const) : (['utf-16be', 'utf-16le'] as const)) {
    const text = partOf(encoding, sample);
    if (hasControls(text)) continue;
    const like = likeness(text);
    if (like ? like.share >= LEAST_LIKENESS : encoding === (odd >= even ? 'utf-16le' : 'utf-16be')) return encoding;
  }
  return null;
}

/** A stretch of bytes that may end in the middle of a character. */
const partOf = (encoding: Encoding, bytes: Uint8Array): string =>
  new TextDecoder(encoding).decode(bytes, { stream: true });

/** UTF-16 without a single line break, digit or Latin letter has no zeros and comes to this. */
const CANDIDATES: readonly Encoding[] = ['gb18030', 'big5', 'utf-8', 'utf-16le', 'utf-16be'];

/** The encoding whose characters are the most common ones; `null` where none gives Chinese. */
function likeliest(bytes: Uint8Array): Encoding | null {
  const first = bytes.findIndex((byte) => byte >= 0x80);
  const sample = bytes.subarray(first, first + SAMPLE);
  let best: { encoding: Encoding; share: number; counted: number } | null = null;
  for (const encoding of CANDIDATES) {
    if (encoding.startsWith('utf-16') && bytes.length % 2 !== 0) continue;
    const like = likeness(partOf(encoding, encoding.startsWith('utf-16') ? bytes.subarray(0, SAMPLE) : sample));
    if (like && (!best || like.share > best.share)) best = { encoding, ...like };
  }
  if (best && best.share >= LEAST_LIKENESS) return best.encoding;
  return best && best.counted < FEW && strict('gb18030', bytes) !== null ? 'gb18030' : null;
}
