/** Surnames of one character that are common in China; most of the hundred family names and those of Hunan. */
const SINGLE =
  '赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄穆萧肖尹姚邵湛汪祁毛禹狄米贝明臧计成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯管卢莫经房裘缪宗丁宣邓郁单杭洪包诸左石崔吉钮龚程邢裴陆荣翁荀羊惠甄曲储靳段富巫焦牧谷车侯全班仲伊宁仇甘祖武符刘景詹龙叶幸司黎薄印白蒲索赖卓蔺屠蒙池乔阴苍闻莘党翟谭贡姬申扶冉宰郦桑桂牛寿边燕尚农温别庄晏柴瞿阎充慕连茹习艾鱼容向古易慎戈廖终居衡步耿满匡文寇广东沃利蔚越师巩聂晁冷辛阚简饶曾沙养丰巢关查红游权盖益桓公涂付邝卿粟佘闫岳晋楚覃揭肇佟言福代仝敖訾修丛隆税沿尧宾欧漆麦刑阳';
const DOUBLE = [
  '欧阳',
  '司马',
  '上官',
  '诸葛',
  '夏侯',
  '东方',
  '皇甫',
  '尉迟',
  '公孙',
  '令狐',
  '慕容',
  '司徒',
  '端木',
  '长孙',
  '宇文',
  '南宫',
];

/** Surnames that masked transcripts have in place of real ones (src/privacy): 甲先生, 乙某某. Nobody is called so. */
export const STAND_IN_SURNAMES = '甲乙丙戊庚壬癸寅卯巳酉戌亥';

const doubles = new Set(DOUBLE);
/** What a character begins: 1 a surname of one character, 2 perhaps one of two. */
const begins = new Uint8Array(65_536);
for (const char of SINGLE + STAND_IN_SURNAMES) begins[char.charCodeAt(0)] = 1;
for (const name of DOUBLE) begins[name.charCodeAt(0)]! |= 2;
/** Surnames that are hardly ever the beginning of an ordinary word. */
const PLAIN = new Set(
  `王李张刘陈杨赵黄吴徐孙胡朱林郭罗梁宋郑谢韩唐冯董萧肖程曹袁邓傅沈曾彭吕苏卢蒋蔡贾丁魏薛阎潘杜戴夏钟汪姜范谭廖邹熊陆郝崔邱秦顾侯邵孟雷汤尹黎贺赖龚庞樊殷施陶翟颜倪严俞葛韦尤聂邢岳欧詹屈阮柳覃瞿匡邬佘晏${STAND_IN_SURNAMES}`.split(
    '',
  ),
);

/** Length of the surname that a text begins with at `at`: 2, 1, or 0 for none. */
export function surnameLength(text: string, at: number): 0 | 1 | 2 {
  const kinds = at >= 0 && at < text.length ? begins[text.charCodeAt(at)]! : 0;
  if (kinds === 0) return 0;
  if (kinds & 2 && doubles.has(text.slice(at, at + 2))) return 2;
  return kinds & 1 ? 1 : 0;
}

/** Whether the surname at `at` can be taken for one without any title behind it. */
export const isPlainSurname = (text: string, at: number): boolean =>
  doubles.has(text.slice(at, at + 2)) || PLAIN.has(text[at] ?? '');

/** A name taken apart. `given` is empty where only the surname is known (王先生, 王*). */
export interface PersonName {
  readonly surname: string;
  readonly given: string;
}

/** Takes a work order's name apart; `null` for what is no person's name (a company, a number). */
export function personName(value: string): PersonName | null {
  const whole = value
    .split(/[（(/、,，]/)[0]!
    .trim()
    .replace(/(先生|女士|小姐|老板|师傅|老师|经理|同志)$/, '')
    .replace(/[^\u4e00-\u9fff]/g, '');
  // 王某某 is known by his surname only; 甲某某 is the whole name of somebody who is not to be known.
  if (/^.某/.test(whole) && STAND_IN_SURNAMES.includes(whole[0]!)) return { surname: whole[0]!, given: whole.slice(1) };
  const name = whole.replaceAll('某', '');
  const n = surnameLength(name, 0);
  if (name.length === 0 || name.length > 4 || (n === 0 && name.length > 3)) return null;
  return { surname: name.slice(0, n || 1), given: name.slice(n || 1) };
}
