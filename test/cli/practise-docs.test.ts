import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { parseProfile } from '../../src/practice/profile.ts';
import { resultOf } from '../../src/practice/result.ts';
import { parseCustomers } from '../../src/read/customers.ts';
import { cast, play, practice, roundOf, sources } from '../practice/players.ts';
import { folder, huashu, ROOT } from './huashu.ts';

const page = readFileSync(join(ROOT, 'docs/practice.md'), 'utf8');
const guide = readFileSync(join(ROOT, 'docs/practice.zh-CN.md'), 'utf8');
const block = (text: string, language: string): string =>
  new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``).exec(text)![1]!;
const dir = folder();

describe('docs/practice.zh-CN.md', () => {
  it('prints a round as it is played', async () => {
    const printed = [...guide.matchAll(/```\n([\s\S]*?)```/g)].map((m) => m[1]!).find((b) => b.startsWith('─'))!;
    const said = [...printed.matchAll(/^装维：(.*)$/gm)].map((m) => m[1]!);
    expect(said.length).toBeGreaterThan(12);
    const { stdout } = await huashu(['practise', 'booking', '--persona', 'hurried', '--seed', '7'], {
      input: said.map((line) => `${line}\n`).join(''),
    });
    // What is asked of the program is not repeated where it was not typed on a terminal.
    expect(stdout).toBe(printed.replace(/^装维：([?？]+|u)\n/gm, ''));
  });

  it('counts the customers, and names every scene', () => {
    expect(guide).toContain(`客户有 ${cast.personas.length} 个`);
    for (const { id } of cast.scenes) expect(guide).toContain(`\`${id}\``);
  });
});

describe('docs/practice.md', () => {
  it('has an example of the library that prints what it says', () => {
    const js = ts.transpileModule(block(page, 'ts'), {
      compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 },
    }).outputText;
    const file = join(dir.path, 'example.mjs');
    writeFileSync(file, js.replace("'huashu/node'", `'${pathToFileURL(join(ROOT, 'dist/node.js')).href}'`));
    const { stdout, stderr } = spawnSync(process.execPath, [file], { encoding: 'utf8' });
    expect(stderr).toBe('');
    expect(stdout).toBe(block(page, 'text'));
  });

  it('has a profile that can be read, with every key of one', () => {
    const read = parseProfile(block(page, 'json'));
    expect(read).toEqual({ kind: 'profile', profile: JSON.parse(block(page, 'json')) });
  });

  it('names every key of a round and of a result', () => {
    const { state } = play(roundOf('easy', 'booking', 1));
    const result = resultOf(state, practice.finish(state), { huashu: '0', rulebook: '0' });
    const keys = [...Object.keys(result), ...Object.keys(result.round), ...Object.keys(result.round.order)];
    expect(keys.filter((key) => !page.includes(`\`${key}\``))).toEqual([]);
  });

  it('has a customer that can be laid over the others', () => {
    const { value, problems } = parseCustomers([...sources, { file: 'night-shift.yaml', text: block(page, 'yaml') }]);
    expect(problems).toEqual([]);
    expect(value!.personas.map((p) => p.id)).toContain('night-shift');
  });
});
