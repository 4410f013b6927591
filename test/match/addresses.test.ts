import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseAddress } from '../../src/match/address-parts.ts';
import { findAddress } from '../../src/match/addresses.ts';
import { readingOfValue } from '../../src/match/reading.ts';
import { readingsOf } from './readings.ts';

const parts = (value: string) => {
  const { names, numbers } = parseAddress(readingOfValue(value));
  return [...names.map((n) => n.core + n.direction + n.suffix), ...numbers.map((n) => `${n.level} ${n.number}`)].join(
    ', ',
  );
};

describe('parseAddress', () => {
  it.each([
    ['芙蓉区解放中路12号3栋2单元501号', '芙蓉区, 解放中路, gate 12, building 3, entrance 2, room 501'],
    ['望城区金星北路一段344号', '望城区, 金星北路, section 1, gate 344'],
    ['石峰区响石广场旁建设村14栋203', '石峰区, 响石广场, 建设村, building 14, room 203'],
    ['长沙市麓谷小区8栋1-1102', '长沙市, 麓谷小区, building 8, entrance 1, room 1102'],
    ['圭塘街道桂花社区3-2-501', '圭塘街道, 桂花社区, building 3, entrance 2, room 501'],
    ['宁乡市双凫铺镇合星村老屋组', '宁乡市, 双凫铺镇, 合星村, 老屋组'],
    ['阳光100 3栋A座1203', '阳光一零零, building 3, building a, room 1203'],
    ['碧桂园3#楼501', '碧桂园, building 3, room 501'],
    ['八一路27号', '八一路, gate 27'],
  ])('%s', (value, expected) => expect(parts(value)).toBe(expected));
});

/** The state of each part after the last saying of it: all agree, one differs, or nothing was said. */
function state(script: string, order: string): boolean | null {
  const last = new Map(
    findAddress(readingsOf(script), parseAddress(readingOfValue(order))).map((s) => [s.part, s.agrees]),
  );
  return last.size === 0 ? null : [...last.values()].every(Boolean);
}

describe('findAddress', () => {
  const order = '芙蓉区解放中路12号3栋2单元501号';
  it.each<[string, boolean | null]>([
    ['A地址是解放中路12号3栋2单元501对吧', true],
    ['A地址是解放中路十二号三栋二单元五百零一对吧', true],
    ['A您是3栋501对吧', true],
    ['A二单元五零一,三栋,解放路那个', true],
    ['A地址3-2-501对吧', true],
    ['A街放中路十二号三动二单元五零一对不', true],
    ['A您那边501对吧', true],
    ['A地址是解放中路21号3栋2单元501对吧', false],
    ['A您是5栋501对吧', false],
    ['A您家在解放西路是吧', false],
    ['A您家地址是五一大道12号3栋吧', false],
    ['A地址是解放中路12号5栋|C是3栋|A哦,3栋,记错了', true],
    ['A我到您楼下了,是5栋吧', false],
    ['A我在5栋做完就过来', null],
    ['A上一家在8栋2单元,做完就来', null],
    ['A我是芙蓉区分公司的', null],
    ['A十二号上午我过来', null],
    ['A路由器放一楼还是二楼', null],
    ['A地址还是单子上那个没变吧', null],
  ])('%s', (script, agrees) => expect(state(script, order)).toBe(agrees));

  it.each<[string, string, boolean | null]>([
    ['雨花区桂花苑小区8栋602', 'A您在碧桂园8栋602是吧', false],
    ['雨花区桂花苑小区8栋602', 'A桂花苑八栋六零二室', true],
    ['岳麓区望月湖四片区9栋', 'A妄月湖四片九栋对吧', true],
    ['岳麓区望月湖四片区9栋', 'A望月湖三片九栋对吧', false],
    ['浏阳市永和镇石江村五组', 'A您是石江村三组的吧', false],
    ['开福区湘江世纪城6栋2单元1203室', 'A世纪城六栋二单元幺二零三', true],
    ['梅溪湖路230号8栋1单元2304', 'A8栋23楼4号是吧', true],
    ['梅溪湖路230号8栋1单元2304', 'A您是8栋24楼的吧', false],
    ['船山大道15号A栋1602', 'AB栋1602对吧', false],
    ['建湘路7号2栋301', 'A建湘南路七号二栋三零一', false],
  ])('%s: %s', (value, script, agrees) => expect(state(script, value)).toBe(agrees));

  it('agrees in any order of the parts, and differs with any other number', () => {
    const n = fc.integer({ min: 1, max: 30 });
    fc.assert(
      fc.property(n, n, n, fc.constantFrom(0, 1, 2), fc.boolean(), (building, entrance, door, which, turned) => {
        const room = 100 * entrance + door;
        const say = (b: number, e: number, r: number) => {
          const said = [`${b}栋`, `${e}单元`, `${r}室`];
          return `A您家是${(turned ? said.reverse() : said).join(',')}对吧`;
        };
        const value = `桂花路5号${building}栋${entrance}单元${room}`;
        expect(state(say(building, entrance, room), value)).toBe(true);
        const wrong = [building, entrance, room].map((x, k) => (k === which ? x + 1 : x)) as [number, number, number];
        expect(state(say(...wrong), value)).toBe(false);
      }),
    );
  });

  it('never fails, whatever the order and the words', () => {
    const words = fc.string({
      unit: fc.constantFrom(...'芙蓉区解放中路一二十百号栋单元室楼村组#-，。a座的吧我在您'),
      maxLength: 60,
    });
    fc.assert(fc.property(words, words, (value, said) => state(`A${said}`, value) !== undefined));
  });
});
