import { type Piece, soundsOf, tells, toldTogether } from './digits.ts';
import { after, before, type Reading, type Saying, saying } from './reading.ts';

/** The fewest digits that are a telephone number rather than a service number (10000, 96531). */
const SHORTEST_PHONE = 7;
const LONGEST_PHONE = 15;
const SHORTEST_PART = 4;
/** Somebody else's number, or no telephone number at all. */
const NOT_OWN =
  /(你(?!(们)?(记|存|打|拨|加|找|回|听|写|拿|抄|直接|有))[^我，]{0,8}(电话|手机|号码|号|联系方式|微信|卡)|(账号|帐号|账户|密码|订单|工单|单号|设备|序列|身份证|验证码|编码|串号|mac|sn|宽带号|客服|热线|投诉|物业|库房|仓库|营业厅|同事|班长|领导|主管|师傅|经理|前台|服务台|公司)(的)?(电话|手机|号码|号|座机)?)[^我。？]{0,6}$/;
const OWN =
  /(我|这边)[^你。？]{0,8}(电话|手机|号码|号|联系方式|微信)|(打|拨|联系|找|加|存|记)(我|一下|下)|联系电话|联系方式|手机号/;
const ENDING = /(尾号|尾数|末尾|结尾|后[三四]位|最后[三四]位|末[三四]位)[^，。？]{0,4}$/;

/**
 * Where the agent gives his telephone number, in one piece or in several. Pieces of at least four digits agree as a part of it.
 * @param expected one number, or several with a slash or comma between, any of which is right
 */
export function findPhone(readings: readonly Reading[], expected: string): Saying[] {
  const numbers = expected
    .split(/[/、,，;；|]/)
    .map((n) => n.replace(/\D/g, '').replace(/^86(?=1\d{10}$)/, ''))
    .filter((n) => n.length >= SHORTEST_PHONE && n.length <= LONGEST_PHONE);
  const all = numbers.map((n) => findNumber(readings, n));
  return all.find((sayings) => sayings.some((s) => s.agrees)) ?? all[0] ?? [];
}

function findNumber(readings: readonly Reading[], number: string): Saying[] {
  const found: Saying[] = [];
  for (const group of toldTogether(readings)) {
    const said = withoutCountry(group);
    const together = said.map((p) => p.digits).join('');
    const first = said[0]!;
    const ahead = before(first.reading.text, first.from, 24);
    if (ENDING.test(ahead)) {
      if (number.endsWith(together)) found.push(sayingOf(said, true));
      else if (/我/.test(ahead) && !NOT_OWN.test(ahead)) found.push(sayingOf(said, false));
      continue;
    }
    const telling = tells(number, said);
    const own = OWN.test(ahead) || OWN.test(after(first.reading.text, said.at(-1)!.to, 8));
    const local = together.length >= SHORTEST_PHONE && number.endsWith(together);
    if (telling === 'whole' || local) found.push(sayingOf(said, true));
    else if (NOT_OWN.test(ahead) || /^(400|800)/.test(together)) continue;
    else if (telling === 'part') {
      // Nobody stops after nine of eleven digits: one was left out.
      const short = together.length >= Math.max(SHORTEST_PHONE, number.length - 2);
      if (own && together.length >= SHORTEST_PART) found.push(sayingOf(said, !short));
    } else if (together.length >= (own ? SHORTEST_PHONE : 10) && (own || together.startsWith('1')))
      found.push(sayingOf(said, false));
  }
  if (found.some((s) => s.agrees)) return found;
  const misheard = bySound(readings, number);
  return misheard.length > 0 ? misheard : found;
}

const withoutCountry = (group: readonly Piece[]): readonly Piece[] => {
  const [first, ...rest] = group;
  return /^861\d/.test(first!.digits) ? [{ ...first!, digits: first!.digits.slice(2) }, ...rest] : group;
};

function bySound(readings: readonly Reading[], number: string): Saying[] {
  return readings.flatMap((reading) => {
    const at = soundsOf(number, reading);
    return at < 0 ? [] : [saying(reading, at, at + number.length, true, 'number', false)];
  });
}

/** A group over several utterances is shown by its longest stretch in one of them. */
function sayingOf(group: readonly Piece[], agrees: boolean): Saying {
  const inOne = new Map<Reading, Piece[]>();
  for (const piece of group) inOne.set(piece.reading, [...(inOne.get(piece.reading) ?? []), piece]);
  const size = (pieces: readonly Piece[]) => pieces.reduce((n, p) => n + p.digits.length, 0);
  const [longest] = [...inOne.values()].sort((a, b) => size(b) - size(a));
  return saying(longest![0]!.reading, longest![0]!.from, longest!.at(-1)!.to, agrees, 'number');
}

const STAFF_NUMBER =
  /([工公共宫功攻供]号|编号|员工号|工牌号?|牌号|服务号|代号)[^，。？]{0,3}[，：:]?[^，。？一二三四五六七八九零]{0,2}$/;
const NOT_STAFF_NUMBER = /(他|她|那个|哪个|谁|记得|客服|上次|上回|那位)[^，。？]{0,4}的?(工号|编号)[^，。？]{0,4}$/;
/** 1087号装维为您服务: a number of this shape is a staff number without the word for it. */
const SERVING = /^(号(装维|师傅|员工|工程师|维护|服务|为)|号?[，。]?(那|这)?就?是我的?工号)/;

/**
 * Where the agent gives his staff number.
 * @param named where he names himself: a number of the right length right behind it is his staff number
 */
export function findStaffId(readings: readonly Reading[], expected: string, named: readonly Saying[]): Saying[] {
  const id = expected.toLowerCase().replace(/[^a-z0-9]/g, '');
  const number = id.replace(/\D/g, '');
  if (number === '') return [];
  const agreesWith = (digits: string) => digits === id || digits === number;
  const nameEnds = new Set(named.map((n) => `${n.reading.utterance.index}:${n.end}`));
  const isRightBehind = ({ reading, from }: Piece) => nameEnds.has(`${reading.utterance.index}:${reading.at[from]!}`);
  const found: Saying[] = [];
  for (const group of toldTogether(readings)) {
    const first = group[0]!;
    const ahead = before(first.reading.text, first.from, 16);
    const called = STAFF_NUMBER.test(ahead) && !NOT_STAFF_NUMBER.test(ahead);
    const last = group.at(-1)!;
    const behindName = first.digits.length === number.length && isRightBehind(first);
    const shown = called || behindName || SERVING.test(last.reading.text.slice(last.to, last.to + 9));
    const whole = wholeWithin(group, agreesWith);
    if (whole) {
      if (shown || (number.length >= 4 && whole.length === group.length)) found.push(sayingOf(whole, true));
    } else if (shown) {
      const digits = group.map((p) => p.digits).join('');
      const part = ENDING.test(ahead) && number.endsWith(digits);
      if (part || digits.length >= 2) found.push(sayingOf(toLength(group, number.length), part));
    }
  }
  if (found.some((s) => s.agrees)) return found;
  const misheard = idBySound(readings, number);
  return misheard.length > 0 ? misheard : found;
}

/** The first pieces of a group that together make the number: 工号1087，13307310000 is told in one breath. */
function wholeWithin(group: readonly Piece[], agreesWith: (digits: string) => boolean): readonly Piece[] | null {
  for (let from = 0; from < group.length; from += 1) {
    let together = '';
    for (let to = from; to < group.length; to += 1) {
      together += group[to]!.digits;
      if (agreesWith(together)) return group.slice(from, to + 1);
    }
  }
  return null;
}

/** As many pieces as it takes to say `length` digits. */
function toLength(group: readonly Piece[], length: number): readonly Piece[] {
  let [n, count] = [0, 0];
  while (count < group.length && n < length) n += group[count++]!.digits.length;
  return group.slice(0, count);
}

function idBySound(readings: readonly Reading[], number: string): Saying[] {
  if (number.length < 3) return [];
  return readings.flatMap((reading) => {
    const at = soundsOf(number, reading);
    return at >= 0 && STAFF_NUMBER.test(before(reading.text, at, 16))
      ? [saying(reading, at, at + number.length, true, 'number', false)]
      : [];
  });
}
