import { parseAddress } from '../match/address-parts.ts';
import { alike, likeness } from '../match/alike.ts';
import { NUMERAL } from '../match/numerals.ts';
import { readingOfValue } from '../match/reading.ts';

/** The name of a road, an estate, a village in a text: characters, ends exclusive. */
export interface Place {
  readonly from: number;
  /** With direction and suffix. */
  readonly to: number;
  /** The name without them: what something else is put for. */
  readonly core: string;
  readonly coreEnd: number;
}

const ROAD = '大道|公路|胡同|街道|路|街|巷';
const ESTATE =
  '小区|社区|花园|花苑|花城|佳园|家园|嘉园|佳苑|雅苑|公寓|大厦|山庄|别墅|新村|新城|名城|华城|华府|名邸|公馆|广场|宿舍|大院|家属院';
const SUFFIX = new RegExp(`${ESTATE}|${ROAD}|村|镇|乡|屯`, 'g');
const LONGEST = 8;

/** Characters that a place's name is not continued with to the left. */
const STOP =
  /[，。？:/.#\-的在是到去从往住你我他她它们这那哪个条过搬移送找问叫就都还跟把被让给帮吗吧有没不说讲记家屋边旁省市县区州得着号栋幢室元]/;
/** Words at the beginning of what is left then. */
const LEADING =
  /^(.*[点午晚号日](半|上|后|钟)?(?=..)|地址|核对|核一?下|对一?下|确认|一下|看一?下|附近|原来|以前|现在|今天|明天|应该|大概|好像|可能|重新|改成|换成|靠近|经过|沿|里面|里|来|上面|下面|前面|后面|对面|隔壁|前|后|走|进|回|绕|要|会|能|靠|当|好|对|行|嗯|哦|喂|再|又|也|只|用|按|写)+/;
/** Ends of what is no name before a road's suffix, whatever stands behind it. */
const NO_ROAD =
  /(^(光|山|门|水|马|铁|公|新|老|大|小|通|支|主|多|同|顺|带|近|远|半|气|油|管|陆|上|回|出|满|临|东|南|西|北|正|前|后|中)|[大老新过走旁横边]马|原|步|线|电|网|走|修|断|短|链|思|套|错|认得|晓得|什么|几|高速|字|岔|管道|水泥|中继|传输|专|绕|堵|跑|赶|逛|道|一|两|三|步行|小吃|美食|商业|条|难走|迷|问|弯|[测收发主上下备进出]光)$/;
const NO_ROAD_BEHIND = /^(由|程|线|费|灯|况|标|牌|径|数|人|坊|舞|舍)/;
const NO_VILLAGE =
  /(农|乡|本|全|山|渔|老|城中|新农|一|各|隔壁|进|回|出|返|同|下|城|集|古|小|冰|几|外|整|邻|每|哪|某|我|你)$/;
const NO_ESTATE =
  /^(|老|新|旧|大|小|整|全|各|本|高档|封闭|安置|居民|住宅|电梯|单位|一|同一|几|其他|别|隔壁|附近|对面|智慧|物业|开放|很多|每|多|两|该|某|后|前|好多|所有|职工|学生|员工|学校|公司|厂|人民|天安门|时代)$/;
const BUILDING = new RegExp(`[，的]?第?(?:[${NUMERAL}]{1,4}|[a-z])(?:栋|幢|座|号楼|单元|号栋)`, 'g');
const NO_BEFORE_BUILDING =
  /(第|一共|总共|大概|可能|好像|应该|地址|还|几|听|核对|确认|等于|一下|里|面|楼|栋|单元|层|号|期|路|街|村|先生|女士|师傅|客户|上午|下午|点|多|装|修|来|好|对|和|与|再|又|要|都|那|这|右|左|最后|后|前|对不|好像|宽带|单子|工单|上|下|中|名|电话|哪)$/;
const DIRECTION = /[东南西北中上下前后]$/;
const SECTION = new RegExp(`村([^，。？${NUMERAL}]{1,3}?)(?:组|屋场|[冲湾](?!组))`, 'g');

/** Names of a work order's address that are not for everybody: what is below cities, districts and counties. */
export function placesOf(address: string): string[] {
  return parseAddress(readingOfValue(address))
    .names.filter(({ kind, suffix, core }) => core.length > 1 && !(kind === 'area' && isPublic(core, suffix)))
    .map(({ core, suffix }) => (WEAK.test(suffix) ? core + suffix : core));
}

/** Ends of names that are said with them or not at all: 兴汝金城. */
const WEAK = /^[区苑园城院湾坪坊府庭里居轩郡楼塘冲]$/;
/** 岳麓区, 长沙市 are; 商贸城北区 is a part of an estate. */
const isPublic = (core: string, suffix: string): boolean => !/^(镇|乡|街道)/.test(suffix) && core.length < 5;

/**
 * Names of places in a text, in no order.
 * @param known names that are looked for wherever they stand, by their sound as well
 */
export function placesIn(plain: string, known: readonly string[]): Place[] {
  const again = known.flatMap((name) => saidAgain(name, plain));
  const shown = [...bySuffix(plain), ...beforeBuildings(plain), ...sections(plain)];
  return apart([...longestFirst(again), ...longestFirst(shown)]);
}

/** 芙蓉分局 is where the agent comes from. */
const BRANCH = /^(分公司|公司|电信|营业|分局|局|支局|维护|装维)/;

function saidAgain(name: string, plain: string): Place[] {
  const places: Place[] = [];
  for (let at = 0; at + name.length <= plain.length; at += 1) {
    const coreEnd = at + name.length;
    if (saysName(name, plain, at) && !BRANCH.test(plain.slice(coreEnd)))
      places.push({ from: at, to: suffixEnd(plain, coreEnd), core: name, coreEnd });
  }
  return places;
}

/** Whether a place of a text says a name, to the letter or by its sound: of two characters both must be there to the letter. */
function saysName(name: string, plain: string, at: number): boolean {
  if (!alike(name, plain, at)) return false;
  const { letters } = likeness(name, plain, at);
  return name.length < 3 ? letters === name.length : letters > 0;
}

const BEHIND_NAME = new RegExp(`^[东南西北中]?(?:${ROAD}|${ESTATE}|村|镇|乡|组)`);
const suffixEnd = (plain: string, at: number): number =>
  at + (BEHIND_NAME.exec(plain.slice(at, at + 6))?.[0].length ?? 0);

const longestFirst = (places: readonly Place[]): Place[] =>
  apart([...places].sort((a, b) => b.coreEnd - b.from - (a.coreEnd - a.from)));

/** Of places that overlap the first. */
function apart(places: readonly Place[]): Place[] {
  const kept: Place[] = [];
  for (const place of places) if (!kept.some((k) => place.from < k.to && k.from < place.to)) kept.push(place);
  return kept;
}

/** Where a name begins that ends at `end`: back to a word that no name holds. */
function startOf(plain: string, end: number): number {
  let at = end;
  while (at > 0 && end - at < LONGEST && !STOP.test(plain[at - 1]!) && /[\u4e00-\u9fff]/.test(plain[at - 1]!)) at -= 1;
  return at + (LEADING.exec(plain.slice(at, end))?.[0].length ?? 0);
}

function bySuffix(plain: string): Place[] {
  const places: Place[] = [];
  for (const m of plain.matchAll(SUFFIX)) {
    const suffix = m[0];
    const to = m.index + suffix.length;
    let from = startOf(plain, m.index);
    // 五里牌路芙蓉小区: a name begins behind the one before.
    const last = places.at(-1);
    if (last && last.to > from) from = last.to;
    const whole = plain.slice(from, m.index);
    const road = new RegExp(`^(?:${ROAD})$`).test(suffix);
    const coreEnd = road && whole.length > 2 && DIRECTION.test(whole) ? m.index - 1 : m.index;
    const core = plain.slice(from, coreEnd);
    if (core !== '' && isName(core, suffix, road, plain.slice(to, to + 4))) places.push({ from, to, core, coreEnd });
  }
  return places;
}

const NUMBERED_BEHIND = new RegExp(`^[，的]?第?[${NUMERAL}]{1,5}(?:号|栋|幢|组|[-#])`);
const NO_NUMBERED = /(线|电|网|走|修|断|短|链|几)$/;

function isName(core: string, suffix: string, road: boolean, behind: string): boolean {
  if (road)
    return NUMBERED_BEHIND.test(behind)
      ? !NO_NUMBERED.test(core)
      : !NO_ROAD.test(core) && core.length > 1 && !NO_ROAD_BEHIND.test(behind);
  if (/^[村镇乡屯]$/.test(suffix))
    return !NO_VILLAGE.test(core) && (core.length > 1 || NUMBERED_BEHIND.test(behind)) && !/^[干里]/.test(behind);
  return !NO_ESTATE.test(core);
}

/** Found by its suffix. */
const SUFFIXED = new RegExp(`(?:${ESTATE}|${ROAD}|[村镇乡])，?$`);

/** 兴汝金城11栋: whatever stands right before a building's number. */
function beforeBuildings(plain: string): Place[] {
  const places: Place[] = [];
  for (const m of plain.matchAll(BUILDING)) {
    const end = m.index;
    // 商贸城北区3栋.
    const from = startOf(plain, plain[end - 1] === '区' ? end - 1 : end);
    const core = plain.slice(from, end);
    if (
      core.length >= (core.endsWith('区') ? 5 : 2) &&
      !SUFFIXED.test(core) &&
      !NO_BEFORE_BUILDING.test(core) &&
      !new RegExp(`[${NUMERAL}]$`).test(core)
    )
      places.push({ from, to: end, core, coreEnd: end });
  }
  return places;
}

/** 杨林桥村塘湾组. */
const sections = (plain: string): Place[] =>
  [...plain.matchAll(SECTION)].map((m) => ({
    from: m.index + 1,
    to: m.index + m[0].length,
    core: m[1]!,
    coreEnd: m.index + 1 + m[1]!.length,
  }));
