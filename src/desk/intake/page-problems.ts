import type { Problem } from '../../model/problem.ts';
import type { Lang } from '../../report/wording.ts';
import { type DeskProblem, wordDeskProblem } from '../store/faults.ts';

/** What is read, in short (docs/formats.md has all of it): whoever has only the page sees neither the docs nor options of a command. */
const READ: Readonly<Record<Lang, string>> = {
  zh: '能读的：每行「装维：…」「客户：…」的文本，通义听悟、讯飞听见、腾讯会议导出的文字，阿里云、腾讯云、讯飞、华为云、百度、火山引擎、FunASR、Whisper 等转写出来的 JSON，字幕（srt、vtt），表格（csv），质检系统的网页和导出表（csv）',
  en: 'What is read: text with 装维：… or 客户：… on each line; text from Tingwu, iFLYREC, Tencent Meeting; JSON as Alibaba Cloud, Tencent Cloud, iFLYTEK, Huawei Cloud, Baidu, Volcengine, FunASR, Whisper and others transcribe; subtitles (srt, vtt); tables (csv); pages and tables (csv) of inspection systems',
};

type Way = (args: Problem['args']) => string;
const ZH: Readonly<Partial<Record<DeskProblem['code'], Way>>> = {
  BINARY_FILE: () =>
    `录音要先转成文字，Word、PDF 另存为纯文本（txt），Excel 另存为 CSV，压缩包先解开，再放进来。${READ.zh}`,
  UNKNOWN_FORMAT: () => `改成每行「装维：…」「客户：…」的文本，或者换一种导出，再放进来。${READ.zh}`,
  WRONG_SHAPE: () => `照转写服务导出的原样放，不要改里面的字段。${READ.zh}`,
  UNKNOWN_SPEAKER: (a) => `认错了，就在文件里把「${a.label}」改成「装维」或「客户」再放进来`,
  NO_AGENT: () => '在文件里把装维那一方改成「装维」再放进来',
  NO_COLUMN: () => '在文件里给表头写上列名，如 说话人、内容、开始时间，再放进来',
};
const EN: Readonly<Partial<Record<DeskProblem['code'], Way>>> = {
  BINARY_FILE: () =>
    `recordings must be transcribed first; save Word and PDF as plain text (txt), Excel as CSV, unpack archives, and bring that in. ${READ.en}`,
  UNKNOWN_FORMAT: () =>
    `make it text with 装维：… or 客户：… on each line, or export it in another way, and bring that in. ${READ.en}`,
  WRONG_SHAPE: () => `bring in what the service exported as it is, with no field changed. ${READ.en}`,
  UNKNOWN_SPEAKER: (a) =>
    `where that is wrong, write 装维 (agent) or 客户 (customer) instead of "${a.label}" in the file`,
  NO_AGENT: () => 'call the agent 装维 in the file, and bring it in again',
  NO_COLUMN: () =>
    'name the columns in the first row of the file, such as 说话人, 内容, 开始时间, and bring it in again',
};

/** A Problem of a transcript that was dropped on the page, in three lines as everywhere; how to go on is said as one does it on the page. */
export function wordIntakeProblem(problem: DeskProblem, lang: Lang): string {
  const way = (lang === 'zh' ? ZH : EN)[problem.code]?.(problem.args);
  return wordDeskProblem(problem, lang, way);
}
