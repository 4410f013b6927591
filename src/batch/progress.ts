import { type Options, SingleBar } from 'cli-progress';
import { count } from '../report/overview-wording.ts';
import type { Lang } from '../report/wording.ts';
import type { Progress } from './run.ts';

/** Without a terminal a line is told this often. */
const LINE_EVERY_MS = 10_000;

const WORDS = {
  zh: {
    calls: (n: string) => `${n} 通`,
    rate: (n: string) => `${n} 通/秒`,
    left: (t: string) => `约剩 ${t}`,
    hits: (n: string) => `忌语 ${n}`,
    suspected: (n: string) => `疑似 ${n}`,
    problems: (n: string) => `问题 ${n}`,
    kept: (n: string) => `其中 ${n} 通上次已算`,
    units: ['秒', '分', '小时'],
  },
  en: {
    calls: (n: string) => `${n} calls`,
    rate: (n: string) => `${n}/s`,
    left: (t: string) => `about ${t} left`,
    hits: (n: string) => `${n} phrases`,
    suspected: (n: string) => `${n} suspected`,
    problems: (n: string) => `${n} problems`,
    kept: (n: string) => `${n} of them kept`,
    units: ['s', 'min', 'h'],
  },
} as const;

/** `40 s`, `12 min`, `1.5 h`. */
export function duration(seconds: number, lang: Lang): string {
  const [s, min, hours] = WORDS[lang].units;
  if (seconds < 90) return `${Math.max(1, Math.round(seconds))} ${s}`;
  return seconds < 5_400 ? `${Math.round(seconds / 60)} ${min}` : `${(seconds / 3_600).toFixed(1)} ${hours}`;
}

/** Where a run stands, in one line: calls, rate, time left, findings, problems. */
export function progressLine(p: Progress, total: number, elapsedSeconds: number, lang: Lang): string {
  const w = WORDS[lang];
  const done = Math.min(1, p.bytes / Math.max(1, total));
  const scored = p.calls - p.kept;
  const rate = elapsedSeconds > 0 ? scored / elapsedSeconds : 0;
  // What an earlier run had done passes by in no time: only what is scored now tells how long the rest takes.
  const bytesEach = p.calls > 0 ? p.bytes / p.calls : 0;
  const left = rate > 0 && bytesEach > 0 ? (total - p.bytes) / bytesEach / rate : 0;
  return [
    `${Math.floor(100 * done)}%`,
    w.calls(count(p.calls)),
    ...(p.kept > 0 ? [w.kept(count(p.kept))] : []),
    w.rate(rate < 10 ? rate.toFixed(1) : count(Math.round(rate))),
    ...(left > 0 ? [w.left(duration(left, lang))] : []),
    w.hits(count(p.hits)),
    w.suspected(count(p.suspected)),
    w.problems(count(p.problems)),
  ].join(' · ');
}

/** Shows how a run goes on: a bar on a terminal, a line now and then elsewhere. */
export class ProgressDisplay {
  readonly #total: number;
  readonly #lang: Lang;
  readonly #stream: NodeJS.WriteStream;
  readonly #bar: SingleBar | null;
  readonly #started = performance.now();
  #told = 0;

  constructor(total: number, lang: Lang, stream: NodeJS.WriteStream) {
    this.#total = total;
    this.#lang = lang;
    this.#stream = stream;
    this.#told = this.#started;
    if (!stream.isTTY) {
      this.#bar = null;
      return;
    }
    const options: Options = {
      format: '{bar} {line}',
      barsize: 18,
      hideCursor: true,
      clearOnComplete: true,
      // One signal handler is enough, and it is the command's.
      gracefulExit: false,
      stream,
    };
    this.#bar = new SingleBar({ ...options, barCompleteChar: '█', barIncompleteChar: '░' });
    this.#bar.start(total, 0, { line: '' });
  }

  update(progress: Progress): void {
    const now = performance.now();
    const line = () => progressLine(progress, this.#total, (now - this.#started) / 1000, this.#lang);
    if (this.#bar) this.#bar.update(Math.min(progress.bytes, this.#total), { line: line() });
    else if (now - this.#told >= LINE_EVERY_MS) {
      this.#told = now;
      this.#stream.write(`${line()}\n`);
    }
  }

  stop(): void {
    this.#bar?.stop();
  }
}
