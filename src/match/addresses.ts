import { type Address, type Level, type Named, type Numbered, numbersOf } from './address-parts.ts';
import { alike, likeness } from './alike.ts';
import { byReading, mayHold } from './by-reading.ts';
import { digitsOf, NUMERAL, sameNumber } from './numerals.ts';
import { before, type Reading, type Saying, saying } from './reading.ts';

/** A name or a numbered level of the order's address, said again or said differently. */
interface Item {
  readonly from: number;
  readonly to: number;
  readonly part: Level | Named['kind'];
  /** `null`: of a level that the order does not have. */
  readonly agrees: boolean | null;
  readonly toTheLetter: boolean;
}

const ADDRESS_CUE =
  /(地址|地纸|住址|住在?|门牌|位置|核对|核一?下|对一?下|你(们)?(家|那|这|屋|是)|(家|屋)里?是?在|家是|还是|就是|送到|搬到|移到|到你)[^。？]{0,14}$/;
const GATE_CUE = /(地址|地纸|住址?在?|门牌|家(在|是)?)[^，。？]{0,4}$/;
const PAUSE = /[，。？]/;
const CONFIRM = /^[，]?(对不?|是不?|吧|吗|没错|不|啵|？|就是)/;
/** The agent tells where he is, or where another customer or his equipment is. */
const ELSEWHERE =
  /(我(现在|这下|刚|们|人)?(在|从|住|到(?!了?你))|我这|刚从|刚在|刚才|刚|上一?(家|户|个)|前一?(家|户|个)|前面|别的?|另外?|隔壁|对面|那一?(家|户)|还有一?(家|户)|同事|师傅|箱子?在?|机房|营业厅|公司|接入|分光|光交|杆)[^。？]{0,6}$/;
const ELSEWHERE_BEHIND =
  /^[^，。？]{0,3}(还有一?(家|户)|那一?(家|户)|过来|做完|装完|修完|出来|的?(箱|机房|分光|光交|杆))/;
/** Levels whose numbers are small and common: they are an address only next to other parts of one. */
const COMMON: ReadonlySet<string> = new Set<Level>(['floor', 'phase', 'block', 'group', 'section', 'village', 'gate']);
/** An address has a dozen parts at most; said twice over it is still one stretch. */
const MOST_PARTS = 24;
const BETWEEN = /^[，。的是那在个]{0,3}$/;

/**
 * Where the agent says the order's address, a part of it, or another value for a part of it. Parts may come in any order and by their sound;
 * of a level that was said twice the later one counts.
 */
export function findAddress(readings: readonly Reading[], expected: Address): Saying[] {
  const names = expected.names.map(waysOf);
  return readings.flatMap((reading) => {
    const { text } = reading;
    const [heard, numbers, bare] = [namesHeard(reading, names), numbersOf(reading), bareRooms(reading, expected)];
    if (heard.length + numbers.length + bare.length === 0) return NONE;
    const items = [...heard, ...numbers.map((n) => compared(n, expected)), ...bare].sort((a, b) => a.from - b.from);
    return chainsOf(text, items)
      .flatMap((chain) => [...chain.filter((item) => counts(text, item, chain)), ...otherNames(text, chain, expected)])
      .map((item) => saying(reading, item.from, item.to, item.agrees === true, item.part, item.toTheLetter));
  });
}

const NONE: never[] = [];

/** Parts that follow each other with nothing of weight between. */
function chainsOf(text: string, items: readonly Item[]): Item[][] {
  const chains: Item[][] = [];
  for (const item of items) {
    const chain = chains.at(-1);
    const last = chain?.at(-1);
    const between = last && text.slice(Math.min(last.to, item.from), item.from);
    if (chain && between !== undefined && chain.length < MOST_PARTS && BETWEEN.test(between)) chain.push(item);
    else chains.push([item]);
  }
  return chains;
}

function counts(text: string, item: Item, chain: readonly Item[]): boolean {
  if (item.agrees === null) return false;
  const [first, last] = [chain[0]!, chain.at(-1)!];
  const ahead = before(text, first.from, 18);
  const asked = ADDRESS_CUE.test(ahead);
  const elsewhere =
    ELSEWHERE.test(before(text, first.from, 12)) || ELSEWHERE_BEHIND.test(text.slice(last.to, last.to + 12));
  if (
    elsewhere &&
    (chain.some((other) => other.agrees === false) || chain.every((c) => c.part === 'road' || c.part === 'area'))
  )
    return false;
  if (item.agrees)
    return (
      !COMMON.has(item.part) ||
      chain.length > 1 ||
      (item.part === 'gate' ? GATE_CUE.test(ahead) : asked && item.part !== 'floor')
    );
  if (chain.some((other) => other !== item && other.agrees === true)) return true;
  if (COMMON.has(item.part)) return chain.length > 1 && asked && item.part !== 'floor';
  return asked || (CONFIRM.test(text.slice(last.to, last.to + 3)) && chain.length > 0) || chain.length > 1;
}

function compared(said: Numbered, expected: Address): Item {
  const { from, to } = said;
  const wanted = expected.numbers.filter((n) => n.level === said.level).map((n) => n.number);
  // Room 501 is on the fifth floor.
  if (said.level === 'floor' && wanted.length === 0)
    wanted.push(
      ...expected.numbers.filter((n) => n.level === 'room' && n.number.length > 2).map((n) => n.number.slice(0, -2)),
    );
  // 23楼4号 is room 2304.
  const short = said.level === 'room' && said.number.length < 3 ? said.number.padStart(2, '0') : null;
  const agrees =
    wanted.length === 0
      ? null
      : wanted.some((w) => sameNumber(w, said.number) || (short !== null && w.length > 2 && w.endsWith(short)));
  return { from, to, part: said.level, agrees, toTheLetter: true };
}

const BARE = new RegExp(`[${NUMERAL}]{3,9}`, 'g');
const bareIn = byReading((text) =>
  [...text.matchAll(BARE)].map((m) => ({ from: m.index, to: m.index + m[0].length, number: digitsOf(m[0]) })),
);

/** 您那边501对吧, or 哦，501: the order's room without any other part of the address before it. */
function bareRooms(reading: Reading, expected: Address): readonly Item[] {
  const bare = bareIn(reading);
  if (bare.length === 0) return NONE;
  const { text } = reading;
  const rooms = expected.numbers.filter((n) => n.level === 'room' && n.number.length > 2).map((n) => n.number);
  return bare.flatMap(({ from, to, number }) => {
    if (!rooms.includes(number)) return [];
    const alone = PAUSE.test(text[from - 1] ?? '') && PAUSE.test(text[to] ?? '');
    const asked = CONFIRM.test(text.slice(to, to + 3)) && ADDRESS_CUE.test(before(text, from, 12));
    return alone || asked ? [{ from, to, part: 'room' as const, agrees: true, toTheLetter: true }] : [];
  });
}

/** A name and how it may be said. */
interface Ways {
  readonly name: Named;
  readonly full: string;
  /** Characters with one of which each way of saying the name begins: most places are none. */
  readonly firsts: readonly string[];
  /** One of these is held by whatever holds the name. */
  readonly ways: readonly string[];
}

function waysOf(name: Named): Ways {
  const { kind, core, direction, suffix } = name;
  const full = core + direction + suffix;
  const tail = tailOf(name);
  return {
    name,
    full,
    firsts: [...new Set([full, core, direction, tail].map((way) => way[0] ?? ''))].filter(Boolean),
    ways: [kind === 'area' ? full : core, direction === '' ? '' : direction + suffix, tail].filter(Boolean),
  };
}

/** The order's names in a text, to the letter or by their sound, in full or without direction or suffix. */
function namesHeard(reading: Reading, names: readonly Ways[]): readonly Item[] {
  let found: Item[] | null = null;
  const { text } = reading;
  for (const { name, full, firsts, ways } of names) {
    if (!ways.some((way) => mayHold(reading, way))) continue;
    found ??= [];
    for (let i = 0; i < text.length; i += 1) {
      if (!firsts.some((char) => alike(char, text, i))) continue;
      const item = nameAt(text, i, name, full);
      if (!item) continue;
      found.push(item);
      i = item.to - 1;
    }
  }
  return found ?? NONE;
}

const DIRECTIONS = '东南西北中上下前后';
/** 芙蓉区分公司 is where the agent comes from. */
const BRANCH = /^(分公司|公司|电信|营业|分局|局|支局|维护|装维)/;

function nameAt(text: string, i: number, name: Named, full: string): Item | null {
  const { kind, core, direction, suffix } = name;
  const heard = (wanted: string, agrees: boolean): Item => ({
    from: i,
    to: i + wanted.length,
    part: kind,
    agrees,
    toTheLetter: text.startsWith(wanted, i),
  });
  if (isHeard(full, text, i))
    return kind === 'area' && BRANCH.test(text.slice(i + full.length)) ? null : heard(full, true);
  if (direction !== '' && PAUSE.test(text[i - 1] ?? '') && text.startsWith(direction + suffix, i))
    return heard(direction + suffix, true);
  if (kind === 'area' || core.length < 2 || !alike(core, text, i))
    return kind === 'place' ? tailAt(text, i, name) : null;
  const behind = text.slice(i + core.length);
  if (kind === 'road') {
    if (direction !== '' && behind.startsWith(suffix)) return heard(core + suffix, true);
    const other = DIRECTIONS.includes(behind[0] ?? '。') && behind[0] !== direction && behind.startsWith(suffix, 1);
    return other ? heard(core + behind[0] + suffix, false) : null;
  }
  const toTheLetter = text.startsWith(core, i);
  const numbered = new RegExp(`^[^，。？]?，?第?[${NUMERAL}]{1,5}(栋|幢|座|号|单元|期|片|区|组)`).test(behind);
  return numbered || (toTheLetter && (core.length > 2 || ADDRESS_CUE.test(before(text, i, 16))))
    ? heard(core, true)
    : null;
}

/** 世纪城 for 湘江世纪城; nothing for what has no shorter name. */
const tailOf = ({ core, suffix }: Named): string => (core.length < 4 || suffix === '' ? '' : core.slice(-2) + suffix);

function tailAt(text: string, i: number, name: Named): Item | null {
  const tail = tailOf(name);
  return tail !== '' && isHeard(tail, text, i)
    ? { from: i, to: i + tail.length, part: 'place', agrees: true, toTheLetter: text.startsWith(tail, i) }
    : null;
}

/** Two characters must be there to the letter, longer names may be misheard but for one character. */
function isHeard(wanted: string, text: string, i: number): boolean {
  if (!alike(wanted, text, i)) return false;
  const { letters } = likeness(wanted, text, i);
  return wanted.length < 3 ? letters === wanted.length : letters > 0;
}

const HAN = '[\\u4e00-\\u9fff]';
const ROAD_BEFORE = new RegExp(`(${HAN}{2})([东南西北中]?)(?:大道|路|街|巷)$`);
const PLACE_BEFORE = new RegExp(`(${HAN}{2})(?:小区|花园|花苑|家园|社区|新村|公寓|大厦|苑|园|城|村|湾|府)$`);

/** A name of another road or housing estate right before the numbers of an address: 芙蓉路12号 for 解放路12号. */
function otherNames(text: string, chain: readonly Item[], expected: Address): Item[] {
  const [first, last] = [chain[0]!, chain.at(-1)!];
  if (['area', 'road', 'place'].includes(first.part) || ELSEWHERE.test(before(text, first.from, 14))) return [];
  const asked = ADDRESS_CUE.test(before(text, first.from, 24)) || CONFIRM.test(text.slice(last.to, last.to + 3));
  if (!asked && chain.length === 1) return [];
  const to = first.from - (text[first.from - 1] === '，' ? 1 : 0);
  const ahead = text.slice(Math.max(0, to - 12), to);
  for (const [part, re] of [
    ['road', ROAD_BEFORE],
    ['place', PLACE_BEFORE],
  ] as const) {
    const m = re.exec(ahead);
    const names = expected.names.filter((n) => n.kind === part);
    if (m && names.length > 0 && !names.some((n) => endsAlike(n.core, m[1]!)))
      return [{ from: to - m[0].length, to, part, agrees: false, toTheLetter: true }];
  }
  return [];
}

/** Whether the last two characters of a name's core (or its only one) sound like those that were said. */
function endsAlike(core: string, said: string): boolean {
  const end = core.slice(-2);
  return alike(end, said, said.length - end.length);
}
