import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Calibrations } from '../../src/desk/calibration/store.ts';
import { Store } from '../../src/desk/store/store.ts';
import { folder, huashu, ROOT } from './huashu.ts';

const home = folder().path;

describe('huashu desk calibrate', () => {
  it('writes an empty sheet, takes it back filled in, and prints the agreement', async () => {
    const data = join(home, 'data');
    const at = ['--data', data];
    await huashu(['desk', 'import', join(ROOT, 'examples'), ...at]);
    expect((await huashu(['desk', 'calibrate', ...at])).stdout).toContain('还没有校准');
    const store = await Store.open({ data }, false);
    const made = await new Calibrations(store).make('lead', {
      name: '六月',
      raters: ['甲', '乙'],
      calls: [1, 2],
      seed: null,
    });
    await store.close();
    const id = String('seq' in made ? made.seq : 0);
    const sheet = join(home, 'sheet.csv');
    expect(await huashu(['desk', 'calibrate', 'sheet', id, '--out', sheet, ...at])).toMatchObject({ code: 0 });
    const filled = readFileSync(sheet, 'utf8')
      .replace(/^(\d+,[^,]*,phrase:.*),,\r$/gm, '$1,0,0\r')
      .replace(/^(\d.*),,\r$/gm, '$1,做到,漏项\r');
    writeFileSync(sheet, filled);
    const done = await huashu(['desk', 'calibrate', 'import', id, sheet, ...at]);
    expect([done.code, done.stdout, done.stderr]).toEqual([0, '导入了 甲, 乙 的判定，4 通次\n', '']);
    expect((await huashu(['desk', 'calibrate', 'import', id, sheet, ...at])).stderr).toContain('RATER_DONE');
    const { stdout } = await huashu(['desk', 'calibrate', 'table', id, ...at]);
    expect(stdout).toMatch(/全部要素 +2 +0% /);
    expect(stdout).toContain('方括号里是 95% 区间');
    expect((await huashu(['desk', 'calibrate', ...at])).stdout).toBe(`${id}  六月  2 通  甲 交了, 乙 交了\n`);
    expect((await huashu(['desk', 'audit', ...at])).code).toBe(0);
  });

  it('tells what is wrong, and takes nothing', async () => {
    const data = join(home, 'data');
    const broken = join(home, 'broken.csv');
    writeFileSync(broken, 'call,item,丙\n1,greeting.helo,做到\n');
    const unknown = await huashu(['desk', 'calibrate', 'table', '999', '--data', data]);
    expect([unknown.code, unknown.stderr]).toEqual([2, expect.stringContaining('NO_CALIBRATION')]);
    const bad = await huashu(['desk', 'calibrate', 'import', '2', broken, '--data', data]);
    expect([bad.code, bad.stderr]).toEqual([2, expect.stringContaining('broken.csv:2  SHEET_ITEM')]);
    expect(bad.stderr).toContain('greeting.hello');
  });
});
