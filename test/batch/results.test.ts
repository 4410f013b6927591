import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkResults } from '../../src/batch/check.ts';
import { coachData } from '../../src/batch/coaching.ts';
import { diffPacks } from '../../src/batch/diff-run.ts';
import { draw } from '../../src/batch/draw.ts';
import { BatchFault } from '../../src/batch/problems.ts';
import { Results } from '../../src/batch/results.ts';
import { coachHtml } from '../../src/report/coach-html.ts';
import { coachMarkdown } from '../../src/report/coach-markdown.ts';
import { builtinRulebook, jsonLines, linesIn, madeCall, newFolder, put, run } from './made.ts';

const folder = newFolder();
const out = join(folder, 'out');
const input = join(folder, 'calls.jsonl');

beforeAll(async () => {
  const months = Array.from({ length: 40 }, (_, n) =>
    JSON.stringify(madeCall(1000 + n, { meta: { agent: '2301', date: `2026-0${n < 20 ? 8 : 9}-0${1 + (n % 9)}` } })),
  );
  put(input, `${jsonLines(0, 80)}${jsonLines(3, 5)}${months.join('\n')}\n`);
  await run([input], out);
});

/** Results that are closed when the tests are over. */
const open: Results[] = [];
const openIn = async (where: string) => {
  const results = await Results.open(where);
  open.push(results);
  return results;
};
const opened = () => openIn(out);
afterAll(async () => {
  for (const results of open) await results.close();
});

describe('verify', () => {
  it('finds the same bytes again, calls that were dropped before them or not', async () => {
    const check = await checkResults(await opened(), { out, rulebook: await builtinRulebook(), count: 30, seed: 5 });
    expect(check).toMatchObject({ calls: 120, checked: 30, same: 30, different: [], changed: [], damaged: [] });
  });

  it('notices a result that was edited, and an input that changed', async () => {
    const copy = join(folder, 'copy');
    const own = put(join(folder, 'own.jsonl'), jsonLines(0, 12));
    await run([own], copy);
    const path = join(copy, 'assessments.jsonl');
    const text = readFileSync(path, 'utf8');
    writeFileSync(path, text.replace('"percent":', '"perCent":'));
    const options = { out: copy, rulebook: await builtinRulebook(), count: 12, seed: 1 };
    const edited = await checkResults(await openIn(copy), options);
    expect(edited.damaged).toEqual([`${own}:1`]);
    expect(edited.different).toHaveLength(1);
    writeFileSync(path, text);
    put(own, jsonLines(1, 13));
    expect((await checkResults(await openIn(copy), options)).changed).toEqual([`${own}:1`]);
  });

  it('says when there are no results', async () => {
    await expect(Results.open(folder)).rejects.toBeInstanceOf(BatchFault);
  });
});

describe('sample', () => {
  it.each([
    'agent',
    'score',
    'phrase',
    'confidence',
  ] as const)('by %s draws the same calls for the same seed, with their chances', async (by) => {
    const sample = await draw(await opened(), { count: 21, by, seed: 7 });
    expect(sample.calls).toHaveLength(21);
    expect(await draw(await opened(), { count: 21, by, seed: 7 })).toEqual(sample);
    expect(await draw(await opened(), { count: 21, by, seed: 8 })).not.toEqual(sample);
    expect(new Set(sample.calls.map((c) => c.row.call)).size).toBe(21);
    expect(sample.strata.reduce((n, s) => n + s.calls, 0)).toBe(120);
    for (const s of sample.strata) {
      expect(sample.calls.filter((c) => c.stratum === s.stratum)).toHaveLength(s.drawn);
      expect(s.probability).toBeCloseTo(s.drawn / s.calls);
    }
  });

  it('draws everything when asked for more', async () => {
    expect((await draw(await opened(), { count: 500, by: 'agent', seed: 1 })).calls).toHaveLength(120);
  });
});

describe('coach', () => {
  it('compares the last month with the one before, in the person’s own words', async () => {
    const { pack } = await builtinRulebook();
    const results = await opened();
    const data = await coachData(results, { pack, agent: '2301', before: null });
    expect(data.now.label).toBe('2026-10');
    expect(data.before?.label).toBe('2026-09');
    expect(data.before?.calls).toBe(20);
    expect(data.change).not.toBeNull();
    expect(data.listen.length).toBeGreaterThan(0);
    expect(data.listen.length).toBeLessThanOrEqual(3);
    for (const p of data.phrases)
      for (const q of p.quotes) {
        const call = linesIn(join(out, 'assessments.jsonl')).find((l) => l.includes(`"id":"${q.call}"`))!;
        expect(call).toContain(JSON.stringify(q.quote).slice(1, -1));
      }
    for (const r of data.raises) expect(r.gain).toBeGreaterThan(0);
    const markdown = coachMarkdown(data, 'zh');
    expect(markdown).toMatch(/^# .*2301 辅导单/);
    expect(coachHtml(data, 'en')).toContain('Coaching sheet');
  });

  it('does not make a sheet of the first days of a month, unless it is asked for', async () => {
    const { pack } = await builtinRulebook();
    const few = Array.from({ length: 23 }, (_, n) =>
      JSON.stringify(
        madeCall(2000 + n, { meta: { agent: '7', date: `2026-${n < 20 ? '05' : '06'}-0${1 + (n % 9)}` } }),
      ),
    );
    put(join(folder, 'few.jsonl'), `${few.join('\n')}\n`);
    await run([join(folder, 'few.jsonl')], join(folder, 'few'));
    const results = await openIn(join(folder, 'few'));
    const sheet = (month?: string) => coachData(results, { pack, agent: '7', before: null, month });
    expect((await sheet()).now).toMatchObject({ label: '2026-05', calls: 20 });
    expect(await sheet('2026-06')).toMatchObject({ now: { calls: 3 }, before: { label: '2026-05', calls: 20 } });
    const error = await sheet('2026-01').catch((e) => e);
    expect((error as BatchFault).problem).toMatchObject({
      code: 'NO_CALLS_IN_MONTH',
      args: { months: '2026-05, 2026-06' },
    });
  });

  it('says whom there is when there is nobody of that name', async () => {
    const { pack } = await builtinRulebook();
    const error = await coachData(await opened(), { pack, agent: '230', before: null }).catch((e) => e);
    expect((error as BatchFault).problem).toMatchObject({
      code: 'NO_SUCH_AGENT',
      args: { near: expect.stringContaining('2301') },
    });
  });
});

describe('diff', () => {
  it('names the calls that a pack changes, the rule and the words', async () => {
    const pack = join(folder, 'pack');
    put(
      join(pack, 'mine.yaml'),
      `format: 1
id: mine
title: 试验
title-en: A trial
source: test
phrases:
  - id: install-matter
    no: 22
    phrase: 我是来给您装宽带的
    title-en: I am here to install
    source: test
    severity: minor
    variants: [我是来给您装宽带的]
    why: 试验
    why-en: a trial
    better: 您好
    better-en: Hello
    cases:
      flagged: [我是来给您装宽带的]
      clean: [您好]
`,
    );
    const calls = put(join(folder, 'few.jsonl'), jsonLines(0, 10));
    const plain = { withModel: false };
    const pieces = [];
    for await (const piece of diffPacks({
      before: plain,
      after: { ...plain, packs: [pack] },
      inputs: [calls],
      reading: { read: {}, orders: {} },
      jobs: 1,
    }))
      pieces.push(piece);
    const changed = pieces.flatMap((p) => p.changed);
    expect(pieces.reduce((n, p) => n + p.calls, 0)).toBe(10);
    expect(changed.map((c) => c.id)).toEqual([1, 2, 3, 4, 6, 7, 8, 9].map((n) => madeCall(n).id));
    expect(changed[0]!.changes).toEqual([
      { rule: '#22', before: null, after: 'hit', words: expect.stringContaining('我是来给您装宽带的'), turn: 2 },
    ]);
    const same = [];
    for await (const piece of diffPacks({
      before: { ...plain, packs: [pack] },
      after: { ...plain, packs: [pack] },
      inputs: [calls],
      reading: { read: {}, orders: {} },
      jobs: 1,
    }))
      same.push(...piece.changed);
    expect(same).toEqual([]);
  });
});
