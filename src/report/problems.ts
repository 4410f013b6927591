import type { Problem, ProblemCode } from '../model/problem.ts';
import type { Lang } from './wording.ts';

type Args = Problem['args'];
/** What is wrong, and how to go on. */
type Worded = (args: Args) => readonly [what: string, way: string];

const meant = (a: Args, zh: boolean): string =>
  a.suggestion ? (zh ? `是不是想写 ${a.suggestion}？` : `did you mean ${a.suggestion}? `) : '';

const ZH: Readonly<Record<ProblemCode, Worded>> = {
  EMPTY_FILE: () => ['文件是空的', '检查转写是否成功，或去掉这个文件'],
  BINARY_FILE: () => ['这是二进制文件，不是文字转写', '录音要先转成文字；支持 .txt .json .jsonl'],
  UNKNOWN_ENCODING: () => ['编码认不出来，不是 UTF-8、UTF-16、GB18030、Big5', '另存为 UTF-8 再试'],
  FILE_TOO_LARGE: (a) => [
    `文件有 ${a.megabytes} MB，单个文件最多 ${a.most} MB`,
    '改成 JSONL：每行一通对话，多大都能读',
  ],
  LINE_TOO_LONG: (a) => [`这一行有 ${a.megabytes} MB，一行最多 ${a.most} MB`, '检查是不是漏了换行'],
  UNREADABLE_FILE: (a) => [`读不了（${a.reason}）`, '检查路径和权限'],
  NO_TRANSCRIPTS: (a) => ['没有找到转写文件', `文件名要以 ${a.endings} 结尾`],
  NO_SPEAKERS: (a) => [`没有说话人标签，开头是「${a.start}」`, '每句前写上说话人，如 装维：… 客户：…'],
  UNKNOWN_SPEAKER: (a) => [
    `不认识说话人「${a.label}」，由内容判断`,
    `用 --role ${a.label}=agent（或 customer、other）说明`,
  ],
  NO_AGENT: (a) => [`没有装维说的话，说话人只有 ${a.labels}`, '用 --role 标签=agent 指出装维是谁'],
  NOT_JSON: (a) => [`不是正确的 JSON：${a.reason}`, '检查文件是否完整'],
  WRONG_SHAPE: (a) => [`${a.where || '内容'} 应为 ${a.expected}，实际是 ${a.received}`, '格式见 docs/formats.md'],
  NESTED_TOO_DEEP: (a) => [`嵌套太深，超过 ${a.most} 层`, '检查导出程序'],
  TURN_WITHOUT_TEXT: (a) => [`「${a.speaker}」有一句没有文字`, '按没说话处理'],
  DUPLICATE_ID: (a) => [`编号 ${a.id} 重复`, '第二个没有用，改一个编号'],
  UNKNOWN_SCRIPT: (a) => [`没有脚本「${a.id}」，有：${a.legal}`, `${meant(a, true)}用 huashu list 查看`],
  NOT_YAML: (a) => [`不是正确的 YAML：${a.reason}`, '检查缩进和引号'],
  UNKNOWN_KEY: (a) => [`不认识的键 ${a.key}`, meant(a, true) || '去掉它，或见 docs/packs.md'],
  MISSING_KEY: (a) => [`${a.where || '文件'} 缺少 ${a.key}`, '补上，见 docs/packs.md'],
  WRONG_VALUE: (a) => [`${a.where} 的值是 ${a.received}，应为 ${a.expected}`, '见 docs/packs.md'],
  UNKNOWN_GUARD: (a) => [`${a.owner} 用了不存在的排除规则 ${a.guard}`, `${meant(a, true)}有：${a.legal}`],
  UNKNOWN_QUESTION: (a) => [
    `${a.owner} 的条件用了不存在的问题 ${a.question}`,
    meant(a, true) || '先在 questions 里写出这个问题',
  ],
  UNKNOWN_ANSWER: (a) => [
    `${a.owner} 等的是 ${a.question} = "${a.answer}"；这个问题只有：${a.legal}`,
    `${meant(a, true)}或在 questions 里加上这个回答`,
  ],
  UNKNOWN_ELEMENT: (a) => [`${a.owner} 提到的要素 ${a.id} 不存在`, meant(a, true) || '用 huashu list 查看'],
  BAD_CUE: (a) => [`${a.owner} 的线索「${a.cue}」读不懂：${a.reason}`, '写法见 docs/packs.md'],
  CASE_FAILED: (a) => [`${a.rule} 的例句没有通过（${a.expected}，得到 ${a.got}）：${a.text}`, '改例句，或改规则'],
  NO_PACK: (a) => [`规则包里缺少 ${a.missing}`, '见 docs/packs.md'],
};

const EN: Readonly<Record<ProblemCode, Worded>> = {
  EMPTY_FILE: () => ['the file is empty', 'check that the transcription succeeded, or leave the file out'],
  BINARY_FILE: () => [
    'this is a binary file, not a written transcript',
    'recordings must be transcribed first; .txt .json .jsonl are read',
  ],
  UNKNOWN_ENCODING: () => ['the encoding is none of UTF-8, UTF-16, GB18030, Big5', 'save it as UTF-8'],
  FILE_TOO_LARGE: (a) => [
    `the file has ${a.megabytes} MB; one file may have ${a.most} MB`,
    'make it JSONL, one call a line: that is read whatever its size',
  ],
  LINE_TOO_LONG: (a) => [
    `this line has ${a.megabytes} MB; a line may have ${a.most} MB`,
    'check for a missing line break',
  ],
  UNREADABLE_FILE: (a) => [`cannot be read (${a.reason})`, 'check the path and the permissions'],
  NO_TRANSCRIPTS: (a) => ['no transcripts found', `their names end in ${a.endings}`],
  NO_SPEAKERS: (a) => [
    `no speaker labels; it begins with "${a.start}"`,
    'put the speaker before each turn: 装维：… 客户：…',
  ],
  UNKNOWN_SPEAKER: (a) => [
    `speaker "${a.label}" is not known; the words will tell`,
    `say who it is: --role ${a.label}=agent (or customer, other)`,
  ],
  NO_AGENT: (a) => [`nobody is the installer; the speakers are ${a.labels}`, 'say who is: --role LABEL=agent'],
  NOT_JSON: (a) => [`not valid JSON: ${a.reason}`, 'check that the file is whole'],
  WRONG_SHAPE: (a) => [
    `${a.where || 'the content'} should be ${a.expected}, but is ${a.received}`,
    'see docs/formats.md',
  ],
  NESTED_TOO_DEEP: (a) => [`nested deeper than ${a.most} levels`, 'check the program that wrote it'],
  TURN_WITHOUT_TEXT: (a) => [`a turn of "${a.speaker}" has no text`, 'it is taken as silence'],
  DUPLICATE_ID: (a) => [`the id ${a.id} is there twice`, 'the second was not used; give it another id'],
  UNKNOWN_SCRIPT: (a) => [`there is no script "${a.id}"; there are ${a.legal}`, `${meant(a, false)}see huashu list`],
  NOT_YAML: (a) => [`not valid YAML: ${a.reason}`, 'check indentation and quotes'],
  UNKNOWN_KEY: (a) => [`unknown key ${a.key}`, meant(a, false) || 'take it out, or see docs/packs.md'],
  MISSING_KEY: (a) => [`${a.where || 'the file'} lacks ${a.key}`, 'add it; see docs/packs.md'],
  WRONG_VALUE: (a) => [`${a.where} is ${a.received}; it should be ${a.expected}`, 'see docs/packs.md'],
  UNKNOWN_GUARD: (a) => [
    `${a.owner} names a guard that is not there: ${a.guard}`,
    `${meant(a, false)}there are ${a.legal}`,
  ],
  UNKNOWN_QUESTION: (a) => [
    `${a.owner} waits for a question that is not there: ${a.question}`,
    meant(a, false) || 'add it under questions',
  ],
  UNKNOWN_ANSWER: (a) => [
    `${a.owner} waits for ${a.question} = "${a.answer}"; that question has: ${a.legal}`,
    `${meant(a, false)}or add the answer under questions`,
  ],
  UNKNOWN_ELEMENT: (a) => [
    `${a.owner} names an element that is not there: ${a.id}`,
    meant(a, false) || 'see huashu list',
  ],
  BAD_CUE: (a) => [
    `a cue of ${a.owner} cannot be read: "${a.cue}": ${a.reason}`,
    'the notation stands in docs/packs.md',
  ],
  CASE_FAILED: (a) => [
    `a case of ${a.rule} fails (${a.expected}, got ${a.got}): ${a.text}`,
    'mend the case or the rule',
  ],
  NO_PACK: (a) => [`the pack lacks ${a.missing}`, 'see docs/packs.md'],
};

/** Removes what a terminal would obey: control characters, and the marks that turn text around. */
export const harmless = (text: string): string =>
  text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, '');

/** A Problem as three lines: place and code, what, → how to go on. */
export function wordProblem({ code, place, args }: Problem, lang: Lang): string {
  const [what, way] = (lang === 'zh' ? ZH : EN)[code](args);
  const where = [place.file, place.line, place.column].filter((p) => p !== undefined).join(':');
  return `${harmless(`${where}  ${code}`)}\n  ${harmless(what.replace(/\n/g, ' '))}\n  → ${harmless(way)}`;
}
