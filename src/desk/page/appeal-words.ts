import { useContext } from 'preact/hooks';
import type { Lang } from '../../report/wording.ts';
import type { AppealState } from '../appeals.ts';
import { LangContext } from './page-lang.ts';

interface AppealWords {
  readonly title: string;
  readonly waiting: string;
  readonly all: string;
  readonly none: string;
  readonly noneWaiting: string;
  readonly about: string;
  readonly since: string;
  readonly state: Readonly<Record<AppealState, string>>;
  readonly upheld: (upheld: boolean) => string;
  readonly appeal: string;
  readonly appealUntil: (moment: string) => string;
  readonly rule: string;
  readonly escalate: string;
  readonly escalateUntil: (moment: string) => string;
  readonly withdraw: string;
  readonly why: Readonly<Record<'appeal' | 'rule' | 'escalate', string>>;
  readonly ruleAs: string;
  readonly send: string;
  readonly did: {
    readonly appeal: (title: string) => string;
    readonly rule: (title: string, ruling: string) => string;
    readonly escalate: (title: string) => string;
    readonly withdraw: (title: string) => string;
  };
  readonly gold: string;
  readonly dialogue: string;
  readonly packCase: string;
  readonly goldNote: string;
  readonly goldFailed: string;
  readonly step: Readonly<Record<'appeal' | 'escalate' | 'withdraw', string>>;
  readonly stepRule: (ruling: string) => string;
  readonly days: string;
  readonly daysNote: string;
  readonly daysChanged: (who: string, moment: string, from: number, to: number) => string;
  readonly daysRefused: (least: number, most: number) => string;
}

/** Titles of phrases are quotations already. */
const quoted = (title: string): string => (title.startsWith('"') ? title : `“${title}”`);

/** What the pages say of appeals, by language. */
export const APPEAL_WORDS: Readonly<Record<Lang, AppealWords>> = {
  zh: {
    title: '申诉',
    waiting: '等着定的',
    all: '全部申诉',
    none: '还没有申诉。',
    noneWaiting: '没有等着定的申诉。',
    about: '申诉什么',
    since: '提出时间',
    state: { open: '等老师定', ruled: '老师定了', escalated: '等组长定', final: '组长定了', withdrawn: '撤回了' },
    upheld: (upheld) => (upheld ? '申诉成立，已改判' : '维持原判'),
    appeal: '申诉',
    appealUntil: (moment) => `${moment} 前可以申诉`,
    rule: '定下来',
    escalate: '不服，请组长定',
    escalateUntil: (moment) => `${moment} 前可以请组长定`,
    withdraw: '撤回申诉',
    why: {
      appeal: '哪里判得不对？写明听第几句、实际怎么说的',
      rule: '为什么这样定（申诉人看得到）',
      escalate: '为什么不服老师定的结果',
    },
    ruleAs: '定为',
    send: '提交',
    did: {
      appeal: (title) => `对「${title}」提出申诉`,
      rule: (title, ruling) => `申诉「${title}」定为 ${ruling}`,
      escalate: (title) => `「${title}」请组长定`,
      withdraw: (title) => `撤回对「${title}」的申诉`,
    },
    gold: '做成标注和案例',
    dialogue: '存标注（JSON）',
    packCase: '存案例（YAML）',
    goldNote: '姓名、电话、地址、账号已遮盖；发出去以前自己再看一遍。标注里 decided 以外的判定是机器的，没有人看过。',
    goldFailed: '做不出来：没有存下原话，或工作台没开着。',
    step: { appeal: '提出申诉', escalate: '请组长定', withdraw: '撤回' },
    stepRule: (ruling) => `定为 ${ruling}`,
    days: '几天内可以申诉',
    daysNote: '装维申诉、不服再请组长定，都按这个天数算；改了马上管用，已经在期限里的也按新天数。',
    daysChanged: (who, moment, from, to) => `上次是 ${who} 在 ${moment} 从 ${from} 天改成 ${to} 天。`,
    daysRefused: (least, most) => `没改成：要写 ${least} 到 ${most} 的整数。`,
  },
  en: {
    title: 'Appeals',
    waiting: 'To be decided',
    all: 'All appeals',
    none: 'There are no appeals yet.',
    noneWaiting: 'No appeal waits for a decision.',
    about: 'About',
    since: 'Made',
    state: {
      open: 'waits for a trainer',
      ruled: 'decided by a trainer',
      escalated: 'waits for the lead',
      final: 'decided by the lead',
      withdrawn: 'taken back',
    },
    upheld: (upheld) => (upheld ? 'upheld: the verdict was changed' : 'the verdict stands'),
    appeal: 'Appeal',
    appealUntil: (moment) => `can be appealed until ${moment}`,
    rule: 'Decide',
    escalate: 'Take it to the lead',
    escalateUntil: (moment) => `can be taken to the lead until ${moment}`,
    withdraw: 'Take the appeal back',
    why: {
      appeal: 'What is wrong with it? Which turn to listen to, and what was really said',
      rule: 'Why (whoever appealed sees it)',
      escalate: "What is wrong with the trainer's decision",
    },
    ruleAs: 'Decide as',
    send: 'Send',
    did: {
      appeal: (title) => `appealed ${quoted(title)}`,
      rule: (title, ruling) => `decided the appeal: ${quoted(title)} is ${ruling}`,
      escalate: (title) => `took ${quoted(title)} to the lead`,
      withdraw: (title) => `took the appeal of ${quoted(title)} back`,
    },
    gold: 'Make a label and a case',
    dialogue: 'Save the labelled dialogue (JSON)',
    packCase: 'Save the case (YAML)',
    goldNote:
      'Names, numbers and addresses are masked; read it yourself before you pass it on. Verdicts that are not under decided are the program’s, and nobody has looked at them.',
    goldFailed: 'It cannot be made: the words were not kept, or the desk is not running.',
    step: { appeal: 'appealed', escalate: 'took it to the lead', withdraw: 'took it back' },
    stepRule: (ruling) => `decided: ${ruling}`,
    days: 'Days to appeal in',
    daysNote:
      'So long can an installer appeal, and take a ruling to the lead. A change holds at once, also for what can be appealed now.',
    daysChanged: (who, moment, from, to) => `Last changed by ${who}, ${moment}, from ${from} to ${to}.`,
    daysRefused: (least, most) => `Not changed: a whole number from ${least} to ${most} is needed.`,
  },
};

/** Words of appeals in the reader's language. */
export const useAppealWords = (): AppealWords => APPEAL_WORDS[useContext(LangContext)];
