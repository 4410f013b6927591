import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folder, huashu } from './huashu.ts';

const { path: cwd, put } = folder();
const run = (args: readonly string[], input = '') => huashu(['mask', ...args], { cwd, input });

put(
  'call.txt',
  '# 工单: {"customerName": "王建国", "staffPhone": "13307318826"}\n[00:01] 装维：请问是王建国先生吗？\n[00:04] 客户：是我，你讲。\n[00:07] 装维：我的电话是13307318826。\n',
);
put(
  'calls/13307318826.srt',
  '1\n00:00:01,000 --> 00:00:03,000\n装维：王先生您好\n\n2\n00:00:03,000 --> 00:00:05,000\n客户：你好\n',
);
put('calls/b/13307318826.txt', '装维：翠谷小区3栋501对吧\n客户：对\n');
put('broken.json', '{"turns": [');

describe('huashu mask', () => {
  it('writes a call as labelled JSON that is read again, and tells what it masked', async () => {
    const { code, stdout, stderr } = await run(['call.txt']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual({
      id: 'call',
      workOrder: { customerName: '甲某某', staffPhone: '00000000001' },
      turns: [
        { speaker: '装维', text: '请问是甲某某先生吗？', start: 1 },
        { speaker: '客户', text: '是我，你讲。', start: 4 },
        { speaker: '装维', text: '我的电话是00000000001。', start: 7 },
      ],
    });
    expect(stderr).toContain('1 通，遮住：姓名 1，电话 1');
    expect((await huashu(['inspect', '-'], { cwd, input: stdout })).code).toBe(0);
  });

  it('writes text that is read again, in English with --lang en', async () => {
    const { stdout, stderr } = await run(['call.txt', '--format', 'text', '--lang', 'en']);
    expect(stdout).toContain('[00:07] 装维：我的电话是00000000001。\n');
    expect(stderr).toContain('1 calls; masked: names 1, telephone numbers 1');
    const again = await run(['-'], stdout);
    expect(JSON.parse(again.stdout).turns).toHaveLength(3);
  });

  it('writes a file a call into a folder, by names that tell nothing and do not meet', async () => {
    const { code } = await run(['calls', '--out', 'masked']);
    expect(code).toBe(0);
    const names = readdirSync(join(cwd, 'masked')).sort();
    expect(names).toEqual(['00000000001-2.json', '00000000001.json']);
    for (const name of names)
      expect(readFileSync(join(cwd, 'masked', name), 'utf8')).not.toMatch(/13307318826|王|翠谷/);
  });

  it('says what is wrong with a file and masks the others', async () => {
    const { code, stdout, stderr } = await run(['broken.json', 'call.txt']);
    expect(code).toBe(0);
    expect(stdout.trim().split('\n')).toHaveLength(1);
    expect(stderr).toContain('broken.json');
    expect((await run(['broken.json'])).code).toBe(2);
    expect((await run(['call.txt', '--out', 'call.txt/x'])).code).toBe(2);
  });
});
