import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folder, huashu, ROOT } from './huashu.ts';

const root = folder().path;
const fresh = (): string => mkdtempSync(join(root, 'desk-'));
const EXAMPLES = join(ROOT, 'examples');

describe('huashu desk', () => {
  it('takes transcripts, audits them, and gives them back as JSON lines', async () => {
    const data = join(fresh(), 'data');
    const first = await huashu(['desk', 'import', EXAMPLES, '--data', data]);
    expect(first).toMatchObject({ code: 0, stderr: '' });
    expect(first.stdout).toMatch(/^放进 14 通，用时 .*；已经有的 0 通，问题 0 条\n$/);
    const audit = await huashu(['desk', 'audit', '--data', data, '--lang', 'en']);
    expect(audit.stdout).toMatch(
      /^the chain holds: 1 records, 14 assessments, none of them changed\nits last link is [0-9a-f]{64} /,
    );
    const exported = await huashu(['desk', 'export', '--data', data]);
    const calls = exported.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(calls).toHaveLength(14);
    expect(calls[0]).toMatchObject({
      format: 'huashu/desk-export@1',
      id: '01-booking-good',
      status: 'open',
      automatic: { percent: 100 },
    });
  });

  it('takes a single file, and nothing where there is nothing', async () => {
    const data = join(fresh(), 'data');
    const one = await huashu(['desk', 'import', join(EXAMPLES, '01-booking-good.txt'), '--data', data]);
    expect([one.code, one.stdout.slice(0, 6), one.stderr]).toEqual([0, '放进 1 通', '']);
    const none = await huashu(['desk', 'import', join(root, 'none'), '--data', data]);
    expect([none.code, none.stdout.slice(0, 6)]).toEqual([2, '放进 0 通']);
  });

  it('takes the results of a batch as they are, with their words, once', async () => {
    const home = fresh();
    await huashu(['batch', EXAMPLES, '--out', join(home, 'out'), '--no-html', '--no-xlsx']);
    const first = await huashu(['desk', 'import', join(home, 'out'), '--data', join(home, 'data')]);
    expect(first).toMatchObject({ code: 0, stderr: '' });
    const again = await huashu(['desk', 'import', join(home, 'out'), EXAMPLES, '--data', join(home, 'data')]);
    // The same calls scored here come to the same assessments, to the letter.
    expect(again.stdout).toMatch(/^放进 0 通，用时 .*；已经有的 28 通/);
  });

  it('says which words are gone, and takes the results all the same', async () => {
    const home = fresh();
    writeFileSync(join(home, 'a.txt'), '客服：您好，我是中国电信的。\n客户：你好。\n');
    await huashu(['batch', home, '--out', join(home, 'out'), '--no-html', '--no-xlsx']);
    writeFileSync(join(home, 'a.txt'), '客服：别的话。\n客户：你好。\n');
    const { code, stdout, stderr } = await huashu(['desk', 'import', join(home, 'out'), '--data', join(home, 'data')]);
    expect([code, stdout.slice(0, 6)]).toEqual([0, '放进 1 通']);
    expect(stderr).toContain('WORDS_GONE\n  1 通的转写已经不在当时的地方，或者改过了');
  });

  it('tells files that cannot be read, and results of another pack', async () => {
    const home = fresh();
    writeFileSync(join(home, 'bad.json'), '{"turns": [');
    writeFileSync(join(home, 'good.txt'), '客服：您好。\n客户：你好。\n');
    const { code, stdout, stderr } = await huashu(['desk', 'import', home, '--data', join(home, 'data')]);
    expect([code, stdout.slice(0, 6)]).toEqual([0, '放进 1 通']);
    expect(stderr).toContain('bad.json');
    await huashu(['batch', join(home, 'good.txt'), '--out', join(home, 'out'), '--no-html', '--no-xlsx']);
    const manifest = join(home, 'out', 'manifest.json');
    const other = JSON.parse(readFileSync(manifest, 'utf8'));
    other.identity.rulebook.pack = 'f'.repeat(64);
    writeFileSync(manifest, JSON.stringify(other));
    const refused = await huashu(['desk', 'import', join(home, 'out'), '--data', join(home, 'data')]);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain('OTHER_PACK');
  });

  it('backs up and restores, and touches nothing that is there', async () => {
    const home = fresh();
    const [data, copy, file] = ['data', 'copy', 'desk.backup'].map((n) => join(home, n)) as [string, string, string];
    await huashu(['desk', 'import', EXAMPLES, '--data', data]);
    expect(await huashu(['desk', 'backup', file, '--data', data])).toMatchObject({ code: 0 });
    expect((await huashu(['desk', 'backup', file, '--data', data])).stderr).toContain('ALREADY_THERE');
    const restored = await huashu(['desk', 'restore', file, '--data', copy]);
    expect(restored.stdout).toBe('恢复了 14 通、1 条记录，记录链完整\n');
    expect((await huashu(['desk', 'restore', file, '--data', copy])).stderr).toContain('NOT_EMPTY');
    const [a, b] = await Promise.all([data, copy].map((d) => huashu(['desk', 'audit', '--data', d])));
    expect(a).toEqual(b);
  });

  it('forgets the words of old calls, tells it, and masks what it gives out', async () => {
    const home = fresh();
    const data = join(home, 'data');
    for (const [name, day] of [
      ['13307318826', '2020-01-02'],
      ['new', '2999-01-02'],
    ])
      writeFileSync(
        join(home, `${name}.txt`),
        `日期：${day}\n装维：请问是王建国先生吗？我打您的13307318827。\n客户：是的。\n`,
      );
    await huashu(['desk', 'import', home, '--data', data]);
    const forgot = await huashu(['desk', 'forget', '--older-than', '180d', '--data', data]);
    expect(forgot).toMatchObject({ code: 0, stdout: '删掉了 1 通的原话（180 天以前的），分数和判定都还在\n' });
    const audit = await huashu(['desk', 'audit', '--data', data]);
    expect(audit.stdout).toContain('其中 1 通的原话已按期删掉，见第 2 条记录');
    for (const wrong of ['180', '0d', 'x'])
      expect((await huashu(['desk', 'forget', '--older-than', wrong, '--data', data])).code).toBe(2);
    expect((await huashu(['desk', 'export', '--data', data])).stdout).not.toMatch(/王建国|1330731882/);
    expect((await huashu(['desk', 'export', '--data', data, '--unmasked'])).stdout).toContain('"source":"');
  });

  it('says where there is no desk, and makes none', async () => {
    const data = join(fresh(), 'none');
    const { code, stderr } = await huashu(['desk', 'audit', '--data', data]);
    expect([code, existsSync(data)]).toEqual([2, false]);
    expect(stderr).toContain('NO_DATABASE\n  这里还没有工作台的数据');
  });

  it('listens on this machine only', async () => {
    const { code, stderr } = await huashu([
      'desk',
      '--host',
      '0.0.0.0',
      '--port',
      '0',
      '--data',
      join(fresh(), 'data'),
    ]);
    expect(code).toBe(2);
    expect(stderr).toContain('NOT_LOOPBACK');
  });
});
