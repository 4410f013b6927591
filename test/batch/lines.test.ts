import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutLines, type LineCut, looksLikeLines } from '../../src/batch/lines.ts';
import { MAX_LINE_BYTES, PIECE_BYTES } from '../../src/batch/piece.ts';
import { halves } from '../../src/batch/split.ts';

async function* chunksOf(bytes: Uint8Array, sizes: readonly number[]): AsyncGenerator<Uint8Array> {
  let at = 0;
  for (let i = 0; at < bytes.length; i += 1) {
    const size = sizes[i % sizes.length]!;
    yield bytes.subarray(at, at + size);
    at += size;
  }
}
const cut = async (bytes: Uint8Array, sizes: readonly number[] = [2 ** 16]): Promise<LineCut[]> => {
  const out: LineCut[] = [];
  for await (const piece of cutLines(chunksOf(bytes, sizes))) out.push(piece);
  return out;
};
const texts = (cuts: readonly LineCut[]) => cuts.flatMap((c) => ('text' in c ? [Buffer.from(c.text).toString()] : []));

describe('cutLines', () => {
  it('cuts the same pieces however the bytes arrive, and loses none', async () => {
    const line = fc
      .tuple(fc.integer({ min: 0, max: 90_000 }), fc.constantFrom('a', '忌', '{}'))
      .map(([n, s]) => s.repeat(Math.ceil(n / s.length)));
    await fc.assert(
      fc.asyncProperty(
        fc.array(line, { maxLength: 20 }),
        fc.boolean(),
        fc.array(fc.integer({ min: 997, max: 200_000 }), { minLength: 1, maxLength: 5 }),
        async (lines, ended, sizes) => {
          const bytes = Buffer.from(lines.join('\n') + (ended && lines.length > 0 ? '\n' : ''));
          const some = await cut(bytes, sizes);
          expect(texts(some)).toEqual(texts(await cut(bytes)));
          expect(texts(some).join('')).toBe(bytes.toString());
          let next = 1;
          for (const c of some) {
            if (!('text' in c)) continue;
            expect(c.firstLine).toBe(next);
            next += Buffer.from(c.text).toString().split('\n').length - 1;
            if (!c.last) expect(c.text.length).toBeGreaterThanOrEqual(PIECE_BYTES);
          }
        },
      ),
      { numRuns: 30 },
    );
  });

  it('skips a line that is too long without holding it, and counts on', async () => {
    const long = 'x'.repeat(MAX_LINE_BYTES + 5);
    const cuts = await cut(Buffer.from(`a\n${long}\nb\n`), [999_983]);
    expect(
      cuts.map((c) => ('text' in c ? [c.firstLine, Buffer.from(c.text).toString()] : ['too long', c.tooLong])),
    ).toEqual([
      [1, 'a\n'],
      ['too long', 2],
      [3, 'b\n'],
    ]);
    expect(await cut(Buffer.from(`a\n${long}`))).toHaveLength(2);
  });

  it('gives out the whole lines before a fault of the stream, and then throws it', async () => {
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield Buffer.from('a\nb\nhal');
      throw new Error('torn');
    }
    const out: LineCut[] = [];
    await expect(
      (async () => {
        for await (const c of cutLines(broken())) out.push(c);
      })(),
    ).rejects.toThrow('torn');
    expect(texts(out)).toEqual(['a\nb\n']);
  });
});

describe('halves', () => {
  it('splits lines between two of them until single lines are left', () => {
    const all = (piece: Parameters<typeof halves>[0]): [number, string][] => {
      const both = halves(piece);
      if (both) return both.flatMap(all);
      return piece.kind === 'lines' ? [[piece.firstLine, Buffer.from(piece.text).toString()]] : [];
    };
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('', 'a', 'bb', '忌语', 'x'.repeat(50)), { minLength: 1, maxLength: 12 }),
        (lines) => {
          const text = Buffer.from(lines.map((l) => `${l}\n`).join(''));
          const parts = all({ kind: 'lines', source: 's', firstLine: 5, text, last: true, bytes: 0 });
          expect(parts.map(([, t]) => t).join('')).toBe(text.toString());
          expect(parts.map(([n]) => n)).toEqual(lines.map((_, i) => 5 + i));
        },
      ),
    );
  });
});

describe('looksLikeLines', () => {
  it.each([
    ['{"a":1}\n{"b":2}\n', false, true],
    ['{"a":1}\n', false, false],
    ['{\n "a": 1\n}\n', false, false],
    ['[{"a":1}]', false, false],
    ['装维：您好\n', false, false],
    ['{"half\n{"a":1}\n', true, true],
    ['{"one long line', true, true],
    ['{\n "a": 1\n}\n', true, false],
    ['\uFEFF{"a":1}\n{"b":2}\n', false, true],
  ])('%j named %s → %s', (text, named, yes) => {
    expect(looksLikeLines(Buffer.from(text), named)).toBe(yes);
  });

  it('leaves UTF-16 to the reader of whole files', () => {
    expect(looksLikeLines(Buffer.from('\uFEFF{"a":1}\n{"b":2}\n', 'utf16le'), true)).toBe(false);
  });
});
