import { LONGEST, SHORTEST } from '../password-lengths.ts';
import { nameKey } from './names.ts';

/** Why a password cannot be taken; any characters may be in it. */
export type PasswordRefusal = 'TOO_SHORT' | 'TOO_LONG' | 'TOO_COMMON' | 'HOLDS_NAME';

/** What people write most when ten characters or more are asked for, here and abroad; in small letters. */
const COMMON = new Set(
  `1234567890 0123456789 9876543210 0987654321 12345678910 123456789a a123456789 aa123456789 abc123456789 abcd123456
  123456789abc 1234567890a 123456789q q123456789 qq123456789 w123456789 z123456789 123456789z 1q2w3e4r5t 1qaz2wsx3edc
  1qazxsw23edc qazwsxedcrfv qwertyuiop qwertyuiop123 asdfghjkl123 zxcvbnm123 qwer123456 qwerty1234 qwerty12345 qwe123456789
  asd123456789 zxc123456789 password12 password123 password1234 password12345 passw0rd123 p@ssw0rd123 p@ssword123
  password!23 admin12345 admin123456 admin888888 administrator root123456 test123456 testtest123 user123456 guest12345
  welcome123 welcome1234 letmein123 iloveyou123 iloveyou1314 woaini1314 woaini520 woaini1314520 woaini521 woaini5201314
  aini1314520 5201314520 5201314000 1314520520 520131452013 1314521521 woaizhongguo zhongguo123 zhongguo1949 beijing2008
  changsha123 changsha0731 hunan123456 hunandianxin dianxin123 dianxin10000 dianxin1234 zhongguodianxin chinatelecom
  chinatelecom123 telecom123 telecom1234 telecom10000 huashu1234 huashu12345 huashu123456 huashudesk 1000010000
  10000100001 zhuangwei123 kuandai123 kuandai1234 abcdefghij abcdefghijk abcdefg123 abcdefg1234 abcd12345678 abc1234567
  a1b2c3d4e5 a1234567890 1a2b3c4d5e 1234abcd1234 12345abcde abcde12345 12345qwert qwert12345 asdfg12345 1122334455
  11223344556 112233445566 1029384756 147258369 1472583690 14725836900 3692581470 7894561230 1597534682 789456123a
  147258369a 123123123a 123123123123 123321123321 321321321321 112112112112 147147147147 aaa1234567 aaaa123456 aaaaa12345
  wodemima123 mima123456 mima1234567 wangluo123 diannao123 qq1234567890 weixin1234 weixin123456 taobao123456
  football123 baseball123 superman123 dragon12345 monkey12345 sunshine123 princess123 whatever123 trustno1trustno1
  changeme123 changeme1234 default123 secret12345 master12345 computer123 internet123 samsung123 huawei12345 xiaomi12345`
    .trim()
    .split(/\s+/),
);

const KEYS = [
  '01234567890123456789',
  'abcdefghijklmnopqrstuvwxyz',
  'qwertyuiopasdfghjklzxcvbnm',
  '1qaz2wsx3edc4rfv5tgb',
];
/** A run along an alphabet, the digits or the keyboard, either way. */
const isRun = (text: string): boolean =>
  KEYS.some((keys) => keys.includes(text) || [...keys].reverse().join('').includes(text));
/** One piece again and again, such as 123123123123. */
const isRepeated = (text: string): boolean => /^(.{1,4})\1+.{0,3}$/u.test(text);
const isMobileNumber = (text: string): boolean => /^(86|\+86)?1[3-9]\d{9}$/.test(text);
/** Two birthdays, or one with a sign or two. */
const isDates = (text: string): boolean => /^((19|20)\d{2}(0\d|1[0-2])([0-2]\d|3[01]).{0,2})+$/.test(text);

const isCommon = (text: string): boolean =>
  COMMON.has(text) ||
  COMMON.has(text.replace(/[!.@#]+$/, '')) ||
  new Set(text).size < 4 ||
  isRun(text) ||
  isRepeated(text) ||
  isMobileNumber(text) ||
  isDates(text);

/** Why somebody cannot have a password; `null` when he can. */
export function passwordRefusal(password: string, name: string): PasswordRefusal | null {
  const text = password.normalize('NFKC');
  const { length } = [...text];
  if (length < SHORTEST) return 'TOO_SHORT';
  if (length > LONGEST) return 'TOO_LONG';
  const plain = text.toLowerCase();
  if (isCommon(plain)) return 'TOO_COMMON';
  const key = nameKey(name);
  return key.length >= 2 && plain.includes(key) && length - [...key].length < 8 ? 'HOLDS_NAME' : null;
}
