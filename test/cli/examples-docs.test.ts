import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { huashu, ROOT } from './huashu.ts';

describe('the outcomes of the examples', () => {
  it.each([
    ['zh', 'docs/examples.zh-CN.md'],
    ['en', 'docs/examples.md'],
  ])('are printed as they are found, in %s', async (lang, page) => {
    const { code, stdout } = await huashu(['score', 'examples', '--format', 'markdown', '--lang', lang]);
    expect(code).toBe(0);
    const printed = readFileSync(join(ROOT, page), 'utf8');
    expect(printed.slice(printed.indexOf('\n## ') + 1)).toBe(stdout);
  });

  it('of which the readme shows some', async () => {
    const { stdout } = await huashu(['score', 'examples/08-arrival-rude-asr.txt', '--lang', 'en']);
    const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');
    const shown = /```\n(─ 08[\s\S]*?)```/
      .exec(readme)![1]!
      .split('\n')
      .filter((line) => line.trim() !== '' && line.trim() !== '…');
    expect(shown.length).toBeGreaterThan(8);
    for (const line of shown) expect(stdout.split('\n')).toContain(line);
  });
});
