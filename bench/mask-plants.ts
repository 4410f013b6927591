/** What is planted into dialogues, and where it then stands: a generator that depends on its seed alone. */
import type { Transcript, Turn } from '../src/model/transcript.ts';
import { seeded } from '../src/verify/intervals.ts';

export const PLANTINGS = ['phone', 'account', 'name', 'address'] as const;
type Planting = (typeof PLANTINGS)[number];

/** Something personal in a turn: code units, end exclusive. */
export interface Planted {
  readonly kind: Planting;
  readonly turn: number;
  readonly start: number;
  readonly end: number;
  /** What must not be seen there any more: digits, or characters. */
  readonly secret: string;
  /** Of names: whether the surname is one of the common ones. */
  readonly listed: boolean | null;
}

const COMMON =
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤';
const RARE = '逄亓缑佴妫郗郏臧昝蒯钭晁羿璩濮厍逯缪隗麴乜阙邸亢況郈琚睢';
const GIVEN = '泽睿馨懿鹏翊淑菡钰婕峻熙昊蕾莎瑾岚澜妍骁炜煜晗凯茜恺敏霖萌翔颖豪梓轩航俊琪霞勤耀慧祥庭炎彪琼璐';
const ROADS = [
  '桐梓坡',
  '枫林',
  '咸嘉湖',
  '潇湘',
  '湘府',
  '劳动',
  '车站',
  '金星',
  '茶子山',
  '万芙',
  '木莲',
  '黄谷',
  '蔡锷',
  '曙光',
  '香樟',
  '桂花',
  '学士',
  '洋湖',
  '竹塘',
  '雀园',
];
const ESTATES = [
  '翠谷',
  '望月湖',
  '麓山枫情',
  '锦绣江南',
  '御溪',
  '保利天禧',
  '橘洲听涛',
  '岳泰理想',
  '和馨',
  '云栖',
  '碧水龙庭',
  '梅溪紫宸',
  '星语林',
  '福临',
  '长华',
  '恒基凯旋',
];
const VILLAGES = ['双溪桥', '石塘', '茶亭', '莲花坪', '金龙', '枫树', '铁炉', '黄金'];
const SECTIONS = ['张家', '竹山', '大塘', '屋背', '油铺'];
const HAN = '零一二三四五六七八九';

class Maker {
  readonly #next: () => number;
  constructor(seed: number) {
    this.#next = seeded(seed);
  }
  below(n: number): number {
    return Math.floor(this.#next() * n);
  }
  one<T>(list: ArrayLike<T>): T {
    return list[this.below(list.length)]!;
  }
  maybe(share: number): boolean {
    return this.#next() < share;
  }
  digits(n: number): string {
    return Array.from({ length: n }, () => this.below(10)).join('');
  }
}

/** Digits as they are written or said: 1380731…, 幺三八 零七三幺 …, 138嗯0731…. */
function told(make: Maker, digits: string): string {
  const han = make.maybe(0.5);
  const one = make.one(['幺', '一']);
  const say = (d: string) => (han ? (d === '1' ? one : HAN[Number(d)]!) : d);
  const cuts = digits.length === 11 ? [3, 7] : digits.length > 7 ? [4, 8, 12, 16] : [];
  const joint = make.one(['', '', '', ' ', '，', '-', '嗯', '，嗯，', '，然后', '呃']);
  let out = '';
  [...digits].forEach((d, i) => {
    out += (cuts.includes(i) ? joint : '') + (/\d/.test(d) ? say(d) : d);
  });
  return out;
}

const phoneOf = (make: Maker): string => {
  if (make.maybe(0.8)) return `1${make.one('3356778899')}${make.digits(9)}`;
  return make.maybe(0.5) ? `0731${make.one('245678')}${make.digits(7)}` : `${make.one('245678')}${make.digits(7)}`;
};
const accountOf = (make: Maker): { cue: string; digits: string } =>
  make.one([
    () => ({
      cue: '身份证号是',
      digits: `43010${make.below(9)}19${50 + make.below(50)}0${1 + make.below(9)}1${make.below(10)}${make.digits(3)}${make.one('0123456789X')}`,
    }),
    () => ({ cue: '宽带账号是', digits: `0731${make.digits(7)}` }),
    () => ({ cue: '银行卡号', digits: `62${make.digits(17)}` }),
    () => ({ cue: '您这个订单号', digits: make.digits(12) }),
    () => ({ cue: '我工号', digits: make.digits(4) }),
    () => ({ cue: '户号是', digits: make.digits(10) }),
  ])();

const nameOf = (make: Maker): { surname: string; given: string; listed: boolean } => {
  const listed = make.maybe(0.5);
  const given = make.one(GIVEN) + (make.maybe(0.7) ? make.one(GIVEN) : '');
  return { surname: make.one(listed ? COMMON : RARE), given, listed };
};

/** A sentence in three pieces: before, what is personal, behind. */
type Sentence = readonly [string, string, string];

const FULL: readonly (readonly [string, string])[] = [
  ['，请问是', '先生吗？'],
  ['，您是', '女士吧？'],
  ['，我叫', '，以后有事找我。'],
  ['，户主叫', '，您记一下。'],
  ['，登记的名字是', '，对吗？'],
  ['，麻烦找一下', '先生。'],
  ['，我是电信的装维', '，来给您装宽带。'],
  ['，是', '本人吗？'],
  ['，谢谢', '女士，打扰您了。'],
];
const SHORT: readonly (readonly [string, string])[] = [
  ['，好的', '先生，我记下了。'],
  ['，', '女士您放心。'],
  ['，那', '先生您看呢？'],
  ['，谢谢', '女士，再见。'],
];
/** Forms of address that a common surname is needed for: with a rare one nobody could tell. */
const FAMILIAR: readonly (readonly [string, string])[] = [
  ['，', '师傅您好。'],
  ['，', '大姐，您在家不？'],
  ['，我是老', '，你记得不？'],
  ['，叫小', '过来看一下。'],
  ['，', '阿姨，您慢点。'],
  ['，', '姐，您在屋里吧？'],
  ['，', '经理跟我讲过了。'],
];

function nameSentence(make: Maker): { sentence: Sentence; secret: string; listed: boolean } {
  const { surname, given, listed } = nameOf(make);
  const form = make.below(3);
  const secret = form === 0 ? surname + given : surname;
  const [before, behind] = make.one(form === 0 ? FULL : form === 1 || !listed ? SHORT : FAMILIAR);
  return { sentence: [before, secret, behind], secret, listed };
}

const PHONES: readonly (readonly [string, string])[] = [
  ['，我的电话是', '，您存一下。'],
  ['，打我手机', '。'],
  ['，您记一下啊，', '，记到了没有？'],
  ['，号码', '，是这个吧？'],
  ['，您留的是', '，对不对？'],
  ['，联系电话', ''],
  ['，', '，您有事打这个。'],
];

/** An address, whole or in part, as pieces of which each has to go. */
function addressSentence(make: Maker): { pieces: readonly (string | { readonly secret: string })[] } {
  const hide = (secret: string) => ({ secret });
  const number = (most: number) => {
    const n = 1 + make.below(most);
    return hide(make.maybe(0.7) ? String(n) : spoken(n));
  };
  const room = () => {
    const digits = `${1 + make.below(30)}0${1 + make.below(8)}`;
    return hide(make.maybe(0.6) ? digits : [...digits].map((d) => HAN[Number(d)]!).join(''));
  };
  const road = [hide(make.one(ROADS)), make.one(['路', '路', '街', '大道', '中路', '南路', '巷']), number(400), '号'];
  const estate = [hide(make.one(ESTATES)), make.one(['小区', '小区', '花园', '公寓', '家园'])];
  const inside = [number(30), '栋', number(4), '单元', room(), make.one(['', '室', '号'])];
  const village = [
    hide(make.one(VILLAGES)),
    '村',
    ...(make.maybe(0.5) ? [number(20), '组'] : [hide(make.one(SECTIONS)), '组']),
  ];
  const before = make.one([
    '，地址是',
    '，您住',
    '，我在',
    '，您家是在',
    '，送到',
    '，就是',
    '，您屋里是',
    '，核对一下，',
  ]);
  const district = make.one(['', '', '岳麓区', '雨花区', '长沙县']);
  const behind = make.one(['，对吗？', '。', '，没错吧？', '那里。', '是吧？', '对不？']);
  const forms = [
    [...road, ...inside],
    [...road, ...estate, ...inside],
    [...estate, ...inside],
    [...estate, '，', ...inside],
    village,
    road,
    [hide(make.one(ESTATES)), ...inside],
    estate,
    [inside[0]!, '栋', inside[4]!],
  ];
  return { pieces: [before, district, ...make.one(forms), behind] };
}

function spoken(n: number): string {
  if (n < 10) return HAN[n]!;
  if (n < 100) return `${n < 20 ? '' : HAN[Math.floor(n / 10)]}十${n % 10 ? HAN[n % 10] : ''}`;
  const rest = n % 100;
  return `${HAN[Math.floor(n / 100)]}百${rest === 0 ? '' : rest < 10 ? `零${HAN[rest]}` : spoken(rest).replace(/^十/, '一十')}`;
}

/** The dialogue with something of each kind put at the ends of turns of its own choice, and a number told in two turns. */
export function plantInto(example: Transcript, seed: number): { transcript: Transcript; planted: readonly Planted[] } {
  const make = new Maker(seed);
  const turns: Turn[] = example.turns.map((turn) => ({ ...turn }));
  const planted: Planted[] = [];
  const add = (
    kind: Planting,
    pieces: readonly (string | { readonly secret: string; readonly shown?: string })[],
    listed: boolean | null,
  ) => {
    const at = make.below(turns.length);
    let text = turns[at]!.text.replace(/[，。？！]?$/, '');
    for (const piece of pieces) {
      if (typeof piece === 'string') {
        text += piece;
        continue;
      }
      const shown = piece.shown ?? piece.secret;
      planted.push({
        kind,
        turn: at,
        start: text.length,
        end: text.length + shown.length,
        secret: piece.secret,
        listed,
      });
      text += shown;
    }
    turns[at] = { ...turns[at]!, text };
  };
  for (let k = 0; k < 2; k += 1) {
    const { sentence, secret, listed } = nameSentence(make);
    add('name', [sentence[0], { secret }, sentence[2]], listed);
    add('address', addressSentence(make).pieces, null);
    const phone = phoneOf(make);
    const [before, behind] = make.one(PHONES);
    add('phone', [before, { secret: phone, shown: told(make, phone) }, behind], null);
    const { cue, digits } = accountOf(make);
    add('account', [`，${cue}`, { secret: digits, shown: told(make, digits) }, '。'], null);
  }
  splitPhone(make, turns, planted);
  return { transcript: { ...example, turns }, planted };
}

/** 客户：一三八。装维：嗯。客户：零七三一二二三三. */
function splitPhone(make: Maker, turns: Turn[], planted: Planted[]): void {
  const phone = phoneOf(make);
  const cut = phone.length === 11 ? 3 : 4;
  const [first, second] = [phone.slice(0, cut), phone.slice(cut)];
  const speakers = turns.map((t) => t.speaker);
  const customer = speakers.find((s) => s !== speakers[0]) ?? speakers[0]!;
  const said = (secret: string, before: string, behind: string) => {
    const shown = told(make, secret);
    planted.push({
      kind: 'phone',
      turn: turns.length,
      start: before.length,
      end: before.length + shown.length,
      secret,
      listed: null,
    });
    turns.push({ speaker: customer, text: before + shown + behind });
  };
  said(first, '你记一下，', '');
  if (make.maybe(0.5)) turns.push({ speaker: speakers[0]!, text: make.one(['嗯。', '好，', '嗯，您说。']) });
  said(second, '', '。');
}
