import { alike, likeness } from './alike.ts';
import { byReading, mayHold } from './by-reading.ts';
import { before, type Reading, type Saying, saying } from './reading.ts';
import { isPlainSurname, type PersonName, surnameLength } from './surnames.ts';

/** Forms of address that stand right behind a surname or a name. Those of one character need a pause or the like behind them. */
const TITLES =
  /(先生|女士|小姐|老板娘|老板|师傅|老师|大哥|大姐|大爷|大妈|大伯|大叔|大婶|大嫂|叔叔|阿姨|伯伯|伯母|爷爷|奶奶|婆婆|娭毑|嗲嗲|爹爹|老爹|老爷子|老人家|老师傅|嫂子|姐姐|经理|主任|校长|院长|医生|护士|会计|律师|教授|同志|妹子|美女|帅哥|兄弟|局长|书记|村长|科长|队长|厂长|处长|主席|警官|姑娘|老弟|满哥|翁妈|[总姐哥叔姨伯嫂爹爷婶董工](?=[，。？你好是吗吧在不您家那这早晚上]))/g;
/** Customers only: 师傅, 经理 and 主任 are as often colleagues. */
const COLLEAGUE = /^(师傅|老师傅|经理|主任|工|同志|队长|班长|局长)$/;
/** Characters that a name is not continued with. */
export const NO_NAME = /[，。？:：/.#\-是吗吧的你我他她好在呢先女大小哥姐家本这那不了啵来要有和跟对说就也都给苦谢]/;
/** The agent's own name. */
const SELF = /我(是|叫|姓)$/;
const ADDRESSING = /(^|[，。？是喂好谢找叫那就问为思歉起烦]|找一?下)(请问|请找|麻烦|感谢|谢谢|喂|那|好的?|你好|行)?$/;
/** 再见了刘老师: the form of address ends the sentence. */
const PAUSE_BEHIND = /^[^，。？]{1,3}[，。？]/;
/** Somebody whom the agent only talks about. */
const THIRD =
  /(刚才|上一|前面|隔壁|对面|那边|给|跟|帮|在|从|去|到|陪|约了|同事|领导|师傅|我们|另外|姓|不是)[^，。？]{0,4}$|我(是|叫|就是)$/;
const THIRD_BEHIND =
  /^(家(?!吗|吧|不|？|。)|那(边|里|家)|的(?!电话|宽带|电视|理解|配合|支持)|说|讲|刚|介绍|负责|会来|会过来|带)/;
/** What stands around a name of two characters, so that 雷雨 and 成绩 are no persons. */
const NAME_BEFORE = /[，。？是叫喂找的姓问跟员师傅理工信司局维：:]$/;
const NAME_BEHIND = /^([，。？吗吧是本在你您家来的不啵]|先生|女士|小姐|老板|大|师|老|阿|叔|工号)/;

/** A name in a reading's text: characters, end exclusive. */
export interface Found {
  readonly from: number;
  readonly to: number;
  readonly agrees: boolean;
}

/** Forms of address in a text, with where each ends. */
const titlesIn = byReading((text) =>
  [...text.matchAll(TITLES)].map((m) => ({ at: m.index, to: m.index + m[0].length, title: m[0] })),
);

/** Where the agent addresses or asks for the customer by his name, in full or by surname and any title, or by another name. */
export function findCustomer(readings: readonly Reading[], name: PersonName): Saying[] {
  return collect(readings, name, (reading) =>
    together(namesIn(reading, name), titled(reading, name), familiar(reading, name), otherCustomers(reading, name)),
  );
}

/** All of some lists, of which mostly all are empty. */
export const together = (...lists: readonly (readonly Found[])[]): readonly Found[] =>
  lists.every((list) => list.length === 0) ? NONE : lists.flat();

/** Sayings of what `find` finds in each reading; to the letter where a part of the name stands there. */
export function collect(
  readings: readonly Reading[],
  name: PersonName,
  find: (reading: Reading) => readonly Found[],
): Saying[] {
  const wanted = [name.surname, name.given];
  const sayings: Saying[] = [];
  for (const reading of readings)
    for (const { from, to, agrees } of inOrder(find(reading))) {
      const said = reading.text.slice(from, to);
      const toTheLetter = wanted.some((w) => w !== '' && said.includes(w));
      sayings.push(saying(reading, from, to, agrees, 'name', toTheLetter));
    }
  return sayings;
}

export const NONE: readonly Found[] = [];

const inOrder = (found: readonly Found[]): readonly Found[] =>
  found.length < 2 ? found : found.toSorted((a, b) => a.from - b.from);

/** The name in full in a reading. */
export function namesIn(reading: Reading, name: PersonName): readonly Found[] {
  const full = name.surname + name.given;
  return mayHold(reading, full, full.length > 2 ? 1 : 0) ? fullNames(reading.text, name) : NONE;
}

/** The name in full by its sound; and the name with another character in it (何翠云 for 何翠芳), which is another person. */
export function fullNames(text: string, { surname, given }: PersonName): Found[] {
  const full = surname + given;
  const found: Found[] = [];
  if (given === '') return found;
  for (let i = 0; i + full.length <= text.length; i += 1) {
    // One character may be another, in a name of three or more.
    if (!alike(full[0]!, text, i) && (full.length < 3 || !alike(full[1]!, text, i + 1))) continue;
    const like = likeness(full, text, i);
    if (like.near === full.length) {
      if (full.length > 2 ? like.letters > 0 || like.same === full.length : isShortName(text, i, like.letters))
        found.push({ from: i, to: i + full.length, agrees: true });
    } else if (full.length > 2 && like.letters >= full.length - 1 && like.near === full.length - 1) {
      const stretch = text.slice(i, i + full.length);
      if (![...stretch].some((c, k) => c !== full[k] && NO_NAME.test(c)) && alike(surname, text, i))
        found.push({ from: i, to: i + full.length, agrees: false });
    }
  }
  return found;
}

function isShortName(text: string, at: number, letters: number): boolean {
  const around = [NAME_BEFORE.test(text.slice(Math.max(0, at - 1), at)), NAME_BEHIND.test(text.slice(at + 2, at + 4))];
  return letters === 2 ? around.some(Boolean) : letters === 1 && around.every(Boolean);
}

/** 王先生, 王老板, 建国大哥; and 王志强先生, who is another Wang. */
function titled(reading: Reading, { surname, given }: PersonName): readonly Found[] {
  const titles = titlesIn(reading);
  if (titles.length === 0) return NONE;
  const { text } = reading;
  const found: Found[] = [];
  for (const { at, to, title } of titles) {
    const from = at - surname.length;
    const letters = likeness(surname, text, from).letters;
    const soundly =
      title.length > 1 && !COLLEAGUE.test(title) && ADDRESSING.test(text.slice(Math.max(0, from - 4), from));
    if (
      from >= 0 &&
      alike(surname, text, from) &&
      (letters > 0 || soundly) &&
      !isLongerSurname(text, from, surname) &&
      !SELF.test(text.slice(Math.max(0, from - 2), from))
    )
      found.push({ from, to, agrees: true });
    else if (given.length > 1 && alike(given, text, at - given.length))
      found.push({ from: at - given.length, to, agrees: true });
  }
  return found;
}

/** 欧先生 is not 欧阳先生. */
const isLongerSurname = (text: string, from: number, surname: string): boolean =>
  surname.length === 1 && from > 0 && surnameLength(text, from - 1) === 2;

/** 老周, 小李 to the letter. */
function familiar(reading: Reading, { surname }: PersonName): readonly Found[] {
  const places = familiarIn(reading);
  if (places.length === 0) return NONE;
  const { text } = reading;
  const found: Found[] = [];
  for (const at of places)
    if (text.startsWith(surname, at + 1) && /^[，。？你您好是吗吧在不]/.test(text.slice(at + 1 + surname.length)))
      found.push({ from: at, to: at + 1 + surname.length, agrees: true });
  return found;
}

const familiarIn = byReading((text) =>
  [...text.matchAll(/[老小](?=.{1,2}[，。？你您好是吗吧在不])/g)].map((m) => m.index),
);

function otherCustomers(reading: Reading, name: PersonName): readonly Found[] {
  const [addressed, asked] = [addressedIn(reading), askedIn(reading)];
  if (addressed.length + asked.length === 0) return NONE;
  const { text } = reading;
  const found: Found[] = [];
  for (const { from, at, to } of addressed)
    if (differs(text.slice(from, at), name)) found.push({ from, to, agrees: false });
  return [...found, ...askedFor(text, asked, name)];
}

/** Whoever is addressed with a title, with where that begins. */
const addressedIn = byReading((text, reading) =>
  titlesIn(reading).flatMap(({ at, to, title }) => {
    if (COLLEAGUE.test(title)) return [];
    const from = nameBefore(text, at);
    return from !== null && isAddressed(text, from, to) ? [{ from, at, to }] : [];
  }),
);

const ASKED_BEFORE = /([，。？是喂找问叫])(?=[^，。？]{2,4}(?:是不|是吧|吗|吧|本人|不|对吧|？))/g;
const ASKED_BEHIND = /^([^，。？]{1,2}?)(?:是不是|是吧|吗|吧|本人|不是|不咯|不|对吧|？)/;
const NO_GIVEN = /^(家|总|工|姐|哥|嫂|叔|姨|先|女|老|师)/;

/** What may be a name that is asked for. */
interface Asked {
  readonly at: number;
  readonly surname: number;
  readonly given: number;
}

const askedIn = byReading((text) => {
  const found: Asked[] = [];
  for (const m of text.matchAll(ASKED_BEFORE)) {
    const at = m.index + 1;
    const surname = surnameLength(text, at);
    const given = surname > 0 ? ASKED_BEHIND.exec(text.slice(at + surname, at + surname + 5))?.[1] : undefined;
    if (given === undefined || [...given].some((c) => NO_NAME.test(c)) || NO_GIVEN.test(given)) continue;
    found.push({ at, surname, given: given.length });
  }
  return found;
});

/** 请问是王志强吗: another name in full, without any title. */
function askedFor(text: string, asked: readonly Asked[], name: PersonName): Found[] {
  const found: Found[] = [];
  for (const { at, surname, given } of asked) {
    const own = surname === name.surname.length && alike(name.surname, text, at);
    if (!(own || isPlainSurname(text, at))) continue;
    // 是程序吧: a surname and one character more is a word as often as a name.
    if (given < 2 && !(own && name.given.length === 1)) continue;
    const to = at + surname + given;
    if (differs(text.slice(at, to), name)) found.push({ from: at, to, agrees: false });
  }
  return found;
}

/** Where a name begins that ends at `end`: a surname with up to two characters behind it, right after a pause or a word of asking. */
function nameBefore(text: string, end: number): number | null {
  for (const length of [1, 2, 3, 4]) {
    const at = end - length;
    const n = at < 0 ? 0 : surnameLength(text, at);
    if (n === 0 || n > length || length - n > 2) continue;
    if ([...text.slice(at + n, end)].some((c) => NO_NAME.test(c))) continue;
    const parting = /[了见]/.test(text[at - 1] ?? '') && PAUSE_BEHIND.test(text.slice(end, end + 4));
    if (
      (parting || ADDRESSING.test(text.slice(Math.max(0, at - 4), at))) &&
      !(at > 0 && surnameLength(text, at - 1) === 2)
    )
      return at;
  }
  return null;
}

/** Spoken to, or asked for, not only talked about. */
function isAddressed(text: string, from: number, to: number): boolean {
  if (THIRD_BEHIND.test(text.slice(to, to + 4))) return false;
  return /(?<![不我])是$/.test(text.slice(Math.max(0, from - 2), from)) || !THIRD.test(before(text, from, 8));
}

/** Another surname, or the same one with another given name. */
export function differs(said: string, { surname, given }: PersonName): boolean {
  const n = surnameLength(said, 0) || 1;
  const own = said.slice(0, n);
  if (own.length !== surname.length || !alike(surname, own, 0))
    return !(said.length === surname.length + given.length && alike(surname + given, said, 0));
  const rest = said.slice(n);
  return rest !== '' && given !== '' && rest.length === given.length && !alike(given, rest, 0);
}
