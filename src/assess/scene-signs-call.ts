import type { SceneSign } from './scene-signs.ts';
import { likeVoice as like } from './voice-signs.ts';

/** Spoken over the telephone: opening, appointment, change, being put off. */
export const CALL_SIGNS: readonly SceneSign[] = [
  // over the telephone
  {
    id: 'asks-convenience',
    from: 'agent',
    shows: 'call',
    weight: 3,
    cues: [
      ...like('asks-convenience').cues,
      '(现在|这会|这下|这时候|这个点|这阵|眼下)…(说|接|听|通话|聊)…(不|吗|没|合适|可以|行|方便|？)',
      '(在忙|忙着|=忙|开车|上班|开会|睡|吃饭|做饭|上课)(着)?(吗|没有|没|不|还是)',
      '(得空|有空|得闲|手头)……(听|说|接)(我)?…(不|吗|没|几句|两句|两分钟|？)',
      '(能|可以|方便|好)(不好)?(听|说|接)(个)?(电话|两句|几句|话|我说)',
      '(耽误|占|借)你(<duration>|两分钟|一分钟)',
    ],
    unless: [
      ...(like('asks-convenience').unless ?? []),
      '方便…(进|上楼|开门)',
      '耽误你时间了',
      '<time>…(有空|方便|得空)',
      '(到了|来之前|有变|有事)',
    ],
  },
  { id: 'lifts', from: 'any', shows: 'call', weight: 1, first: 3, cues: ['^喂'], unless: ['^喂…开…门'] },
  { id: 'calls-in', from: 'customer', shows: 'telephone', weight: 3, first: 1, cues: ['^喂'] },
  {
    id: 'missed-call',
    from: 'customer',
    shows: 'call',
    weight: 3,
    cues: ['(=未接|你打我的|打我电话|打给我的|谁打的|给我打的|这个电话打)', '(你|你们)(刚才|刚)打'],
  },
  { id: 'hangs-up', from: 'any', shows: 'call', weight: 2, cues: ['(=挂了|挂电话|先挂)'], unless: ['挂了(我|就|你)'] },
  {
    id: 'bad-line',
    from: 'any',
    shows: 'call',
    weight: 0.7,
    cues: ['(=信号不好|信号不太好|=听不清|=听不到|声音小|=大声点|声音大)'],
    unless: [
      '(网|宽带|电视|手机|房间|客厅|卧室)…信号',
      '(说|讲|告诉|那句)…(听不到|大声点)',
      '(电话|座机)…(听不到|听不清|声音)',
    ],
  },
  {
    id: 'is-elsewhere',
    from: 'customer',
    shows: 'call',
    weight: 2,
    cues: [
      '我(现在|正|还)?在(外面|外地|开车|开会|上班|单位|公司|店里|地铁|火车|高速|工地|学校|医院|路上|乡下|老家)',
      '<busy>',
    ],
    unless: ['(不|没)(忙|开会|开车)'],
  },
  {
    id: 'calls-about',
    from: 'agent',
    shows: 'call',
    weight: 2,
    cues: [
      '(给你|跟你|打你|打)(打)?(个|这个)?电话',
      '(想|来)?(跟|和)你(约|预约|确认|核对|核实|通知)',
      '打扰你…(吗|吧|不|？)',
    ],
    unless: ['(到了|来之前|出发|有事|到时候|随时|以后)…打', '(电话|座机)…打'],
  },
  {
    id: 'day-to-come',
    from: 'agent',
    shows: 'call',
    weight: 1.5,
    cues: [
      '(明天|后天|大后天|下周|下个?星期|下个?礼拜|<weekday>|<number>号|<number>月<number>号|今天下午|今晚|今天晚上)…(来|到|过来|上门|装|修|移|在家|方便|可以|行|合适)',
      '(明天|后天|<weekday>|到时候|到时|<number>号|<daypart>)见$',
    ],
    unless: ['<number>号(楼|栋|线|端口)', '(工|单)号', '一零零零零号', '(修不好|搞不完|不行|不好用|断)…(明天|后天)'],
  },
  {
    id: 'before-coming',
    from: 'agent',
    shows: 'call',
    weight: 2,
    cues: [
      '(到了楼下|到楼下|到你楼下|来之前|出发前|上门前|快到了|过来之前|出门前)…(打|联系|电话)',
      '(有变|有变化|有变动|改时间|临时有事|临时出门|有别的事)…(打|说|联系|告诉|通知|回|电话)',
    ],
  },
  // the customer cannot talk
  {
    id: 'busy',
    from: 'customer',
    shows: 'put-off',
    weight: 2,
    first: 8,
    cues: ['<busy>', '<call-later>', '(等下|等会|晚点|晚些|过会)(再)?(打|说|联系)'],
    unless: [
      '(不|没)(忙|开会|开车)',
      '(等下|等会|一下)…(来|过来|到|装|看)',
      '(过几天|<duration>)再(说|聊)',
      '(<duration>)(了|哒)',
      '(他|她|你们|那边|客服)…(说|讲)',
      '一零零零零',
    ],
  },
  {
    id: 'calls-later',
    from: 'agent',
    shows: 'put-off',
    weight: 2,
    cues: [
      '(稍后|等下|等一下|等会|一会|待会|晚点|晚些|过会|迟点|回头|改时间|改个时间|过?<duration>(以)?后?|<time>(以后|之后|过后)?|忙完|下课|散会|到家|下班|吃完|睡醒)…(再)?(给你|跟你|找你)?(打|联系|拨|来电|去电|回电|来个电话|去个电话)',
    ],
    unless: [
      '(有变|有事|装好|修好|到货|来之前|出发|到了|到楼下|上门|过来之前|路上|到时候|改时间|提前)…(再)?(打|联系|说|告诉)',
      '你…打(我|这个|给我)',
      '(打|拨)(一零零零零|一万号)',
      '(电话|座机)…打',
      '<daypart>好',
    ],
  },
  { id: 'comes-at', from: 'agent', shows: 'call', weight: 0, ...like('comes-at') },
];
