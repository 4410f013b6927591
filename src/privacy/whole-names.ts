import { isPlainSurname, surnameLength } from '../match/surnames.ts';
import { type FoundName, isNobody, LONG_TITLES, NEVER_GIVEN, NO_GIVEN, nameOf, ORDINARY, slice } from './name-words.ts';

/** 肖女士, 李姐 are surnames with a form of address. */
const TITLED = new RegExp(`^(?:${LONG_TITLES}|[总姐哥叔姨嫂婶])`);
const ANY_TITLE = new RegExp(`^(?:${LONG_TITLES}|[总姐哥叔姨伯嫂爹爷婶生])`);
const INTRODUCING =
  /(我是|我叫|叫做?|名叫|名字是|姓名是?|户主是?|机主是?|联系人是?|登记的?(名字)?是?|名字|我[^，。？]{0,6}(电信|公司|局)的?|(电信|公司|分局|支局|局|营业厅|班组|网格)(公司)?的?(装维|维护|维修|安装)?(师傅|人员|工程师|经理|员|员工)?|(装机|装维|维修|维护|夜班|装宽带|修宽带|负责装机|负责维修)上?的|(装维|维护|维修|装机|师傅|人员|工程师|经理|班长|员工|员|同事|领导|队长))$/;
/** A clause begins, or whoever speaks is at its beginning. */
const PAUSE = /(^|[，。？0])$/;
const ASKING =
  /(你好|喂|我|的|请问|请问你?是|是不是|你是|是|找|找一下|叫|喊|让|派|给|跟|帮|儿子|女儿|爱人|老公|老婆|堂客|父亲|母亲|爸爸|妈妈|朋友|邻居|同事|本人)$/;
const BEHIND =
  /^([，。？0]|吗|吧|本人|是吗|是吧|是不是|不是|对吗|对吧|对不|不[，。？]|啵|工号|编号|来|过|的(电话|号码|家|名字|身份证|单子|宽带)|这边|家|给|为|在|负责|现在|先生|女士|老师|师傅|小姐|大|同志|经理|老板|接|帮|联系)/;
/** Words for a name right before it. */
const NAMED = /(叫做?|名字叫?是?|[姓全]名叫?是?|主(是|叫)|联系人(是|叫)?)$/;
const OWN_NAME = /(我叫|名字叫?是?|[姓全]名叫?是?|主(是|叫)|联系人(是|叫)?)$/;
/** What stands behind a whole name where somebody is introduced. */
const STRICT_BEHIND = /^([，。]|[，。]?(本人|工号|来给|来帮|来装|来修|现在|负责|为你))/;
/** A staff number right behind a name. */
const WITH_NUMBER = /^[，。]?([工公宫功]号|工牌|编号|0{3})/;
const AFTER_COMPANY = /(电信|公司|局|装机|装维|维修|装维员)的?，$/;
const OF_COMPANY = /(电信|分?公司|分?局|装机|装维|维修)的$/;
/** What follows a whole name that begins a clause. */
const AT_BEGINNING = /^(本人|[，。]?工号|吗|是吗|是吧|先生|女士|[，。]?(我是|是)?(电信|公司|装维|装机))/;
const GREETED = /(你好|喂|请问|嗯|哦)[，。]?$/;
const ASKED_BEHIND = /^(吗|吧|是吧|是不|不[，。？]|本人|对吧|对不|在家|家吗|家吧|家？)/;

interface Around {
  readonly introduced: boolean;
  readonly ahead: string;
  readonly behind: string;
}

/** 请问是王建国吗, 我叫李强，工号…: whole names between what asks or introduces and what ends them. */
export function wholeNames(text: string): FoundName[] {
  const found: FoundName[] = [];
  for (let from = 0; from < text.length - 1; from += 1) {
    const ahead = slice(text, from - 10, from);
    const introduced = INTRODUCING.test(ahead);
    if (!introduced && !ASKING.test(ahead) && !PAUSE.test(ahead)) continue;
    const name = wholeNameAt(text, from, ahead, introduced);
    if (name) found.push(name);
  }
  return found;
}

function wholeNameAt(text: string, from: number, ahead: string, introduced: boolean): FoundName | null {
  const n = surnameLength(text, from);
  for (const more of [2, 1]) {
    const to = from + (n || 1) + more;
    const given = text.slice(from + (n || 1), to);
    const behind = text.slice(to, to + 6);
    if (given.length < more || NO_GIVEN.test(given) || TITLED.test(given) || isNobody(text, from, to)) continue;
    if (n === 0 && !isUnlisted(text.slice(from, to), ahead, behind)) continue;
    if (isNamed(text, from, more, { introduced, ahead, behind })) return nameOf(text, from, to, n || 1);
  }
  return null;
}

/** A surname that no list has: only right behind words for a name or the trade, before what a name ends with, and if it is no word. */
function isUnlisted(name: string, ahead: string, behind: string): boolean {
  if (NO_GIVEN.test(name) || ORDINARY.test(name) || /[叫人员]/.test(name)) return false;
  if (OWN_NAME.test(ahead)) return /^([，。]|本人|工号|的|现在|来)/.test(behind);
  if (/(装维|维护|维修|师傅|人员|工程师|员)$/.test(ahead)) return /^[，。]?(工号|来给|现在|负责)/.test(behind);
  if (OF_COMPANY.test(ahead) && WITH_NUMBER.test(behind)) return true;
  return /(是|请问|找|找一下|叫)$/.test(ahead) && /^(本人|先生|女士)/.test(behind);
}

function isNamed(text: string, from: number, given: number, { introduced, ahead, behind }: Around): boolean {
  const plain = isPlainSurname(text, from) || surnameLength(text, from) === 0;
  const surname = text[from]!;
  // 我姓马，马云飞; 我是小郝，郝建军; 贺小军贺先生.
  if (ahead.endsWith(`${surname}，`) && /[姓老小]$/.test(ahead.slice(0, -2)) && /^[，。]/.test(behind)) return true;
  if (behind.startsWith(surname) && ANY_TITLE.test(behind.slice(1))) return true;
  const ordinary = NEVER_GIVEN.test(text.slice(from + 1, from + 1 + given));
  // 季春雷一四五三, 牛长顺公号…: his staff number.
  if (!ordinary && WITH_NUMBER.test(behind)) return given === 2 || plain || introduced;
  if (!BEHIND.test(behind)) return false;
  if (!ordinary && ASKED_BEHIND.test(behind) && (GREETED.test(ahead) || (given === 2 && !PAUSE.test(ahead))))
    return true;
  if (/^本人/.test(behind) && !PAUSE.test(ahead) && !ORDINARY.test(text.slice(from, from + 1 + given))) return true;
  if (ahead.endsWith('我')) return plain && given === 2 && !ordinary && /^[，。]/.test(behind);
  if (!ordinary && isOfCompany(given, plain, { introduced, ahead, behind })) return true;
  if (PAUSE.test(ahead)) return plain && given === 2 && AT_BEGINNING.test(behind);
  if (NAMED.test(ahead)) return plain || given === 2 || STRICT_BEHIND.test(behind);
  return plain && (given === 2 || (introduced && /^([，。]|工号|来|给|为|负责|现在)/.test(behind)));
}

/** 我是自贡电信的卿小兰，… and 分公司的，陈立平，…. */
function isOfCompany(given: number, plain: boolean, { introduced, ahead, behind }: Around): boolean {
  if (introduced && given === 2 && plain && /^(今天|明天|你|下午|上午)/.test(behind)) return true;
  if (introduced && STRICT_BEHIND.test(behind) && !/^[，。](?!工号|来|现在)/.test(behind)) return true;
  return (introduced || AFTER_COMPANY.test(ahead)) && /^[，。]/.test(behind) && (given === 2 || OF_COMPANY.test(ahead));
}
