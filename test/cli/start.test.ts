import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROOT } from './huashu.ts';

/** A copy of the package whose kept code can be spoilt. */
const folder = mkdtempSync(join(tmpdir(), 'huashu-start-'));
const kept = join(folder, 'dist', 'score.code');
const call = join(ROOT, 'examples/13-forbidden-phrases.txt');

beforeAll(() => {
  cpSync(join(ROOT, 'dist'), join(folder, 'dist'), { recursive: true });
  for (const name of ['scripts', 'phrases', 'models', 'node_modules', 'package.json'])
    if (existsSync(join(ROOT, name))) symlinkSync(join(ROOT, name), join(folder, name));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const score = (...node: string[]) => {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [...node, join(folder, 'dist/huashu.js'), 'score', call, '--format', 'json'],
    { encoding: 'utf8' },
  );
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return stdout;
};

describe('the kept code of score', () => {
  it('is taken by the Node that made it', () => {
    const probe = join(folder, 'dist', 'probe.mjs');
    // Under the flag that optimiser.ts gives the V8 of this Node.
    writeFileSync(
      probe,
      `import v8 from 'node:v8'; import vm from 'node:vm'; import fs from 'node:fs';
       v8.setFlagsFromString(process.versions.v8.startsWith('11.') ? '--interrupt-budget=2000000' : '--no-opt');
       const script = new vm.Script(fs.readFileSync(process.argv[2] + 'score.cjs', 'utf8'), { cachedData: fs.readFileSync(process.argv[2] + 'score.code') });
       console.log(script.cachedDataRejected);`,
    );
    const { stdout } = spawnSync(process.execPath, [probe, join(folder, 'dist/')], { encoding: 'utf8' });
    expect(stdout.trim()).toBe('false');
  });

  it('changes nothing: other flags, another version, code that is cut, none', () => {
    const before = score();
    expect(score('--no-opt')).toBe(before);
    const code = readFileSync(kept);
    writeFileSync(kept, Buffer.from(code).fill(7, 0, 16));
    expect(score()).toBe(before);
    writeFileSync(kept, code.subarray(0, code.length >> 1));
    expect(score()).toBe(before);
    writeFileSync(kept, '');
    expect(score()).toBe(before);
    rmSync(kept);
    expect(score()).toBe(before);
  });
});
