import { type Level, type Numbered, numbersIn } from '../match/address-parts.ts';
import { NUMERAL } from '../match/numerals.ts';
import type { Edit } from './edits.ts';
import { type Place, placesIn } from './places.ts';
import type { StandIns } from './stand-ins.ts';

/** Levels that are an address by themselves; the others count things as well, and are one only beside them. */
const PLAIN_LEVELS: ReadonlySet<Level> = new Set(['building', 'entrance', 'room']);
const ADDRESS_CUE = /(地址|住址|住在?|门牌|家在|家是在?|屋里?在|送到|搬到|移到)[^。？]{0,8}$/;
const BETWEEN = /^[，。的是那在个]{0,3}$/;
/** 两室一厅, 三户人家, 一座桥, 两个单元 count. */
const COUNTING = /^(一?厅|人|桥|山|楼盘)/;

/** 三户, 两房 count. */
const COUNTED = /[户房]$/;
/** 7523-5567, and 187 in 十二号，187 5315 4948, are parts of telephone numbers. */
const TELEPHONE = new RegExp(`^[${NUMERAL}]{3,}[-#]`);
const MORE_DIGITS = new RegExp(`^[，-]?[${NUMERAL}]{3,}`);
const isTelephone = (plain: string, { from, to, level }: Numbered): boolean =>
  TELEPHONE.test(plain.slice(from, to)) ||
  (level === 'room' &&
    /[零一二三四五六七八九]$/.test(plain.slice(from, to)) &&
    MORE_DIGITS.test(plain.slice(to, to + 5)));

type Item = { readonly from: number; readonly to: number } & (
  | { readonly place: Place }
  | { readonly level: Numbered; readonly plain: boolean }
);

/**
 * Edits for addresses: names of roads, estates, villages and everything numbered below them. Cities, districts and counties stay.
 * @param known names out of the work order
 */
export function addressEdits(plain: string, original: string, known: readonly string[], ins: StandIns): Edit[] {
  const numbered = numbersIn(plain).filter((level) => !isTelephone(plain, level));
  const levels: Item[] = numbered.map((level) => ({
    from: level.from,
    to: level.to,
    level,
    plain: PLAIN_LEVELS.has(level.level) && !COUNTED.test(plain.slice(level.from, level.to)),
  }));
  const places: Item[] = placesIn(plain, known).map((place) => ({ from: place.from, to: place.to, place }));
  const items = [...places, ...levels].sort((a, b) => a.from - b.from || b.to - a.to);
  return chainsOf(plain, items)
    .filter((chain) => isAddress(plain, chain))
    .flat()
    .flatMap((item) => ('place' in item ? [placeEdit(item.place, ins)] : levelEdits(item.level, plain, original, ins)));
}

function chainsOf(plain: string, items: readonly Item[]): Item[][] {
  const chains: Item[][] = [];
  for (const item of items) {
    const last = chains.at(-1)?.at(-1);
    if (last && (item.from === last.from || BETWEEN.test(plain.slice(Math.min(last.to, item.from), item.from))))
      chains.at(-1)!.push(item);
    else chains.push([item]);
  }
  return chains;
}

function isAddress(plain: string, chain: readonly Item[]): boolean {
  if (chain.some((item) => 'place' in item)) return true;
  const [first, last] = [chain[0]!, chain.at(-1)!];
  // 哪一栋, 那一栋.
  if (
    chain.length === 1 &&
    /[哪这那有同每共]$/.test(plain.slice(0, first.from)) &&
    /^[一两]/.test(plain.slice(first.from))
  )
    return false;
  if (COUNTING.test(plain.slice(last.to, last.to + 3))) return false;
  if (chain.some((item) => 'level' in item && item.plain)) return true;
  const asked = ADDRESS_CUE.test(plain.slice(Math.max(0, first.from - 14), first.from));
  return asked && (chain.length > 1 || !/[期段层]$/.test(plain.slice(first.from, first.to)));
}

const placeEdit = ({ from, coreEnd, core }: Place, ins: StandIns): Edit => ({
  start: from,
  end: coreEnd,
  text: ins.place(core),
  kind: 'address',
});

const RUN = new RegExp(`[${NUMERAL}]+|(?<![a-z])[a-z](?![a-z])`, 'g');
const HAN = '零一二三四五六七八九';

/** Numbers of a level in their script; 3-2-501 has three of them in one stretch. */
function levelEdits(found: Numbered, plain: string, original: string, ins: StandIns): Edit[] {
  const runs = [...plain.slice(found.from, found.to).matchAll(RUN)];
  const dashed = /[-#]/.test(plain.slice(found.from, found.to)) && runs.length > 1;
  // Each level of a dashed stretch is an item by itself: it takes its own run, from the end for the room.
  const run = dashed
    ? runs[found.level === 'room' ? runs.length - 1 : found.level === 'entrance' ? runs.length - 2 : 0]
    : runs[0];
  if (!run) return [];
  const start = found.from + run.index;
  const end = start + run[0].length;
  const stands = ins.level(found.level, found.number);
  const han = /[\u3007\u4e00-\u9fff]/.test(original[start]!);
  return [{ start, end, text: han ? [...stands].map((d) => HAN[Number(d)]!).join('') : stands, kind: 'address' }];
}
