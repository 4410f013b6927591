import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import type { Piece } from '../../src/batch/piece.ts';
import { ScorePool } from '../../src/batch/pool.ts';

const poolOf = (timeoutSeconds: number) =>
  new ScorePool({
    jobs: 2,
    packs: [],
    reading: { read: {}, orders: {} },
    timeoutSeconds,
    memoryMegabytes: 64,
    worker: fileURLToPath(new URL('./dying-worker.mjs', import.meta.url)),
  });
const HASTY = 4;
/** What is never done has a pool that gives up soon; the others give a slow machine the time to start workers in. */
const [pool, hasty] = [poolOf(60), poolOf(HASTY)];
afterAll(() => Promise.all([pool.close(), hasty.close()]));

const files = (...paths: string[]): Piece => ({ kind: 'files', paths, bytes: 10 });
const lines = (...of: string[]): Piece => ({
  kind: 'lines',
  source: 'calls.jsonl',
  firstLine: 11,
  text: Buffer.from(of.map((l) => `${l}\n`).join('')),
  last: true,
  bytes: 10,
});
const scored = async (piece: Piece, by: ScorePool = pool) => {
  const { assessments, ends, problems, excerpts, rows } = await by.score(piece, null);
  const names = Buffer.from(assessments).toString().split('\n').filter(Boolean);
  expect([...ends].at(-1) ?? 0).toBe(assessments.length);
  expect(excerpts.map((e) => [e.at, e.text])).toEqual(names.map((n, i) => [i, n]));
  expect(Buffer.from(rows).toString().split('\n').filter(Boolean)).toEqual(names.map((n) => JSON.stringify(n)));
  return {
    names,
    problems: problems.map((p) => [p.code, p.place.line ?? p.place.file, p.args.reason ?? p.args.seconds]),
  };
};

describe('a worker that dies', () => {
  it.each([
    ['exit', 'KILLED_WORKER', 'worker exited with code: 3'],
    ['throw', 'KILLED_WORKER', 'thrown'],
    ['memory', 'KILLED_WORKER', 'out of memory'],
    ['loop', 'TOO_SLOW', HASTY],
  ])('by %s is replaced; its file is found and reported, the others are scored', async (how, code, reason) => {
    const piece = files('a', 'b', 'c', `${how}.json`, 'd');
    const { names, problems } = await scored(piece, how === 'loop' ? hasty : pool);
    expect(names).toEqual(['a', 'b', 'c', 'd']);
    expect(problems).toEqual([[code, `${how}.json`, reason]]);
  });

  it('is found by the line in JSONL', async () => {
    const { names, problems } = await scored(lines('a', 'b', 'exit', 'c', 'd', 'e', 'throw'));
    expect(names).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(problems).toEqual([
      ['KILLED_WORKER', 13, 'worker exited with code: 3'],
      ['KILLED_WORKER', 17, 'thrown'],
    ]);
  });

  it.each([
    ['exit', 'KILLED_WORKER', 'process ended with 3'],
    ['throw', 'KILLED_WORKER', 'thrown'],
    ['memory', 'KILLED_WORKER', 'out of memory'],
    ['loop', 'TOO_SLOW', HASTY],
  ])('by %s in its own process, where large files are, leaves the others alone', async (how, code, reason) => {
    const piece = files('a', 'large-1', `large-${how}`, 'b', 'large-2');
    const { names, problems } = await scored(piece, how === 'loop' ? hasty : pool);
    expect(names).toEqual(['a', 'large-1', 'b', 'large-2']);
    expect(problems).toEqual([[code, `large-${how}`, reason]]);
  });

  it('takes no other piece with it', async () => {
    const all = await Promise.all(
      [files('exit'), files('a'), lines('b', 'memory'), files('c', 'd'), files('e')].map((piece) => scored(piece)),
    );
    expect(all.map((x) => x.names)).toEqual([[], ['a'], ['b'], ['c', 'd'], ['e']]);
  });
});
