import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeText } from '../../src/read/decode.ts';
import { parseTranscripts } from '../../src/read/transcript.ts';

const bytesOf = (name: string) => readFileSync(new URL(`../fixtures/encodings/${name}`, import.meta.url));
const decode = (name: string) => decodeText(bytesOf(name), { file: name });

describe('encodings', () => {
  it.each([
    ['utf-8.txt', 'utf-8'],
    ['utf-8-bom.txt', 'utf-8'],
    ['utf-8-crlf.txt', 'utf-8'],
    ['utf-8-traditional.txt', 'utf-8'],
    ['utf-16le-bom.txt', 'utf-16le'],
    ['utf-16be-bom.txt', 'utf-16be'],
    ['utf-16le.txt', 'utf-16le'],
    ['utf-16be.txt', 'utf-16be'],
    ['gb2312.txt', 'gb18030'],
    ['gbk.txt', 'gb18030'],
    ['gb18030.txt', 'gb18030'],
    ['gbk-traditional.txt', 'gb18030'],
    ['big5.txt', 'big5'],
    ['gbk.json', 'gb18030'],
    ['utf-16le.json', 'utf-16le'],
  ])('%s is %s', (name, encoding) => {
    const { value, problems } = decode(name);
    expect(value?.encoding).toBe(encoding);
    expect(problems).toEqual([]);
    const read = parseTranscripts({ file: name, text: value!.text, encoding });
    expect(read.problems).toEqual([]);
    expect(read.value[0]!.turns[0]!.text).toMatch(/^您好，[请請][问問]是[龚龔周]先生[吗嗎]？/);
    expect(new Set(Object.values(read.value[0]!.roles))).toEqual(new Set(['agent', 'customer']));
  });

  it.each([
    ['utf-8-cut.txt', 'utf-8'],
    ['utf-8-one-bad-byte.txt', 'utf-8'],
    ['gbk-cut.txt', 'gb18030'],
  ])('%s is read, and the broken bytes are told', (name, encoding) => {
    const { value, problems } = decode(name);
    expect(value?.text).toMatch(/^装维：您好/);
    expect(problems).toMatchObject([{ code: 'BAD_BYTES', severity: 'warning', args: { encoding } }]);
  });

  it.each([
    ['shift-jis.txt', 'UNKNOWN_ENCODING'],
    ['latin-1.txt', 'UNKNOWN_ENCODING'],
    ['zeros.bin', 'BINARY_FILE'],
  ])('%s is one message', (name, code) => {
    expect(decode(name)).toMatchObject({ value: null, problems: [{ code, place: { file: name } }] });
  });

  it('tells few characters by the ones that everybody uses', () => {
    expect(decodeText(Uint8Array.of(0xc4, 0xfa, 0xba, 0xc3), { file: 'a' }).value).toEqual({
      text: '您好',
      encoding: 'gb18030',
    });
    expect(decodeText(Uint8Array.of(0xb1, 0x7a, 0xa6, 0x6e), { file: 'a' }).value).toEqual({
      text: '您好',
      encoding: 'big5',
    });
  });

  it('decodes whatever is UTF-8, and what it said before changes nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), fc.uint8Array({ maxLength: 40 }), (text, noise) => {
        decodeText(noise, { file: 'noise' });
        const { value, problems } = decodeText(new TextEncoder().encode(`话：${text}`), { file: 'a' });
        expect(problems).toEqual([]);
        expect(value).toEqual({ text: `话：${text}`, encoding: 'utf-8' });
      }),
    );
  });

  it('never throws, and gives a text or a reason', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const { value, problems } = decodeText(bytes, { file: 'a' });
        expect(value === null).toBe(problems.some((one) => one.severity === 'error'));
      }),
      { numRuns: 1_000 },
    );
  });
});
