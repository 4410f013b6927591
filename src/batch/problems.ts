import type { SecondCall } from '../model/assessment.ts';
import type { Place, Problem } from '../model/problem.ts';
import { CALL_WORDS } from '../report/call-words.ts';
import { fileReason } from '../report/file-reasons.ts';
import { harmless, wordProblem } from '../report/problems.ts';
import type { Lang } from '../report/wording.ts';

/** Faults that only a run over many files meets. */
export type BatchProblemCode =
  | 'KILLED_WORKER'
  | 'TOO_SLOW'
  | 'VANISHED_FILE'
  | 'CHANGED_WHILE_READ'
  | 'HALF_LINE'
  | 'GIVEN_TWICE'
  | 'SECOND_CALL'
  | 'OWN_RESULTS'
  | 'UNSAFE_NAME'
  | 'DAMAGED_ARCHIVE'
  | 'ENCRYPTED_ENTRY'
  | 'EXPANDS_TOO_FAR'
  | 'NO_MATCH'
  | 'UNWRITABLE_FOLDER'
  | 'DISK_FULL'
  | 'OTHER_RUN'
  | 'CHANGED_INPUT'
  | 'RUNNING_ALREADY'
  | 'DAMAGED_RESULTS'
  | 'NO_RESULTS'
  | 'NO_SUCH_AGENT'
  | 'NO_CALLS_IN_MONTH';

/** A Problem, or one of a batch's own. */
export type BatchProblem =
  | Problem
  | {
      readonly code: BatchProblemCode;
      readonly place: Place;
      readonly args: Problem['args'];
      readonly severity: Problem['severity'];
    };

/** Makes an error of a batch's own; `warning` makes the milder kind. */
export const batchProblem = (
  code: BatchProblemCode,
  place: Place,
  args: Problem['args'] = {},
  severity: Problem['severity'] = 'error',
): BatchProblem => ({ code, place, args, severity });

/** A run cannot go on: thrown by the parts that do I/O, told by the command. */
export class BatchFault extends Error {
  constructor(readonly problem: BatchProblem) {
    super(problem.code);
  }
}

type Worded = (args: Problem['args']) => readonly [what: string, way: string];

/** What the call's own report says of a second one in its file. */
const secondCall = (a: Problem['args'], lang: Lang): string =>
  CALL_WORDS[lang].secondCall({ turn: Number(a.turn) - 1, why: a.why as SecondCall['why'], heard: a.heard ?? null });

const ZH: Readonly<Record<BatchProblemCode, Worded>> = {
  KILLED_WORKER: (a) => [
    `处理它的进程崩溃了（${a.reason}），已换新的进程`,
    '这个文件没有评分，其余照常；请把它单独拿出来检查',
  ],
  TOO_SLOW: (a) => [`处理超过 ${a.seconds} 秒，已中止`, '这个文件没有评分；检查它是否完整，或加大 --timeout'],
  VANISHED_FILE: () => ['列出时还在，读的时候不见了', '检查是不是被移动或删除'],
  CHANGED_WHILE_READ: () => ['读的时候还在变', '等导出结束后再运行同一命令，没变的部分不会重算'],
  HALF_LINE: () => ['最后一行不完整', '文件可能还在写；写完后再运行同一命令'],
  GIVEN_TWICE: (a) => [`给了两次，${a.first} 已经包含它`, '第二次没有再算'],
  SECOND_CALL: (a) => [`${a.id}：${secondCall(a, 'zh')}`, '第二通没有评脚本；切开后各评各的'],
  OWN_RESULTS: () => ['这是以前的评分结果，不是转写', '已跳过；结果最好放在转写文件夹之外'],
  UNSAFE_NAME: (a) => [`压缩包里的名字不安全：${a.name}`, '已跳过；重新打包，不要用绝对路径或 ../'],
  DAMAGED_ARCHIVE: (a) => [`压缩包损坏（${a.reason}）`, '之前能读的都评了；重新打包或重新下载'],
  ENCRYPTED_ENTRY: (a) => [`${a.name} 有密码`, '先解密再打包'],
  EXPANDS_TOO_FAR: (a) => [`解压后太大（超过 ${a.megabytes} MB），可能是压缩炸弹`, '没有继续读；检查这个压缩包'],
  NO_MATCH: () => ['没有匹配的文件', '检查写法，如 "calls/**/*.json"'],
  UNWRITABLE_FOLDER: (a) => [`不能写入${fileReason(a, 'zh')}`, '换一个 --out 文件夹，或检查权限'],
  DISK_FULL: () => ['磁盘满了，已停下；写好的结果都在', '腾出空间后运行同一命令，接着算'],
  OTHER_RUN: (a) => [
    `里面的结果不是这样算出来的：${a.changed}`,
    '换一个 --out 文件夹，或用 --restart 从头算（旧结果会删掉）',
  ],
  CHANGED_INPUT: (a) => [
    `第 ${a.call} 通起，输入和上次不同；之后还有 ${a.calls} 通旧结果`,
    '用 --update 从这里起重算，前面的保留；或换一个 --out 文件夹',
  ],
  RUNNING_ALREADY: (a) => [`另一个进程（${a.pid}）正在往这里写`, '等它结束；如果确定没有在运行，删掉这个文件'],
  DAMAGED_RESULTS: (a) => [`结果文件和记录不符：${a.what}`, '用 --restart 从头算'],
  NO_RESULTS: () => ['这里没有批量评分的结果', '先运行 huashu batch … --out 这个文件夹'],
  NO_CALLS_IN_MONTH: (a) => [`「${a.agent}」在 ${a.month} 没有通话`, `有：${a.months}`],
  NO_SUCH_AGENT: (a) => [`没有「${a.agent}」的通话`, a.near ? `有：${a.near}` : '人员名单见 report.xlsx 的“人员”'],
};

const EN: Readonly<Record<BatchProblemCode, Worded>> = {
  KILLED_WORKER: (a) => [
    `the process that worked on it died (${a.reason}) and was replaced`,
    'this file was not scored, the others were; look at it by itself',
  ],
  TOO_SLOW: (a) => [
    `took more than ${a.seconds} seconds and was stopped`,
    'this file was not scored; check that it is whole, or raise --timeout',
  ],
  VANISHED_FILE: () => ['was there when listed, and gone when read', 'check whether it was moved or deleted'],
  CHANGED_WHILE_READ: () => [
    'changed while it was read',
    'run the same command when the export is done; what did not change is not scored again',
  ],
  HALF_LINE: () => ['the last line is not whole', 'the file may still be written; run the same command afterwards'],
  GIVEN_TWICE: (a) => [`was given twice: ${a.first} holds it already`, 'it was not counted again'],
  SECOND_CALL: (a) => [
    `${a.id}: ${secondCall(a, 'en')}`,
    'the second one was judged by no script; cut the file and score both',
  ],
  OWN_RESULTS: () => [
    'these are results of an earlier run, not transcripts',
    'skipped; keep results outside of the folder of calls',
  ],
  UNSAFE_NAME: (a) => [
    `an unsafe name in the archive: ${a.name}`,
    'skipped; pack it again without absolute paths and ../',
  ],
  DAMAGED_ARCHIVE: (a) => [
    `the archive is damaged (${a.reason})`,
    'what could be read was scored; pack or download it again',
  ],
  ENCRYPTED_ENTRY: (a) => [`${a.name} is encrypted`, 'decrypt it first'],
  EXPANDS_TOO_FAR: (a) => [
    `expands too far (beyond ${a.megabytes} MB): it may be an archive bomb`,
    'it was not read on; check the archive',
  ],
  NO_MATCH: () => ['no file matches', 'check the pattern, such as "calls/**/*.json"'],
  UNWRITABLE_FOLDER: (a) => [
    `cannot be written to${fileReason(a, 'en')}`,
    'choose another --out folder, or check its permissions',
  ],
  DISK_FULL: () => [
    'the disk is full; stopped, everything written is kept',
    'make room and run the same command: it goes on',
  ],
  OTHER_RUN: (a) => [
    `holds results that were not made this way: ${a.changed}`,
    'choose another --out folder, or start anew with --restart (the old results are deleted)',
  ],
  CHANGED_INPUT: (a) => [
    `from call ${a.call} on the input differs from last time; ${a.calls} results come after that`,
    'score again from there with --update, keeping those before; or choose another --out folder',
  ],
  RUNNING_ALREADY: (a) => [
    `another process (${a.pid}) is writing here`,
    'wait for it; if none is running, delete this file',
  ],
  DAMAGED_RESULTS: (a) => [`the results differ from their record: ${a.what}`, 'start anew with --restart'],
  NO_RESULTS: () => ['there are no results of a batch here', 'run huashu batch … --out FOLDER first'],
  NO_CALLS_IN_MONTH: (a) => [`There are no calls of "${a.agent}" in ${a.month}`, `There are some in ${a.months}`],
  NO_SUCH_AGENT: (a) => [
    `there are no calls of "${a.agent}"`,
    a.near ? `there are ${a.near}` : 'the sheet of people in report.xlsx lists them',
  ],
};

const isOwn = (p: BatchProblem): p is Exclude<BatchProblem, Problem> => p.code in ZH;

/** What is wrong, and how to go on. */
export function problemWords(p: BatchProblem, lang: Lang): readonly [what: string, way: string] {
  if (isOwn(p)) return (lang === 'zh' ? ZH : EN)[p.code](p.args);
  const [, what = '', way = ''] = wordProblem(p, lang).split('\n');
  return [what.trim(), way.replace(/^\s*→\s*/, '')];
}

/** A Problem as three lines, as everywhere: place and code, what, → how to go on. */
export function wordBatchProblem(p: BatchProblem, lang: Lang): string {
  const [what, way] = problemWords(p, lang);
  const where = [p.place.file, p.place.line, p.place.column].filter((x) => x !== undefined).join(':');
  return `${harmless(`${where}  ${p.code}`)}\n  ${harmless(what.replace(/\n/g, ' '))}\n  → ${harmless(way)}`;
}
