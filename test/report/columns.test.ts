import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { padEnd, widthOf, wrap } from '../../src/report/columns.ts';

const words = fc
  .array(fc.constantFrom('我现在', '没空，', 'turn 7', '「您好」', '！', ' ', '（一）', 'wifi', '🙏', '再见'), {
    maxLength: 40,
  })
  .map((w) => w.join(''));

describe('widthOf', () => {
  const pieces = [
    '我',
    'a',
    '，',
    '·',
    '“',
    '”',
    '…',
    '—',
    '→',
    '✓',
    '✗',
    '│',
    '█',
    '〇',
    '﹏',
    'é',
    'e\u0301',
    '🙏',
    '👨‍👩‍👧',
    '🇨🇳',
    '1️⃣',
    '❤️',
  ];
  const others = ['\u200b', '\u001b[31m', '\u001b[0m', '\t', '\n', '한', 'が', 'ｱ', '𠮷', '①', '\ufe0f', '\u00ad'];

  it('agrees with string-width', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces, ...others), { maxLength: 12 }), (parts) => {
        const text = parts.join('');
        expect(widthOf(text)).toBe(stringWidth(text));
      }),
      { numRuns: 3_000 },
    );
  });

  it('agrees with string-width on every character that is one by itself', () => {
    const differ: string[] = [];
    for (let code = 0x20; code < 0x1_fa00; code += 1) {
      // Half a pair is no character.
      if (code === 0xd800) code = 0xe000;
      const char = String.fromCodePoint(code);
      // ©, ☎ and the like are letters unless an emoji is asked for; half a flag is none; string-width knows the marks of five blocks only.
      if (/^(?!\p{Emoji_Presentation})\p{Emoji}|^[\p{Mark}\p{Unassigned}\p{Regional_Indicator}]/u.test(char)) continue;
      if (widthOf(char) !== stringWidth(char)) differ.push(`U+${code.toString(16)} ${widthOf(char)}`);
    }
    expect(differ).toEqual([]);
  });
});

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

  it('begins no line with what closes a clause', () => {
    expect(wrap('您看明天上午可以吗？', 18)).toBe('您看明天上午可以\n吗？');
    expect(wrap('我们将热情为您服务。」', 20)).toBe('我们将热情为您服\n务。」');
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
