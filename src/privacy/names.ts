import { fullNames } from '../match/names.ts';
import { isPlainSurname, surnameLength } from '../match/surnames.ts';
import type { Edit } from './edits.ts';
import {
  type FoundName,
  isNobody,
  LONG_TITLES,
  NEVER_GIVEN,
  NO_GIVEN,
  nameOf,
  ORDINARY,
  SURE_TITLES,
  slice,
} from './name-words.ts';
import type { StandIns } from './stand-ins.ts';
import { wholeNames } from './whole-names.ts';

const SHORT_TITLES = '[总姐哥叔姨伯嫂爹爷婶董工妈](?=[，。？你好是吗吧在不家那这早晚上来说讲的])';
const TITLES = new RegExp(`(?:${LONG_TITLES})|${SHORT_TITLES}`, 'g');
const SURE_TITLE = new RegExp(`^(?:${SURE_TITLES})$`);
/** What stands before a name. */
const BEFORE =
  /(^|[，。？0:/.是喂找叫问和跟给请谢好对那烦喊姓向帮替为了与到把被名员理人师司局维工儿女公婆妈爸让送陪约主系经事友的你我说长]|一下)$/;
/** Words before 先生 that are no names. */
const NOBODY = /^(.*[位个的这那哪两些男女老我你她他家本某几各多好小大公和子主户人先])$/;
const FAMILIARLY = /[老小阿]/g;
const FAMILIAR_BEHIND = /^[，。？你好是吗吧在不来过说讲家给他她这那上下去要就也会跟和师姐哥妹]/;
/** 老师, 小时, 老路, 小区 … are no Mr 师, 时, 路, 区. */
const NO_FAMILIAR = /^[妹师时路区年是家板实公婆大小人头乡城村房屋子于干常安云班全和平成白红黄华金牛马石花毛明]/;
const NEVER_FAMILIAR = /[，。？师时路区年是家板实公婆大小人妹伙孩]/;
const CALLED = /(我是|叫我|喊我|叫|喊|让|找|同事|师傅|派|问|跟|给|我们)$/;
const OWN_SURNAME = /(免贵|敝|我|你|他|她|客户|师傅|，|。|贵|用户|主)姓(?=[^，。？名什啥么哪贵])/g;

/**
 * Every person's name in a text that its surroundings show to be one.
 * @param known surnames of people who were named before
 */
export function namesIn(text: string, known: ReadonlySet<string>): FoundName[] {
  return [...titled(text, known), ...wholeNames(text), ...familiar(text), ...surnames(text)];
}

/** Edits for everybody who is named, and for what is said again of names that are known by now. */
export function nameEdits(plain: string, ins: StandIns): Edit[] {
  const known = ins.persons();
  const surnamesKnown = new Set(known.map((p) => p.surname));
  const found = [...namesIn(plain, surnamesKnown), ...again(plain, known)];
  return withoutOverlaps(plain, found)
    .filter(({ surname, given }) => surname + given !== '')
    .map(({ from, to, surname, given }) => ({
      start: from,
      end: to,
      text: surname === '' ? '某'.repeat(given.length) : ins.person({ surname, given }),
      kind: 'name' as const,
    }));
}

/** Names in order; of one that begins within another only the rest: 向红梅向女士. */
function withoutOverlaps(text: string, found: FoundName[]): FoundName[] {
  const apart: FoundName[] = [];
  for (const name of found.sort((a, b) => a.from - b.from || b.to - a.to)) {
    const end = apart.at(-1)?.to ?? 0;
    if (name.from >= end) apart.push(name);
    else if (name.to > end) apart.push(nameOf(text, end, name.to, 1));
  }
  return apart;
}

/** 王先生, 王建国先生, 罗老爹, 缑女士. */
function titled(text: string, known: ReadonlySet<string>): FoundName[] {
  const found: FoundName[] = [];
  for (const m of text.matchAll(TITLES)) {
    const short = m[0].length === 1;
    const name = nameBefore(text, m.index, SURE_TITLE.test(m[0]), short);
    if (name) found.push(name);
    // 易国良易师傅: somebody of that surname was named before.
    else if (!short && known.has(text[m.index - 1] ?? '')) found.push(nameOf(text, m.index - 1, m.index, 1));
  }
  return found;
}

function nameBefore(text: string, end: number, sure: boolean, short: boolean): FoundName | null {
  for (const length of short ? [1, 2] : [4, 3, 2, 1]) {
    const from = end - length;
    const n = from < 0 ? 0 : surnameLength(text, from);
    if (n === 0 || n > length || length - n > 2 || (short && length > n)) continue;
    // 颜俊颜先生.
    if (length > n + 1 && text.startsWith(text.slice(from, from + n), end - n)) continue;
    if (NO_GIVEN.test(text.slice(from + n, end)) || isNobody(text, from, end)) continue;
    // 别担心女士, 过不去先生.
    if (!isPlainSurname(text, from) && ORDINARY.test(text.slice(from + n, end))) continue;
    const plain = length === n && isPlainSurname(text, from);
    if (BEFORE.test(slice(text, from - 2, from)) || (plain && !short)) return nameOf(text, from, end, n);
  }
  if (!sure) return null;
  const last = text[end - 1] ?? '。';
  if (surnameLength(text, end - 1) === 1 && !NOBODY.test(last) && !ORDINARY.test(last))
    return nameOf(text, end - 1, end, 1);
  for (const length of [1, 2, 3]) {
    const from = end - length;
    const name = slice(text, from, end);
    if (from < 0 || NO_GIVEN.test(name) || NOBODY.test(name) || ORDINARY.test(name)) return null;
    if (BEFORE.test(slice(text, from - 2, from))) return nameOf(text, from, end, 1);
  }
  return null;
}

/** 老李, 小张 where a pause or a verb follows. */
function familiar(text: string): FoundName[] {
  const found: FoundName[] = [];
  for (const m of text.matchAll(FAMILIARLY)) {
    const from = m.index + 1;
    const n = surnameLength(text, from) || (CALLED.test(slice(text, m.index - 3, m.index)) ? 1 : 0);
    const called = CALLED.test(slice(text, m.index - 3, m.index));
    if (n === 0 || (!called && NO_FAMILIAR.test(text.slice(from))) || NEVER_FAMILIAR.test(text[from] ?? '。')) continue;
    if ((called || isPlainSurname(text, from)) && FAMILIAR_BEHIND.test(text.slice(from + n)))
      found.push(nameOf(text, from, from + n, n));
  }
  return found;
}

/** 免贵姓周. */
const surnames = (text: string): FoundName[] =>
  [...text.matchAll(OWN_SURNAME)].flatMap((m) => {
    const from = m.index + m[0].length;
    const n = surnameLength(text, from) || 1;
    return /^([，。？的吗吧是啵不]|$)/.test(text.slice(from + n)) ? [nameOf(text, from, from + n, n)] : [];
  });

/** Names that are known, wherever they stand again: in full, by their sound as well; without the surname to the letter. */
function again(text: string, persons: ReturnType<StandIns['persons']>): FoundName[] {
  return persons.flatMap((person) => {
    const { surname, given } = person;
    // 2 characters that are hardly a name's are too often a word.
    if (surname.length + given.length < 3 && !person.isSure && !isPlainSurname(surname, 0)) return [];
    const found = fullNames(text, person).map(({ from, to }) => nameOf(text, from, to, surname.length));
    for (let at = text.indexOf(surname + given); at >= 0; at = text.indexOf(surname + given, at + 1))
      found.push(nameOf(text, at, at + surname.length + given.length, surname.length));
    if (given.length > 1 && !NEVER_GIVEN.test(given))
      for (let at = text.indexOf(given); at >= 0; at = text.indexOf(given, at + 1))
        found.push({ from: at, to: at + given.length, surname: '', given });
    return found;
  });
}
