import type { Problem, ProblemCode } from '../model/problem.ts';
import { cueFault } from './cue-faults.ts';
import { embeddingFault } from './embedding-faults.ts';
import { fileReason } from './file-reasons.ts';
import { kindInChinese } from './json-kinds.ts';
import { meant } from './meant.ts';
import { ORDER_PROBLEMS_EN, ORDER_PROBLEMS_ZH } from './order-problems.ts';
import type { Lang } from './wording.ts';

type Args = Problem['args'];
/** What is wrong, and how to go on. */
export type Worded = (args: Args) => readonly [what: string, way: string];

/** Values of options and of packs are explained in different places. */
const manual = (a: Args, see: string): string =>
  `${see} ${String(a.where).startsWith('--') ? 'huashu help score' : 'docs/packs.md'}`;

const ZH: Readonly<Record<ProblemCode, Worded>> = {
  EMPTY_FILE: () => ['文件是空的', '检查转写是否成功，或去掉这个文件'],
  BINARY_FILE: () => ['这是二进制文件，不是文字转写', '录音要先转成文字；能读的格式见 docs/formats.md'],
  UNKNOWN_ENCODING: () => ['编码认不出来，不是 UTF-8、UTF-16、GB18030、Big5', '另存为 UTF-8 再试'],
  FILE_TOO_LARGE: (a) => [
    `文件有 ${a.megabytes} MB，单个文件最多 ${a.most} MB`,
    '改成 JSONL：每行一通对话，多大都能读',
  ],
  LINE_TOO_LONG: (a) => [`这一行有 ${a.megabytes} MB，一行最多 ${a.most} MB`, '检查是不是漏了换行'],
  UNREADABLE_FILE: (a) => [`读不了${fileReason(a, 'zh')}`, '检查路径和权限'],
  UNWRITABLE_FILE: (a) => [`写不了${fileReason(a, 'zh')}`, '检查文件夹在不在，有没有权限，磁盘满没满'],
  NO_TRANSCRIPTS: (a) => ['没有找到转写文件', `文件名要以 ${a.endings} 结尾`],
  NO_SPEAKERS: (a) => [`没有说话人标签，开头是「${a.start}」`, '每句前写上说话人，如 装维：… 客户：…'],
  UNKNOWN_SPEAKER: (a) => [
    `不认识说话人「${a.label}」，由内容判断`,
    `用 --role ${a.label}=agent（或 customer、other）说明`,
  ],
  NO_AGENT: (a) => [`没有装维说的话，说话人只有 ${a.labels}`, '用 --role 标签=agent 指出装维是谁'],
  NOT_JSON: (a) => [`不是正确的 JSON：${a.reason}`, '检查文件是否完整'],
  WRONG_SHAPE: (a) => [
    `${a.where || '内容'} 应为 ${kindInChinese(a.expected)}，实际是 ${kindInChinese(a.received)}`,
    '格式见 docs/formats.md',
  ],
  NESTED_TOO_DEEP: (a) => [`嵌套太深，超过 ${a.most} 层`, '检查导出程序'],
  TURN_WITHOUT_TEXT: (a) => [`「${a.speaker}」有一句没有文字`, '按没说话处理'],
  UNKNOWN_FORMAT: (a) => [
    `不认识这种格式${a.where ? `（${a.where}）` : ''}，最像 ${a.nearest}${a.missing ? `，缺少 ${a.missing}` : ''}`,
    '支持的格式见 docs/formats.md，也可以转成每行「装维：…」的文本',
  ],
  NO_TURNS: (a) => [`是 ${a.format} 格式，但没有 ${a.expected}，一句话也没有`, '检查转写是否完成'],
  NO_RESULT: (a) => [`${a.format} 没有给出结果，状态是 ${a.status}`, '重新转写这通录音'],
  SEGMENT_SKIPPED: (a) => [
    `${a.where} 应为 ${kindInChinese(a.expected)}，实际是 ${kindInChinese(a.received)}，跳过这一段`,
    '其余各段照常评分',
  ],
  WITHOUT_SPEAKER: (a) => [
    `${a.where || '这一句'} 起有 ${a.count} 句没有说话人，其余的有`,
    '这几句由内容判断是谁说的；检查导出时带没带声道或角色',
  ],
  DUPLICATE_SEGMENT: (a) => [`${a.where || '这一句'} 与前一段重复，只算一次：${a.text}`, '不用处理'],
  BAD_TIME: (a) => [`${a.where || '这一句'} 的时间不对：${a.value}`, '这一段不计时间'],
  TIMES_SORTED: (a) => [`${a.where || '这一句'} 起有 ${a.count} 段时间颠倒，已按时间排序`, '不用处理'],
  TIMES_UNSORTED: (a) => [`${a.where || '这一句'} 起有 ${a.count} 句时间颠倒，按文件里的顺序读`, '检查导出程序'],
  BAD_DATE: (a) => [`没有这个日期：${a.value}`, '按没有日期处理'],
  BAD_BYTES: (a) => [`有 ${a.count} 处字节不合 ${a.encoding}，显示为 �`, '检查文件是否损坏'],
  NO_COLUMN: (a) => [`表头里没有 ${a.column} 列；有：${a.columns}`, '用 --columns 指明，如 --columns text=转写文本'],
  UNEVEN_ROW: (a) => [`这一行有 ${a.cells} 格，表头有 ${a.columns} 格`, '多的不用，少的当空'],
  UNCLOSED_QUOTE: () => ['引号没有收尾', '从这里起可能串行，检查导出程序'],
  MORE_OF_SAME: (a) => [`还有 ${a.count} 个 ${a.code}，不再一一列出`, '改好上面的，再看'],
  MODEL_MISSING: () => ['听意思的模型文件不在', '重新安装，或加 --no-model 只认字音（听不出换了说法的忌语）'],
  MODEL_CUT: (a) => [`模型文件不完整：${a.bytes} 字节，应为 ${a.expected}`, '重新安装，或加 --no-model 只认字音'],
  MODEL_VERSION: (a) => [
    `模型文件是另一个版本：${a.found}，需要 ${a.expected}`,
    '用 npm run train 重新训练，或加 --no-model',
  ],
  EMBEDDING_UNUSABLE: (a) => [embeddingFault(a, 'zh'), '见 docs/models.md「自带句向量模型」，或去掉 --embedding-model'],
  PACKAGE_MISSING: (a) => [`没有安装 ${a.packages}`, `npm install ${a.packages}，或去掉这个选项`],
  SEVERAL_CALLS: (a) => [
    a.received ? `没有编号为 ${a.received} 的对话；有：${a.ids}` : `文件里有 ${a.count} 通对话：${a.ids}`,
    '写成 文件#编号#句号',
  ],
  NO_SUCH_TURN: (a) => [`没有第 ${a.turn} 句，共 ${a.turns} 句`, '句号从 1 数起，和报告里的一样'],
  DUPLICATE_ID: (a) => [`编号 ${a.id} 重复`, '第二个没有用，改一个编号'],
  SHARED_ID: (a) => [`编号 ${a.id} 和另一通相同`, '两通都评了；最好给每通不同的编号'],
  UNKNOWN_SCRIPT: (a) => [`没有脚本「${a.id}」，有：${a.legal}`, `${meant(a, true)}用 huashu list 查看`],
  NOT_YAML: (a) => [`不是正确的 YAML：${a.reason}`, '检查缩进和引号'],
  UNKNOWN_KEY: (a) => [`不认识的键 ${a.key}`, meant(a, true) || '去掉它，或见 docs/packs.md'],
  MISSING_KEY: (a) => [`${a.where || '文件'} 缺少 ${a.key}`, '补上，见 docs/packs.md'],
  WRONG_VALUE: (a) => [`${a.where} 的值是 ${a.received}，应为 ${a.expected}`, manual(a, '见')],
  UNKNOWN_GUARD: (a) => [`${a.owner} 用了不存在的排除规则 ${a.guard}`, `${meant(a, true)}有：${a.legal}`],
  UNKNOWN_QUESTION: (a) => [
    `${a.owner} 的条件用了不存在的问题 ${a.question}`,
    meant(a, true) || '先在 questions 里写出这个问题',
  ],
  UNKNOWN_ANSWER: (a) => [
    `${a.owner} 等的是 ${a.question} = "${a.answer}"；这个问题只有：${a.legal}`,
    `${meant(a, true) || '改成其中一个，'}或在 questions 里加上这个回答`,
  ],
  UNKNOWN_ELEMENT: (a) => [`${a.owner} 提到的要素 ${a.id} 不存在`, meant(a, true) || '用 huashu list 查看'],
  BAD_CUE: (a) => [`${a.owner} 的线索「${a.cue}」读不懂：${cueFault(a, 'zh')}`, '写法见 docs/packs.md'],
  CASE_FAILED: (a) => [`${a.rule} 的例句没有通过（${a.expected}，得到 ${a.got}）：${a.text}`, '改例句，或改规则'],
  NO_PACK: (a) => [`规则包里缺少 ${a.missing}`, '见 docs/packs.md'],
  ...ORDER_PROBLEMS_ZH,
};

const EN: Readonly<Record<ProblemCode, Worded>> = {
  EMPTY_FILE: () => ['the file is empty', 'check that the transcription succeeded, or leave the file out'],
  BINARY_FILE: () => [
    'this is a binary file, not a written transcript',
    'recordings must be transcribed first; docs/formats.md lists what is read',
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
  UNREADABLE_FILE: (a) => [`cannot be read${fileReason(a, 'en')}`, 'check the path and the permissions'],
  UNWRITABLE_FILE: (a) => [
    `cannot be written${fileReason(a, 'en')}`,
    'check that the folder is there, the permissions, and that the disk is not full',
  ],
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
  UNKNOWN_FORMAT: (a) => [
    `this shape is not known${a.where ? ` (${a.where})` : ''}; it is most like ${a.nearest}${a.missing ? `, but lacks ${a.missing}` : ''}`,
    'the formats stand in docs/formats.md; text with 装维：… on each line is read as well',
  ],
  NO_TURNS: (a) => [
    `it is ${a.format}, but has no ${a.expected}: nothing was said`,
    'check that the transcription was finished',
  ],
  NO_RESULT: (a) => [`${a.format} gave no result; its status is ${a.status}`, 'transcribe the recording again'],
  WITHOUT_SPEAKER: (a) => [
    `from ${a.where || 'this turn'} on ${a.count} turns have no speaker, the others have`,
    'who said them is told from the words; check whether channels or roles were exported',
  ],
  SEGMENT_SKIPPED: (a) => [
    `${a.where} should be ${a.expected}, but is ${a.received}; this segment is left out`,
    'the others are scored',
  ],
  DUPLICATE_SEGMENT: (a) => [
    `${a.where || 'this turn'} says the same as the one before and counts once: ${a.text}`,
    'nothing to do',
  ],
  BAD_TIME: (a) => [
    `the time of ${a.where || 'this turn'} is wrong: ${a.value}`,
    'the segment is read without its time',
  ],
  TIMES_SORTED: (a) => [
    `from ${a.where || 'this turn'} on ${a.count} segments were out of order; they were sorted by time`,
    'nothing to do',
  ],
  TIMES_UNSORTED: (a) => [
    `from ${a.where || 'this turn'} on ${a.count} turns run back in time; they are read in the order of the file`,
    'check the program that wrote it',
  ],
  BAD_DATE: (a) => [`there is no such date: ${a.value}`, 'it is taken as missing'],
  BAD_BYTES: (a) => [`${a.count} places are not valid ${a.encoding}; they show as �`, 'check the file for damage'],
  NO_COLUMN: (a) => [`the header has no column ${a.column}; it has: ${a.columns}`, 'name it: --columns text=转写文本'],
  UNEVEN_ROW: (a) => [`this row has ${a.cells} cells, the header ${a.columns}`, 'more are left out, fewer are empty'],
  UNCLOSED_QUOTE: () => [
    'a quotation mark is not closed',
    'rows may run together from here; check the program that wrote it',
  ],
  MORE_OF_SAME: (a) => [`${a.count} more of ${a.code}, not listed one by one`, 'mend those above and look again'],
  MODEL_MISSING: () => [
    'the model of meaning is not there',
    'install again, or use --no-model to hear wordings only (paraphrases are then missed)',
  ],
  MODEL_CUT: (a) => [`the model is cut: ${a.bytes} bytes instead of ${a.expected}`, 'install again, or use --no-model'],
  MODEL_VERSION: (a) => [
    `the model is of another version: ${a.found} instead of ${a.expected}`,
    'train it again with npm run train, or use --no-model',
  ],
  EMBEDDING_UNUSABLE: (a) => [embeddingFault(a, 'en'), 'see docs/models.md, or leave --embedding-model out'],
  PACKAGE_MISSING: (a) => [`${a.packages} is not installed`, `npm install ${a.packages}, or leave the option out`],
  SEVERAL_CALLS: (a) => [
    a.received ? `no call has the id ${a.received}; there are ${a.ids}` : `the file has ${a.count} calls: ${a.ids}`,
    'write FILE#ID#TURN',
  ],
  NO_SUCH_TURN: (a) => [`there is no turn ${a.turn}; there are ${a.turns}`, 'turns count from 1, as in the reports'],
  DUPLICATE_ID: (a) => [`the id ${a.id} is there twice`, 'the second was not used; give it another id'],
  SHARED_ID: (a) => [
    `the id ${a.id} also belongs to another call`,
    'both were scored; better give each call its own id',
  ],
  UNKNOWN_SCRIPT: (a) => [`there is no script "${a.id}"; there are ${a.legal}`, `${meant(a, false)}see huashu list`],
  NOT_YAML: (a) => [`not valid YAML: ${a.reason}`, 'check indentation and quotes'],
  UNKNOWN_KEY: (a) => [`unknown key ${a.key}`, meant(a, false) || 'take it out, or see docs/packs.md'],
  MISSING_KEY: (a) => [`${a.where || 'the file'} lacks ${a.key}`, 'add it; see docs/packs.md'],
  WRONG_VALUE: (a) => [`${a.where} is ${a.received}; it should be ${a.expected}`, manual(a, 'see')],
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
    `${meant(a, false) || 'write one of these, '}or add the answer under questions`,
  ],
  UNKNOWN_ELEMENT: (a) => [
    `${a.owner} names an element that is not there: ${a.id}`,
    meant(a, false) || 'see huashu list',
  ],
  BAD_CUE: (a) => [
    `a cue of ${a.owner} cannot be read: "${a.cue}": ${cueFault(a, 'en')}`,
    'the notation stands in docs/packs.md',
  ],
  CASE_FAILED: (a) => [
    `a case of ${a.rule} fails (${a.expected}, got ${a.got}): ${a.text}`,
    'mend the case or the rule',
  ],
  NO_PACK: (a) => [`the pack lacks ${a.missing}`, 'see docs/packs.md'],
  ...ORDER_PROBLEMS_EN,
};

/** Removes what a terminal would obey: control characters, and the marks that turn text around. */
export const harmless = (text: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, '');

/** A Problem as three lines: place and code, what, → how to go on. */
export function wordProblem({ code, place, args }: Problem, lang: Lang): string {
  const [what, way] = (lang === 'zh' ? ZH : EN)[code](args);
  const where = [place.file, place.line, place.column].filter((p) => p !== undefined).join(':');
  const line = (text: string) => harmless(text.replace(/\s+/g, ' ').trim());
  return `${line(where)}  ${code}\n  ${line(what)}\n  → ${line(way)}`;
}
