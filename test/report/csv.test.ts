import fc from 'fast-check';
import { expect, it } from 'vitest';
import { CSV_START, csvHead, csvLine } from '../../src/report/csv.ts';

/** A reader of RFC 4180, for one line. */
function fieldsOf(line: string): string[] {
  const fields: string[] = [];
  let at = 0;
  while (at <= line.length) {
    if (line[at] === '"') {
      let text = '';
      at += 1;
      while (at < line.length) {
        if (line[at] === '"' && line[at + 1] === '"') {
          text += '"';
          at += 2;
        } else if (line[at] === '"') break;
        else {
          text += line[at];
          at += 1;
        }
      }
      fields.push(text);
      at += 2;
    } else {
      const end = line.indexOf(',', at);
      fields.push(line.slice(at, end < 0 ? line.length : end));
      at = end < 0 ? line.length + 1 : end + 1;
    }
  }
  return fields;
}

it('comes back as it was, but for an apostrophe before what would be a formula', () => {
  const text = fc.string({ unit: fc.constantFrom('"', ',', '\n', '\r', '=', '@', '忌', 'a', ' ', '-') });
  fc.assert(
    fc.property(fc.array(text, { minLength: 1, maxLength: 6 }), (cells) => {
      const line = csvLine(cells);
      expect(line.endsWith('\r\n')).toBe(true);
      expect(fieldsOf(line.slice(0, -2))).toEqual(cells.map((c) => (/^[=+\-@\t\r]/.test(c) ? `'${c}` : c)));
    }),
  );
});

it('writes numbers as numbers, negative ones too, and nothing for what is missing', () => {
  expect(
    csvLine(
      [-1.5, null, 0.33333333, '=1+1'],
      [
        { title: 'a', width: 1, kind: 'number' },
        { title: 'b', width: 1, kind: 'text' },
        { title: 'c', width: 1, kind: 'share' },
      ],
    ),
  ).toBe("-1.5,,0.3333,'=1+1\r\n");
  expect(CSV_START + csvHead([{ title: '编号', width: 1, kind: 'text' }])).toBe('\uFEFF编号\r\n');
});
