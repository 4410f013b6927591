import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folder, huashu, messages, ROOT, RUDE } from './huashu.ts';

const { path: tmp, put } = folder();
const rude = join(tmp, put('rude.txt', RUDE));

describe('huashu test', () => {
  it('finds the built-in packs all caught and clean', async () => {
    const { code, stdout, stderr } = await huashu(['test', '--lang', 'en']);
    expect(stderr).toBe('');
    expect(stdout).toMatch(/all \d+ cases are caught and clean/);
    expect(code).toBe(0);
  });

  it('runs one rule, and lists its cases', async () => {
    const { stdout } = await huashu(['test', '9', '--all']);
    expect(stdout).toContain('#9');
    expect(stdout).not.toContain('#10');
    expect(stdout.split('\n').length).toBeGreaterThan(16);
  });

  it('runs an own pack with the built-in one, and tells which cases fail', async () => {
    const good = await huashu(['test', '101', 'survey.ask', 'survey.sorry', '--pack', 'test/own-packs/shop']);
    expect([good.code, good.stderr]).toEqual([0, '']);
    const bad = await huashu(['test', '101', 'survey.greet', '--pack', 'test/packs/failing-case', '--lang', 'en']);
    expect(bad.code).toBe(1);
    const expected = readFileSync(join(ROOT, 'test/packs/failing-case/expected.en.txt'), 'utf8');
    expect(messages(bad.stderr)).toEqual(messages(expected));
  });
});

describe('an own pack', () => {
  it('is scored by', async () => {
    const talk = '装维：您好，请问您对这次安装满意吗\n客户：不满意\n装维：便宜没好货咯，我正忙着\n';
    const call = join(tmp, put('survey.txt', talk));
    const { code, stdout, stderr } = await huashu([
      'score',
      call,
      '--pack',
      'test/own-packs/shop',
      '--script',
      'survey',
      '--format',
      'jsonl',
    ]);
    expect([code, stderr]).toEqual([0, '']);
    expect(JSON.parse(stdout)).toMatchObject({
      scripts: ['survey'],
      elements: [
        { id: 'survey.ask', outcome: 'met' },
        { id: 'survey.sorry', outcome: 'missed', because: [{ question: 'satisfied', answer: 'no', turn: 1 }] },
      ],
      violations: [
        { phrase: 101, severity: 'major' },
        { phrase: 9, severity: 'minor' },
      ],
    });
  });

  it.each([
    'unknown-key',
    'failing-case',
    'not-yaml',
    'alias-bomb',
  ])('with faults (%s) is refused: nothing is scored', async (name) => {
    const { code, stdout, stderr } = await huashu(['score', rude, '--pack', `test/packs/${name}`, '--lang', 'en']);
    const expected = readFileSync(join(ROOT, `test/packs/${name}/expected.en.txt`), 'utf8');
    expect(messages(stderr)).toEqual(messages(expected));
    expect([code, stdout]).toEqual([2, '']);
  });

  it('is listed and explained', async () => {
    const list = await huashu(['list', '--pack', 'test/own-packs/shop', '--format', 'json']);
    expect(JSON.parse(list.stdout).scripts.map((s: { id: string }) => s.id)).toContain('survey');
    const why = await huashu(['explain', '101', '--pack', 'test/own-packs/shop']);
    expect(why.stdout).toContain('看不起客户的选择');
  });
});

describe('huashu explain', () => {
  it.each(['9', '#9', 'no-time-now'])('tells of a phrase by %s: manual, reason, better wording, cases', async (id) => {
    const { code, stdout } = await huashu(['explain', id]);
    for (const part of ['我现在没空', '附录', '为什么', '改说', '算忌语的例子', '不算的例子'])
      expect(stdout).toContain(part);
    expect(code).toBe(0);
  });

  it('tells of an element: manual, what to say, when, cases', async () => {
    const { stdout } = await huashu(['explain', 'booking.defer', '--lang', 'en']);
    for (const part of ['booking.defer', 'source', 'say', 'when', 'met', 'not met']) expect(stdout).toContain(part);
  });

  it('asks whether another id was meant', async () => {
    const { code, stderr } = await huashu(['explain', 'booking.defr']);
    expect(stderr).toContain('huashu explain booking.defer');
    expect(code).toBe(2);
  });
});

describe('huashu list', () => {
  it('names every script, element and phrase', async () => {
    const { stdout } = await huashu(['list']);
    for (const part of ['greeting.hello', 'booking.wait-hangup', 'farewell.goodbye', '工作界面在这里'])
      expect(stdout).toContain(part);
  });

  it('as JSON has the same', async () => {
    const data = JSON.parse((await huashu(['list', '--format', 'json'])).stdout);
    expect(data.scripts).toHaveLength(6);
    expect(data.phrases.map((p: { no: number }) => p.no)).toEqual(Array.from({ length: 21 }, (_, i) => i + 1));
  });
});

describe('huashu', () => {
  it('tells its version and its help', async () => {
    const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
    expect((await huashu(['--version'])).stdout.trim()).toBe(version);
    const help = await huashu(['--help']);
    expect(help.code).toBe(0);
    for (const command of ['score', 'test', 'explain', 'list']) expect(help.stdout).toContain(command);
  });
});
