import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expandBraces, isPattern, matchesSegment } from '../../src/batch/glob.ts';

describe('matchesSegment', () => {
  it.each([
    ['*.json', 'a.json', true],
    ['*.json', 'a.jsonl', false],
    ['call-??.txt', 'call-01.txt', true],
    ['call-??.txt', 'call-1.txt', false],
    ['[a-c]*', 'bee', true],
    ['[!a-c]*', 'bee', false],
    ['*a*b*', 'xxaxxbxx', true],
    ['?', '𠮷', true],
    ['第*班', '第一班', true],
    ['[', '[', true],
  ])('%s %s → %s', (pattern, name, yes) => {
    expect(matchesSegment(pattern, name)).toBe(yes);
  });

  it('agrees with a regular expression', () => {
    const signs = fc.array(fc.constantFrom('*', '?', 'a', 'b', '.'), { maxLength: 8 });
    const chars = fc.array(fc.constantFrom('a', 'b', '.'), { maxLength: 8 });
    fc.assert(
      fc.property(signs, chars, (pattern, name) => {
        const expression = pattern.map((s) => (s === '*' ? '.*' : s === '?' ? '.' : s === '.' ? '\\.' : s)).join('');
        expect(matchesSegment(pattern.join(''), name.join(''))).toBe(new RegExp(`^${expression}$`).test(name.join('')));
      }),
    );
  });

  it('takes no pattern for ever', () => {
    const started = process.cpuUsage();
    expect(matchesSegment(`${'*a'.repeat(200)}b`, 'a'.repeat(5_000))).toBe(false);
    expect(process.cpuUsage(started).user / 1_000).toBeLessThan(2_000);
  });
});

describe('expandBraces', () => {
  it('multiplies alternatives, within bounds', () => {
    expect(expandBraces('a{b,c{d,e}}f')).toEqual(expect.arrayContaining(['abf', 'acdf', 'acef']));
    expect(expandBraces('a{b')).toEqual(['a{b']);
    expect(expandBraces('{1,2,3,4,5,6,7,8}'.repeat(12)).length).toBeLessThanOrEqual(256);
    expect(isPattern('calls')).toBe(false);
  });
});
