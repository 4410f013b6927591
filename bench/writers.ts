import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { distance as editDistance } from 'fastest-levenshtein';
import { assess } from '../src/assess/assess.ts';
import { compilePack, type Rulebook } from '../src/hear/compile.ts';
import { earOf } from '../src/hear/meaning.ts';
import { readModel } from '../src/match/model-file.ts';
import { judgeStretch, type SecondStage } from '../src/match/second-stage.ts';
import type { Violation } from '../src/model/assessment.ts';
import { saidByAgent } from '../src/model/transcript.ts';
import type { Told } from '../src/verify/calibration.ts';
import { wilson } from '../src/verify/intervals.ts';
import { fitSecondStage, weightOf } from '../tools/train/fit-second-stage.ts';
import { FOLDS, foldsOf } from '../tools/train/folds.ts';
import { ofWriters, type Pair, readTexts } from '../tools/train/texts.ts';
import type { Heard, Written } from '../tools/train/utterances.ts';
import { avoids } from './avoids.ts';
import { calibrationLines } from './calibration-lines.ts';
import { longTurnLines } from './long-turns.ts';

interface TfIdf {
  addDocument(terms: readonly string[]): void;
  tfidfs(terms: readonly string[], each: (document: number, measure: number) => void): void;
}
/** Its own types are TypeScript sources that do not compile under this project's settings. */
function natural(): { readonly TfIdf: new () => TfIdf } {
  // One of its parts reads a file .env and says so.
  Object.assign(process.env, { DOTENV_CONFIG_QUIET: 'true' });
  return createRequire(import.meta.url)('natural');
}

/** An utterance of a writer, judged by networks and limits that never saw him. */
interface Judged {
  readonly written: Written;
  readonly violations: readonly Violation[];
  /** The most that meaning said of it, for limits and calibration. */
  readonly probability: number;
  readonly isRight: boolean;
  /** For how many stretches of calls it stands. */
  readonly weight: number;
}

/** What judges the text of some writers whom it never read. */
export interface FoldJudge {
  readonly rulebook: Rulebook;
  /** What they wrote. */
  readonly pairs: readonly Pair[];
  readonly secondStage: SecondStage;
  readonly heard: readonly Heard[];
}

/** For every fold its network, with a second stage fitted on the other folds. */
function judgesOf(folder: string, base: Rulebook): FoldJudge[] {
  const texts = readTexts();
  const folds = foldsOf(texts.writers, FOLDS).map((writers, f) => ({
    pairs: ofWriters(texts, writers).pairs,
    heard: JSON.parse(readFileSync(join(folder, `${f}.json`), 'utf8')) as Heard[],
    bytes: readFileSync(join(folder, `${f}.bin`)),
  }));
  return folds.map(({ heard, bytes, pairs }, f) => {
    const { value: model } = readModel(bytes, `${f}.bin`);
    if (!model) throw new Error(`${f}.bin cannot be read: train the folds anew`);
    const secondStage = fitSecondStage(folds.filter((_, other) => other !== f).flatMap((fold) => fold.heard));
    const { value: rulebook } = compilePack(base.pack, undefined, earOf({ ...model, secondStage }));
    return { rulebook: rulebook!, pairs, secondStage, heard };
  });
}

/** Judges every fold's writers by the network of that fold, with a second stage fitted on the other folds. */
function judgeAll(judges: readonly FoldJudge[]): Judged[] {
  return judges.flatMap(({ rulebook, secondStage, heard }) =>
    heard.map((h): Judged => {
      const { written, clues, isLong, overlapsCore } = h;
      const { violations } = assess(rulebook, saidByAgent(written.text, written.asked));
      const probability = clues ? judgeStretch(secondStage, clues, isLong) : 0;
      return { written, violations, probability, isRight: written.phrase > 0 && overlapsCore, weight: weightOf(h) };
    }),
  );
}

const range = ([a, b]: readonly [number, number]): string => `[${a.toFixed(3)}, ${b.toFixed(3)}]`;
const share = (name: string, n: number, of: number): string =>
  `${name.padEnd(44)}${(of === 0 ? 0 : n / of).toFixed(3)}  ${range(wilson(n, of))} ${n}/${of}`;

/** What people use instead, on the same utterances: a keyword list, edit distance, TF-IDF of characters (natural). */
function others(judged: readonly Judged[], base: Rulebook): string[] {
  const wordings = base.wordings.map((w) => ({ no: w.phrase.no, text: base.cues.context.plain(w.written) }));
  const { TfIdf } = natural();
  const tfidf = new TfIdf();
  const grams = (text: string): string[] => [...text].map((_, i) => text.slice(i, i + 2)).filter((g) => g.length === 2);
  for (const { text } of wordings) tfidf.addDocument(grams(text));
  const keyword = (text: string) => wordings.some((w) => w.text.length >= 3 && text.includes(w.text));
  const distance = (text: string) => {
    let best = 0;
    for (const { text: wanted } of wordings) {
      const windows = Math.max(1, text.length - wanted.length + 1);
      for (let i = 0; i < windows; i += 1)
        best = Math.max(best, 1 - editDistance(text.slice(i, i + wanted.length), wanted) / wanted.length);
    }
    return best;
  };
  const cosine = (text: string) => {
    let best = 0;
    const own = grams(text);
    tfidf.tfidfs(own, (i, measure) => {
      best = Math.max(best, measure / Math.max(1, wordings[i]!.text.length));
    });
    return best;
  };
  // Every 20th: these are slow.
  const some = judged.filter((_, i) => i % 20 === 0);
  const plain = (j: Judged) => base.cues.context.plain(j.written.text);
  return (
    [
      ['keyword list', (t: string) => (keyword(t) ? 1 : 0)],
      ['edit distance', distance],
      ['TF-IDF of pairs', cosine],
    ] as const
  ).map(([name, of]) => {
    const scored = some.map((j) => ({ kind: j.written.kind, score: of(plain(j)) }));
    const violations = scored.filter((s) => s.kind === 'violation').map((s) => s.score);
    const twins = scored.filter((s) => s.kind === 'twin').map((s) => s.score);
    const sorted = [...twins].sort((a, b) => b - a);
    // Where at most three twins in a hundred are flagged, as is asked of huashu.
    const limit = name === 'keyword list' ? 0.5 : (sorted[Math.floor(0.03 * sorted.length)] ?? 1) + 1e-9;
    return share(`${name}: recall`, violations.filter((s) => s >= limit).length, violations.length).concat(
      `; twins flagged ${(twins.filter((s) => s >= limit).length / twins.length).toFixed(3)}`,
    );
  });
}

/** The table of `npm run eval -- --writers FOLDER`: every writer judged by what never read him. */
export function writersTable(folder: string, base: Rulebook, realTurns: readonly string[]): string {
  const judges = judgesOf(folder, base);
  const judged = judgeAll(judges);
  const phrases = new Map(base.pack.phrases.map((p) => [p.no, p.phrase]));
  const hits = (j: Judged, status: readonly string[] = ['hit']) =>
    j.violations.filter((v) => status.includes(v.status));
  const found = (j: Judged) => hits(j).some((v) => v.phrase === j.written.phrase);
  const of = (kind: Written['kind']) => judged.filter((j) => j.written.kind === kind);
  const violations = of('violation');
  const avoiding = violations.filter((j) => avoids(j.written.core, phrases.get(j.written.phrase) ?? ''));
  const near = violations.filter((j) => !avoids(j.written.core, phrases.get(j.written.phrase) ?? ''));
  const inBreath = (list: readonly Judged[]) => list.filter((j) => j.written.core !== j.written.text);
  const alone = (list: readonly Judged[]) => list.filter((j) => j.written.core === j.written.text);
  const recall = (name: string, list: readonly Judged[]) => share(name, list.filter(found).length, list.length);
  // Long turns that were made of lines are counted by themselves.
  const asWritten = judged.filter((j) => j.written.kind !== 'talk' && j.written.kind !== 'set-in');
  const all = asWritten.flatMap((j) => hits(j).map((v) => v.phrase === j.written.phrase));
  const flagged = (list: readonly Judged[]) => list.filter((j) => hits(j).length > 0).length;
  const asked = judged.filter((j) => j.probability > 0);
  const told = asked.map((j): Told => [j.probability, j.isRight]);
  const lines = [
    share('precision', all.filter(Boolean).length, all.length),
    recall('recall, avoiding the phrase’s characters', avoiding),
    recall('  alone', alone(avoiding)),
    recall('  in a breath', inBreath(avoiding)),
    recall('recall, others', near),
    recall('  alone', alone(near)),
    recall('  in a breath', inBreath(near)),
    share(
      'recall with suspected',
      violations.filter((j) => hits(j, ['hit', 'suspected']).some((v) => v.phrase === j.written.phrase)).length,
      violations.length,
    ),
    share('twins flagged', flagged(of('twin')), of('twin').length),
    share('plain lines flagged', flagged(of('plain')), of('plain').length),
    share('element lines flagged', flagged(of('element')), of('element').length),
    recall('recall, set into long turns', of('set-in')),
    share('long harmless turns flagged', flagged(of('talk')), of('talk').length),
    ...(realTurns.length > 0 ? longTurnLines(judges, realTurns) : []),
    ...calibrationLines(told, 'calibration error (ECE), as written'),
    ...calibrationLines(
      told.map(([p, truth], i) => [p, truth, asked[i]!.weight]),
      'at the share of violations it is set for',
    ),
    '',
    'by writer: recall, twins flagged, other lines flagged',
    ...readTexts().writers.map((writer) => {
      const his = judged.filter((j) => j.written.writer === writer);
      const kind = (k: Written['kind']) => his.filter((j) => j.written.kind === k);
      const rate = (n: number, total: number) => (total === 0 ? '  –  ' : (n / total).toFixed(3));
      const rest = [...kind('plain'), ...kind('element')];
      return `  ${writer.padEnd(16)}${rate(kind('violation').filter(found).length, kind('violation').length)}  ${rate(flagged(kind('twin')), kind('twin').length)}  ${rate(flagged(rest), rest.length)}`;
    }),
    '',
    'limits: recall avoiding / others, twins, plain and element lines flagged by meaning alone at',
    ...[0.3, 0.4, 0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.92, 0.94, 0.96, 0.98, 0.99].map((limit) => {
      const over = (list: readonly Judged[]) =>
        (list.filter((j) => j.probability >= limit).length / list.length).toFixed(3);
      return `  ${limit.toFixed(3)}  ${over(avoiding)} ${over(near)}  ${over(of('twin'))} ${over(of('plain'))} ${over(of('element'))}`;
    }),
    '',
    'on every 20th of the same utterances:',
    ...others(judged, base),
  ];
  return lines.join('\n');
}
