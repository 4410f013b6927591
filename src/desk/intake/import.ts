import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type Content, contentsOf } from '../../batch/contents.ts';
import { cutInputs } from '../../batch/cut.ts';
import { totalBytes } from '../../batch/inputs.ts';
import { MANIFEST, type RulebookHash, readManifest } from '../../batch/manifest.ts';
import type { Reading } from '../../batch/piece.ts';
import type { Progress } from '../../batch/run.ts';
import { scoreContents } from '../../batch/score-piece.ts';
import type { Rulebook } from '../../hear/compile.ts';
import { OrderDesk } from '../../host/orders.ts';
import { type DeskProblem, deskProblem } from '../store/faults.ts';
import { type Incoming, type Prepared, prepare, type ScoredBy } from '../store/prepare.ts';
import { spokenOf } from '../store/spoken.ts';
import type { Store } from '../store/store.ts';
import { preparedAhead } from './read-ahead.ts';
import { preparedResults } from './results.ts';

export interface ImportOptions {
  readonly store: Store;
  readonly paths: readonly string[];
  readonly rulebook: Rulebook;
  readonly hash: RulebookHash;
  readonly reading: Reading;
  readonly who: string;
  /** Stops between two calls; what came in stays. */
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
  readonly onProblem: (problem: DeskProblem) => void;
}

/** What came of an import. */
export interface Imported {
  readonly added: number;
  /** Were there already, to the letter. */
  readonly known: number;
  readonly problems: number;
  readonly stopped: boolean;
}

/** So many calls come in at once: they are all there or none of them. */
const AT_ONCE = 2_000;
/** From so many calls on a thread that reads them is worth its start. */
const MANY = 2_000;

const isResults = (path: string): boolean => existsSync(join(path, MANIFEST));

/** Bytes that an import will read, for the progress bar. */
export const importBytes = (paths: readonly string[]): number =>
  paths.reduce(
    (sum, path) => sum + (isResults(path) ? statSync(join(path, 'assessments.jsonl')).size : totalBytes([path], null)),
    0,
  );

/**
 * Brings calls into a desk: results of batches as they are, everything else scored here and now.
 * @throws DeskFault, BatchFault when it cannot go on; what came in before stays
 */
export async function importCalls(options: ImportOptions): Promise<Imported> {
  const { store, paths, rulebook, hash } = options;
  const pack = await store.addPack(rulebook.pack, hash.hash);
  const intake = new Intake(options, { pack, rubric: rulebook.pack.rubric });
  for (const path of paths) {
    if (options.signal.aborted) break;
    if (isResults(path)) await intake.results(path);
    else await intake.transcripts(path);
    await intake.flush(path);
  }
  return intake.done();
}

/**
 * Scores transcripts that are in memory and brings them in: as `importCalls` does with files, but that no work order is looked for beside them,
 * and that words which are there already, scored by the same rules, are not brought in again whatever the file was called.
 * @throws DeskFault when it cannot go on
 */
export async function importContents(
  options: Omit<ImportOptions, 'paths'>,
  contents: readonly Content[],
  source: string,
): Promise<Imported> {
  const pack = await options.store.addPack(options.rulebook.pack, options.hash.hash);
  const intake = new Intake(options, { pack, rubric: options.rulebook.pack.rubric }, true);
  await intake.contents(contents, NO_ORDERS, source);
  await intake.flush(source);
  return intake.done();
}

const NO_ORDERS: Pick<OrderDesk, 'attach'> = { attach: async (value) => ({ value, problems: [] }) };

class Intake {
  readonly #options: Omit<ImportOptions, 'paths'>;
  readonly #newWordsOnly: boolean;
  readonly #by: ScoredBy;
  #waiting: Prepared[] = [];
  #added = 0;
  #known = 0;
  #progress = { bytes: 0, calls: 0, kept: 0, hits: 0, suspected: 0, problems: 0 };

  constructor(options: Omit<ImportOptions, 'paths'>, by: ScoredBy, newWordsOnly = false) {
    this.#options = options;
    this.#newWordsOnly = newWordsOnly;
    this.#by = by;
  }

  done(): Imported {
    const { problems } = this.#progress;
    return { added: this.#added, known: this.#known, problems, stopped: this.#options.signal.aborted };
  }

  async results(folder: string): Promise<void> {
    const rules = this.#options.hash.pack;
    let wordless = 0;
    const many = ((await readManifest(folder))?.calls ?? 0) >= MANY;
    const read = many
      ? preparedAhead(folder, rules, this.#by, this.#options.store.engine.name)
      : preparedResults(folder, rules, this.#by);
    for await (const { calls, bytes } of read) {
      if (this.#options.signal.aborted) return;
      wordless += calls.filter((c) => c.transcript === null).length;
      this.#progress.bytes += bytes;
      for (const call of calls) await this.#take(call, folder);
    }
    if (wordless > 0) this.#problem(deskProblem('WORDS_GONE', { file: folder }, { count: wordless }, 'warning'));
  }

  async transcripts(path: string): Promise<void> {
    const { reading, signal } = this.#options;
    const desk = (await OrderDesk.open(reading.orders)).value;
    if (!desk) throw new Error('the work orders were read before, and cannot be read now');
    for await (const piece of cutInputs([path], null)) {
      await this.contents(contentsOf(piece), desk, path);
      if (signal.aborted) return;
      this.#progress.bytes += piece.bytes;
      this.#options.onProgress({ ...this.#progress });
    }
  }

  async contents(contents: readonly Content[], desk: Pick<OrderDesk, 'attach'>, source: string): Promise<void> {
    const { rulebook, reading, signal } = this.#options;
    for await (const result of scoreContents(rulebook, contents, reading.read, desk)) {
      if (signal.aborted) return;
      if ('problem' in result) {
        this.#problem(result.problem);
        continue;
      }
      const { assessment: text, verdicts, transcript } = result;
      await this.#takeNew({ text, assessment: verdicts, spoken: spokenOf(transcript) }, source);
    }
  }

  async flush(source: string): Promise<void> {
    if (this.#waiting.length === 0) return;
    const calls = this.#waiting;
    this.#waiting = [];
    const { store, who } = this.#options;
    const { added, known } = await store.addPrepared(calls, { pack: this.#by.pack, who, source });
    this.#added += added;
    this.#known += known;
  }

  async #takeNew(call: Incoming, source: string): Promise<void> {
    const isKnown =
      this.#newWordsOnly && call.spoken && (await this.#options.store.hasWords(call.spoken, this.#by.pack));
    const prepared = prepare(call, this.#by);
    if (!isKnown) return this.#take(prepared, source);
    this.#count(prepared);
    this.#known += 1;
  }

  async #take(call: Prepared, source: string): Promise<void> {
    this.#count(call);
    if (this.#waiting.push(call) < AT_ONCE) return;
    await this.flush(source);
    this.#options.onProgress({ ...this.#progress });
  }

  #count({ derived: { listing } }: Prepared): void {
    this.#progress.calls += 1;
    this.#progress.hits += listing.hits;
    this.#progress.suspected += listing.suspected;
  }

  #problem(problem: DeskProblem): void {
    this.#progress.problems += 1;
    this.#options.onProblem(problem);
  }
}
