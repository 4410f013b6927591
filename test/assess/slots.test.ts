import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hearSlots } from '../../src/assess/slots.ts';
import type { WorkOrder } from '../../src/model/transcript.ts';
import { normaliseTranscript } from '../../src/normalise/normalise.ts';
import { callOf, LEXICON } from '../match/readings.ts';

const ORDER: WorkOrder = {
  customerName: '王建国',
  title: '先生',
  service: ['宽带'],
  kind: '装机',
  appointment: '6月12日上午',
  address: '芙蓉区解放中路12号3栋2单元501号',
  staffName: '李强',
  staffId: '1087',
  staffPhone: '13307310000',
};
const slotsOf = (script: string, order: WorkOrder | null = ORDER, callDate?: string) =>
  hearSlots(normaliseTranscript(callOf(script), LEXICON), order, callDate);
const states = (script: string, order?: WorkOrder, callDate?: string) =>
  Object.fromEntries(slotsOf(script, order, callDate).verdicts.map((v) => [v.id, v.state]));

const GOOD =
  'A您好,请问是王先生吗?我是电信公司的李强,工号幺零八七。|C是我。|A您办的宽带装机,十二号上午九点我上门,您看可以吗?|C可以。|A地址是解放中路十二号三栋五零一对吧?|C对。|A我电话幺三三|C嗯|A零七三幺,四个零。';

describe('hearSlots', () => {
  it('says nothing without an order, and only of the slots that an order has', () => {
    expect(slotsOf(GOOD, null).verdicts).toEqual([]);
    expect(slotsOf(GOOD, null).said('address')).toEqual([]);
    expect(slotsOf(GOOD, { staffId: '1087' }).verdicts.map((v) => v.id)).toEqual(['staffId']);
    expect(slotsOf(GOOD, { service: [], address: '' }).verdicts).toEqual([]);
  });

  it('hears every slot of a good call', () => {
    const { verdicts, said } = slotsOf(GOOD);
    expect(verdicts.map((v) => [v.id, v.state, v.heard])).toEqual([
      ['customerName', 'match', '王先生'],
      ['appointment', 'match', '十二号上午九点'],
      ['address', 'match', '解放中路十二号三栋五零一'],
      ['staffName', 'match', '李强'],
      ['staffId', 'match', '幺零八七'],
      ['staffPhone', 'match', '零七三幺,四个零'],
      ['service', 'match', '宽带'],
    ]);
    expect(said('address')[0]).toMatchObject({ cue: -1, toTheLetter: true });
  });

  it('does not count what the customer says', () => {
    const customers = GOOD.replaceAll('A', 'X').replaceAll('C', 'A').replaceAll('X', 'C');
    expect(new Set(Object.values(states(customers)))).toEqual(new Set(['unspoken']));
  });

  it('shows what was said instead', () => {
    const wrong =
      'A是李先生吧,我电信的张伟,工号1078,|C嗯|A来给您装电视,十三号下午过来|C好|A您是5栋501吧|C嗯|A我电话13307310001';
    expect(slotsOf(wrong).verdicts.map((v) => [v.id, v.state, v.heard])).toEqual([
      ['customerName', 'mismatch', '李先生'],
      ['appointment', 'mismatch', '十三号下午'],
      ['address', 'mismatch', '5栋'],
      ['staffName', 'mismatch', '张伟'],
      ['staffId', 'mismatch', '1078'],
      ['staffPhone', 'mismatch', '13307310001'],
      ['service', 'mismatch', '电视'],
    ]);
  });

  it('hears a call in which values are misheard, put right one by one and told in pieces', () => {
    const order: WorkOrder = {
      customerName: '谭桂花',
      service: ['宽带', '电视'],
      appointment: '7月8日下午',
      address: '雨湖区韶山东路86号金海花园5栋3单元204',
      staffName: '胡志勇',
      staffId: '3056',
      staffPhone: '15367320569',
    };
    const call = [
      'A喂,覃大姐吧?我电信局的小胡,工号三零五六',
      'C我姓谭',
      'A不好意思谭大姐。您那个宽带装机,8号上午三点左右',
      'C上午三点?',
      'A哦下午三点',
      'C行',
      'A韶山东路金海花园5栋304是吧',
      'C204',
      'A哦二零四,好',
      'A我电话一五三六七三二',
      'C嗯',
      'A零五六九',
    ].join('|');
    expect(new Set(Object.values(states(call, order)))).toEqual(new Set(['match']));
    expect(states(call.replace('零五六九', '零五九六'), order)).toMatchObject({ staffPhone: 'mismatch' });
    expect(states(call.replace('哦二零四', '哦'), order)).toMatchObject({ address: 'match' });
    expect(states(call.replace('C204', 'C是的').replace('哦二零四', '哦'), order)).toMatchObject({
      address: 'mismatch',
    });
  });

  it('lets a wrong value be put right, by the agent or by the customer to whom he gives in', () => {
    expect(states('A工号1078,不对,1087')).toMatchObject({ staffId: 'match' });
    expect(states('A您是5栋吧|C3栋|A哦3栋,记错了')).toMatchObject({ address: 'match' });
    expect(states('A您是5栋吧|C不是,3栋|A好的好的,不好意思')).toMatchObject({ address: 'match' });
    expect(states('A您是5栋吧|C嗯|A好的')).toMatchObject({ address: 'mismatch' });
    expect(states('A十三号过来行吗|C不是约的十二号吗|A对对,看错了')).toMatchObject({ appointment: 'match' });
  });

  it('does not hold a change that the customer agreed to against the order', () => {
    expect(states('A十二号上午行吗|C不行,十三号下午|A好,十三号下午')).toMatchObject({ appointment: 'match' });
    expect(states('A十二号上午来不了,改到十四号下午行吗|C行|A那十四号下午')).toMatchObject({ appointment: 'match' });
    const moved = { ...ORDER, appointment: '6月14日下午' };
    const call = 'A原来约的十二号上午来不了,改到十四号下午行吗|C行|A那十四号下午';
    expect(states(call, moved)).toMatchObject({ appointment: 'match' });
    expect(states(call.replaceAll('十四', '十五'), moved)).toMatchObject({ appointment: 'mismatch' });
    expect(states('A十二号上午行吗|C行|A那就十三号上午见')).toMatchObject({ appointment: 'mismatch' });
  });

  it('compares relative days with the day of the call only', () => {
    expect(states('A后天上午过来装')).toMatchObject({ appointment: 'match' });
    expect(states('A后天上午过来装', ORDER, '2024-06-11')).toMatchObject({ appointment: 'mismatch' });
    expect(states('A后天下午过来装')).toMatchObject({ appointment: 'mismatch' });
    expect(states('A后天过来装')).toMatchObject({ appointment: 'unspoken' });
    expect(states('A后天过来装', ORDER, '2024-06-10')).toMatchObject({ appointment: 'match' });
  });

  it('quotes the original to the letter and never fails, whatever is said', () => {
    const words = fc.string({
      unit: fc.constantFrom(...'王李先生强是我姓工号电话一二三0123十百点上午月日栋单元路宽带您,。?！-:|AC装来吧嗯那个'),
      maxLength: 80,
    });
    fc.assert(
      fc.property(words, words, words, (said, appointment, address) => {
        const script = `A${said}`;
        const transcript = callOf(script);
        for (const v of slotsOf(script, { ...ORDER, appointment, address }).verdicts) {
          expect(v.state === 'unspoken').toBe(v.evidence === null);
          if (v.evidence)
            expect(transcript.turns[v.evidence.turn]!.text.slice(v.evidence.start, v.evidence.end)).toBe(v.heard);
        }
      }),
    );
  });

  it('stays fast on a very long turn', () => {
    const hostile = [
      '一',
      '十二号上午',
      '1栋2单元301,',
      '一-',
      '1,',
      '四个零二',
      '王先生,李女士。',
      '我姓王李',
      '装网修电视',
    ];
    for (const word of hostile) {
      const before = process.cpuUsage();
      // A digit in between keeps the repeats from being taken for a stammer.
      slotsOf(`A${Array.from({ length: 1_500 }, (_, i) => word + (i % 7)).join('')}`, {
        ...ORDER,
        customerName: '王先先',
        address: '一一路一号'.repeat(1000),
      });
      expect(process.cpuUsage(before).user / 1_000, word).toBeLessThan(2000);
    }
  });
});
