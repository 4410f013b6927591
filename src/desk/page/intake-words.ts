import type { Lang } from '../../report/wording.ts';
import { useWords } from './page-lang.ts';

/** What is said about transcripts that are dropped on the page. */
export interface IntakeWords {
  readonly lang: Lang;
  readonly choose: string;
  readonly bounds: (files: number, megabytes: number) => string;
  readonly doing: (done: number, of: number) => string;
  readonly done: (added: number, known: number, bad: number) => string;
  readonly stop: string;
  readonly tooMany: (given: number, most: number) => string;
  readonly tooLarge: (name: string, megabytes: number) => string;
  readonly failed: (name: string, problem: string) => string;
  readonly refused: (name: string, code: string) => string;
  readonly more: (name: string, n: number) => string;
  readonly notReached: (name: string) => string;
}

const WORDS: Readonly<Record<Lang, IntakeWords>> = {
  zh: {
    lang: 'zh',
    choose: '放进转写：拖到这里，或选文件',
    bounds: (files, megabytes) => `一次最多 ${files} 个文件，每个最大 ${megabytes} MB，当场评分。`,
    doing: (done, of) => `正在评 ${done + 1}/${of}…`,
    done: (added, known, bad) => `放进 ${added} 通，已有 ${known} 通，有问题的文件 ${bad} 个。`,
    stop: '停',
    tooMany: (given, most) =>
      `选了 ${given} 个文件，一次最多 ${most} 个，一个也没有放进来。分几次放，每次不超过 ${most} 个；很多的话，请管这台服务器的人在服务器上用 huashu desk import 放。`,
    tooLarge: (name, megabytes) =>
      `${name}：超过 ${megabytes} MB，没有放进来。只放转写，不放录音；转写真有这么大，就拆成几个文件再放，或者请管这台服务器的人在服务器上用 huashu desk import 放。`,
    failed: (name, problem) => `${name}：${problem}`,
    refused: (name, code) => `${name}：没有放进来（${code}）。`,
    more: (name, n) => `${name}：还有 ${n} 处问题。`,
    notReached: (name) => `${name}：没有放进来，连不上工作台，它还开着吗？`,
  },
  en: {
    lang: 'en',
    choose: 'Bring in transcripts: drop them here, or choose files',
    bounds: (files, megabytes) => `At most ${files} files at once, ${megabytes} MB each; scored there and then.`,
    doing: (done, of) => `Scoring ${done + 1} of ${of}…`,
    done: (added, known, bad) => `Brought in: ${added}; there already: ${known}; files with problems: ${bad}.`,
    stop: 'Stop',
    tooMany: (given, most) =>
      `${given} files were chosen, at most ${most} go at once: none was brought in. Bring them in by turns of up to ${most}; for very many, ask whoever runs the server to bring them in there with huashu desk import.`,
    tooLarge: (name, megabytes) =>
      `${name}: larger than ${megabytes} MB, not brought in. Bring in the transcript, not the recording; where the transcript itself is so large, split it into several files, or ask whoever runs the server to bring it in there with huashu desk import.`,
    failed: (name, problem) => `${name}: ${problem}`,
    refused: (name, code) => `${name}: not brought in (${code}).`,
    more: (name, n) => `${name}: ${n} more problems.`,
    notReached: (name) => `${name}: not brought in, the desk cannot be reached. Is it still open?`,
  },
};

/** These words in the reader's language. */
export function useIntakeWords(): IntakeWords {
  return WORDS[useWords().lang];
}
