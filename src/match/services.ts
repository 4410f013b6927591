import { byReading } from './by-reading.ts';
import { type Reading, readingOfValue, type Saying, saying } from './reading.ts';

/** The words of one thing that an installer comes for. */
interface Vocabulary {
  /** Names of the service itself, speech recognition's spellings included. */
  readonly names: RegExp;
  /** Kindred words, which name the service only as what is installed, repaired or ordered. */
  readonly kindred: RegExp | null;
  /** In a work order. */
  readonly order: RegExp;
}

const VOCABULARY: readonly Vocabulary[] = [
  {
    names: /宽[带待代戴袋]|款[待带代]|宽频/g,
    kindred: /网络|光纤|光宽|上网|千兆|百兆|wifi|无线网?|(?<![这那互联官])网(?![络卡线站口上友点格银厅购页])/g,
    order: /宽带|网|光纤|兆|fttr|wifi|路由/,
  },
  {
    names: /(?<!充)电[视势](?!频)|[店点]视|iptv|itv/g,
    kindred: /机顶盒|高清|盒子/g,
    order: /电视|itv|iptv|机顶盒|高清/,
  },
  {
    names:
      /座机|坐机|固话|固定电话|电话机|话机|小灵通|(?<=(?:宽带|电视|款待)[，和跟加还有、]{0,2})电话|电话(?=(?:[，和跟加]?(?:宽带|电视))|业务|装机|移机|维修|新装|安装|线|杂音|的?(?:装机|移机|维修|安装|报修))/g,
    kindred: /(?<![打拨接回来个的码号系通])电话(?![联给打号通回])/g,
    order: /电话|固话|座机/,
  },
  { names: /监控|摄像头|看家/g, kindred: null, order: /监控|摄像|看家/ },
  { names: /手机卡|电话卡|流量卡/g, kindred: null, order: /手机|卡$|移动业务/ },
  { names: /专线/g, kindred: null, order: /专线/ },
];

const WORK = '装|移|修|办|报|开通|新装|安装|维修|检修|抢修|迁|拆|弄|搞|接|换|拉';
const WORKED_BEFORE = new RegExp(
  `(${WORK})(好|了|的|下|一下|个|台|部|条|一|您的|你的|你家的?|家里的?|那个|这个|新|不了|不成)*$`,
);
const WORKED_BEHIND = new RegExp(
  `^(的|是|又|有|业务|那个|要|给你|给您|需要|还)*(${WORK}|业务|故障|坏|断|不通|单子|上不|掉线|单$)`,
);
/** 来修网的, 给您装个网: what he comes for. */
const COMES_FOR = /[装修移办](一下|个)?$/;
/** The line or the set as something that the agent only asks about or makes use of. */
const NOT_ORDERED = /(用|看|测|连|插|打|拨)(您?你?的)?$/;

/**
 * Where the agent names the order's service, or another one as what he comes for. Equipment (光猫, 路由器) and kindred words (网, 光纤, 机顶盒)
 * name a service only together with the work done on it.
 * @param order the order's services; those that belong to none of the known ones agree by their own name only
 */
export function findService(readings: readonly Reading[], order: readonly string[]): Saying[] {
  const wanted = VOCABULARY.filter((v) => order.some((o) => v.order.test(o.toLowerCase())));
  return readings.flatMap((reading) =>
    wanted.length === 0
      ? byOwnName(reading, order)
      : standingIn(reading).flatMap((v) => named(reading, v, wanted.includes(v))),
  );
}

/** The parts of the vocabulary of which something stands in a text: of most none. */
const standingIn = byReading((text) =>
  VOCABULARY.filter((v) => text.search(v.names) >= 0 || (v.kindred !== null && text.search(v.kindred) >= 0)),
);

function named(reading: Reading, { names, kindred }: Vocabulary, expected: boolean): Saying[] {
  const { text } = reading;
  const found: Saying[] = [];
  for (const m of text.matchAll(names)) {
    const [from, to] = [m.index, m.index + m[0].length];
    if (expected || isWorkedOn(text, from, to)) found.push(saying(reading, from, to, expected, 'service', expected));
  }
  for (const m of kindred ? text.matchAll(kindred) : []) {
    const [from, to] = [m.index, m.index + m[0].length];
    const counts = expected ? isWorkedOn(text, from, to) : COMES_FOR.test(text.slice(Math.max(0, from - 4), from));
    if (counts) found.push(saying(reading, from, to, expected, 'service', false));
  }
  return found;
}

function byOwnName(reading: Reading, order: readonly string[]): Saying[] {
  return order.flatMap((o) => {
    const name = readingOfValue(o);
    const at = name.length < 2 ? -1 : reading.text.indexOf(name);
    return at < 0 ? [] : [saying(reading, at, at + name.length, true, 'service')];
  });
}

function isWorkedOn(text: string, from: number, to: number): boolean {
  const ahead = text.slice(Math.max(0, from - 10), from);
  if (NOT_ORDERED.test(ahead)) return false;
  return WORKED_BEFORE.test(ahead) || WORKED_BEHIND.test(text.slice(to, to + 8));
}
