import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { writeModel } from '../../src/match/model-file.ts';
import { smallModel } from '../small-model.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'huashu-explain-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const small = join(folder, 'small.bin');
writeFileSync(small, writeModel(smallModel));

function explain(address: string, ...args: string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(ROOT, 'dist', 'huashu.js'), 'explain', address, '--model', small, ...args],
    {
      cwd: ROOT,
      encoding: 'utf8',
      env: { ...process.env, LANG: 'zh_CN.UTF-8', LC_ALL: '', NO_COLOR: '1', COLUMNS: '100' },
    },
  );
  return { status, stdout, stderr };
}

const rude = [
  { speaker: 'agent', text: '您好，我是电信公司装维师傅小王' },
  { speaker: 'customer', text: '你现在过来一下' },
  { speaker: 'agent', text: '我现在没空' },
];
const polite = [...rude.slice(0, 2), { speaker: 'agent', text: '好的，我马上来' }];
const two = join(folder, 'two.jsonl');
writeFileSync(
  two,
  [
    { id: 'a#1', turns: rude },
    { id: 'b', turns: polite },
  ]
    .map((c) => `${JSON.stringify(c)}\n`)
    .join(''),
);

describe('huashu explain FILE#TURN', () => {
  it('shows the words, the examples with their twins, and the guards', () => {
    const { status, stdout, stderr } = explain('examples/13-forbidden-phrases.txt#7');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(/^13-forbidden-phrases {2}第7句 {2}装维\n/);
    for (const part of ['忌语 16', '最要紧的字', '最近的忌语例句', '该这样说「', '加上这样的话就会排除'])
      expect(stdout).toContain(part);
    const english = explain('examples/13-forbidden-phrases.txt#7', '--lang', 'en').stdout;
    for (const part of ['turn 7', 'what weighed most', 'nearest forbidden examples', 'would have excused it'])
      expect(english).toContain(part);
  });

  it('counts turns as the reports print them, and explains the customer as well', () => {
    expect(explain('examples/13-forbidden-phrases.txt#2').stdout).toContain('不是装维说的');
  });

  it('gives the same as JSON', () => {
    const { stdout } = explain('examples/13-forbidden-phrases.txt#7', '--format', 'json');
    expect(JSON.parse(stdout)).toMatchObject({
      format: 'huashu/explanation@1',
      id: '13-forbidden-phrases',
      turn: 6,
      role: 'agent',
      findings: [
        { violation: { phrase: 16 }, reading: { phrase: 16 }, nearest: { forbidden: [{ phrase: 16 }, {}, {}] } },
      ],
    });
  });

  it('asks which call is meant, where a file has several', () => {
    expect(explain(`${two}#3`)).toEqual({
      status: 2,
      stdout: '',
      stderr: `${two}  SEVERAL_CALLS\n  文件里有 2 通对话：a#1, b\n  → 写成 文件#编号#句号\n`,
    });
    expect(explain(`${two}#nobody#3`).stderr).toContain('没有编号为 nobody 的对话；有：a#1, b');
  });

  it('finds a call by its id, with or without # in it, in a file with or without # in its name', () => {
    expect(explain(`${two}#a#1#3`).stdout).toContain('忌语 9');
    expect(explain(`${two}#b#3`).stdout).toContain('没有判为忌语');
    const odd = join(folder, 'call #7.jsonl');
    copyFileSync(two, odd);
    expect(explain(`${odd}#a#1#3`).stdout).toContain('忌语 9');
  });

  it.each(['0', '4', '99999999999999999999'])('has no turn %s to explain', (turn) => {
    const { status, stdout, stderr } = explain(`${two}#b#${turn}`);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(/NO_SUCH_TURN\n {2}没有第 \d+ 句，共 3 句/);
  });

  it('says that a file is not there', () => {
    const { status, stderr } = explain('no-such-file.txt#3');
    expect(status).toBe(2);
    expect(stderr).toContain('no-such-file.txt  UNREADABLE_FILE');
  });

  it('still explains rules', () => {
    expect(explain('#9').stdout).toContain('忌语 9');
    expect(explain('booking.defer').stdout).toContain('booking.defer');
  });

  it('works by wordings alone', () => {
    const { status, stdout } = explain(`${two}#a#1#3`, '--no-model');
    expect(status).toBe(0);
    expect(stdout).toContain('没有用听意思的模型');
    expect(stdout).toContain('忌语 9');
  });
});
