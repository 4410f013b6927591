import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { CueContext } from '../src/match/cue-notation.ts';
import { CueIndex } from '../src/match/cues.ts';
import { viewOf } from '../src/match/view.ts';
import { normaliseText } from '../src/normalise/normalise.ts';
import { parsePack } from '../src/read/pack.ts';
import { SCHEMAS } from '../src/read/pack-schema.ts';
import { pack } from './rulebook.ts';

const page = readFileSync(fileURLToPath(new URL('../docs/packs.md', import.meta.url)), 'utf8');

/** Names of the keys of every object in a schema, however deep. */
function keysOf(schema: unknown, seen = new Set<unknown>()): string[] {
  if (schema === null || typeof schema !== 'object' || seen.has(schema)) return [];
  seen.add(schema);
  const { entries, ...rest } = schema as { entries?: Record<string, unknown> };
  return [
    ...Object.entries(entries ?? {}).flatMap(([key, child]) => [key, ...keysOf(child, seen)]),
    ...Object.values(rest).flatMap((child) => keysOf(child, seen)),
  ];
}

/** The values that picklists allow, wherever in a schema. */
function picklistsOf(schema: unknown, seen = new Set<unknown>()): string[] {
  if (schema === null || typeof schema !== 'object' || seen.has(schema)) return [];
  seen.add(schema);
  const { type, options } = schema as { type?: string; options?: readonly unknown[] };
  const own = type === 'picklist' ? (options as readonly string[]) : [];
  return [...own, ...Object.values(schema).flatMap((child) => picklistsOf(child, seen))];
}

describe('docs/packs.md', () => {
  it('names every key that a pack file may have', () => {
    const keys = [...new Set(Object.values(SCHEMAS).flatMap((s) => keysOf(s)))];
    expect(keys.length).toBeGreaterThan(50);
    expect(keys.filter((key) => !page.includes(`\`${key}\``))).toEqual([]);
  });

  it('names every legal value', () => {
    const values = [...new Set(Object.values(SCHEMAS).flatMap((s) => picklistsOf(s)))];
    expect(values.length).toBeGreaterThan(15);
    expect(values.filter((value) => !page.includes(`\`${value}\``))).toEqual([]);
  });

  it('has examples of phrases, guards, names and limits that can be read', () => {
    const examples = [...page.matchAll(/```yaml\n([\s\S]*?)```/g)]
      .map((m) => m[1]!)
      .filter((e) => /^format: 1/m.test(e));
    expect(examples.length).toBeGreaterThanOrEqual(6);
    for (const [i, text] of examples.entries()) {
      const { problems } = parsePack([{ file: `example-${i}`, text }]);
      // One file alone is no whole pack: that it lacks the others is all that may be wrong.
      expect(problems.filter((p) => p.code !== 'NO_PACK')).toEqual([]);
    }
  });

  it('has a table of the notation that says what is so', () => {
    const context = new CueContext(pack.names, (text) => normaliseText(text, pack.lexicon).text);
    const rows = page
      .slice(page.indexOf('| notation |'), page.indexOf('have a meaning and cannot'))
      .split('\n')
      .slice(2)
      .map((row) =>
        row
          .replaceAll('\\|', '∣')
          .split('|')
          .map((cell) => cell.trim().replaceAll('∣', '|')),
      )
      .filter((cells) => cells.length === 5);
    expect(rows.length).toBeGreaterThanOrEqual(12);
    for (const [, notation, , heard] of rows) {
      const cues = [...notation!.matchAll(/`([^`]+)`/g)].map((m) => m[1]!);
      for (const text of heard!.split(', ')) {
        const isNot = text.startsWith('not ');
        const view = viewOf(normaliseText(text.replace(/^not /, ''), pack.lexicon));
        const found = cues.some((cue) => new CueIndex([cue], context).search(view).length > 0);
        expect(found, `${notation} ${text}`).toBe(!isNot);
      }
    }
  });
});

describe('docs/assessment.md', () => {
  const read = (file: string) => readFileSync(fileURLToPath(new URL(`../${file}`, import.meta.url)), 'utf8');
  const page = read('docs/assessment.md');
  const tree = ts.createSourceFile('assessment.ts', read('src/model/assessment.ts'), ts.ScriptTarget.ES2023, true);
  const names = new Set<string>();
  const values = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isPropertySignature(node)) names.add(node.name.getText(tree));
    if (ts.isLiteralTypeNode(node) && ts.isStringLiteral(node.literal)) values.add(node.literal.text);
    node.forEachChild(visit);
  };
  visit(tree);

  it('names every field that an assessment can have', () => {
    expect(names.size).toBeGreaterThan(50);
    expect([...names].filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
  });

  it('names every value that a field can have', () => {
    expect(values.size).toBeGreaterThan(25);
    // What `Partial<Record<Role, number>>` and the like are written with is no value.
    const told = [...values].filter((value) => value !== 'cause');
    expect(told.filter((value) => !page.includes(`\`${value}\``))).toEqual([]);
  });

  it('has an example that is JSON', () => {
    const example = /```json\n([\s\S]*?)```/.exec(page)![1]!;
    expect(JSON.parse(example)).toMatchObject({ format: 'huashu/assessment@1' });
  });
});
