import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assess } from '../../src/assess/assess.ts';
import type { Transcript, WorkOrder } from '../../src/model/transcript.ts';
import { maskCall } from '../../src/privacy/mask.ts';
import { parseTranscripts } from '../../src/read/transcript.ts';
import { rulebook } from '../rulebook.ts';

const call = (texts: readonly string[], workOrder: WorkOrder | null = null): Transcript => ({
  id: 'call',
  source: 'call.txt',
  scripts: null,
  workOrder,
  turns: texts.map((text, i) => ({ speaker: i % 2 === 0 ? '装维' : '客户', text })),
  roles: { 装维: 'agent', 客户: 'customer' },
});
const masked = (...texts: string[]): string[] => maskCall(call(texts)).transcript.turns.map((turn) => turn.text);

describe('telephone numbers and accounts', () => {
  it.each([
    ['我的电话是13307318826，您存一下', '我的电话是00000000001，您存一下'],
    ['打我手机幺三三零七三幺八八二六', '打我手机零零零零零零零零零零一'],
    ['号码是133 0731 8826', '号码是000 0000 0001'],
    ['号码是幺三三嗯零七三幺，八八二六', '号码是零零零嗯零零零零，零零零一'],
    ['座机0731-84512345', '座机0000-00000001'],
    ['身份证号是43010119800101123X', '身份证号是000000000000000001'],
    ['您的宽带账号是07311234567', '您的宽带账号是00000000001'],
    ['我工号2316', '我工号0001'],
    ['尾号是8826的手机', '尾号是0001的手机'],
  ])('%s', (text, expected) => {
    expect(masked(text)).toEqual([expected]);
  });

  it('are told over turns, and parts of them said again have the same digits', () => {
    expect(masked('您说', '一三八', '嗯', '零七三一二二三三', '对', '尾号2233')).toEqual([
      '您说',
      '零零零',
      '嗯',
      '零零零零零零零一',
      '对',
      '尾号0001',
    ]);
  });

  it.each([
    '有问题打10000号，或者10086、12345、110',
    '六月十二号上午九点半过来，3月18日也行',
    '宽带三百兆，一千兆的一百九十九块一个月',
    '2026年6月12日10:30',
    '一共两百八十块，押金一百五，五十，二十',
    '要等二十分钟，过三天再看',
    '400-800-1234是客服',
  ])('leaves %s', (text) => {
    expect(masked(text)).toEqual([text]);
  });
});

describe('names', () => {
  it.each([
    ['请问是王建国先生吗', '请问是甲某某先生吗'],
    ['王先生您好', '甲先生您好'],
    ['是何大姐吧', '是甲大姐吧'],
    ['老李，你来一下', '老甲，你来一下'],
    ['我叫谭志勇，工号2316', '我叫甲某某，工号0001'],
    ['您好，请问是欧阳琳女士吗', '您好，请问是甲某女士吗'],
    ['缑女士您好', '甲女士您好'],
    ['免贵姓周', '免贵姓甲'],
    ['喂 您好 是向红梅向女士吗', '喂 您好 是甲某某甲女士吗'],
    ['我姓马，马云飞。', '我姓甲，甲某某。'],
  ])('%s', (text, expected) => {
    expect(masked(text)).toEqual([expected]);
  });

  it('are the same person throughout, however he is named', () => {
    const order = { customerName: '王建国', staffName: '李强', staffPhone: '13307310000' };
    const { transcript } = maskCall(
      call(['请问是王建国吗，我是电信的李强', '是的，小李', '王先生，建国大哥，您那边', '我是汪建国'], order),
    );
    expect(transcript.turns.map((t) => t.text)).toEqual([
      '请问是甲某某吗，我是电信的乙某',
      '是的，小乙',
      '甲先生，某某大哥，您那边',
      '我是甲某某',
    ]);
    expect(transcript.workOrder).toEqual({ customerName: '甲某某', staffName: '乙某', staffPhone: '00000000001' });
  });

  it.each([
    '这位先生，您稍等',
    '师傅，你们安装师傅什么时候来',
    '老师傅讲小区里头不好停车',
    '不客气，没有先生你慢点',
    '谢谢您，感谢配合',
    '我是电信公司的装维人员，来修宽带',
    '光缆被施工的挖断了',
  ])('are no words: %s', (text) => {
    expect(masked(text)).toEqual([text]);
  });
});

describe('addresses', () => {
  it.each([
    ['地址是雨花区韶山南路215号6栋1单元702，对吗', '地址是雨花区某甲南路0号0栋0单元000，对吗'],
    ['您住翠谷小区三栋二单元五零一', '您住某甲小区零栋零单元零零零'],
    ['您屋里是杨林桥村塘湾组', '您屋里是某甲村某乙组'],
    ['送到兴汝金城11栋2204', '送到某甲0栋000'],
    ['是3-2-501吧', '是0-0-000吧'],
  ])('%s', (text, expected) => {
    expect(masked(text)).toEqual([expected]);
  });

  it('tells two buildings from each other, and names out of the order by their sound', () => {
    const { transcript } = maskCall(
      call(['是3栋还是5栋', '3栋，金色乌顶里头'], { address: '天心区书院路88号金色屋顶3栋1103' }),
    );
    expect(transcript.turns.map((t) => t.text)).toEqual(['是0栋还是01栋', '0栋，某乙里头']);
    expect(transcript.workOrder?.address).toBe('天心区某甲路0号某乙0栋000');
  });

  it.each([
    '线路断了，电路没问题，走路十分钟',
    '这个小区的光纤通了',
    '你们村里有没有网',
    '一组数据，三户人家',
    '路由器放在二楼',
    '款会原路返还',
  ])('are no words: %s', (text) => {
    expect(masked(text)).toEqual([text]);
  });
});

describe('a masked call', () => {
  it('has quotes, spans, other words and speakers masked likewise', () => {
    const transcript: Transcript = {
      ...call(['请问是王建国先生吗', '是我，13307318826']),
      id: '20260603_13307318826_王建国',
      roles: { 装维: 'agent', 客户: 'customer', 王建国: 'customer' },
      meta: { agent: '2316', orderId: 'GD2026060312', date: '2026-06-03' },
    };
    const result = maskCall({ ...transcript, turns: [...transcript.turns, { speaker: '王建国', text: '喂' }] });
    expect(result.quote(0, 3, 6)).toBe('甲某某');
    expect(result.span(1, 3, 14)).toEqual({ start: 3, end: 14 });
    // A quote that begins within a mask has all of it.
    expect(result.quote(0, 4, 8)).toBe('甲某某先生');
    expect(result.words('王先生投诉到13307318826')).toBe('甲先生投诉到00000000003');
    expect(result.transcript.id).not.toMatch(/13307318826|王建国/);
    expect(result.transcript.id).toContain('20260603');
    expect(result.transcript.turns[2]!.speaker).toBe('甲某某');
    expect(result.transcript.meta).toEqual({
      agent: '0002',
      orderId: expect.stringMatching(/^GD0+\d$/),
      date: '2026-06-03',
    });
    expect(result.tally).toEqual({ name: 1, phone: 1, account: 0, address: 0 });
  });

  it('is scored as before', () => {
    const file = 'examples/01-booking-good.txt';
    const [transcript] = parseTranscripts({ file, text: readFileSync(file, 'utf8') }).value;
    const before = assess(rulebook, transcript!);
    const after = assess(rulebook, maskCall(transcript!).transcript);
    expect(after.score).toEqual(before.score);
    expect(after.slots.map((s) => s.state)).toEqual(before.slots.map((s) => s.state));
  });

  it('is masked again to the same', () => {
    const once = masked('请问是王建国先生吗，我工号2316，您住翠谷小区3栋501，电话13307318826');
    expect(masked(...once)).toEqual(once);
  });

  it('never breaks, whatever the words are', () => {
    const word = fc.constantFrom(
      '王',
      '先生',
      '13',
      '一',
      '栋',
      '路',
      '号',
      '-',
      '嗯',
      '村',
      '我姓',
      '，',
      '😀',
      '某',
      '我叫',
      '-，',
      '(',
      '小区',
      'x',
    );
    fc.assert(
      fc.property(fc.array(fc.array(word, { maxLength: 14 }), { maxLength: 5 }), (turns) => {
        const texts = turns.map((t) => t.join(''));
        const result = maskCall(call(texts));
        expect(result.transcript.turns).toHaveLength(texts.length);
        for (const [i, text] of texts.entries())
          expect(result.quote(i, 0, text.length)).toBe(result.transcript.turns[i]!.text);
      }),
    );
  });
});
