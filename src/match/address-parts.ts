import { byReading } from './by-reading.ts';
import { byText } from './by-text.ts';
import { digitsOf, isNumeral, NUMERAL } from './numerals.ts';

/** Levels of an address that are numbered. */
export type Level =
  | 'gate'
  | 'building'
  | 'entrance'
  | 'floor'
  | 'room'
  | 'phase'
  | 'block'
  | 'group'
  | 'section'
  | 'village';

/** A numbered level: 三栋 is building 3. */
export interface Numbered {
  /** Characters of the text, end exclusive. */
  readonly from: number;
  readonly to: number;
  readonly level: Level;
  /** Digits, or a Latin letter (A座). */
  readonly number: string;
}

/** A name in an address: its core, and the suffix that tells what it is. */
export interface Named {
  readonly kind: 'area' | 'road' | 'place';
  /** 建设 */
  readonly core: string;
  /** 东南西北中 …, or empty. */
  readonly direction: string;
  /** 路 */
  readonly suffix: string;
}

export interface Address {
  readonly names: readonly Named[];
  readonly numbers: readonly Numbered[];
}

const LEVELS: readonly (readonly [Level, string])[] = [
  ['building', '号楼|号栋|栋楼|栋|幢|座|#楼?'],
  ['entrance', '单元|门栋'],
  ['floor', '层楼?|楼'],
  ['room', '室|房|户'],
  ['phase', '期'],
  ['block', '片区?|区'],
  ['group', '村民小组|小组|组|队'],
  ['section', '段'],
  ['village', '村|坊|弄|巷'],
];
const LEVEL_OF = new Map(
  LEVELS.flatMap(([level, words]) => words.split('|').map((w) => [w.replace('?', ''), level] as const)),
);
LEVEL_OF.set('#', 'building').set('层', 'floor').set('片', 'block').set('片区', 'block');
/** Words that speech recognition writes for 栋. */
const HEARD_BUILDING = `[动洞冻懂](?=[${NUMERAL}，。])`;
const UNITS = LEVELS.map(([, words]) => words).join('|');
const NUMBERED = new RegExp(
  `(第?)([${NUMERAL}]{1,9}|(?<![a-z])[a-z](?![a-z]))，?(${UNITS}|单员|号(?:院|门牌)?|${HEARD_BUILDING})`,
  'y',
);
const BARE_ROOM = new RegExp(`[${NUMERAL}]{2,9}(?![${NUMERAL}])`, 'y');
/** Levels that a room is in. */
const INSIDE: ReadonlySet<Level> = new Set(['building', 'entrance', 'floor', 'gate']);
const DASHED = new RegExp(`([${NUMERAL}]{1,4})[-#]([${NUMERAL}]{1,3}[-#])?([${NUMERAL}]{3,5})(?![${NUMERAL}-])`, 'y');
const SHORT_GAP = /^[，的是。]{0,2}$/;
/** 十二号上午 is a day, 10000号 a hotline, 工号12号 a person. */
const NO_GATE =
  /^(上午|下午|早|晚|中午|那天|过|来|上门|之?前|之?后|见|我|行|可以|热线|客服|工单|机|线|电|装|可|开|到期|出账|约|方便)/;

/** All numbered levels of a text; a bare number of three digits or more right behind a building or an entrance is a room. */
export const numbersIn = byText(findNumbers);
/** The same of a reading. */
export const numbersOf = byReading(findNumbers);

function findNumbers(text: string): Numbered[] {
  const found: Numbered[] = [];
  for (let i = 0; i < text.length; ) {
    if (!mayBegin(text.charCodeAt(i)) || (i > 0 && (isNumeral(text.charCodeAt(i - 1)) || text[i - 1] === '-'))) {
      i += 1;
      continue;
    }
    const next = numberedAt(text, i, found.at(-1));
    found.push(...next);
    i = next.at(-1)?.to ?? i + 1;
  }
  return found;
}

/** Whether a numbered level can begin with a character: a number, a Latin letter, 第. */
const mayBegin = (code: number): boolean => isNumeral(code) || (code >= 0x61 && code <= 0x7a) || code === ORDINAL;
const ORDINAL = '第'.charCodeAt(0);

function numberedAt(text: string, i: number, last: Numbered | undefined): Numbered[] {
  const near = last !== undefined && SHORT_GAP.test(text.slice(last.to, i));
  const dashed = at(DASHED, text, i);
  if (dashed) {
    const whole = { from: i, to: i + dashed[0].length };
    const run = [dashed[1]!, ...(dashed[2] ? [dashed[2].slice(0, -1)] : []), dashed[3]!];
    // 3-2-501, 3-501, and 3栋2-501.
    const levels: Level[] =
      run.length === 3
        ? ['building', 'entrance', 'room']
        : [near && last!.level === 'building' ? 'entrance' : 'building', 'room'];
    return run.map((n, k) => ({ ...whole, level: levels[k]!, number: digitsOf(n) }));
  }
  const m = at(NUMBERED, text, i);
  if (m) {
    const to = i + m[0].length;
    const level = levelOf(m[3]!, near ? last!.level : null, digits(m[2]!), text.slice(to, to + 3));
    if (level !== null && !(m[1] === '第' && level !== 'building' && level !== 'entrance' && level !== 'group'))
      return [{ from: i, to, level, number: digits(m[2]!) }];
  }
  const room = at(BARE_ROOM, text, i);
  if (!room || !near || !INSIDE.has(last!.level)) return [];
  const number = digitsOf(room[0]);
  // 十五楼03: right behind the floor two digits are enough.
  const shortest = last!.level === 'floor' && i === last!.to ? 2 : 3;
  if (number.length < shortest || number.length > 5) return [];
  return [{ from: i, to: i + room[0].length, level: 'room', number }];
}

function at(re: RegExp, text: string, i: number): RegExpExecArray | null {
  re.lastIndex = i;
  return re.exec(text);
}

const digits = (run: string): string => (/[a-z]/.test(run) ? run : digitsOf(run));

function levelOf(unit: string, previous: Level | null, number: string, behind: string): Level | null {
  if (unit === '单员') return 'entrance';
  if (/^[动洞冻懂]/.test(unit)) return 'building';
  if (!unit.startsWith('号') || unit === '号楼' || unit === '号栋') return LEVEL_OF.get(unit) ?? null;
  if (previous === 'building' || previous === 'entrance' || previous === 'floor') return 'room';
  return NO_GATE.test(behind) || number.length > 4 ? null : 'gate';
}

const DIRECTION = /[东南西北中上下前后]$/;
const SUFFIXES: readonly (readonly [Named['kind'], RegExp])[] = [
  ['area', /^(.{1,7}?)(特别行政区|自治州|自治县|街道(?:办事处)?|办事处|省|市(?!场)|区|县(?!城)|镇|乡(?!市))/],
  ['road', /^(.{1,7}?)(大道|路|街(?!道)|巷|胡同|公路)/],
  ['place', /^(.{2,9}?)(社区|小区|花园|花苑|家园|公寓|大厦|广场|市场|宿舍|大院|山庄|新村|新城|学校|医院|公司)/],
  ['place', /^(.{2,9}?)(村)(?=.{1,6}(?:组|队|屋场)$)/],
  // 望城区, 书院路, 五里牌: these end a name only where nothing follows.
  ['place', /^(.{1,9}?)([苑园城村院湾坪坊府庭里居轩郡楼塘冲])$/],
];
/** Words of place between names, and what a name never consists of. */
const BESIDE = /旁边?|边上|对面|附近|里面|内|后面|前面|隔壁|楼上|楼下|交叉口|路口|(?<=[路街巷道])[和与]|[，。:#/.-]/;

/** Splits a work order's address, written as a reading, into its names and numbered levels. */
export function parseAddress(value: string): Address {
  const numbers = numbersIn(value);
  const names: Named[] = [];
  let from = 0;
  for (const { from: start, to } of [...numbers, { from: value.length, to: value.length }]) {
    if (start < from) continue;
    for (const stretch of value.slice(from, start).split(BESIDE)) names.push(...namesIn(stretch));
    from = to;
  }
  return { names, numbers };
}

function namesIn(stretch: string): Named[] {
  const names: Named[] = [];
  for (let rest = stretch; rest.length > 0; ) {
    // The nearest suffix ends the name: 芙蓉区 | 解放中路 | 阳光花园.
    const ends = SUFFIXES.flatMap(([kind, re]) => {
      const m = re.exec(rest);
      return m ? [{ kind, core: m[1]!, suffix: m[2]!, length: m[0].length }] : [];
    }).sort((a, b) => a.length - b.length || b.suffix.length - a.suffix.length);
    const first = ends[0];
    if (!first) {
      if (rest.length >= 2) names.push({ kind: 'place', core: rest, direction: '', suffix: '' });
      break;
    }
    const direction = first.kind === 'road' && first.core.length > 2 ? (DIRECTION.exec(first.core)?.[0] ?? '') : '';
    names.push({
      kind: first.kind,
      core: direction ? first.core.slice(0, -1) : first.core,
      direction,
      suffix: first.suffix,
    });
    rest = rest.slice(first.length);
  }
  return names;
}
