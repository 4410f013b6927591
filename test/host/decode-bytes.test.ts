import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeBytes } from '../../src/host/decode-bytes.ts';
import { decodeText } from '../../src/read/decode.ts';

const place = { file: 'a.json' };
const same = (bytes: Uint8Array): void => {
  expect(decodeBytes(bytes, place)).toEqual(decodeText(bytes, place));
};
const encode = (text: string) => new TextEncoder().encode(text);
const pieces = fc.constantFrom('您好', '，', 'a', '{', '"', '\n', '\ufeff', '\ufffd', '😀', 'é', '\0', '\ud800');

describe('decodeBytes', () => {
  it('reads every file of the fixtures as decodeText does', () => {
    const folder = new URL('../fixtures/encodings/', import.meta.url);
    for (const name of readdirSync(folder)) same(readFileSync(new URL(name, folder)));
  });

  it('reads any text, also with a mark or a sign for broken bytes of its own', () => {
    fc.assert(fc.property(fc.string({ unit: pieces, maxLength: 60 }), (text) => same(encode(text))));
    same(encode(`\ufeff${'您好，我是装维师傅。'.repeat(20)}`));
    same(encode(`您好\ufffd${'，我是装维师傅。'.repeat(20)}`));
  });

  it('reads broken bytes, and text cut in the middle of a character', () => {
    const text = encode('客户：您好，今天能来装吗？师傅：可以的，下午三点。'.repeat(4));
    for (let end = 0; end < 40; end += 1) same(text.subarray(0, end));
    fc.assert(
      fc.property(fc.nat(text.length - 1), fc.nat(255), (at, byte) => {
        const broken = text.slice();
        broken[at] = byte;
        same(broken);
      }),
    );
    fc.assert(fc.property(fc.uint8Array({ maxLength: 80 }), same));
  });
});
