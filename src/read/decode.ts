import { type Place, problem, type Read } from '../model/problem.ts';

/** A file's text and the encoding that it was in. */
export interface Decoded {
  readonly text: string;
  readonly encoding: 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030';
}

/** Control characters that no text has; tab, line feed, carriage return and form feed are none. */
const isControl = (byte: number): boolean =>
  byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d && byte !== 0x0c;
const SAMPLE = 65_536;

/**
 * Turns bytes into text: a byte order mark decides; without one strict UTF-8 is tried, then GB18030 (which holds GBK and GB2312).
 * Detectors that guess from frequencies misread files as short as a call's, so none is used.
 * @returns `null` with BINARY_FILE or UNKNOWN_ENCODING when the bytes are no text
 */
export function decodeText(bytes: Uint8Array, place: Place): Read<Decoded | null> {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return decodeAs('utf-16le', bytes.subarray(2), place);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return decodeAs('utf-16be', bytes.subarray(2), place);
  const sample = bytes.subarray(0, SAMPLE);
  let controls = 0;
  for (const byte of sample) if (isControl(byte)) controls += 1;
  if (sample.includes(0) || controls > sample.length / 100)
    return { value: null, problems: [problem('BINARY_FILE', place)] };
  const utf8 = decodeAs('utf-8', bytes, place);
  return utf8.value ? utf8 : decodeAs('gb18030', bytes, place);
}

function decodeAs(encoding: Decoded['encoding'], bytes: Uint8Array, place: Place): Read<Decoded | null> {
  try {
    return { value: { text: new TextDecoder(encoding, { fatal: true }).decode(bytes), encoding }, problems: [] };
  } catch {
    return { value: null, problems: [problem('UNKNOWN_ENCODING', place)] };
  }
}
