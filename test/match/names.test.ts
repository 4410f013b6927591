import { describe, expect, it } from 'vitest';
import { findStaff } from '../../src/match/introductions.ts';
import { findCustomer } from '../../src/match/names.ts';
import type { Saying } from '../../src/match/reading.ts';
import { findService } from '../../src/match/services.ts';
import { personName } from '../../src/match/surnames.ts';
import { readingsOf } from './readings.ts';

/** As the slot is settled: one agreeing saying is enough. */
const state = (sayings: readonly Saying[]): boolean | null =>
  sayings.length === 0 ? null : sayings.some((s) => s.agrees);

describe('personName', () => {
  it.each<[string, [string, string] | null]>([
    ['王建国', ['王', '建国']],
    ['欧阳春', ['欧阳', '春']],
    ['欧阳', ['欧阳', '']],
    ['王先生', ['王', '']],
    ['王*', ['王', '']],
    ['王某某', ['王', '']],
    ['王建国（父亲）', ['王', '建国']],
    ['长沙宏达公司', null],
    ['123', null],
  ])('%s', (value, parts) => {
    const name = personName(value);
    expect(name && [name.surname, name.given]).toEqual(parts);
  });
});

describe('findCustomer', () => {
  it.each<[string, string, boolean | null]>([
    ['王建国', 'A请问是王先生吗', true],
    ['王建国', 'A请问是汪先生吗', true],
    ['王建国', 'A王老板您好', true],
    ['王建国', 'A建国大哥您好', true],
    ['王建国', 'A老王啊,我电信的', true],
    ['王建国', 'A请问是李先生吗', false],
    ['王建国', 'A是王建军吗', false],
    ['王建国', 'A是黄志强吗', false],
    ['王建国', 'A感谢刘老师的配合', false],
    ['王建国', 'A请问是刘先生吗|C我姓王|A哦王先生您好', true],
    ['王建国', 'A刚才给张先生装完,马上到您那', null],
    ['王建国', 'A您好,我是王先生', null],
    ['王建国', 'A请问您是安装宽带吗', null],
    ['王建国', 'A请问您现在是方便吗', null],
    ['王建国', 'A老板娘您好', null],
    ['欧阳春', 'A欧阳女士您好', true],
    ['欧阳春', 'A欧先生您好', false],
    ['欧春', 'A欧阳先生您好', false],
    ['莫小兰', 'A莫女士您好', true],
    ['何翠芳', 'A何翠云吧', false],
    ['何翠芳', 'A和翠方女士吗', true],
    ['石磊', 'A石雷是吧', true],
    ['石磊', 'A石强是吧', false],
    ['雷雨', 'A外面打雷雨太大了', null],
    ['谢芳', 'A谢谢您,再见', null],
  ])('%s: %s', (name, script, agrees) =>
    expect(state(findCustomer(readingsOf(script), personName(name)!))).toBe(agrees));
});

describe('findStaff', () => {
  it.each<[string, string, boolean | null]>([
    ['李强', 'A我是电信公司的李强', true],
    ['李强', 'A我姓黎,工号1087', true],
    ['李强', 'A我是小李,电信的', true],
    ['李强', 'A您叫我李师傅就行', true],
    ['李强', 'A免贵姓李', true],
    ['李强', 'A我姓张,工号1087', false],
    ['李强', 'A我是长沙电信的张伟,来装宽带', false],
    ['李强', 'A我是电信公司装维员陈志明,工号1087', false],
    ['李强', 'A我是小吴,电信的', false],
    ['李强', 'A我是安装师傅,马上到', null],
    ['李强', 'A我让同事小张过来', null],
    ['李强', 'A我是王师傅的徒弟', null],
    ['李强', 'A姓王是吧', null],
    ['向云', 'A我湘西电信的向芸', true],
    ['向云', 'A向您说明一下', null],
    ['贺建军', 'A我电信的贺建明', false],
  ])('%s: %s', (name, script, agrees) => expect(state(findStaff(readingsOf(script), personName(name)!))).toBe(agrees));
});

describe('findService', () => {
  it.each<[string[], string, boolean | null]>([
    [['宽带'], 'A您办的宽带装机', true],
    [['宽带'], 'A您办的款待移机', true],
    [['宽带'], 'A您家要装网是吧', true],
    [['宽带'], 'A来给您装电视', false],
    [['宽带'], 'A您报的座机维修', false],
    [['宽带'], 'A我是来修电视的|C我报的是宽带|A对,宽带', true],
    [['宽带'], 'A光猫亮红灯不', null],
    [['宽带'], 'A等下给您打电话', null],
    [['宽带'], 'A您电视看不看得到', null],
    [['电话'], 'A您报的电话维修', true],
    [['电话'], 'A我给您打电话', null],
    [['电视'], 'A给您装机顶盒', true],
    [['电视'], 'A来给您装网的', false],
    [['电视', '宽带'], 'A给您装宽带', true],
    [['翼支付'], 'A您办的翼支付', true],
    [['翼支付'], 'A您办的宽带', null],
  ])('%s: %s', (order, script, agrees) => expect(state(findService(readingsOf(script), order))).toBe(agrees));
});
