import type { Outcome, ViolationKind, ViolationStatus } from '../model/assessment.ts';
import type { Pack, Severity, Wording } from '../model/pack.ts';

export type Lang = 'zh' | 'en';

/** A pack's text in the language of the report. */
export const inLang = (wording: Wording, lang: Lang): string => wording[lang];

/** A question of the pack and one of its answers, as reports call them. */
export function decisionTitle(
  pack: Pack,
  questionId: string,
  answerId: string,
  lang: Lang,
): [question: string, answer: string] {
  const question = pack.scripts.flatMap((s) => s.questions).find((q) => q.id === questionId);
  const answer = question?.answers.find((a) => a.id === answerId)?.title;
  return [
    question ? inLang(question.title, lang) : questionId,
    answer ? inLang(answer, lang) : (WORDS[lang].answer[answerId] ?? answerId),
  ];
}

interface Words {
  readonly outcome: Readonly<Record<Outcome, string>>;
  readonly status: Readonly<Record<ViolationStatus, string>>;
  readonly kind: Readonly<Record<ViolationKind, string>>;
  readonly severity: Readonly<Record<Severity, string>>;
  readonly slot: Readonly<Record<string, string>>;
  readonly slotState: Readonly<Record<string, string>>;
  readonly points: (n: number) => string;
  readonly passed: string;
  readonly failed: string;
  readonly notScored: string;
  readonly turn: (n: number) => string;
  readonly sayAfter: (n: number) => string;
  readonly sayFirst: string;
  readonly late: string;
  readonly said: string;
  readonly better: string;
  readonly why: string;
  readonly excusedBy: string;
  readonly gain: string;
  readonly elements: string;
  readonly phrases: string;
  readonly slots: string;
  readonly noViolations: string;
  readonly noScripts: string;
  readonly because: string;
  readonly assumed: string;
  /** Answers that mean the same in every pack; the others are shown by their ids. */
  readonly answer: Readonly<Record<string, string>>;
  readonly expected: string;
  readonly heard: string;
  readonly deducted: string;
  readonly knockedOut: string;
  readonly rolesGuessed: (confidence: number, assigned: string) => string;
  readonly rolesUnsure: string;
  readonly summary: (calls: number, passed: number, violations: number, suspected: number, skipped: number) => string;
  readonly mean: string;
  readonly runnersUp: string;
  readonly step: Readonly<Record<string, string>>;
  readonly fragility: (runs: number, range: string | null, flips: string) => string;
}

const zh: Words = {
  outcome: {
    met: '做到',
    partial: '只做到一半',
    missed: '漏项',
    'not-applicable': '不适用',
    'for-reviewer': '需人工听',
  },
  status: { hit: '忌语', suspected: '疑似忌语', excused: '已排除' },
  kind: { exact: '原话', filler: '夹了口头语', homophone: '谐音', variant: '变形', paraphrase: '换了说法' },
  severity: { minor: '轻', major: '重', critical: '严重' },
  slot: {
    customerName: '客户姓名',
    appointment: '预约时间',
    address: '地址',
    staffName: '装维姓名',
    staffId: '工号',
    staffPhone: '装维电话',
    service: '业务',
  },
  slotState: { match: '与工单一致', mismatch: '与工单不符', unspoken: '没有说' },
  points: (n) => `${n} 分`,
  passed: '通过',
  failed: '未通过',
  notScored: '不评分',
  turn: (n) => `第${n}句`,
  sayAfter: (n) => `应在第${n}句之后说`,
  sayFirst: '应在开头说',
  late: '说晚了',
  said: '原话',
  better: '改说',
  why: '为什么',
  excusedBy: '排除原因',
  gain: '提分最多的改法',
  elements: '标准用语',
  phrases: '服务忌语',
  slots: '工单核对',
  noViolations: '没有发现服务忌语',
  noScripts: '不按脚本评分，只查服务忌语',
  because: '依据',
  assumed: '没有听到，按默认',
  answer: { yes: '是', no: '否', open: '没有定' },
  expected: '工单',
  heard: '听到',
  deducted: '忌语扣分',
  knockedOut: '一票否决',
  rolesGuessed: (c, assigned) => `说话人由内容判断（把握 ${Math.round(c * 100)}%）：${assigned}`,
  rolesUnsure: '分不清谁是装维，忌语只列为疑似，不算在任何人头上',
  summary: (calls, passed, violations, suspected, skipped) =>
    `共 ${calls} 通，通过 ${passed} 通；忌语 ${violations} 处，疑似 ${suspected} 处${skipped > 0 ? `；跳过 ${skipped} 个有问题的文件` : ''}`,
  mean: '平均',
  runnersUp: '也接近',
  step: {
    same: '同',
    'same-sound': '同音',
    'near-sound': '近音',
    replaced: '换字',
    swapped: '换位',
    filler: '口头语',
    added: '多出',
    dropped: '漏掉',
  },
  fragility: (runs, range, flips) =>
    `识别出错重算 ${runs} 次：${range === null ? '' : `得分 ${range}（95%）；`}${flips === '' ? '判定都没有变' : `会变的：${flips}`}`,
};

const many = (n: number, one: string): string => `${n} ${one}${n === 1 ? '' : 's'}`;

const en: Words = {
  outcome: {
    met: 'said',
    partial: 'half said',
    missed: 'missed',
    'not-applicable': 'not applicable',
    'for-reviewer': 'needs a listener',
  },
  status: { hit: 'forbidden phrase', suspected: 'suspected', excused: 'excused' },
  kind: {
    exact: 'exact words',
    filler: 'words put between',
    homophone: 'same sound',
    variant: 'variant',
    paraphrase: 'paraphrase',
  },
  severity: { minor: 'minor', major: 'major', critical: 'critical' },
  slot: {
    customerName: 'customer',
    appointment: 'appointment',
    address: 'address',
    staffName: 'staff name',
    staffId: 'staff number',
    staffPhone: 'staff phone',
    service: 'service',
  },
  slotState: { match: 'agrees with the order', mismatch: 'differs from the order', unspoken: 'not said' },
  points: (n) => `${n} points`,
  passed: 'passed',
  failed: 'failed',
  notScored: 'not scored',
  turn: (n) => `turn ${n}`,
  sayAfter: (n) => `belongs after turn ${n}`,
  sayFirst: 'belongs at the beginning',
  late: 'late',
  said: 'said',
  better: 'better',
  why: 'why',
  excusedBy: 'excused by',
  gain: 'What would raise the score most',
  elements: 'Script',
  phrases: 'Forbidden phrases',
  slots: 'Work order',
  noViolations: 'no forbidden phrase found',
  noScripts: 'judged by no script; only forbidden phrases were looked for',
  because: 'because',
  assumed: 'not heard, assumed',
  answer: { open: 'not settled' },
  expected: 'order',
  heard: 'heard',
  deducted: 'deducted for phrases',
  knockedOut: 'knock-out',
  rolesGuessed: (c, assigned) => `speakers were told from their words (${Math.round(c * 100)} % sure): ${assigned}`,
  rolesUnsure: 'it is not clear who the installer is: phrases are only suspected, nobody is blamed',
  summary: (calls, passed, violations, suspected, skipped) =>
    `${many(calls, 'call')}, ${passed} passed; ${many(violations, 'forbidden phrase')}, ${suspected} suspected${skipped > 0 ? `; ${many(skipped, 'faulty file')} skipped` : ''}`,
  mean: 'mean',
  runnersUp: 'also near',
  step: {
    same: 'same',
    'same-sound': 'same sound',
    'near-sound': 'near sound',
    replaced: 'replaced',
    swapped: 'swapped',
    filler: 'filler',
    added: 'added',
    dropped: 'dropped',
  },
  fragility: (runs, range, flips) =>
    `scored again ${runs} times as if misheard: ${range === null ? '' : `${range} points (95 %); `}${flips === '' ? 'no finding changes' : `may change: ${flips}`}`,
};

/** All wording of reports, by language. */
export const WORDS: Readonly<Record<Lang, Words>> = { zh, en };
