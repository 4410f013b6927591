import { readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { Manifest } from '../../src/batch/manifest.ts';
import { preparedAhead } from '../../src/desk/intake/read-ahead.ts';
import { type PreparedCalls, preparedResults } from '../../src/desk/intake/results.ts';
import { assessmentsIn, jsonLines, newFolder, put, run } from '../batch/made.ts';
import { pack } from '../rulebook.ts';

// A batch and a thread are started.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const home = newFolder();
const out = join(home, 'out');
const by = { pack: 'a'.repeat(64), rubric: pack.rubric };
const manifest = () => JSON.parse(readFileSync(join(out, 'manifest.json'), 'utf8')) as Manifest;
const COUNT = 520;

beforeAll(async () => {
  await run([put(join(home, 'calls.jsonl'), jsonLines(0, COUNT))], out);
});

async function all(some: AsyncIterable<PreparedCalls>) {
  const calls: PreparedCalls['calls'][number][] = [];
  let [bytes, pieces] = [0, 0];
  for await (const one of some) {
    calls.push(...one.calls);
    bytes += one.bytes;
    pieces += 1;
  }
  return { calls, bytes, pieces };
}

describe('results that are read in a thread', () => {
  it('are those that are read here, in pieces, with their words', async () => {
    const { rulebook } = manifest().identity;
    const here = await all(preparedResults(out, rulebook.pack, by));
    expect(here.calls.map((c) => c.derived.listing.call)).toEqual(assessmentsIn(out).map((a) => a.id));
    expect(here.calls.every((c) => c.transcript !== null && c.derived.words !== null)).toBe(true);
    expect([here.calls.length, here.pieces, here.bytes]).toEqual([COUNT, 3, manifest().sizes['assessments.jsonl']]);
    expect(await all(preparedAhead(out, rulebook.pack, by, 'sqlite'))).toEqual(here);
  });

  it('end when nobody wants more of them', async () => {
    for await (const { calls } of preparedAhead(out, manifest().identity.rulebook.pack, by, 'sqlite')) {
      expect(calls.length).toBeGreaterThan(0);
      break;
    }
  });

  it('tell what is wrong as if they were read here', async () => {
    const faulty = (rules: string) => all(preparedAhead(out, rules, by, 'sqlite'));
    await expect(faulty('f'.repeat(64))).rejects.toMatchObject({ problem: { code: 'OTHER_PACK' } });
    await expect(all(preparedAhead(join(home, 'none'), '', by, 'sqlite'))).rejects.toMatchObject({
      problem: { code: 'NO_RESULTS' },
    });
    const before = manifest();
    const sizes = { ...before.sizes, 'assessments.jsonl': before.sizes['assessments.jsonl'] - 100 };
    truncateSync(join(out, 'assessments.jsonl'), sizes['assessments.jsonl']);
    writeFileSync(join(out, 'manifest.json'), JSON.stringify({ ...before, sizes }));
    await expect(faulty(before.identity.rulebook.pack)).rejects.toMatchObject({ problem: { code: 'DAMAGED_RESULTS' } });
  });
});
