import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { type ProblemCode, problem } from '../../src/model/problem.ts';
import { wordProblem } from '../../src/report/problems.ts';

/** The codes as the type lists them. */
const source = readFileSync(fileURLToPath(new URL('../../src/model/problem.ts', import.meta.url)), 'utf8');
const CODES = [...source.slice(0, source.indexOf('export interface Problem')).matchAll(/\| '([A-Z_]+)'/g)].map(
  (m) => m[1] as ProblemCode,
);
const args = new Proxy(
  {},
  {
    get: (_, name) => (name === 'suggestion' ? undefined : name === 'fault' ? 'circle' : `<${String(name)}>`),
  },
);

describe('the wording of problems', () => {
  it('knows more than thirty codes', () => {
    expect(CODES.length).toBeGreaterThan(30);
    expect(new Set(CODES).size).toBe(CODES.length);
  });

  it.each(CODES)('%s: place, what is wrong and how to go on, in both languages', (code) => {
    for (const lang of ['zh', 'en'] as const) {
      const lines = wordProblem(problem(code, { file: 'a.yaml', line: 3, column: 5 }, args), lang).split('\n');
      expect(lines).toHaveLength(3);
      expect(lines[0]).toBe(`a.yaml:3:5  ${code}`);
      expect(lines[1]).toMatch(/^ {2}\S/);
      expect(lines[2]).toMatch(/^ {2}→ \S/);
      expect(lines.join('')).not.toMatch(/undefined|\[object|\s$/);
      if (lang === 'zh') expect(lines[1]! + lines[2]!).toMatch(/[\u4e00-\u9fff]/);
      else expect(lines[1]!).not.toMatch(/[\u4e00-\u9fff]/);
    }
  });

  it('asks whether another name was meant', () => {
    const unknown = problem('UNKNOWN_KEY', { file: 'a.yaml' }, { key: 'tilte', suggestion: 'title' });
    expect(wordProblem(unknown, 'zh')).toContain('是不是想写 title？');
    expect(wordProblem(unknown, 'en')).toContain('did you mean title?');
  });

  it('keeps to three lines, whatever the file is called and says', () => {
    const nasty = problem('UNKNOWN_SPEAKER', { file: 'a\u001b[2J.txt' }, { label: '老\n王\u0007' });
    const text = wordProblem(nasty, 'zh');
    expect(text.split('\n')).toHaveLength(3);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not come out
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/);
  });
});
