import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchOrder } from '../../src/read/match-order.ts';
import { parseNamePattern, withNamed } from '../../src/read/name-pattern.ts';
import {
  impossibleDate,
  type OrderBook,
  parseOrderRows,
  parseOrdersCsv,
  parseOrdersJson,
} from '../../src/read/orders.ts';
import { dateOfSerial, readSheet } from '../../src/read/xlsx.ts';
import { call } from '../wordings.ts';

const CSV = `工单编号,客户姓名,业务类型,工单类型,预约时间,安装地址,装维姓名,工号,联系电话
GD-001,王建国,宽带、电视,装机,6月12日上午,解放路12号,李强,1087,13900000000
GD-002,周芳,电话,维修,2024-06-13 09:00,人民路5号,谭海波,2211,13911111111
`;
const bookOf = (text: string, key?: string): OrderBook => parseOrdersCsv(text, 'orders.csv', key).value!;
const codes = (problems: readonly { readonly code: string }[]) => problems.map((p) => p.code);

describe('a table of orders', () => {
  it('is read by the names of its columns; the customer’s telephone is not the installer’s', () => {
    const { value, problems } = parseOrdersCsv(CSV, 'orders.csv', '工单编号');
    expect(problems).toEqual([]);
    expect(value!.orders.get('gd-001')).toMatchObject({
      key: 'GD-001',
      order: {
        customerName: '王建国',
        service: ['宽带', '电视'],
        kind: '装机',
        appointment: '6月12日上午',
        address: '解放路12号',
        staffName: '李强',
        staffId: '1087',
      },
    });
  });

  it('finds its key by itself, below title rows, in columns with notes and odd spaces', () => {
    const { value, problems } = parseOrdersCsv(
      '装维工单导出\n2024年6月\n"工单编号（必填）", 客户 姓名 ,工单类型\nA1,王建国,装机\n',
      'o.csv',
    );
    expect(problems).toEqual([]);
    expect(value!.orders.get('a1')?.order).toEqual({ customerName: '王建国', kind: '装机' });
  });

  it('takes tabs, semicolons, a BOM and sep= as they come', () => {
    for (const text of [
      '\uFEFF工单号\t客户姓名\nA1\t王建国\n',
      '工单号;客户姓名\nA1;王建国\n',
      'sep=|\n工单号|客户姓名\nA1|王建国\n',
    ])
      expect(bookOf(text).orders.get('a1')?.order.customerName).toBe('王建国');
  });

  it('without the key column is one clear fault', () => {
    const { value, problems } = parseOrdersCsv(CSV, 'orders.csv', '工单编码');
    expect(value).toBeNull();
    expect(problems).toMatchObject([{ code: 'NO_ORDER_KEY', args: { key: '工单编码', suggestion: '工单编号' } }]);
    expect(codes(parseOrdersCsv('甲,乙\n1,2\n', 'o.csv').problems)).toEqual(['NO_ORDER_KEY']);
    expect(codes(parseOrdersCsv('', 'o.csv').problems)).toEqual(['EMPTY_FILE']);
  });

  it('tells two orders for one call, and uses the first; the same order twice is none', () => {
    const { value, problems } = parseOrdersCsv('工单号,客户姓名\nA1,王建国\nA1,周芳\na1 ,王建国\n', 'o.csv');
    expect(value!.orders.get('a1')?.order.customerName).toBe('王建国');
    expect(problems).toMatchObject([{ code: 'TWO_ORDERS', place: { line: 3 }, args: { id: 'A1', first: 2 } }]);
  });

  it('tells rows without a key, and dates that do not exist', () => {
    const { value, problems } = parseOrdersCsv(
      '工单号,客户姓名,预约时间\n,王建国,6月12日\nA2,周芳,2024-02-30 09:00\nA3,李四,13月1日\n',
      'o.csv',
    );
    expect(codes(problems)).toEqual(['ORDER_WITHOUT_KEY', 'BAD_DATE', 'BAD_DATE']);
    expect(value!.orders.get('a2')?.order).toEqual({ customerName: '周芳' });
  });

  it('tells the first faults of a kind and how many more there are', () => {
    const rows = Array.from({ length: 50 }, () => ',王建国').join('\n');
    const { problems } = parseOrdersCsv(`工单号,客户姓名\n${rows}\nA1,周芳\n`, 'o.csv');
    expect(problems).toHaveLength(21);
    expect(problems.at(-1)).toMatchObject({ code: 'MORE_OF_SAME', args: { count: 30 } });
  });

  it('keeps the numbers of days of a spreadsheet as dates', () => {
    const rows = [
      { cells: ['工单编号', '预约时间'], line: 1 },
      { cells: ['1', '45455.5833333333'], line: 2 },
      { cells: ['2', '45455'], line: 3 },
    ];
    const { value } = parseOrderRows(rows, 'o.xlsx');
    expect([...value!.orders.values()].map((o) => o.order.appointment)).toEqual(['2024-06-12 14:00', '2024-06-12']);
  });

  it('never throws, whatever the text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 200 }),
        fc.option(fc.string({ maxLength: 8 }), { nil: undefined }),
        (text, key) => {
          parseOrdersCsv(text, 'x', key);
          parseOrdersJson(text, 'x', key);
          readSheet(text, text);
        },
      ),
    );
  });
});

describe('orders as JSON', () => {
  const order = { customerName: '王建国', service: ['宽带'] };

  it('a list, an object by keys, one object a line, fields in workOrder', () => {
    for (const text of [
      JSON.stringify([{ 工单编号: 'A1', 客户姓名: '王建国', 业务类型: '宽带' }]),
      JSON.stringify([{ orderId: 'A1', workOrder: order }]),
      JSON.stringify({ A1: order }),
      `${JSON.stringify({ orderId: 'A1', ...order })}\n${JSON.stringify({ orderId: 'A2', ...order })}\n`,
    ])
      expect(parseOrdersJson(text, 'o.json').value?.orders.get('a1')?.order).toEqual(order);
  });

  it('that is none', () => {
    expect(codes(parseOrdersJson('{"a":', 'o.json').problems)).toEqual(['NOT_JSON']);
    expect(codes(parseOrdersJson('[1,2]', 'o.json').problems)).toEqual(['WRONG_SHAPE']);
    expect(codes(parseOrdersJson('[{"甲":1}]', 'o.json').problems)).toEqual(['NO_ORDER_KEY']);
  });
});

describe('matching', () => {
  const book = bookOf(CSV);
  const some = call(['装维：您好', '客户：嗯']);

  it('by the call’s order, its id, or its file’s name', () => {
    for (const one of [
      { ...some, meta: { orderId: 'gd-001' } },
      { ...some, id: 'GD-001' },
      { ...some, source: 'calls/ＧＤ-001.json' },
      { ...some, meta: { callId: 'GD-001' } },
    ]) {
      const { transcript, key, problems } = matchOrder(book, one);
      expect(key).toBe('GD-001');
      expect(transcript.workOrder?.staffName).toBe('李强');
      expect(problems).toEqual([]);
    }
  });

  it('a call without an order, and a call whose own order differs', () => {
    expect(matchOrder(book, some)).toMatchObject({
      key: null,
      transcript: { workOrder: null },
      problems: [{ code: 'NO_ORDER' }],
    });
    const own = { ...some, id: 'GD-001', workOrder: { staffName: '别人' } };
    expect(matchOrder(book, own)).toMatchObject({
      key: 'GD-001',
      transcript: { workOrder: { staffName: '别人' } },
      problems: [{ code: 'ORDER_DIFFERS' }],
    });
  });
});

describe('a table of calls', () => {
  const CALLS = `录音文件,坐席工号,班组,通话时间,时长（分钟）,工单编号
长沙/a1.wav,1087,一班,2024-06-12 09:30,2.5,GD-001
株洲/a1.wav,2211,二班,2024-06-13,3,GD-002
b 2.MP3,3301,二班,2024-02-30,,
`;
  const book = bookOf(CALLS, '录音文件');
  const some = call(['装维：您好', '客户：嗯']);

  it('tells whose a call is, when it was and how long, and no order where it has no fields of one', () => {
    const { transcript, key, problems } = matchOrder(book, { ...some, source: 'in/长沙/a1.json' });
    expect(key).toBe('长沙/a1.wav');
    expect(problems).toEqual([]);
    expect(transcript.workOrder).toBeNull();
    expect(transcript.meta).toEqual({
      callId: '长沙/a1.wav',
      orderId: 'GD-001',
      agent: '1087',
      team: '一班',
      date: '2024-06-12T09:30:00',
      durationSeconds: 150,
    });
    expect(matchOrder(book, { ...some, source: 'B2.txt' }).transcript.meta).toMatchObject({ agent: '3301' });
  });

  it('finds a call by any column of numbers or files, whichever is the key', () => {
    const table = bookOf(
      '工单编号,录音编号,录音文件,班组\nGD-1,c1,a1.wav,一班\nGD-2,c2,a2.wav,二班\nGD-3,c2,a3.wav,三班\n',
    );
    const team = (one: Partial<typeof some>) => matchOrder(table, { ...some, ...one }).transcript.meta?.team;
    expect(team({ source: 'a1.json' })).toBe('一班');
    expect(team({ source: 'x.json', meta: { callId: 'C1' } })).toBe('一班');
    expect(team({ source: 'x.json', meta: { orderId: 'GD-3' } })).toBe('三班');
    expect(team({ source: 'x.json', meta: { callId: 'c2' } })).toBeUndefined();
  });

  it('does not overrule what the call’s file says', () => {
    const own = { ...some, source: '株洲/a1.txt', meta: { agent: '9999', date: '2024-01-01' } };
    expect(matchOrder(book, own).transcript.meta).toMatchObject({ agent: '9999', date: '2024-01-01', team: '二班' });
  });

  it('finds a call by the name of its file with or without the ending and the folders, but not by one that two rows have', () => {
    const named = bookOf('文件名,工号\na1.txt,1\nGD-2024.0612,2\n');
    for (const source of ['a1.txt', 'x/y/A1.TXT', 'a1.json'])
      expect(matchOrder(named, { ...some, source }).key).toBe('a1.txt');
    expect(matchOrder(named, { ...some, source: 'GD-2024.json' }).key).toBeNull();
    expect(matchOrder(book, { ...some, source: 'a1.json' })).toMatchObject({
      key: null,
      problems: [{ code: 'NO_ORDER' }],
    });
  });

  it('tells dates that do not exist with their line', () => {
    expect(parseOrdersCsv(CALLS, 'calls.csv', '录音文件').problems).toMatchObject([
      { code: 'BAD_DATE', place: { file: 'calls.csv', line: 4 }, args: { value: '2024-02-30' } },
    ]);
  });

  it('reads a spreadsheet’s own dates and times, and durations in the unit that the header names', () => {
    const rows = (header: string, cell: string) => [
      { cells: ['录音编号', '通话时间', header], line: 1 },
      { cells: ['c1', '45455.3958333333', cell], line: 2 },
    ];
    for (const [header, cell, seconds] of [
      ['时长', '0.00174768518518519', 151],
      ['时长', '1.7476851851851852E-3', 151],
      ['时长(毫秒)', '151000', 151],
      ['通话时长（秒）', '151', 151],
      ['时长', '00:02:31', 151],
      ['duration', '151.5', 151.5],
    ] as const) {
      const meta = parseOrderRows(rows(header, cell), 'o.xlsx').value!.orders.get('c1')!.meta;
      expect(meta, header).toEqual({ callId: 'c1', date: '2024-06-12T09:30:00', durationSeconds: seconds });
    }
  });

  it('tells two rows of one number that say different things of a call', () => {
    const { problems } = parseOrdersCsv('录音编号,工号\nc1,1087\nc1,2211\nC1,1087\n', 'o.csv');
    expect(problems).toMatchObject([{ code: 'TWO_ORDERS', place: { line: 3 }, args: { id: 'c1', first: 2 } }]);
  });
});

describe('names of files', () => {
  const named = (pattern: string, source: string) =>
    withNamed({ ...call(['装维：您好']), source }, parseNamePattern(pattern).value!);

  it('tell what named groups take from them', () => {
    const { transcript, problems } = named(
      '(?<date>\\d{8})_(?<agent>\\d+)_(?<order>[\\w-]+)',
      'a/20240612_1087_GD-001.wav.json',
    );
    expect(transcript.meta).toEqual({ date: '2024-06-12', agent: '1087', orderId: 'GD-001' });
    expect(problems).toEqual([]);
    expect(named('(?<工单编号>GD-\\d+)', 'x-GD-7.json').transcript.meta).toEqual({ orderId: 'GD-7' });
  });

  it('do not overrule the file, and tell dates that do not exist and names that do not fit', () => {
    const given = { ...call(['装维：您好']), source: '20240230_1087.json', meta: { agent: '2211' } };
    const { transcript, problems } = withNamed(given, parseNamePattern('(?<date>\\d{8})_(?<agent>\\d+)').value!);
    expect(transcript.meta).toEqual({ agent: '2211' });
    expect(codes(problems)).toEqual(['BAD_DATE']);
    expect(codes(named('(?<date>\\d{8})', 'call.json').problems)).toEqual(['NAME_NOT_MATCHED']);
  });

  it('need a pattern that can be read, with groups that are known', () => {
    for (const pattern of ['(?<date>\\d{8}', '\\d+', '(?<weather>.*)', 'x'.repeat(400)]) {
      const { value, problems } = parseNamePattern(pattern);
      expect(value).toBeNull();
      expect(codes(problems)).toEqual(['BAD_PATTERN']);
    }
  });
});

describe('a worksheet', () => {
  const STRINGS =
    '<sst><si><t>工单编号</t></si><si><r><t>王</t></r><r><t xml:space="preserve"> 建国</t></r><rPh sb="0"><t>wang</t></rPh></si></sst>';

  it('is read with shared, inline and rich strings, gaps, escapes and prefixes', () => {
    const sheet =
      '<x:worksheet><x:sheetData><x:row r="1"><x:c r="A1" t="s"><x:v>0</x:v></x:c><x:c r="C1" t="inlineStr"><x:is><x:t>a &amp; &#20013;</x:t></x:is></x:c></x:row>' +
      '<x:row r="3"><x:c r="A3" t="s"><x:v>1</x:v></x:c><x:c r="B3"/><x:c r="C3" t="b"><x:v>1</x:v></x:c><x:c t="str"><x:v>1.5</x:v></x:c></x:row><x:row r="4"/></x:sheetData></x:worksheet>';
    expect(readSheet(sheet, STRINGS)).toEqual([
      { cells: ['工单编号', '', 'a & 中'], line: 1 },
      { cells: ['王 建国', '', 'TRUE', '1.5'], line: 3 },
    ]);
  });

  it('with wrong references is read as far as it goes', () => {
    expect(readSheet('<row r="x"><c r="ZZZZ9" t="s"><v>9</v></c><c><v>2</v></c></row><row><c><v>3', STRINGS)).toEqual([
      { cells: ['2'], line: 1 },
    ]);
  });
});

describe('dates', () => {
  it('that do not exist are found, and nothing else', () => {
    for (const text of ['2月30日上午', '2024-13-01', '2023/2/29 9:00', '6月31日'])
      expect(impossibleDate(text), text).not.toBeNull();
    for (const text of [
      '2月29日',
      '2024-02-29',
      '6月12日上午',
      '下周三上午',
      '9:30',
      '3-2-501',
      '12号3栋',
      '2024.6.12 14:00:00',
    ])
      expect(impossibleDate(text), text).toBeNull();
  });

  it('of spreadsheets are numbers in a sensible range', () => {
    expect(dateOfSerial('45455')).toBe('2024-06-12');
    for (const other of ['1087', '13307', '123456', '45455号', '']) expect(dateOfSerial(other), other).toBeNull();
  });
});
