import type { CallScene, SecondCall, Silence } from '../model/assessment.ts';
import type { Guess, Role } from '../model/transcript.ts';
import type { Lang } from './wording.ts';

/** Wording of what is told of a call as a whole: who speaks, what it is, how it was spoken. */
interface CallWords {
  readonly role: Readonly<Record<Role, string>>;
  readonly scene: Readonly<Record<CallScene['kind'], string>>;
  readonly notScripted: Readonly<Partial<Record<CallScene['kind'], string>>>;
  readonly chosen: (scene: string, scripts: string) => string;
  readonly because: string;
  readonly part: (script: string, first: number, last: number) => string;
  readonly contradicted: (confidence: number) => string;
  readonly byTurn: string;
  /** What shows a second call in the file, what counts, and the way on. */
  readonly secondCall: (second: SecondCall) => string;
  readonly signAt: (sign: string, turn: number) => string;
  readonly talk: (shares: string) => string;
  readonly silence: (s: Silence, longest: boolean) => string;
  readonly overlaps: (count: number, seconds: number, turn: number) => string;
  readonly rate: (agent: number, fastest: string) => string;
  readonly fastest: (rate: number, turn: number) => string;
  readonly guess: (guess: Guess) => string;
  /** Rules that excuse a look-alike and are not the pack's. */
  readonly guards: Readonly<Record<string, string>>;
}

const zh: CallWords = {
  role: { agent: '装维', customer: '客户', other: '旁人' },
  scene: {
    call: '装维和客户通电话',
    visit: '上门',
    'incoming-call': '客户打来咨询、求助的电话',
    'wrong-number': '打错的电话',
    colleague: '同事之间的通话',
    fragment: '片段，看不出是什么',
  },
  notScripted: {
    'incoming-call': '客户打来咨询、求助，没有谈上门，不按脚本评分',
    'wrong-number': '打错了电话，不按脚本评分',
    colleague: '同事之间的通话，不按脚本评分',
    fragment: '只是个片段，不按脚本评分',
  },
  chosen: (scene, scripts) => `没有写脚本，由内容判断：${scene} → ${scripts}`,
  because: '依据',
  part: (script, first, last) => `${script} 第${first}–${last}句`,
  contradicted: (c) =>
    `说话人标反了（把握 ${Math.round(c * 100)}%）：标为客户的像装维，标为装维的像客户。忌语只列为疑似，请核对声道`,
  byTurn: '转写没有分说话人，按每句的内容分；忌语只列为疑似，不算在任何人头上',
  secondCall: ({ turn, why, heard }) =>
    `第${turn + 1}句起像是另一通电话：道别之后${{ 'other-customer': heard === null ? '称呼的是别的客户' : `称呼的是姓${heard}的客户`, pause: heard === null ? '停了很久，又自报家门' : `停了 ${heard} 秒，又自报家门`, 'introduced-again': '又从头自报家门' }[why]}。脚本只看前面的，忌语全文都看；请从这一句把文件切开，分开评`,
  signAt: (sign, turn) => `${sign}（第${turn}句）`,
  talk: (shares) => `说话占比 ${shares}`,
  silence: ({ seconds, afterTurn, excused }, longest) =>
    `${longest ? '最长静默' : '没有交代的最长静默'} ${seconds} 秒，第${afterTurn + 1}句后${{ 'asked-to-wait': '，已请客户稍等', work: '，现场施工', none: '' }[excused ?? 'none']}`,
  overlaps: (count, seconds, turn) => `抢话 ${count} 次共 ${seconds} 秒，最长在第${turn}句`,
  rate: (agent, fastest) => `装维语速每分钟 ${agent} 字${fastest}`,
  fastest: (rate, turn) => `，最快 ${rate} 字（第${turn}句）`,
  guess: ({ code, args: a }) =>
    ({
      ENCODING: `编码没有标记，按 ${a.encoding} 读`,
      FIELDS: `不是已知服务的格式，按这些字段读：${list(a)}`,
      TIME_UNIT: `没有写时间单位，按语速判断为${a.unit ?? ''}`,
      TIME_UNIT_CORRECTED: `按写明的单位语速不可能，时间改按${a.unit ?? ''}读`,
      SPEAKERS_MISSING: `${a.count ?? ''} 句没有说话人`,
      ONE_VOICE: '所有的句子都是一个说话人',
      CHANNEL_AS_SPEAKER: `没有角色，按声道分说话人：${a.channels ?? ''}`,
      CHANNELS_MERGED: `${a.count ?? ''} 个声道按时间合在一起`,
      ROLES_FROM_CHANNELS: '角色按声道说明取得',
      WORDS_JOINED: `去掉了字词之间的空格（${a.count ?? ''} 句）`,
      CUT_AT_LABELS: `没有换行，按说话人标签切成 ${a.count ?? ''} 句`,
    })[code],
  guards: { 'merged-speakers': '这是客户的话，转写并到了装维这一句里' },
};

const en: CallWords = {
  role: { agent: 'installer', customer: 'customer', other: 'other' },
  scene: {
    call: 'a call with the customer',
    visit: 'a visit',
    'incoming-call': 'a customer who called for help',
    'wrong-number': 'a wrong number',
    colleague: 'a talk among the staff',
    fragment: 'a fragment, too short to tell',
  },
  notScripted: {
    'incoming-call': 'a customer called for help and no visit was talked of: judged by no script',
    'wrong-number': 'a wrong number: judged by no script',
    colleague: 'a talk among the staff: judged by no script',
    fragment: 'only a fragment: judged by no script',
  },
  chosen: (scene, scripts) => `no scripts were named; from the words: ${scene} → ${scripts}`,
  because: 'because',
  part: (script, first, last) => `${script} turns ${first}–${last}`,
  contradicted: (c) =>
    `the speakers seem to be swapped (${Math.round(c * 100)} % sure): the labelled customer sounds like the installer, and the other way round. Phrases are only suspected; check the channels`,
  byTurn:
    'the transcript does not tell the speakers apart; each turn was told from its words, phrases are only suspected, nobody is blamed',
  secondCall: ({ turn, why, heard }) =>
    `from turn ${turn + 1} on it seems to be another call: after the farewell ${{ 'other-customer': heard === null ? 'another customer is greeted' : `a customer called ${heard} is greeted`, pause: heard === null ? 'nobody spoke for long, then the caller said who he is' : `nobody spoke for ${heard} s, then the caller said who he is`, 'introduced-again': 'the caller says who he is all over again' }[why]}. Scripts are judged by what comes before, phrases in all of it; cut the file at this turn and score both`,
  signAt: (sign, turn) => `${sign} (turn ${turn})`,
  talk: (shares) => `share of talk ${shares}`,
  silence: ({ seconds, afterTurn, excused }, longest) =>
    `${longest ? 'longest silence' : 'longest silence without a word before'} ${seconds} s after turn ${afterTurn + 1}${{ 'asked-to-wait': ' (had asked to wait)', work: ' (at work)', none: '' }[excused ?? 'none']}`,
  overlaps: (count, seconds, turn) => `${count} overlaps, ${seconds} s in all, the longest at turn ${turn}`,
  rate: (agent, fastest) => `the installer speaks ${agent} characters a minute${fastest}`,
  fastest: (rate, turn) => `, at most ${rate} (turn ${turn})`,
  guess: ({ code, args: a }) =>
    ({
      ENCODING: `the encoding is not marked; read as ${a.encoding}`,
      FIELDS: `no known service's format; read by these fields: ${list(a)}`,
      TIME_UNIT: `the unit of time is not told; by the rate of speech it is ${a.unit ?? ''}`,
      TIME_UNIT_CORRECTED: `nobody speaks at the rate of the documented unit; times were read as ${a.unit ?? ''}`,
      SPEAKERS_MISSING: `${a.count ?? ''} turns have no speaker`,
      ONE_VOICE: 'all turns have one speaker',
      CHANNEL_AS_SPEAKER: `no roles; speakers were told by channel: ${a.channels ?? ''}`,
      CHANNELS_MERGED: `${a.count ?? ''} channels were merged by time`,
      ROLES_FROM_CHANNELS: 'roles were taken from what is said of the channels',
      WORDS_JOINED: `spaces between words were taken out (${a.count ?? ''} turns)`,
      CUT_AT_LABELS: `there are no line breaks; cut into ${a.count ?? ''} turns before the labels`,
    })[code],
  guards: { 'merged-speakers': "the customer's words, merged into the installer's turn" },
};

const list = (args: Guess['args']): string =>
  Object.entries(args)
    .map(([name, value]) => `${name}=${value}`)
    .join(' ');

/** By language. */
export const CALL_WORDS: Readonly<Record<Lang, CallWords>> = { zh, en };
