import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findAppointment, sameDay, sameHour } from '../../src/match/appointments.ts';
import { readingOfValue } from '../../src/match/reading.ts';
import { timesIn } from '../../src/match/times.ts';
import { readingsOf } from './readings.ts';

const times = (text: string) => timesIn(readingsOf(`A${text}`)[0]!.text).map(({ from, to, ...time }) => time);

describe('timesIn', () => {
  it.each<[string, object[]]>([
    ['6月12日上午', [{ month: 6, day: 12, part: 'morning' }]],
    ['十二号上午九点半', [{ day: 12, part: 'morning', clock: { from: 570, to: 570 } }]],
    ['下周三下午', [{ weekdays: [3], week: 1, part: 'afternoon' }]],
    ['礼拜天', [{ weekdays: [7] }]],
    ['明天下午两三点', [{ ahead: 1, part: 'afternoon', clock: { from: 120, to: 180 } }]],
    ['九十点钟', [{ clock: { from: 540, to: 600 } }]],
    ['十一二点', [{ clock: { from: 660, to: 720 } }]],
    ['9:30-11:00', [{ clock: { from: 570, to: 660 } }]],
    ['2024-06-12 上午', [{ year: 2024, month: 6, day: 12, part: 'morning' }]],
    ['6.12上午', [{ month: 6, day: 12, part: 'morning' }]],
    ['后天,21号下午三点', [{ ahead: 2, day: 21, part: 'afternoon', clock: { from: 180, to: 180 } }]],
    [
      '十二号上午或者十三号下午',
      [
        { day: 12, part: 'morning' },
        { day: 13, part: 'afternoon' },
      ],
    ],
    ['明早八点', [{ ahead: 1, part: 'morning', clock: { from: 480, to: 480 } }]],
    ['初八上午', [{ lunarDay: 8, part: 'morning' }]],
    ['上午好', []],
    ['快一点', []],
    ['五点九', []],
    ['湘雅路12号', []],
    ['三号楼', []],
    ['按一号键', []],
    ['88号', []],
  ])('%s', (text, expected) => expect(times(text)).toEqual(expected));

  it('never fails and stays within the text', () => {
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.constantFrom(...'零一二十点号日月年周上下午早晚今明后天半到至:-/.，。初礼拜'),
          maxLength: 40,
        }),
        (text) => {
          for (const t of timesIn(text)) {
            expect(t.from).toBeLessThan(t.to);
            expect(t.to).toBeLessThanOrEqual(text.length);
          }
        },
      ),
    );
  });
});

describe('comparing times', () => {
  const time = (text: string) => timesIn(readingOfValue(text))[0]!;
  const day = (iso: string) => Date.parse(iso) / 86_400_000;

  it.each<[string, string, boolean | null]>([
    ['6月12日上午', '十二号', true],
    ['6月12日上午', '七月十二号', false],
    ['6月12日上午', '十三号', false],
    ['6月12日上午', '明天', null],
    ['6月12日上午', '周三', null],
    ['周六上午', '礼拜六', true],
    ['下周三', '这周三', false],
    ['明天上午', '后天', false],
    ['2024-06-12', '周三', true],
    ['2024-06-12', '周四', false],
  ])('day of %s and %s', (a, b, same) => expect(sameDay(time(a), time(b), null)).toBe(same));

  it.each<[string, string, string, boolean]>([
    ['6月12日上午', '明天', '2024-06-11', true],
    ['6月12日上午', '后天', '2024-06-11', false],
    ['6月12日上午', '周三', '2024-06-11', true],
    ['6月12日上午', '下周三', '2024-06-11', false],
    ['6月19日上午', '下周三', '2024-06-11', true],
    ['7月1日上午', '明天', '2024-06-30', true],
    ['1月1日上午', '明天', '2024-12-31', true],
    ['周六上午', '明天', '2024-06-14', true],
    ['周末', '后天', '2024-06-13', true],
  ])('day of %s and %s in a call of %s', (a, b, call, same) => expect(sameDay(time(a), time(b), day(call))).toBe(same));

  it.each<[string, string, boolean | null]>([
    ['上午', '九点半', true],
    ['上午', '三点', false],
    ['下午', '两点到三点', true],
    ['下午', '傍晚', true],
    ['下午', '晚上', false],
    ['14:00-16:00', '下午三点', true],
    ['14:30', '上午两点半', false],
    ['下午3点', '三点半', false],
    ['下午3点', '下午', true],
    ['上午9点', '下午', false],
    ['6月12日', '上午', null],
  ])('hour of %s and %s', (a, b, same) => expect(sameHour(time(a), time(b))).toBe(same));
});

describe('findAppointment', () => {
  const found = (script: string, order: string, call?: string) =>
    findAppointment(readingsOf(script), readingsOf(script, 'customer'), readingOfValue(order), call).map(
      (s) => `${s.part} ${s.agrees}`,
    );

  it.each<[string, string[]]>([
    ['A我十二号上午上门', ['day true', 'hour true']],
    ['A十二号下午来装可以吧', ['day true', 'hour false']],
    ['A明天上午过来装', ['hour true']],
    ['A明天过来装', []],
    ['A我下午给您打电话', []],
    ['A您12号报的修是吧', []],
    ['A您上午在家还是下午在家', []],
    ['A原来约的12号上午我来不了,改到14号下午行吗', ['day true', 'hour true']],
    ['A十三号上午行吗|C好|A那就十三号上午', ['day false', 'hour true']],
    ['A哪天方便|C十三号上午|A好,十三号上午', []],
    ['A现在是十八号了', []],
    ['A明天下午我再来一趟', []],
  ])('6月12日上午: %s', (script, sayings) => expect([...new Set(found(script, '6月12日上午'))]).toEqual(sayings));

  it('compares relative days when the day of the call is known', () => {
    expect(found('A明天上午过来装', '6月12日上午', '2024-06-11')).toEqual(['day true', 'hour true']);
    expect(found('A后天上午过来装', '6月12日上午', '2024-06-11')).toEqual(['day false', 'hour true']);
    expect(found('A明天过来装', '6月12日上午', 'yesterday')).toEqual([]);
  });
});
