import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { loadRulebook } from '../src/node.ts';
import { wordProblem } from '../src/report/problems.ts';
import { pack } from './rulebook.ts';

const ROOT = fileURLToPath(new URL('packs', import.meta.url));
const folders = readdirSync(ROOT).sort();

/** A folder's name is what is wrong with the pack in it; expected.zh.txt and expected.en.txt are all that is told about it. */
describe.each(folders)('a pack with %s', (name) => {
  // Messages name files as the user gave them.
  const load = () => loadRulebook({ packs: [`test/packs/${name}`], withModel: false });

  it('is refused, whole', async () => {
    const { value, problems } = await load();
    expect(value).toBeNull();
    expect(problems.length).toBeGreaterThan(0);
    expect(problems.every((p) => p.severity === 'error')).toBe(true);
  });

  it.each(['zh', 'en'] as const)('is told with place, reason and way to go on (%s)', async (lang) => {
    const { problems } = await load();
    const file = `${ROOT}/${name}/expected.${lang}.txt`;
    const expected = existsSync(file) ? readFileSync(file, 'utf8') : '';
    expect(problems.map((p) => `${wordProblem(p, lang)}\n`).join('\n')).toBe(expected);
  });
});

describe('own packs', () => {
  it('add to the built-in one and replace what has the same id', async () => {
    const { value, problems } = await loadRulebook({ packs: ['test/own-packs/shop'], withModel: false });
    expect(problems).toEqual([]);
    const own = value!.pack;
    expect(own.scripts.map((s) => s.id)).toEqual([...pack.scripts.map((s) => s.id), 'survey']);
    expect(own.phrases.map((p) => p.no)).toEqual([...pack.phrases.map((p) => p.no), 101]);
    expect(own.phrases.find((p) => p.no === 9)).toMatchObject({ severity: 'minor', variants: ['我正忙着'] });
    expect(own.rubric.passMark).toBe(60);
    expect(own.names.greeting).toEqual(['(你好|早上好)']);
  });

  it('lie over each other in the order in which they are given', async () => {
    const mark = async (...packs: string[]) =>
      (await loadRulebook({ packs, withModel: false })).value!.pack.rubric.passMark;
    expect(await mark('test/own-packs/shop', 'test/own-packs/stricter.yml')).toBe(95);
    expect(await mark('test/own-packs/stricter.yml', 'test/own-packs/shop')).toBe(60);
  });

  it('may be a copy of the built-in one, with its customers', async () => {
    const { value, problems } = await loadRulebook({ packs: ['scripts', 'phrases'], withModel: false });
    expect(problems).toEqual([]);
    expect(value!.pack.scripts.map((s) => s.id)).toEqual(pack.scripts.map((s) => s.id));
  });

  it('that are not there are told, one message each', async () => {
    const { value, problems } = await loadRulebook({
      packs: ['test/no-such-folder', 'test/nor-this.yaml'],
      withModel: false,
    });
    expect(value).toBeNull();
    expect(problems.map((p) => [p.code, p.place.file])).toEqual([
      ['UNREADABLE_FILE', 'test/no-such-folder'],
      ['UNREADABLE_FILE', 'test/nor-this.yaml'],
    ]);
  });
});
