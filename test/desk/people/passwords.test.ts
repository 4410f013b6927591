import { describe, expect, it } from 'vitest';
import { nameKey, properName } from '../../../src/desk/people/names.ts';
import { passwordRefusal } from '../../../src/desk/people/password-rules.ts';
import { hashPassword, isPassword } from '../../../src/desk/people/passwords.ts';
import { networkOf } from '../../../src/desk/people/tries.ts';

describe('a password', () => {
  it('is kept by scrypt with a salt of its own and what it costs, and only it fits', async () => {
    const [one, two] = [await hashPassword('柳树下的三只鹅 7'), await hashPassword('柳树下的三只鹅 7')];
    expect(one).toMatch(/^scrypt\$32768\$8\$3\$[\w-]{22}\$[\w-]{43}$/);
    expect(one).not.toBe(two);
    expect(await isPassword('柳树下的三只鹅 7', one)).toBe(true);
    // Full width, as another keyboard types it.
    expect(await isPassword('柳树下的三只鹅　７', one)).toBe(true);
    expect(await isPassword('柳树下的三只鹅 8', one)).toBe(false);
    expect(await isPassword('', null)).toBe(false);
  });

  it.each([
    ['short', 'TOO_SHORT'],
    ['十一个字的密码还不够长', 'TOO_SHORT'],
    ['x7!kPz02mQ4', 'TOO_SHORT'],
    [`${'xyz!'.repeat(32)}x`, 'TOO_LONG'],
    ['123456789012', 'TOO_COMMON'],
    ['sapoiuytrewq', 'TOO_COMMON'],
    ['Password1234', 'TOO_COMMON'],
    ['woaini1314520', 'TOO_COMMON'],
    ['dianxin10000!', 'TOO_COMMON'],
    ['8613812345678', 'TOO_COMMON'],
    ['1990010119900101', 'TOO_COMMON'],
    ['aaaaaaaaaaaa', 'TOO_COMMON'],
    ['abcabcabcabc', 'TOO_COMMON'],
    ['ｑｗｅｒｔｙｕｉｏｐａｓ', 'TOO_COMMON'],
    ['wangqiang1032', 'HOLDS_NAME'],
    ['WangQiang#99', 'HOLDS_NAME'],
    ['correct horse battery', null],
    ['柳树下的三只白鹅正在睡觉', null],
    ['x7!kPz02mQ4w', null],
    ['😀 is one kP', 'TOO_SHORT'],
    ['😀 is one kP7', null],
  ])('%s is answered with %s', (password, refusal) => {
    expect(passwordRefusal(password, 'wangqiang')).toBe(refusal);
  });
});

describe('a name', () => {
  it('is letters and digits of any script, and nothing that hides or turns the line', () => {
    expect(['李老师', '王强1032', 'O.Li-2', ' 赵敏 ', 'ＡＢ'].map(properName)).toEqual([
      '李老师',
      '王强1032',
      'O.Li-2',
      '赵敏',
      'AB',
    ]);
    for (const wrong of [
      '',
      ' ',
      '<b>x</b>',
      'a\nb',
      'a\u202eb',
      'a\u200bb',
      '-a',
      'a'.repeat(41),
      '=1+1',
      '\u001b[2J',
    ])
      expect(properName(wrong), JSON.stringify(wrong)).toBe(null);
    expect(nameKey('ＷＡＮＧ ')).toBe('wang');
  });
});

describe('an address', () => {
  it('counts with its network', () => {
    expect(networkOf('192.0.2.7')).toBe('192.0.2.7');
    expect(networkOf('::ffff:192.0.2.7')).toBe('192.0.2.7');
    expect(networkOf('2001:db8:1:2:3:4:5:6')).toBe('2001:db8:1:2::/64');
    expect(networkOf('2001:DB8:0001:2::9')).toBe('2001:db8:1:2::/64');
    expect(networkOf('2001:db8::9')).toBe('2001:db8:0:0::/64');
    expect(networkOf('::1')).toBe('0:0:0:0::/64');
    expect(networkOf('fe80::1%eth0')).toBe('fe80:0:0:0::/64');
  });
});
