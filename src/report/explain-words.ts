import type { AlignmentStep, Assessment } from '../model/assessment.ts';
import type { Role } from '../model/transcript.ts';
import type { GuardTried } from '../verify/guard-trials.ts';
import type { Lang } from './wording.ts';

type StepType = AlignmentStep['type'];

interface ExplainWords {
  readonly role: Readonly<Record<Role, string>>;
  readonly together: (first: number, last: number) => string;
  readonly notTheAgents: string;
  readonly noEar: string;
  readonly nothingFound: string;
  readonly said: string;
  readonly wanted: string;
  /** Two columns wide each, under the characters that they are about. */
  readonly step: Readonly<Record<StepType, string>>;
  readonly legend: Readonly<Record<StepType, string>>;
  readonly similarity: (share: string) => string;
  readonly meaning: (phrase: string, told: string, inOrder: string | null) => string;
  readonly meansNothing: (harmless: string) => string;
  /** Between items of a list, and around a remark. */
  readonly semicolon: string;
  readonly brackets: readonly [string, string];
  readonly judged: (probability: string, hit: string, suspected: string) => string;
  readonly notJudged: string;
  readonly weighed: string;
  readonly fall: (points: string) => string;
  readonly noSingleWords: string;
  readonly instead: string;
  readonly none: string;
  readonly nearestForbidden: string;
  readonly nearestHarmless: string;
  readonly noExamples: string;
  readonly twin: string;
  readonly violationOf: string;
  readonly guard: Readonly<Record<GuardTried['state'], string>>;
  readonly where: Readonly<Record<GuardTried['where'], (words: string) => string>>;
  readonly allowed: string;
  readonly noGuards: string;
  readonly elements: string;
  readonly part: (part: number, of: number) => string;
  readonly cue: (cue: string) => string;
  readonly slot: (slot: string) => string;
  readonly bySound: string;
  readonly byMeaning: string;
  readonly noElements: string;
  readonly decisions: string;
  readonly outcome: (outcome: Assessment['elements'][number]['outcome']) => string;
}

const zh: ExplainWords = {
  role: { agent: '装维', customer: '客户', other: '旁人' },
  together: (first, last) => `第${first}–${last}句连着说，当一句听`,
  notTheAgents: '不是装维说的，不查忌语',
  noEar: '没有用听意思的模型（--no-model），只比了字音',
  nothingFound: '没有判为忌语；最像的是：',
  said: '说',
  wanted: '忌',
  step: {
    same: '　',
    'same-sound': '音',
    'near-sound': '近',
    replaced: '换',
    swapped: '移',
    filler: '口',
    added: '多',
    dropped: '漏',
  },
  legend: {
    same: '',
    'same-sound': '音=同音字',
    'near-sound': '近=音相近',
    replaced: '换=换了字',
    swapped: '移=换了位',
    filler: '口=口头语',
    added: '多=多出',
    dropped: '漏=漏掉',
  },
  similarity: (share) => `相似度 ${share}`,
  meaning: (phrase, told, inOrder) =>
    `听意思：像忌语${phrase}，网络给 ${told}${inOrder === null ? '' : `，连着前后听给 ${inOrder}`}`,
  meansNothing: (harmless) => `听意思：哪条忌语都不像（没有问题 ${harmless}）`,
  semicolon: '；',
  brackets: ['（', '）'],
  judged: (probability, hit, suspected) => `校准后 ${probability}（${hit} 起算忌语，${suspected} 起疑似）`,
  notJudged: '太低，没有再判',
  weighed: '最要紧的字',
  fall: (points) => `去掉后少 ${points}`,
  noSingleWords: '没有哪几个字单独起作用',
  instead: '差点判成',
  none: '没有问题',
  nearestForbidden: '最近的忌语例句',
  nearestHarmless: '最近的正常例句',
  noExamples: '没有相近的例句',
  twin: '该这样说',
  violationOf: '对应的忌语',
  guard: {
    excuses: '已排除',
    'gives-way': '有这样的话，但整句意思还是忌语，不排除',
    would: '加上这样的话就会排除',
    'would-not': '加上这样的话也不排除',
    instead: '换成这样的话才不算',
  },
  where: {
    utterance: (words) => `同一句里说「${words}」`,
    before: (words) => `前面说「${words}」`,
    after: (words) => `后面说「${words}」`,
    over: (words) => `说成「${words}」`,
    customer: (words) => `客户先说「${words}」`,
    quotes: () => '放在引号里',
    echo: (words) => `客户先这样说过，再问「${words}」`,
  },
  allowed: '这条忌语自己的例外说法',
  noGuards: '没有排除规则管这条忌语',
  elements: '算作标准用语',
  part: (part, of) => (of === 1 ? '' : `第${part}部分（共${of}）`),
  cue: (cue) => `线索 ${cue}`,
  slot: (slot) => `与工单一致：${slot}`,
  bySound: '按音',
  byMeaning: '没有线索词，按意思听出',
  noElements: '没有算作任何标准用语',
  decisions: '由这句认定',
  outcome: (outcome) =>
    ({ met: '做到', partial: '做到一半', missed: '漏项', 'not-applicable': '不适用', 'for-reviewer': '需人工听' })[
      outcome
    ],
};

const en: ExplainWords = {
  role: { agent: 'installer', customer: 'customer', other: 'other' },
  together: (first, last) => `turns ${first}–${last} follow each other and are heard as one`,
  notTheAgents: "not the installer's words: no forbidden phrase is looked for",
  noEar: 'without the model of meaning (--no-model): only wordings were compared',
  nothingFound: 'no forbidden phrase; it comes nearest to:',
  said: 'said',
  wanted: 'rule',
  step: {
    same: '  ',
    'same-sound': '= ',
    'near-sound': '~ ',
    replaced: 'x ',
    swapped: '<>',
    filler: 'f ',
    added: '+ ',
    dropped: '- ',
  },
  legend: {
    same: '',
    'same-sound': '= same sound',
    'near-sound': '~ near sound',
    replaced: 'x replaced',
    swapped: '<> swapped',
    filler: 'f filler',
    added: '+ added',
    dropped: '- dropped',
  },
  similarity: (share) => `similarity ${share}`,
  meaning: (phrase, told, inOrder) =>
    `by meaning: like phrase ${phrase}; the network says ${told}${inOrder === null ? '' : `, the tagger, which hears the order of words, ${inOrder}`}`,
  meansNothing: (harmless) => `by meaning: like none of the phrases (nothing wrong ${harmless})`,
  semicolon: '; ',
  brackets: [' (', ')'],
  judged: (probability, hit, suspected) => `calibrated ${probability} (a hit from ${hit}, suspected from ${suspected})`,
  notJudged: 'too little to be judged any further',
  weighed: 'what weighed most',
  fall: (points) => `${points} less without it`,
  noSingleWords: 'no few characters weigh anything by themselves',
  instead: 'nearly chosen instead',
  none: 'nothing wrong',
  nearestForbidden: 'nearest forbidden examples',
  nearestHarmless: 'nearest harmless examples',
  noExamples: 'no example comes near',
  twin: 'say instead',
  violationOf: 'the forbidden one',
  guard: {
    excuses: 'excuses it',
    'gives-way': 'its words are there, but the whole still means the phrase',
    would: 'would have excused it',
    'would-not': 'would not have excused it',
    instead: 'would have to be said instead',
  },
  where: {
    utterance: (words) => `with “${words}” in the same turn`,
    before: (words) => `with “${words}” before it`,
    after: (words) => `with “${words}” after it`,
    over: (words) => `“${words}”`,
    customer: (words) => `after the customer's “${words}”`,
    quotes: () => 'in quotation marks',
    echo: (words) => `with “${words}”, after the customer said the same`,
  },
  allowed: "a harmless wording of the phrase's own",
  noGuards: 'no guard watches over this phrase',
  elements: 'counts for the script',
  part: (part, of) => (of === 1 ? '' : `part ${part} of ${of}`),
  cue: (cue) => `cue ${cue}`,
  slot: (slot) => `agrees with the order: ${slot}`,
  bySound: 'by its sound',
  byMeaning: 'by its meaning, no cue',
  noElements: 'counts for nothing in the script',
  decisions: 'settles',
  outcome: (outcome) => outcome,
};

/** Wording of `huashu explain FILE#TURN`, by language. */
export const EXPLAIN_WORDS: Readonly<Record<Lang, ExplainWords>> = { zh, en };
