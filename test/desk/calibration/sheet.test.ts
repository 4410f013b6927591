import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { emptySheet, judgeables, readSheetFiles, type SheetCall } from '../../../src/desk/calibration/sheet-file.ts';
import { wordDeskProblem } from '../../../src/desk/store/faults.ts';
import { pack } from '../../rulebook.ts';
import { call, incoming } from '../calls.ts';
import { Places } from '../databases.ts';

const places = new Places();
afterAll(() => places.clear());
const folder = places.folder();
const { assessment } = incoming(call('a'));
const CALLS: SheetCall[] = [7, 9].map((no) => ({ no, assessment, pack, packHash: 'x', turns: 5 }));
const THERE = judgeables(CALLS);

let made = 0;
function file(text: string | Buffer, name?: string): string {
  made += 1;
  mkdirSync(folder, { recursive: true });
  const path = join(folder, name ?? `${made}.csv`);
  writeFileSync(path, text);
  return path;
}
const read = (text: string, rater?: string) => readSheetFiles([file(text)], THERE, rater);
const plain = (sheet: Awaited<ReturnType<typeof read>>['sheet']) =>
  Object.fromEntries([...sheet].map(([name, of]) => [name, Object.fromEntries(of)]));

describe('a sheet of calibration', () => {
  it('is empty but for what is to be judged, and comes back filled in', async () => {
    const lines = [...emptySheet(CALLS, ['李老师', '陈老师'], 'zh')];
    expect(lines[0]).toBe('\uFEFFcall,id,item,title,李老师,陈老师\r\n');
    expect(lines).toHaveLength(1 + 2 * (assessment.elements.length + 21));
    expect(lines.slice(1).every((l) => l.endsWith(',,\r\n'))).toBe(true);
    const filled = lines.map((l) =>
      l
        .replace(/^(7,a,greeting\.hello,.*),,\r\n$/, '$1,做到,漏项\r\n')
        .replace(/^(7,a,phrase:1,.*),,\r\n$/, '$1,第3句,没有\r\n'),
    );
    const { sheet, problems } = await read(filled.join(''));
    expect([problems, plain(sheet)]).toEqual([
      [],
      {
        李老师: { 7: { elements: { 'greeting.hello': 'met' }, phrases: { 1: [2] } } },
        陈老师: { 7: { elements: { 'greeting.hello': 'missed' }, phrases: { 1: [] } } },
      },
    ]);
  });

  it('may have other separators, names of columns, encodings and ways to write', async () => {
    const text =
      '通话编号\t要素\t判定\n7\tgreeting.hello\tN/A\n9\tgreeting.staff-id\t一半\n9\tphrase:9\t1、3\n9\tphrase:10\t有\n';
    const { sheet, problems } = await readSheetFiles([file(Buffer.from(`\uFEFF${text}`, 'utf16le'))], THERE, '王老师');
    expect([problems, plain(sheet)]).toEqual([
      [],
      {
        王老师: {
          7: { elements: { 'greeting.hello': 'not-applicable' }, phrases: {} },
          9: { elements: { 'greeting.staff-id': 'partial' }, phrases: { 9: [0, 2], 10: [null] } },
        },
      },
    ]);
  });

  it('may be one file for each trainer', async () => {
    const of = (name: string, said: string) => file(`call,item,${name}\n7,greeting.hello,${said}\n`);
    const { sheet, problems } = await readSheetFiles([of('甲', 'met'), of('乙', '×')], THERE);
    expect([problems, [...sheet.keys()]]).toEqual([[], ['甲', '乙']]);
    const twice = await readSheetFiles([of('甲', 'met'), of('甲', 'missed')], THERE);
    expect([twice.problems.map((p) => p.code), twice.sheet.size]).toEqual([['RATER_TWICE'], 0]);
  });

  it.each([
    ['no columns', 'a,b\n1,2\n', ['SHEET_COLUMNS']],
    ['nothing', '', ['SHEET_COLUMNS']],
    ['no trainer', 'call,item,title\n7,greeting.hello,问候\n', ['SHEET_WITHOUT_RATERS']],
    ['a column that names nobody', 'call,item,判定\n7,greeting.hello,做到\n', ['SHEET_WITHOUT_RATERS']],
    ['another call', 'call,item,甲\n8,greeting.hello,做到\n', ['SHEET_CALL']],
    ['a call that is no number', 'call,item,甲\n__proto__,greeting.hello,做到\n', ['SHEET_CALL']],
    ['another item', 'call,item,甲\n7,greeting.helo,做到\n7,phrase:99,0\n', ['SHEET_ITEM', 'SHEET_ITEM']],
    ['a row twice', 'call,item,甲\n7,greeting.hello,做到\n7,greeting.hello,漏项\n', ['SHEET_TWICE']],
    [
      'a value that is none',
      'call,item,甲\n7,greeting.hello,也许\n7,greeting.company,__proto__\n',
      ['SHEET_VALUE', 'SHEET_VALUE'],
    ],
    ['a turn that is not there', 'call,item,甲\n7,phrase:1,6\n', ['SHEET_VALUE']],
    ['an open quote', 'call,item,甲\n7,"greeting.hello,做到\n', ['UNCLOSED_QUOTE', 'SHEET_ITEM']],
    ['a trainer with nothing', 'call,item,甲,乙\n7,greeting.hello,做到,\n', ['SHEET_EMPTY']],
    ['a trainer twice', 'call,item,甲,甲\n7,greeting.hello,做到,做到\n', ['RATER_TWICE']],
  ])('says what is wrong with it and takes nothing of it: %s', async (_, text, codes) => {
    const { sheet, problems } = await read(text);
    expect([problems.map((p) => p.code), sheet.size]).toEqual([codes, 0]);
    for (const p of problems)
      for (const lang of ['zh', 'en'] as const) expect(wordDeskProblem(p, lang)).not.toMatch(/undefined/);
  });

  it('tells the first twenty of many faults, and of files that are no table', async () => {
    const many = `call,item,甲\n${Array.from({ length: 500 }, (_, i) => `7,x${i},做到`).join('\n')}`;
    expect((await read(many)).problems).toHaveLength(20);
    const codes = async (path: string) => (await readSheetFiles([path], THERE)).problems.map((p) => p.code);
    expect(await codes(join(folder, 'none.csv'))).toEqual(['UNREADABLE_FILE']);
    expect(await codes(file(Buffer.from('PK\x03\x04 broken'), 'broken.xlsx'))).toEqual(['UNREADABLE_FILE']);
    expect(await codes(file(Buffer.from([0xd0, 0xcf, 0x11, 0xe0]), 'old.xls'))).toEqual(['OLD_EXCEL']);
  });
});
