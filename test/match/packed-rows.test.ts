import fc from 'fast-check';
import { expect, it } from 'vitest';
import { PackedRows } from '../../src/match/packed-rows.ts';

it('sums rows of weights to the same as one column after the other, however many', () => {
  const cases = fc.record({
    width: fc.integer({ min: 1, max: 13 }),
    bytes: fc.int8Array({ minLength: 13 * 5, maxLength: 13 * 5 }),
    rows: fc.array(fc.integer({ min: -1, max: 4 }), { maxLength: 900, size: 'max' }),
    before: fc.integer({ min: -1_000, max: 1_000 }),
  });
  fc.assert(
    fc.property(cases, ({ width, bytes, rows, before }) => {
      const packed = new PackedRows(bytes.subarray(0, width * 5), width);
      const last = Math.max(1, width - 2);
      for (const list of [rows, rows.slice(0, 3)]) {
        const sums = new Int32Array(width).fill(before);
        packed.add(Int32Array.from(list), sums, last);
        const expected = Array.from({ length: width }, (_, c) =>
          c < last ? list.reduce((sum, row) => (row < 0 ? sum : sum + bytes[row * width + c]!), before) : before,
        );
        expect([...sums]).toEqual(expected);
      }
    }),
  );
});
