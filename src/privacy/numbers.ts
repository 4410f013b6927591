import { piecesIn } from '../match/digits.ts';
import type { Edit } from './edits.ts';
import type { StandIns } from './stand-ins.ts';

/** A number as it stands in a turn, or a part of one. */
interface Part {
  readonly turn: number;
  readonly start: number;
  readonly end: number;
  readonly digits: string;
  /** Said as a number (一百五, 二十), not digit by digit. */
  readonly isAmount: boolean;
}
/** A number told in one or several parts. */
interface Told {
  readonly parts: readonly Part[];
  /** Its digits, and for each part the place of its first digit. */
  readonly digits: string;
  readonly offsets: readonly number[];
  readonly kind: 'phone' | 'account';
}

const AMOUNT = /[十百千万廿]/;
const SHORTEST_NUMBER = 7;
const LONGEST_GAP = 12;
const MOST_PARTS = 24;
/** Numbers that everybody may know: hotlines, emergencies. */
const SERVICE =
  /^(10000|1000[1-9]|100(10|11|15|16|50|60|86|99)\d{0,2}|1008611|10086[0-9]|11\d|12[02]|12[1-9]\d{2}|123\d{2}|118\d{2,3}|9[5-9]\d{3,4}|[48]00\d{7}|1258\d|17951)$/;
const DATE = /^(19|20)\d\d(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(\d{4}(\d\d)?)?$/;
/** Words between the parts of one number. */
const JOINERS = /^(?:[，。？.:#/-]|然后|接着|再|后面|中间|最后|对|好|是|的|就|那个|记到|记了)*$/;
const PHONE =
  /(电话|手机|号码|座机|固话|联系方式|微信|尾号|尾数|打|拨|呼|找我|联系|存|加)[^。？]{0,10}$|(机主|本机|小灵通)[^。？]{0,6}$/;
const ACCOUNT =
  /(账号|帐号|账户|帐户|卡号|户号|宽带号|用户号|客户号|编码|编号|工号|公号|工牌|牌号|员工号|订单|工单|单号|流水号|身份证|证件|护照|设备号|序列号|串号|串码|验证码|校验码|密码|口令|识别码|合同号|协议号|银行卡|存折|sn|mac|imei|iccid|loid|id|号是|后[三四五六]位|末[三四]位|尾号|尾数)[^。？一二三四五六七八九零]{0,8}$/;
/** 1087号装维为您服务. */
const SERVING = /^(号(装维|师傅|员工|工程师|维护|服务|为)|号?[，。]?(那|这)?就?是我的?工号)/;
/** 电信的尹超群，8261。: somebody says who he is, and his number behind it. */
const NAMED = /(电信|分局|公司|装维|师傅|装机)[^。？]{0,12}[\u4e00-\u9fff]{2}[，，]?$/;
const NAMED_BEHIND = /^([，。？]|号[，。？]?(?!上|下|来|过))/;
/** The check digit of an identity card. */
const CHECK = /^[，]?(x|叉|艾克斯|埃克斯)(?![a-z])/;
const SHORTEST_SHOWN = 2;

/**
 * Edits for telephone numbers, identity cards, accounts and staff numbers, in one piece or in several, over pauses and turns.
 * @param plains the turns, as plainOfTurn has them
 */
export function numberEdits(plains: readonly string[], originals: readonly string[], ins: StandIns): Edit[][] {
  const edits: Edit[][] = plains.map(() => []);
  const groups = toldTogether(plains);
  const told = groups.flatMap((parts) => toldBy(parts, plains, ins.numbers()));
  // The longest first: parts of them that are said again get the digits that stand for theirs.
  for (const t of [...told].sort((a, b) => b.digits.length - a.digits.length)) addEdits(t, originals, ins, edits);
  return edits.map((list) => list.sort((a, b) => a.start - b.start));
}

/** Numbers that follow each other with nothing but pauses between. */
function toldTogether(plains: readonly string[]): Part[][] {
  const groups: Part[][] = [];
  plains.forEach((plain, turn) => {
    for (const { from, to, digits } of piecesIn(plain)) {
      const check = /^\d{17}$|^\d{3}$|^\d{4}$/.test(digits) ? CHECK.exec(plain.slice(to, to + 5)) : null;
      const part = { turn, start: from, end: to, digits, isAmount: AMOUNT.test(plain.slice(from, to)) };
      const group = groups.at(-1);
      const last = group?.at(-1);
      const open = group && last && group.length < MOST_PARTS && !(turn > last.turn && isWhole(group, part));
      if (open && follows(last, part, plains)) group.push(part);
      else groups.push([part]);
      const all = groups.at(-1)!;
      // An identity card ends in X: it is masked with the digits before it.
      if (check && all.reduce((n, p) => n + p.digits.length, 0) === 17) {
        const letter = to + check[0].length - check[1]!.length;
        all.push({ turn, start: letter, end: to + check[0].length, digits: 'x', isAmount: false });
      }
    }
  });
  return groups;
}

/** Whether the next turn's number cannot be a part of this one: a mobile number has eleven digits, and 一定 and 十八号 begin sentences. */
const isWhole = (group: readonly Part[], next: Part): boolean =>
  next.digits.length < 2 || next.isAmount || /^1[3-9]\d{9}$/.test(joined(group).digits);

function follows(a: Part, b: Part, plains: readonly string[]): boolean {
  if (isService(a) || isService(b)) return false;
  if (a.turn === b.turn) return b.start - a.end <= LONGEST_GAP && JOINERS.test(plains[a.turn]!.slice(a.end, b.start));
  if (b.turn - a.turn > 2) return false;
  const tail = plains[a.turn]!.slice(a.end);
  const between = plains.slice(a.turn + 1, b.turn).join('');
  return (
    tail.length <= LONGEST_GAP &&
    b.start <= LONGEST_GAP &&
    between.length <= LONGEST_GAP &&
    JOINERS.test(tail) &&
    JOINERS.test(plains[b.turn]!.slice(0, b.start)) &&
    /^(?:[，。？]|对|好|是|的|你说|你讲|记)*$/.test(between)
  );
}

/** What a group of parts tells: one number, the number that some of them are, or nothing that has to be masked. */
function toldBy(parts: readonly Part[], plains: readonly string[], known: readonly string[]): Told[] {
  const whole = joined(parts);
  const ahead = plains[parts[0]!.turn]!.slice(Math.max(0, parts[0]!.start - 24), parts[0]!.start);
  const last = parts.at(-1)!;
  const behind = plains[last.turn]!.slice(last.end, last.end + 10);
  const named =
    /^\d{4,5}$/.test(whole.digits) && NAMED.test(ahead) && NAMED_BEHIND.test(behind) && !parts.some((p) => p.isAmount);
  const account = ACCOUNT.test(ahead) || SERVING.test(behind) || named;
  const phone = PHONE.test(ahead) || /^[，]?(是我的?|这个)?(电话|手机|号码)/.test(behind);
  const kind = kindOf(whole.digits, account, phone);
  const shown = account ? SHORTEST_SHOWN : SHORTEST_NUMBER;
  if (SERVICE.test(whole.digits) && !(account && whole.digits.length < 5)) return [];
  if (known.some((k) => k === whole.digits || tells(k, whole.digits))) return [{ ...whole, parts, kind }];
  if (parts.length > 1 && parts.some((p) => p.isAmount))
    return withoutAmounts(parts).flatMap((run) => toldBy(run, plains, known));
  if (DATE.test(whole.digits) && !account && !phone) return [];
  const tail = phone && /(尾号|尾数|后[三四]位|末[三四]位)[^。？]{0,4}$/.test(ahead);
  if (whole.digits.length < shown && !tail) return [];
  if (parts.every((p) => p.isAmount) && whole.digits.length < (account ? 4 : 9)) return [];
  return [{ ...whole, parts, kind }];
}

/** The parts between amounts, and each amount by itself. */
function withoutAmounts(parts: readonly Part[]): Part[][] {
  const runs: Part[][] = [];
  for (const part of parts) {
    const last = runs.at(-1);
    if (last && !part.isAmount && !last.some((p) => p.isAmount)) last.push(part);
    else runs.push([part]);
  }
  return runs;
}

/** A part of a known number, long enough not to be one by chance. */
const tells = (known: string, digits: string): boolean =>
  digits.length >= 4 && known.length >= SHORTEST_NUMBER && known.includes(digits);

const isService = ({ digits }: Part): boolean => digits.length >= 5 && SERVICE.test(digits);

const kindOf = (digits: string, account: boolean, phone: boolean): Told['kind'] =>
  /^(86)?1[3-9]\d{9}$|^0\d{9,11}$/.test(digits) || (phone && !account) || (!account && digits.length <= 8)
    ? 'phone'
    : 'account';

/** Parts put together; one that says again what was just said adds nothing, one that begins anew starts over. */
function joined(parts: readonly Part[]): { digits: string; offsets: number[] } {
  let digits = '';
  const offsets: number[] = [];
  for (const [i, part] of parts.entries()) {
    const again = i > 0 && part.turn !== parts[i - 1]!.turn && digits.endsWith(part.digits);
    const anew = i > 0 && part.digits.length > digits.length && part.digits.startsWith(digits);
    if (anew) digits = '';
    offsets.push(again ? digits.length - part.digits.length : digits.length);
    if (!again) digits += part.digits;
  }
  return { digits, offsets };
}

function addEdits(told: Told, originals: readonly string[], ins: StandIns, edits: Edit[][]): void {
  const { digits } = told;
  const known = ins.numbers();
  const whole = known.includes(digits) ? undefined : known.find((number) => tells(number, digits));
  const stands = whole === undefined ? ins.number(digits) : partOf(ins.number(whole), whole.indexOf(digits), digits);
  told.parts.forEach((part, k) => {
    const own = stands.slice(told.offsets[k]!, told.offsets[k]! + part.digits.length);
    for (const edit of written(part, own, originals[part.turn]!)) edits[part.turn]!.push({ ...edit, kind: told.kind });
  });
}

const partOf = (stands: string, at: number, digits: string): string => stands.slice(at, at + digits.length);

const HAN = '零一二三四五六七八九';
const inScript = (digits: string, han: boolean): string =>
  han ? [...digits].map((d) => HAN[Number(d)]!).join('') : digits;

/** The digits that stand for a part's, in its script: character for character where it was told so, else for the whole of it. */
function written({ start, end, digits }: Part, stands: string, original: string): Omit<Edit, 'kind'>[] {
  if (digits.length !== end - start) {
    const letters = /^[a-z]*/.exec(digits)![0].length;
    const han = /[\u4e00-\u9fff]/.test(original.slice(start, end));
    return [{ start: start + letters, end, text: inScript(stands.slice(letters), han) }];
  }
  const edits: Omit<Edit, 'kind'>[] = [];
  for (let k = 0; k < digits.length; k += 1) {
    if (/[a-z]/.test(digits[k]!) && digits !== 'x') continue;
    const han = /[\u3007\u4e00-\u9fff]/.test(original[start + k]!);
    edits.push({ start: start + k, end: start + k + 1, text: inScript(stands[k]!, han) });
  }
  return edits;
}
