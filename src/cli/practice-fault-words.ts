import { fileReason } from '../report/file-reasons.ts';
import type { Lang } from '../report/wording.ts';

interface FaultWords {
  readonly meant: (suggestion: string | undefined) => string;
  readonly unknownScene: (given: string, legal: string) => string;
  readonly unknownPersona: (given: string, legal: string) => string;
  readonly personaElsewhere: (given: string, scene: string, legal: string) => string;
  readonly needScene: string;
  readonly unreadable: (reason: string) => string;
  readonly unwritable: (reason: string) => string;
  readonly checkPath: string;
  readonly checkFile: string;
  readonly tooLarge: string;
  readonly notARound: (reason: string) => string;
  readonly notAResult: (reason: string) => string;
  readonly notAssessments: (line: number) => string;
  readonly makeRound: string;
  readonly unknownPhrase: (no: number) => string;
  readonly aside: Readonly<Record<'broken' | 'newer', (detail: string, to: string) => readonly [string, string]>>;
  readonly noCalls: (agent: string) => string;
  readonly noAgent: string;
}

/** What is wrong with what practice was given, by language. */
export const FAULT_WORDS: Readonly<Record<Lang, FaultWords>> = {
  zh: {
    meant: (s) => (s ? `是不是想写 ${s}？` : ''),
    unknownScene: (given, legal) => `没有「${given}」可练；有：${legal}`,
    unknownPersona: (given, legal) => `没有客户角色「${given}」；有：${legal}`,
    personaElsewhere: (given, scene, legal) => `客户角色「${given}」不在 ${scene} 里；这里有：${legal}`,
    needScene: '没有终端时要说明练哪一段',
    unreadable: (reason) => `读不了${fileReason({ reason }, 'zh')}`,
    unwritable: (reason) => `写不了${fileReason({ reason }, 'zh')}`,
    checkPath: '检查路径和权限',
    checkFile: '检查是不是拿错了文件',
    tooLarge: '文件太大',
    notARound: (reason) => `不是一局练习：${reason}`,
    notAResult: (reason) => `不是练习成绩：${reason}`,
    notAssessments: (line) => `第 ${line} 行不是评分结果`,
    makeRound: '用 huashu assign 出题',
    unknownPhrase: (no) => `没有忌语 ${no}`,
    aside: {
      broken: (detail, to) => [`练习记录坏了（${detail}），已移到 ${to}`, '从空的记录开始；修好后可以移回来'],
      newer: (format, to) => [
        `练习记录是更新的版本（${format}），已移到 ${to}`,
        '从空的记录开始；升级 huashu 后可以移回来',
      ],
    },
    noCalls: (agent) => `没有「${agent}」的通话`,
    noAgent: '--from 要和 --agent 一起用，说明是谁的通话',
  },
  en: {
    meant: (s) => (s ? `did you mean ${s}?` : ''),
    unknownScene: (given, legal) => `there is no "${given}" to practise; there are ${legal}`,
    unknownPersona: (given, legal) => `there is no customer "${given}"; there are ${legal}`,
    personaElsewhere: (given, scene, legal) => `"${given}" is not met in ${scene}; there are ${legal}`,
    needScene: 'without a terminal, say what to practise',
    unreadable: (reason) => `cannot be read${fileReason({ reason }, 'en')}`,
    unwritable: (reason) => `cannot be written${fileReason({ reason }, 'en')}`,
    checkPath: 'check the path and the permissions',
    checkFile: 'check whether it is the right file',
    tooLarge: 'the file is too large',
    notARound: (reason) => `this is no round: ${reason}`,
    notAResult: (reason) => `this is no result of practice: ${reason}`,
    notAssessments: (line) => `line ${line} is no assessment`,
    makeRound: 'huashu assign makes rounds',
    unknownPhrase: (no) => `there is no forbidden phrase ${no}`,
    aside: {
      broken: (detail, to) => [
        `the profile is broken (${detail}) and was moved to ${to}`,
        'an empty one was begun; mended, it can be moved back',
      ],
      newer: (format, to) => [
        `the profile is of a later version (${format}) and was moved to ${to}`,
        'an empty one was begun; move it back after an update of huashu',
      ],
    },
    noCalls: (agent) => `there are no calls of "${agent}"`,
    noAgent: '--from needs --agent: whose calls they are',
  },
};
