import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const DIST = join(ROOT, 'dist');

/** Files that an entry of dist/ loads at once, and what they import from outside. */
function closure(entry: string): { readonly files: string[]; readonly outside: string[] } {
  const files: string[] = [];
  const outside = new Set<string>();
  const visit = (file: string): void => {
    if (files.includes(file)) return;
    files.push(file);
    const text = readFileSync(file, 'utf8');
    for (const [, to] of text.matchAll(/(?:^|[\s;}])(?:import|from)\s*["']([^"']+)["']/g))
      if (to!.startsWith('.')) visit(join(dirname(file), to!));
      else outside.add(to!);
  };
  visit(join(DIST, entry));
  return { files, outside: [...outside] };
}

describe('the library', () => {
  it('has the entries that package.json names, with types', () => {
    const { exports, bin } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
    for (const file of [
      exports['.'].default,
      exports['.'].types,
      exports['./node'].default,
      exports['./node'].types,
      bin.huashu,
    ])
      expect(() => readFileSync(join(ROOT, file)), file).not.toThrow();
  });

  it('imports nothing from outside, so that a browser can load it', () => {
    expect(closure('index.js').outside).toEqual([]);
  });

  it('scores in Node by the built entry', async () => {
    const { assess, loadRulebook, parseTranscripts } = await import(join(DIST, 'node.js'));
    const { value: rulebook } = await loadRulebook();
    const { value } = parseTranscripts({ file: 'a.txt', text: '装维：我现在没空\n客户：好\n' }, { scripts: [] });
    expect(assess(rulebook, value[0])).toMatchObject({ violations: [{ phrase: 9, status: 'hit' }] });
  });

  it('has no name for a machine, a clock or the network in what a browser loads', () => {
    const text = readFileSync(join(DIST, 'index.js'), 'utf8');
    expect(text).not.toMatch(/\bprocess\.(env|cwd|exit)|\brequire\(["']node:/);
    // A library may have a clock to fall back on (ts-fsrs seeds its fuzz with it); our own files give theirs.
    const own = text.split(/^(?=\/\/ (?:src|node_modules)\/)/m).filter((part) => part.startsWith('// src/'));
    expect(own.length).toBeGreaterThan(50);
    for (const part of own) expect(part).not.toMatch(/Date\.now\(|Math\.random\(|\bfetch\(/);
  });
});
