import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { padEnd, widthOf, wrap } from '../../src/report/columns.ts';

const words = fc
  .array(fc.constantFrom('我现在', '没空，', 'turn 7', '「您好」', '！', ' ', '（一）', 'wifi', '🙏', '再见'), {
    maxLength: 40,
  })
  .map((w) => w.join(''));

describe('wrap', () => {
  it('keeps every line within the width and loses nothing but spaces', () => {
    fc.assert(
      fc.property(words, fc.integer({ min: 12, max: 60 }), (text, width) => {
        const wrapped = wrap(text, width, '  ');
        for (const line of wrapped.split('\n')) expect(widthOf(line)).toBeLessThanOrEqual(width);
        const bare = (t: string) => t.replace(/\s/g, '');
        expect(bare(wrapped)).toBe(bare(text));
      }),
      { numRuns: 1_000 },
    );
  });

  it('breaks a word that is longer than a line', () => {
    for (const line of wrap('turn 7🙏wifiturn 7', 12, '  ').split('\n')) expect(widthOf(line)).toBeLessThanOrEqual(12);
  });

  it('indents every line but the first', () => {
    const lines = wrap('我现在没空我现在没空我现在没空我现在没空', 12, '  ').split('\n');
    expect(lines.length).toBeGreaterThan(2);
    expect(lines[0]).toMatch(/^\S/);
    for (const line of lines.slice(1)) expect(line).toMatch(/^ {2}\S/);
  });

  it('does not break within an English word', () => {
    expect(wrap('forbidden phrase forbidden phrase', 18)).toBe('forbidden phrase\nforbidden phrase');
  });
});

describe('padEnd', () => {
  it('counts columns, not characters', () => {
    expect(padEnd('您好', 6)).toBe('您好  ');
    expect(padEnd('wifi', 6)).toBe('wifi  ');
    expect(padEnd('我现在没空', 6)).toBe('我现在没空');
  });
});
