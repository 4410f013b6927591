import { alike } from './alike.ts';
import { byReading } from './by-reading.ts';
import { collect, differs, type Found, NO_NAME, NONE, namesIn, together } from './names.ts';
import type { Reading, Saying } from './reading.ts';
import { isPlainSurname, type PersonName, surnameLength } from './surnames.ts';

/** Words right before the speaker's own name in full. */
const INTRODUCING =
  /(我(是|叫|就是|名字叫|名字是)|名字(叫|是)|我[^，。？]{0,6}(电信|公司|局)|(电信|公司|分局|局|营业厅|装维|班组|维护|网格|支局)(公司|分公司|局)?的|(?<!的)(师傅|人员|工程师|经理|装维|维护|装维员|员工|维修员|员))$/;
/** 免贵姓周, 我姓周, 我是装维经理，姓周. */
const OWN_SURNAME = /(我(是)?|免贵|敝|[，。])姓$/;
/** 我是小周, 电信小周, 叫我老周. */
const FAMILIARLY = /(我|是|叫我|喊我|的|电信|公司|装维)[老小]$/;
const BEFORE_TITLE = /(我是|叫我|喊我|我|电信的?|公司的?)$/;
const TITLE = /^(师傅|工程师|工(?=[，。])|经理)(?!的)/;
/** A title behind a surname, of whatever length. */
const TITLE_SOON = /^.{1,2}(师傅|工|经理)/;
/** What follows the name of somebody who introduces himself. */
const BEHIND = /^([，。？]|工号|编号|现在|为你|给你|负责|来给|来帮|来装|来修|就行|就是|[一二三四五六七八九零]{3})/;
const ASKING = /^(是吧|吧|吗|对吧|不|啵|是不是|？)/;
const NOT_HIMSELF = /(不是|同事|领导|那个|哪个|叫|让|喊|找|客服|上次|上回)[^，。？]{0,6}$/;

/**
 * Where the agent tells his own name, in full or by surname, or another one. Others whom he talks about (小吴昨天来过, 让小张过来) are not
 * taken for himself.
 */
export function findStaff(readings: readonly Reading[], name: PersonName): Saying[] {
  return collect(readings, name, (reading) => together(namesIn(reading, name), introduced(reading, name)));
}

/** Characters that the words before the speaker's own name end with. */
const LAST = new Set('是叫姓老小我的信司局师傅员理维护工');

/** Where the speaker's own name may stand, whatever it is: right behind words with which people introduce themselves. */
const namedIn = byReading((text) => {
  const places: number[] = [];
  for (let i = 1; i < text.length - 1; i += 1) {
    if (!LAST.has(text[i - 1]!)) continue;
    const ahead = text.slice(Math.max(0, i - 8), i);
    if (
      OWN_SURNAME.test(ahead) ||
      FAMILIARLY.test(ahead) ||
      INTRODUCING.test(ahead) ||
      (BEFORE_TITLE.test(ahead) && TITLE_SOON.test(text.slice(i, i + 4)))
    )
      places.push(i);
  }
  return places;
});

function introduced(reading: Reading, name: PersonName): readonly Found[] {
  const places = namedIn(reading);
  if (places.length === 0) return NONE;
  const { text } = reading;
  const found: Found[] = [];
  for (const i of places) {
    const n = surnameLength(text, i);
    const own = alike(name.surname, text, i) && (n === 0 || n === name.surname.length);
    if (n === 0 && !own) continue;
    const hit =
      bySurname(text, i, own ? name.surname : text.slice(i, i + n), own) ??
      (n > 0 ? inFull(text, i, n, name, own) : null);
    if (hit) found.push(hit);
  }
  return found;
}

/** The surname alone, with what shows that it is his. */
function bySurname(text: string, i: number, surname: string, own: boolean): Found | null {
  const ahead = text.slice(Math.max(0, i - 8), i);
  const to = i + surname.length;
  const behind = text.slice(to, to + 4);
  if (OWN_SURNAME.test(ahead)) {
    if (own) return { from: i, to, agrees: true };
    return surnameLength(text, i) > 0 && !ASKING.test(behind) ? { from: i, to, agrees: false } : null;
  }
  if (FAMILIARLY.test(ahead) && BEHIND.test(behind)) {
    if (own && !text.startsWith(surname, i)) return null;
    return own || isHimself(ahead.slice(0, -1)) ? { from: i - 1, to, agrees: own } : null;
  }
  const title = BEFORE_TITLE.test(ahead) ? TITLE.exec(behind)?.[0] : undefined;
  if (title === undefined) return null;
  if (own) return { from: i, to: to + title.length, agrees: true };
  return isHimself(ahead) && BEHIND.test(text.slice(to + title.length, to + title.length + 4))
    ? { from: i, to: to + title.length, agrees: false }
    : null;
}

/** Another name in full where he introduces himself; his own is found by fullNames. */
function inFull(text: string, i: number, length: number, name: PersonName, own: boolean): Found | null {
  const ahead = text.slice(Math.max(0, i - 8), i);
  if (
    name.given === '' ||
    !INTRODUCING.test(ahead) ||
    !isHimself(ahead.replace(INTRODUCING, '')) ||
    !(own || isPlainSurname(text, i))
  )
    return null;
  for (const more of [1, 2]) {
    const to = i + length + more;
    const given = text.slice(i + length, to);
    if ([...given].some((c) => NO_NAME.test(c))) return null;
    if (BEHIND.test(text.slice(to, to + 4)))
      return differs(text.slice(i, to), name) ? { from: i, to, agrees: false } : null;
  }
  return null;
}

/** 叫我 and 喊我 are about himself, 叫小张 is not. */
const isHimself = (ahead: string): boolean => !NOT_HIMSELF.test(ahead.replace(/[叫喊]我(是)?$/, ''));
