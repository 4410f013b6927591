import { availableParallelism } from 'node:os';
import type { CallChange } from '../batch/diff-piece.ts';
import { diffPacks } from '../batch/diff-run.ts';
import { wordBatchProblem } from '../batch/problems.ts';
import type { Rulebook } from '../hear/compile.ts';
import { loadRulebook } from '../host/packs.ts';
import type { Outcome, ViolationStatus } from '../model/assessment.ts';
import { padEnd } from '../report/columns.ts';
import { Titles } from '../report/page/titles.ts';
import { harmless } from '../report/problems.ts';
import { inLang, type Lang, WORDS as REPORT } from '../report/wording.ts';
import { packOptions, type ReadingGiven, readingOf } from './given.ts';
import { tell } from './score.ts';

const BUILTIN = 'builtin';
const WORDS = {
  zh: {
    absent: '无',
    turn: (n: number) => `第${n}句`,
    changed: (n: number, of: number) => `${of} 通里有 ${n} 通不同`,
    flips: (to: number, from: number) => `由未通过变通过 ${to} 通，由通过变未通过 ${from} 通`,
    byRule: '按规则：',
    more: (n: number) => `另有 ${n} 通不同，用 --most 或 --format jsonl 看全`,
  },
  en: {
    absent: 'not there',
    turn: (n: number) => `turn ${n}`,
    changed: (n: number, of: number) => `${n} of ${of} calls come out otherwise`,
    flips: (to: number, from: number) => `${to} failed before and pass now, ${from} passed before and fail now`,
    byRule: 'by rule:',
    more: (n: number) => `${n} more come out otherwise; see all with --most or --format jsonl`,
  },
} as const;

export interface DiffCommandOptions extends ReadingGiven {
  readonly lang: Lang;
  readonly pack?: string[];
  readonly model?: boolean | string;
  readonly jobs?: number;
  readonly format: 'pretty' | 'jsonl';
  readonly most: number;
}

/** `huashu diff`: what a new pack would change on an archive: which calls, by which rule, on which words. Exit code 1 when any does. */
export async function diff(
  before: string,
  after: string,
  inputs: readonly string[],
  options: DiffCommandOptions,
): Promise<void> {
  const { lang } = options;
  const shared = options.pack ?? [];
  const packOf = (name: string) => packOptions({ ...options, pack: [...shared, ...(name === BUILTIN ? [] : [name])] });
  const packs = [];
  for (const name of [before, after]) packs.push(await loadRulebook(packOf(name)));
  if (packs.reduce((n, p) => n + tell(p.problems, lang), 0) > 0 || packs.some((p) => !p.value)) {
    process.exitCode = 2;
    return;
  }
  const reading = await readingOf(packs[1]!.value!, options);
  if (tell(reading.problems, lang) > 0) {
    process.exitCode = 2;
    return;
  }
  const words = new Wording(packs[1]!.value!, lang);
  const sum = new Sum();
  const run = diffPacks({
    before: packOf(before),
    after: packOf(after),
    inputs,
    reading: reading.value,
    jobs: options.jobs ?? availableParallelism(),
  });
  for await (const piece of run) {
    for (const p of piece.problems) console.error(wordBatchProblem(p, lang));
    sum.calls += piece.calls;
    for (const change of piece.changed) {
      sum.add(change);
      if (options.format === 'jsonl') console.log(JSON.stringify(change));
      else if (sum.changed <= options.most) console.log(words.call(change));
    }
  }
  if (options.format === 'pretty') console.log(words.summary(sum, options.most));
  process.exitCode = sum.calls === 0 ? 2 : sum.changed > 0 ? 1 : 0;
}

/** Numbers that grow with the rules, not with the calls. */
class Sum {
  calls = 0;
  changed = 0;
  toPass = 0;
  toFail = 0;
  readonly rules = new Map<string, number>();

  add(change: CallChange): void {
    this.changed += 1;
    if (change.passedBefore === false && change.passedAfter) this.toPass += 1;
    if (change.passedBefore && change.passedAfter === false) this.toFail += 1;
    for (const c of change.changes) {
      const key = `${c.rule}\t${c.before ?? ''}\t${c.after ?? ''}`;
      this.rules.set(key, (this.rules.get(key) ?? 0) + 1);
    }
  }
}

class Wording {
  readonly #lang: Lang;
  readonly #titles: Titles;

  constructor(rulebook: Rulebook, lang: Lang) {
    this.#lang = lang;
    this.#titles = new Titles(rulebook.pack);
  }

  call(change: CallChange): string {
    const { line, before, after } = change;
    const head = `${change.source}${line === null ? '' : `:${line}`} ${change.id}  ${before ?? '-'} → ${after ?? '-'}`;
    const lines = change.changes.map((c) => {
      const where = c.turn === null ? '' : ` ${WORDS[this.#lang].turn(c.turn + 1)}`;
      return `  ${this.#rule(c.rule)}: ${this.#state(c.before)} → ${this.#state(c.after)}${c.words === null ? '' : `${where}「${c.words.replace(/\s+/g, ' ')}」`}`;
    });
    return harmless([head, ...lines].join('\n'));
  }

  summary(sum: Sum, most: number): string {
    const w = WORDS[this.#lang];
    const rules = [...sum.rules].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
    const lines = rules.map(([key, n]) => {
      const [rule = '', before = '', after = ''] = key.split('\t');
      return `  ${padEnd(String(n), 7)}${this.#rule(rule)}: ${this.#state(before || null)} → ${this.#state(after || null)}`;
    });
    return harmless(
      [
        ...(sum.changed > most ? [w.more(sum.changed - most)] : []),
        '',
        w.changed(sum.changed, sum.calls),
        w.flips(sum.toPass, sum.toFail),
        ...(lines.length > 0 ? [w.byRule, ...lines] : []),
      ].join('\n'),
    );
  }

  #rule(rule: string): string {
    if (rule.startsWith('#')) return `${rule} ${inLang(this.#titles.phraseTitle(Number(rule.slice(1))), this.#lang)}`;
    return `${rule} ${inLang(this.#titles.elementTitle(rule), this.#lang)}`;
  }

  #state(state: string | null): string {
    const words = REPORT[this.#lang];
    if (state === null) return WORDS[this.#lang].absent;
    return words.outcome[state as Outcome] ?? words.status[state as ViolationStatus] ?? state;
  }
}
