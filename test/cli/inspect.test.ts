import { Buffer } from 'node:buffer';
import { describe, expect, it } from 'vitest';
import writeExcel from 'write-excel-file/node';
import { folder, huashu, messages, type RunOptions } from './huashu.ts';

const { path: cwd, put } = folder();
const run = (args: readonly string[], options: RunOptions = {}) => huashu(args, { cwd, ...options });

const turns = (lines: readonly (readonly [spk: number, text: string])[]) =>
  lines.map(([spk, text], i) => ({ spk, text, start: i * 3_000, end: i * 3_000 + 2_500 }));
put(
  'calls/20240611_1087_GD-001.json',
  JSON.stringify([
    {
      key: 'x',
      text: '…',
      sentence_info: turns([
        [0, '您好，请问是王先生吗？我是电信公司的李强，工号1087。'],
        [1, '是我，你讲。'],
        [0, '您办的宽带装机，我六月十二号上午过来给您装，您看可以吗？'],
        [1, '可以，要不要另外交钱？'],
        [0, '不要钱，地址是解放路12号吧？'],
        [1, '对。'],
      ]),
    },
  ]),
);
put(
  'calls/swapped.txt',
  '客户：您好，请问是王先生吗？我是电信公司的李强，工号1087。\n装维：是我，你讲。\n客户：我明天上午过来给您装宽带，您看可以吗？\n装维：可以，师傅。\n',
);
put('gbk.txt', Buffer.from('d7b0ceaca3bac4fabac3a3acced2cac7b5e7d0c5b9abcbbeb5c4a1a30abfcdbba7a3bac5b6a1a30a', 'hex'));

const ROWS = [
  ['工单编号', '客户姓名', '业务类型', '预约时间', '安装地址', '装维姓名', '工号'],
  ['GD-001', '王建国', '宽带', '6月12日上午', '解放路12号', '李强', '1087'],
  ['GD-002', '周芳', '电话', '6月13日上午', '人民路5号', '谭海波', '2211'],
];

describe('huashu inspect', () => {
  it('tells format, unit of time, encoding, speakers and why, scripts and where they are', async () => {
    const { code, stdout, stderr } = await run(['inspect', 'calls/20240611_1087_GD-001.json']);
    expect(stderr).toBe('');
    expect(code).toBe(0);
    for (const part of [
      'FunASR',
      'utf-8',
      '毫秒',
      '6 句',
      '0 = 装维',
      '1 = 客户',
      '报工号（第1句）',
      '电话开场 + 电话预约',
      '核对地址（第5句）',
    ])
      expect(stdout.replace(/\n\s*/g, '')).toContain(part);
  });

  it('tells it in English, and as JSON', async () => {
    const english = await run(['inspect', 'calls/20240611_1087_GD-001.json', '--lang', 'en']);
    expect(english.stdout).toContain('milliseconds');
    expect(english.stdout).toContain('0 = installer');
    const { stdout } = await run(['inspect', 'calls', '--format', 'json']);
    expect(JSON.parse(stdout)).toMatchObject([
      {
        format: 'funasr',
        timeUnit: 'ms',
        scripts: ['greeting', 'booking'],
        named: null,
        speakers: [
          { label: '0', role: 'agent', by: 'words' },
          { label: '1', role: 'customer' },
        ],
      },
      { id: 'swapped', contradicted: { confidence: expect.any(Number) }, speakers: [{ by: 'file' }, { by: 'file' }] },
    ]);
  });

  it('tells a guessed encoding, and swapped speakers', async () => {
    const { stdout } = await run(['inspect', 'gbk.txt', 'calls/swapped.txt']);
    expect(stdout).toContain('gb18030');
    expect(stdout).toContain('说话人标反了');
  });

  it('takes a call about another matter for no appointment', async () => {
    const told =
      '装维：喂您好，是电信的，我姓骆，请问是孟阿姨吧？您现在方便接电话吗？\n客户：是我，方便，什么事？\n装维：您那一片刚才断网，是机房的板子坏了，已经换好，您看现在网好了没有？\n客户：我看下，好了。\n装维：那就好，给您添麻烦了，再见。\n客户：再见。\n';
    put('matter/told.txt', told);
    put('matter/visit.txt', told.replace('那就好，', '好，那我明天上午九点再上门给您看一下线，地址是桃花路9号吧？'));
    const { stdout } = await run(['inspect', 'matter', '--format', 'json']);
    expect(JSON.parse(stdout)).toMatchObject([
      { id: 'told', scripts: ['greeting'] },
      { id: 'visit', scripts: ['greeting', 'booking'] },
    ]);
  });

  it('fails where nothing can be read', async () => {
    put('empty.txt', '');
    const { code, stderr } = await run(['inspect', 'empty.txt']);
    expect(code).toBe(2);
    expect(messages(stderr).map((m) => m.code)).toEqual(['EMPTY_FILE']);
  });
});

describe('work orders', () => {
  const score = async (args: readonly string[]) => {
    const ran = await run(['score', ...args, '--no-model', '--format', 'jsonl']);
    return {
      ...ran,
      slots: ran.stdout
        .trim()
        .split('\n')
        .filter(Boolean)
        .map((l) => Object.fromEntries(JSON.parse(l).slots.map((s: { id: string; state: string }) => [s.id, s.state]))),
    };
  };
  const call = 'calls/20240611_1087_GD-001.json';
  const all = {
    customerName: 'match',
    appointment: 'match',
    address: 'match',
    staffName: 'match',
    staffId: 'match',
    service: 'match',
  };

  it('from CSV, XLSX and JSON tables, matched by the name of the file', async () => {
    put('orders.csv', ROWS.map((r) => r.join(',')).join('\n'));
    put('orders.json', JSON.stringify(ROWS.slice(1).map((r) => Object.fromEntries(r.map((v, i) => [ROWS[0]![i], v])))));
    put('orders.xlsx', await writeExcel(ROWS.map((r) => r.map((value) => ({ value, type: String })))).toBuffer());
    for (const table of ['orders.csv', 'orders.json', 'orders.xlsx']) {
      const { code, slots, stderr } = await score([
        call,
        '--orders',
        table,
        '--key',
        '工单编号',
        '--name-pattern',
        '_(?<order>GD-\\d+)',
      ]);
      expect(slots, table).toEqual([all]);
      expect(messages(stderr)).toMatchObject([{ place: table, code: 'ORDER_WITHOUT_CALL' }]);
      expect(code).toBe(0);
    }
  });

  it('in a table of recordings tell whose each call is and when it was, in the results and in their reports', async () => {
    put('tapes/a1.txt', '装维：您好，我是电信的李强。\n客户：嗯。\n');
    put('tapes.csv', '录音文件,坐席工号,班组,通话时间,通话时长\na1.wav,1087,开福一班,2024-06-12 09:30,02:31\n');
    const { stdout, stderr } = await score(['tapes', '--orders', 'tapes.csv', '--key', '录音文件']);
    expect(stderr).toBe('');
    expect(JSON.parse(stdout).meta).toEqual({
      callId: 'a1.wav',
      agent: '1087',
      team: '开福一班',
      date: '2024-06-12T09:30:00',
      durationSeconds: 151,
    });
    for (const [format, lang, line] of [
      ['pretty', 'zh', '装维 1087 · 开福一班 · 2024-06-12 09:30 · 2分31秒 · 录音 a1.wav'],
      ['markdown', 'en', 'installer 1087 · 开福一班 · 2024-06-12 09:30 · 2 min 31 s · call a1.wav'],
    ] as const) {
      const args = ['tapes', '--orders', 'tapes.csv', '--no-model', '--format', format, '--lang', lang];
      expect((await run(['score', ...args])).stdout).toContain(line);
    }
  });

  it('beside the transcript, which is no transcript itself', async () => {
    put('visit/one.txt', '装维：您好，我是电信的李强，工号1087。\n客户：嗯。\n');
    put('visit/one.order.json', JSON.stringify({ staffName: '李强', staffId: '1088' }));
    const { slots, stderr } = await score(['visit']);
    expect(slots).toEqual([{ staffName: 'match', staffId: 'mismatch' }]);
    expect(stderr).toBe('');
  });

  it('that cannot be used are one clear message, before anything is scored', async () => {
    put('old.xls', Buffer.from('d0cf11e0a1b11ae1', 'hex'));
    put('cut.xlsx', Buffer.from('504b0304140000', 'hex'));
    for (const [args, code] of [
      [['--orders', 'orders.csv', '--key', '订单'], 'NO_ORDER_KEY'],
      [['--orders', 'missing.csv'], 'UNREADABLE_FILE'],
      [['--orders', 'old.xls'], 'OLD_EXCEL'],
      [['--orders', 'cut.xlsx'], 'UNREADABLE_FILE'],
      [['--name-pattern', '('], 'BAD_PATTERN'],
    ] as const) {
      const ran = await score([call, ...args]);
      expect(
        messages(ran.stderr).map((m) => m.code),
        args.join(' '),
      ).toEqual([code]);
      expect(ran.stdout).toBe('');
      expect(ran.code).toBe(2);
    }
  });

  it('missing for a call is a warning, and the call is scored', async () => {
    const { code, stdout, stderr } = await score(['calls/swapped.txt', '--orders', 'orders.csv']);
    expect(messages(stderr).map((m) => m.code)).toEqual(['NO_ORDER', 'ORDER_WITHOUT_CALL']);
    expect(stdout).not.toBe('');
    expect(code).toBe(0);
  });
});
