import { join } from 'node:path';
import { makeFolder } from '../host/folders.ts';
import { GrowingFile, writeFault } from './durable.ts';
import type { Entry } from './ledger.ts';
import { lock } from './lock.ts';
import {
  differences,
  GROWING,
  type Growing,
  type Identity,
  type JournalLine,
  type Manifest,
  readManifest,
  writeManifest,
} from './manifest.ts';
import { BatchFault, batchProblem } from './problems.ts';
import { clear, mustBeEmpty, withdrawReports } from './store-folder.ts';

/** Results are made to last after this many bytes, or this long. What is lost by a kill is made again; more often would only cost time. */
const SEGMENT_BYTES = 32 * 2 ** 20;
const SEGMENT_MS = 2_000;
const JOURNAL = 'run/pieces.jsonl';
const RESULTS = GROWING.filter((name) => name !== JOURNAL);

/** How much is done. */
export interface Done {
  readonly pieces: number;
  readonly calls: number;
  readonly problems: number;
}
export const NONE: Done = { pieces: 0, calls: 0, problems: 0 };
/** With one more piece. */
export const plus = (done: Done, line: JournalLine): Done => ({
  pieces: done.pieces + 1,
  calls: done.calls + line.calls,
  problems: done.problems + line.problems,
});

export interface StoreOptions {
  readonly identity: Identity;
  readonly elements: readonly string[];
  readonly phrases: readonly number[];
  /** Delete whatever is there. */
  readonly restart: boolean;
  /** How long a segment lasts at most; `SEGMENT_MS` unless given. */
  readonly segmentMs?: number | undefined;
}

/** A results folder while a run writes to it. */
export class Store {
  readonly #out: string;
  readonly #options: StoreOptions;
  readonly #files: ReadonlyMap<Growing, GrowingFile>;
  readonly #unlock: () => Promise<void>;
  #done: Done;
  #unsynced = 0;
  #synced = performance.now();
  #withdrawn = false;

  private constructor(
    out: string,
    options: StoreOptions,
    files: ReadonlyMap<Growing, GrowingFile>,
    unlock: () => Promise<void>,
    done: Done,
  ) {
    this.#out = out;
    this.#options = options;
    this.#files = files;
    this.#unlock = unlock;
    this.#done = done;
  }

  /**
   * Opens a folder for a run, new or to go on with: what a killed run had not made to last is cut off.
   * @throws BatchFault when it cannot be written, another run writes to it, or it holds results of another kind
   */
  static async open(out: string, options: StoreOptions): Promise<Store> {
    let unlock: (() => Promise<void>) | null = null;
    try {
      await makeFolder(join(out, 'run'));
      unlock = await lock(join(out, 'run', 'lock'));
      if (options.restart) await clear(out);
      const manifest = await readManifest(out);
      const changed = manifest ? differences(manifest.identity, options.identity) : [];
      if (changed.length > 0)
        throw new BatchFault(batchProblem('OTHER_RUN', { file: out }, { changed: changed.join('; ') }));
      if (!manifest) await mustBeEmpty(out);
      const files = new Map<Growing, GrowingFile>();
      for (const name of GROWING) {
        const file = await GrowingFile.open(join(out, name), manifest?.sizes[name] ?? 0);
        if (!file) throw new BatchFault(batchProblem('DAMAGED_RESULTS', { file: join(out, name) }, { what: 'length' }));
        files.set(name, file);
      }
      const store = new Store(out, options, files, unlock, manifest ?? NONE);
      // Before anything is added: results without a manifest are never ours.
      if (!manifest) await store.commit('running');
      return store;
    } catch (error) {
      await unlock?.().catch(() => {});
      throw writeFault(error, out);
    }
  }

  /** What the folder holds by now, of earlier runs and of this one. */
  get done(): Done {
    return this.#done;
  }

  /** The journal of earlier runs, a line at a time. */
  async *journal(): AsyncGenerator<JournalLine> {
    const file = this.#files.get(JOURNAL)!;
    const end = file.length;
    let rest = '';
    for (let at = 0; at < end; ) {
      const next = Math.min(end, at + 2 ** 18);
      // Names may have any characters, but a line's end is never within one.
      rest += (await file.read(at, next)).toString('latin1');
      at = next;
      const lines = rest.split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) yield JSON.parse(Buffer.from(line, 'latin1').toString()) as JournalLine;
    }
  }

  /** Rows that a piece of an earlier run added. */
  rowsOf(before: JournalLine | null, line: JournalLine): Promise<Buffer> {
    const at = RESULTS.indexOf('run/calls.jsonl');
    return this.#files.get('run/calls.jsonl')!.read(before?.sizes[at] ?? 0, line.sizes[at]!);
  }

  /**
   * Forgets the pieces of earlier runs after some.
   * @param kept how many are kept, and what they hold
   * @param last the line of the last one that is kept
   */
  async forget(kept: Done, last: JournalLine | null): Promise<void> {
    try {
      await this.#withdrawReports();
      const journal = await this.#journalLength(kept.pieces);
      RESULTS.forEach((name, i) => {
        this.#files.get(name)!.length = last?.sizes[i] ?? 0;
      });
      this.#files.get(JOURNAL)!.length = journal;
      this.#done = kept;
      // The manifest first: it may never promise more than there is.
      await this.#writeManifest('running');
      for (const file of this.#files.values()) await file.cutTo(file.length);
    } catch (error) {
      throw writeFault(error, this.#out);
    }
  }

  async #journalLength(pieces: number): Promise<number> {
    const file = this.#files.get(JOURNAL)!;
    let left = pieces;
    for (let at = 0; at < file.length && left > 0; ) {
      const chunk = await file.read(at, Math.min(file.length, at + 2 ** 18));
      for (let end = chunk.indexOf(0x0a); end >= 0; end = chunk.indexOf(0x0a, end + 1)) {
        left -= 1;
        if (left === 0) return at + end + 1;
      }
      at += chunk.length;
    }
    return 0;
  }

  /** Adds a piece; from time to time what was added is made to last. */
  async add(from: string, hash: string, entry: Entry): Promise<void> {
    const before = [...this.#files.values()].map((file) => [file, file.length] as const);
    try {
      if (!this.#withdrawn) await this.#withdrawReports();
      const parts = [entry.assessments, entry.problems, entry.rows, entry.excerpts];
      for (const [i, name] of RESULTS.entries()) await this.#files.get(name)!.append(parts[i]!);
      const line: JournalLine = {
        from,
        hash,
        calls: entry.calls,
        problems: entry.problemCount,
        dropped: entry.dropped,
        sizes: RESULTS.map((name) => this.#files.get(name)!.length),
        out: entry.out,
      };
      await this.#files.get(JOURNAL)!.append(Buffer.from(`${JSON.stringify(line)}\n`));
      this.#done = plus(this.#done, line);
      before.length = 0;
      this.#unsynced += parts.reduce((sum, p) => sum + p.length, 0);
      if (
        this.#unsynced >= SEGMENT_BYTES ||
        performance.now() - this.#synced >= (this.#options.segmentMs ?? SEGMENT_MS)
      )
        await this.commit('running');
    } catch (error) {
      // Half a piece is none. What it gives back leaves room on a full disk for a manifest that counts all the others.
      for (const [file, length] of before) await file.cutTo(length).catch(() => {});
      throw writeFault(error, this.#out);
    }
  }

  /** Makes everything added so far last. */
  async commit(state: Manifest['state']): Promise<void> {
    try {
      await Promise.all([...this.#files.values()].map((file) => file.sync()));
      await this.#writeManifest(state);
      this.#unsynced = 0;
      this.#synced = performance.now();
    } catch (error) {
      throw writeFault(error, this.#out);
    }
  }

  async close(): Promise<void> {
    for (const file of this.#files.values()) await file.close().catch(() => {});
    await this.#unlock().catch(() => {});
  }

  #writeManifest(state: Manifest['state']): Promise<void> {
    const { identity, elements, phrases } = this.#options;
    return writeManifest(this.#out, {
      format: 'huashu/batch@1',
      state,
      identity,
      elements,
      phrases,
      pieces: this.#done.pieces,
      calls: this.#done.calls,
      problems: this.#done.problems,
      sizes: Object.fromEntries([...this.#files].map(([name, file]) => [name, file.length])) as Manifest['sizes'],
    });
  }

  async #withdrawReports(): Promise<void> {
    this.#withdrawn = true;
    await withdrawReports(this.#out);
  }
}
