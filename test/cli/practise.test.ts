import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { PracticeResult } from '../../src/practice/result.ts';
import type { Round } from '../../src/practice/round.ts';
import { folder, huashu, messages } from './huashu.ts';

const dir = folder();
const at = (name: string) => join(dir.path, name);
const read = <T>(name: string): T => JSON.parse(readFileSync(at(name), 'utf8')) as T;
/** Without the model, so that what is expected does not change when it is trained again. */
const run = (args: readonly string[], lines: readonly string[] = [], env = {}) =>
  huashu([...args, '--no-model'], {
    cwd: dir.path,
    input: lines.map((l) => `${l}\n`).join(''),
    env: { HOME: dir.path, ...env },
  });
const booking = ['practise', 'booking', '--persona', 'easy', '--seed', '7'];
/** A whole booking call with that customer. */
const LINES = [
  '您好，请问是胡玉珍女士吗？我是电信公司的，姓彭，工号6507',
  '请问您现在讲话方便吗？',
  '您办的宽带和电视装机，单子派给我了，由我来给您做',
  '您家电脑装好了没有？网卡有没有，好用不？',
  '您约的9月5日上午，我按时过来，可以吗？好的，那我9月5日上午准时到',
  '您家的地址是芙蓉区人民东路175号桂竹小区8栋2单元901吗？',
  '我的电话是15300006733，有变化您提前打给我',
  '谢谢您，再见！',
];

describe('huashu practise without a terminal', () => {
  it('plays the lines of standard input and shows the marks, the replies, the scorecard', async () => {
    const { code, stdout, stderr } = await run(booking, LINES);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('电话预约');
    expect(stdout).toContain('✓ 问候  ✓ 确认通话对象  ✓ 报单位  ✓ 报工号或姓名');
    // His first words, a reply to each line; and who he was, at the end.
    expect(stdout.match(/^客户：/gm)!.length).toBe(1 + LINES.length + 1);
    expect(stdout).toMatch(/100 分，及格 80 分，通过/);
    expect(stdout).toContain('下次只改一件事');
    expect(existsSync(at('.local'))).toBe(false);
  });

  it('prints the round and its assessment as JSON, the same bytes for the same seed', async () => {
    const args = [...booking, '--format', 'json'];
    const [one, two] = await Promise.all([run(args, LINES), run(args, LINES)]);
    expect(one.stdout).toBe(two.stdout);
    const result = JSON.parse(one.stdout) as PracticeResult;
    expect(result).toMatchObject({
      format: 'huashu/practice@1',
      round: { scene: 'booking', persona: 'easy', seed: 7, scripts: ['greeting', 'booking'] },
      lines: LINES,
      ended: 'goodbye',
      passed: true,
      next: null,
      assessment: { format: 'huashu/assessment@1', score: { percent: 100 } },
    });
    const other = JSON.parse(
      (await run(['practise', 'booking', '--seed', '8', '--format', 'json'], LINES)).stdout,
    ) as PracticeResult;
    expect(other.round.order).not.toEqual(result.round.order);
  });

  it('is stopped at once by a forbidden phrase, with better words, and takes it back', async () => {
    const { stdout } = await run(booking, [LINES[0]!, '我现在没空', 'u', ...LINES.slice(1)]);
    expect(stdout).toContain('✗ 停！忌语 9「我现在没空」');
    expect(stdout).toContain('改说：我现在正在另一位客户家里，下班前做完');
    expect(stdout).toContain('撤回了上一句');
    expect(stdout).toMatch(/100 分，及格 80 分，通过/);
  });

  it('gives hints when asked, and says how many', async () => {
    const { stdout } = await run(booking, ['?', '？？', LINES[0]!]);
    expect(stdout).toContain('› 下一步：问候');
    expect(stdout).toContain('可以说：您好！');
    expect(stdout).toContain('看了 2 次提示');
    expect(stdout).toContain('没有做完，按说过的评分');
  });

  it('bears empty lines, very long ones, control characters, emoji, other languages, and lines after the end', async () => {
    const bad = [
      '',
      '   ',
      '\u0000\u001b]0;title\u0007',
      '😀👍',
      'Hello, is that Mrs Hu?',
      '喂'.repeat(300_000),
      '您好\u202e\u001b[2J',
    ];
    const { code, stdout, stderr } = await run(booking, [...bad, ...LINES, '还有一句', '再一句']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    // biome-ignore lint/suspicious/noControlCharactersInRegex: a terminal would obey them
    expect(stdout).not.toMatch(/[\u0000\u0007\u001b\u202e]/);
    expect(stdout).toContain('这一句太长，只听到前一段');
    expect(stdout).toContain('这一局结束后还有 2 行，没有用');
  });

  it('scores nothing said as nothing said', async () => {
    const { code, stdout } = await run(booking, []);
    expect(code).toBe(0);
    expect(stdout).toMatch(/0 分，及格 80 分，没有通过/);
  });

  it.each([20, 40, 80])('fits a screen of %i columns', async (columns) => {
    const { stdout } = await run(booking, [...LINES.slice(0, 3), '?', '我现在没空'], { COLUMNS: String(columns) });
    const { default: width } = await import('string-width');
    const live = stdout.slice(0, stdout.indexOf('\n对话'));
    for (const line of live.split('\n')) expect(width(line), line).toBeLessThanOrEqual(columns);
  });

  it('speaks English when asked', async () => {
    const { stdout } = await run([...booking, '--lang', 'en'], [LINES[0]!, '我现在没空']);
    expect(stdout).toContain('Stop! Forbidden phrase 9');
    expect(stdout).toContain('customer: ');
  });

  it.each([
    [['practise'], 'MISSING_SCRIPT'],
    [['practise', 'bookin'], 'UNKNOWN_SCRIPT'],
    [['practise', 'booking', '--persona', 'angri'], 'UNKNOWN_PERSONA'],
    [['practise', 'arrival', '--persona', 'driving'], 'UNKNOWN_PERSONA'],
    [['practise', 'booking', '--provoke', '99'], 'UNKNOWN_PHRASE'],
    [['practise', '--round', 'none.json'], 'UNREADABLE_FILE'],
    [['practise', '--from', 'none.jsonl', '--agent', '1'], 'UNREADABLE_FILE'],
    [['practise', '--from', 'none.jsonl'], 'MISSING_AGENT'],
    [['assign', '--check', 'none.json'], 'UNREADABLE_FILE'],
  ])('huashu %j is told as %s', async (args, code) => {
    const { code: exit, stderr, stdout } = await run(args);
    expect(exit).toBe(2);
    expect(stdout).toBe('');
    expect(messages(stderr).map((m) => m.code)).toEqual([code]);
  });

  it('lists scenes and customers, and takes more of them from a folder', async () => {
    dir.put(
      'own/aunt.yaml',
      'format: 1\npersona: aunt\ntitle: 好讲话的阿姨\nabout: 熟人\nlevel: 1\nscenes: [booking]\nvoice: town\npatience: 5\n',
    );
    const { stdout } = await run(['practise', '--list', '--customers', 'own']);
    expect(stdout).toContain('好讲话的阿姨');
    expect(stdout).toContain('火气大的客户');
    dir.put('bad/aunt.yaml', 'format: 1\npersona: aunt\nlevl: 1\n');
    const bad = await run(['practise', '--list', '--customers', 'bad']);
    expect(bad.code).toBe(2);
    expect(messages(bad.stderr)[0]).toMatchObject({ code: 'UNKNOWN_KEY', place: 'bad/aunt.yaml:3:1' });
  });
});

describe('a profile', () => {
  it('keeps rounds, shows progress, and leads to drills', async () => {
    const profile = ['--profile', 'me.json'];
    const forgetful = LINES.filter((l) => !l.includes('地址'));
    await run([...booking, ...profile], [...forgetful, '谢谢您，再见！', '谢谢您，再见！']);
    await run([...booking, ...profile], ['您好', '我现在没空']);
    const progress = await run(['progress', ...profile, '--export', 'export.json']);
    expect(progress.stdout).toContain('练了 2 局，通过 1 局；连着练了 1 天，一共 1 天');
    expect(progress.stdout).toContain('忌语 9「我现在没空」');
    expect(progress.stdout).toMatch(/现在该单练 \d+ 项/);
    expect(read<{ format: string; rounds: number }>('export.json')).toMatchObject({
      format: 'huashu/progress@1',
      rounds: 2,
    });

    const drilled = await run(['practise', '--drill', '2', ...profile, '--format', 'json'], ['嗯', '您家是哪里来着']);
    const answers = JSON.parse(drilled.stdout) as { id: string; rating: string; best: string; due: string }[];
    expect(answers).toHaveLength(2);
    for (const a of answers) {
      expect(a.rating).toBe('again');
      expect(Date.parse(a.due)).toBeGreaterThan(Date.now() - 60_000);
    }
    // What was just asked is not due at once: others come.
    const next = await run(['practise', '--drill', '2', ...profile, '--format', 'json'], ['嗯', '嗯']);
    const ids = (JSON.parse(next.stdout) as { id: string }[]).map((a) => a.id);
    expect(ids.filter((id) => answers.some((a) => a.id === id))).toEqual([]);
  });

  it('that is broken or newer is kept aside, and practice goes on', async () => {
    dir.put('old.json', '{"format":"huashu/profile@9","rounds":"more"}');
    const newer = await run([...booking, '--profile', 'old.json'], LINES);
    expect(newer.code).toBe(0);
    expect(messages(newer.stderr)).toMatchObject([{ code: 'NEWER_PROFILE', place: 'old.json' }]);
    expect(readFileSync(at('old.json.newer'), 'utf8')).toBe('{"format":"huashu/profile@9","rounds":"more"}');
    writeFileSync(at('old.json'), '{"format":');
    const broken = await run(['progress', '--profile', 'old.json']);
    expect(messages(broken.stderr)).toMatchObject([{ code: 'BROKEN_PROFILE' }]);
    expect(readFileSync(at('old.json.broken'), 'utf8')).toBe('{"format":');
    const folder_ = await run(['progress', '--profile', '.']);
    expect(folder_.code).toBe(2);
    expect(messages(folder_.stderr)).toMatchObject([{ code: 'UNREADABLE_FILE' }]);
  });

  it('shows the work order of a drill: nobody can know whom he calls', async () => {
    await run([...booking, '--profile', 'drilled.json'], ['您好', '我是电信公司的']);
    const { stdout } = await run(['practise', '--drill', '1', '--profile', 'drilled.json'], ['请问是诸葛先生吗']);
    expect(stdout).toMatch(/工单\n {2}客户 .*(先生|女士)\n/);
  });

  it('has drills from real calls, of one person', async () => {
    dir.put(
      'calls/a.json',
      JSON.stringify({
        id: 'a',
        scripts: ['greeting'],
        workOrder: { staffId: '1087' },
        turns: [
          { speaker: 'agent', text: '喂，我现在没空' },
          { speaker: 'customer', text: '喂' },
        ],
      }),
    );
    await run(['score', 'calls', '--format', 'jsonl', '--out', 'assessments.jsonl']);
    const args = ['practise', '--from', 'assessments.jsonl', '--profile', 'calls.json', '--drill', '3'];
    const { stdout, code } = await run([...args, '--agent', '1087'], ['您好', '您好', '您好']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/从 1 通真实通话里找出 \d+ 项要练的/);
    expect(stdout).toContain('第 3 题，共 3 题');
    const nobody = await run([...args, '--agent', '9']);
    expect(messages(nobody.stderr)[0]!.code).toBe('NO_SUCH_AGENT');
    dir.put('no.jsonl', '{"a":1}\n');
    const wrong = await run(['practise', '--from', 'no.jsonl', '--agent', '1']);
    expect(messages(wrong.stderr)[0]).toMatchObject({ code: 'WRONG_SHAPE', place: 'no.jsonl:1' });
  });
});

describe('a file that cannot be written', () => {
  it.each([
    ['the result', [...booking, '--out', 'nowhere/x.json']],
    ['a round', ['assign', 'booking', '--out', 'nowhere/x.json']],
    ['an export', ['progress', '--export', 'nowhere/x.json']],
  ])('is told, and %s is not said to be there', async (_, args) => {
    const { code, stdout, stderr } = await run(args, ['您好']);
    expect(code).toBe(2);
    expect(stderr).toContain('UNWRITABLE_FILE');
    expect(stderr).toContain('没有这个文件或文件夹');
    expect(stdout).not.toMatch(/写在|已写到|发给装维/);
  });

  it.runIf(existsSync('/proc/self'))('is told of a profile as well, where a folder for it cannot be made', async () => {
    const { code, stderr } = await run([...booking, '--profile', '/proc/nowhere/me.json'], ['您好']);
    expect(code).toBe(2);
    expect(stderr).toContain('/proc/nowhere/me.json');
  });
});

describe('a trainer’s round', () => {
  it('is made as a file, played, and its result scored again to the same bytes', async () => {
    const made = await run([
      'assign',
      'booking',
      '--persona',
      'angry',
      '--seed',
      '5',
      '--pass-mark',
      '90',
      '--provoke',
      '9,12',
      '--out',
      'task.json',
    ]);
    expect(made.code).toBe(0);
    expect(read<Round>('task.json')).toMatchObject({
      format: 'huashu/round@1',
      persona: 'angry',
      seed: 5,
      passMark: 90,
      provoke: [9, 12],
    });
    const played = await run(
      ['practise', '--round', 'task.json'],
      ['您好，我是电信公司的', '我现在没空', '谢谢，再见'],
    );
    expect(played.stdout).toContain('成绩写在 task.result.json');
    const checked = await run(['assign', '--check', 'task.result.json']);
    expect(checked.stdout).toContain('重算一字不差');
    expect(checked.code).toBe(0);
  });

  it('shows when a result was changed by hand', async () => {
    await run(['assign', 'greeting', '--persona', 'easy', '--seed', '5', '--out', 'g.json']);
    await run(['practise', '--round', 'g.json'], ['您好']);
    const result = read<PracticeResult>('g.result.json');
    const changed: [string, unknown][] = [
      [
        '评分',
        { ...result, assessment: { ...result.assessment, score: { ...result.assessment.score, percent: 100 } } },
      ],
      ['结局', { ...result, passed: true }],
      ['对话', { ...result, lines: ['您好，我是电信公司的'] }],
      ['签名', { ...result, hints: result.hints + 1 }],
      ['版本', { ...result, scoredBy: { ...result.scoredBy, huashu: '9.9.9' } }],
    ];
    for (const [what, file] of changed) {
      dir.put('changed.json', JSON.stringify(file));
      const { code, stdout } = await run(['assign', '--check', 'changed.json']);
      expect(code, what).toBe(1);
      expect(stdout).toContain(what);
    }
    for (const broken of ['{', '{}', JSON.stringify({ ...result, round: { ...result.round, persona: 'nobody' } })]) {
      dir.put('changed.json', broken);
      expect((await run(['assign', '--check', 'changed.json'])).code).toBe(2);
    }
  });
});
