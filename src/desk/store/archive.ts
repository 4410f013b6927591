import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { CompiledQuery, type Kysely, type Transaction } from 'kysely';
import type { Assessment } from '../../model/assessment.ts';
import type { Pack } from '../../model/pack.ts';
import { appealsOf } from '../appeals.ts';
import { currentOf } from '../decisions.ts';
import { indexCalls } from './add.ts';
import { appealDaysAnew } from './appeal-days.ts';
import { audit } from './audit.ts';
import { type Engine, faultOf } from './engine.ts';
import { deedOf } from './events.ts';
import { DeskFault, deskProblem } from './faults.ts';
import { VERSION } from './migrations.ts';
import { derive } from './prepare.ts';
import { relist } from './relist.ts';
import type { Spoken } from './spoken.ts';
import type { Tables } from './tables.ts';

const FORMAT = 'huashu/desk-backup@1';
/** What is kept for good, in the order in which it can be put back. Everything else is made from it. */
const KEPT = [
  ['pack', 'hash'],
  ['transcript', 'hash'],
  ['event', 'seq'],
  ['assessment', 'no'],
  // Of people who they are, and what happened at the door; nobody is signed in, and no link lets anybody in.
  ['account', 'id'],
  ['sign_in', 'no'],
  ['view', 'id'],
  ['practice', 'id'],
] as const;
type Kept = (typeof KEPT)[number][0];
const PAGE = 500;

/** Everything that is kept, a line each, as it is at one moment, whatever is written meanwhile. */
async function* lines(db: Kysely<Tables>): AsyncGenerator<string> {
  yield JSON.stringify({ format: FORMAT, version: VERSION });
  let count = 0;
  for (const [table, key] of KEPT) {
    let after: string | number | null = null;
    for (;;) {
      let page = db
        .selectFrom(table as 'event')
        .selectAll()
        .orderBy(key as 'seq')
        .limit(PAGE);
      if (after !== null) page = page.where(key as 'seq', '>', after as number);
      const rows: Record<string, unknown>[] = await page.execute();
      for (const row of rows) yield JSON.stringify([table, row]);
      count += rows.length;
      if (rows.length < PAGE) break;
      after = rows.at(-1)![key] as string | number;
    }
  }
  yield JSON.stringify({ end: count });
}

/**
 * Writes everything that is kept into a packed file, while others may go on writing to the database.
 * @throws DeskFault ALREADY_THERE; when the file cannot be written
 */
export async function backup({ db, name, place }: Engine, file: string): Promise<void> {
  if (existsSync(file)) throw new DeskFault(deskProblem('ALREADY_THERE', { file }));
  const part = `${file}.part`;
  try {
    await db.connection().execute(async (connection) => {
      await connection.executeQuery(
        CompiledQuery.raw(name === 'sqlite' ? 'begin' : 'begin isolation level repeatable read read only'),
      );
      try {
        const withEnds = async function* () {
          for await (const line of lines(connection)) yield `${line}\n`;
        };
        await pipeline(Readable.from(withEnds()), createGzip(), createWriteStream(part, { flush: true, mode: 0o600 }));
      } finally {
        await connection.executeQuery(CompiledQuery.raw('rollback'));
      }
    });
    await rename(part, file);
  } catch (error) {
    await rm(part, { force: true });
    throw faultOf(error, (error as NodeJS.ErrnoException).syscall ? file : place);
  }
}

/**
 * Puts a backup into an empty database, all of it or nothing, and only if its chain holds.
 * @throws DeskFault NOT_EMPTY, NOT_A_BACKUP; when the file cannot be read
 */
export async function restore(
  { db, name, place }: Engine,
  file: string,
): Promise<{ events: number; assessments: number }> {
  try {
    return await db.transaction().execute(async (tx) => {
      if (await tx.selectFrom('event').select('seq').limit(1).executeTakeFirst())
        throw new DeskFault(deskProblem('NOT_EMPTY', { file: place }));
      await new Restorer(tx, file).run();
      await deriveAll(tx, name);
      await appealDaysAnew(tx);
      const result = await audit(tx);
      if (!result.sound) throw notBackup(file, `${result.fault} ${result.seq}: ${result.detail}`);
      return { events: result.events, assessments: result.assessments };
    });
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (error instanceof SyntaxError || /^Z_/.test(code))
      throw notBackup(file, error instanceof Error ? error.message : code);
    throw faultOf(error, file);
  }
}

const notBackup = (file: string, reason: string) => new DeskFault(deskProblem('NOT_A_BACKUP', { file }, { reason }));

class Restorer {
  readonly #tx: Transaction<Tables>;
  readonly #file: string;
  #table: Kept | null = null;
  #rows: Record<string, unknown>[] = [];
  #count = 0;
  #end: number | null = null;
  #first = true;

  constructor(tx: Transaction<Tables>, file: string) {
    this.#tx = tx;
    this.#file = file;
  }

  async run(): Promise<void> {
    const packed = createReadStream(this.#file);
    const text = createGunzip();
    // The lines end where the stream fails; the failure is told by the pipeline.
    const done = pipeline(packed, text, { end: true }).catch((error: unknown) => error);
    try {
      for await (const line of createInterface({ input: text, crlfDelay: Number.POSITIVE_INFINITY }))
        await this.#take(line);
    } finally {
      packed.destroy();
    }
    const failure = await done;
    if (failure instanceof Error && this.#end === null) throw failure;
    await this.#flush();
    if (this.#end !== this.#count) throw notBackup(this.#file, 'incomplete');
  }

  async #take(line: string): Promise<void> {
    const value = JSON.parse(line) as unknown;
    if (this.#first) {
      const { format, version } = value as { format?: string; version?: number };
      if (format !== FORMAT || (version ?? 0) > VERSION)
        throw notBackup(this.#file, `${format ?? '?'} ${version ?? '?'}`);
      this.#first = false;
      return;
    }
    if (!Array.isArray(value)) {
      this.#end = (value as { readonly end: number }).end;
      return;
    }
    const [table, row] = value as [Kept, Record<string, unknown>];
    if (!KEPT.some(([name]) => name === table)) throw notBackup(this.#file, String(table));
    if (table !== this.#table || this.#rows.length >= PAGE) await this.#flush();
    this.#table = table;
    this.#rows.push(row);
    this.#count += 1;
  }

  async #flush(): Promise<void> {
    if (this.#table && this.#rows.length > 0)
      await this.#tx
        .insertInto(this.#table)
        .values(this.#rows as never)
        .execute();
    this.#rows = [];
  }
}

/** Makes everything that is derived from what was put back. */
async function deriveAll(tx: Transaction<Tables>, name: Engine['name']): Promise<void> {
  const packs = new Map<string, Pack>();
  for (const { hash, text } of await tx.selectFrom('pack').selectAll().execute())
    packs.set(hash, JSON.parse(text) as Pack);
  for (let after = 0; ; ) {
    const rows = await tx
      .selectFrom('assessment')
      .leftJoin('transcript', 'transcript.hash', 'assessment.transcript')
      .select(['no', 'assessment.text', 'pack', 'transcript.text as spoken'])
      .where('no', '>', after)
      .orderBy('no')
      .limit(PAGE)
      .execute();
    const calls = rows.map(({ no, text, spoken, pack }) => ({
      no,
      ...derive(
        JSON.parse(text) as Assessment,
        spoken === null ? null : (JSON.parse(spoken) as Spoken),
        packs.get(pack)!.rubric,
      ),
    }));
    if (calls.length > 0) await indexCalls(tx, name, calls);
    if (rows.length < PAGE) break;
    after = rows.at(-1)!.no;
  }
  const decided = await tx
    .selectFrom('event')
    .select('assessment')
    .distinct()
    .where('assessment', 'is not', null)
    .execute();
  for (const { assessment: no } of decided) {
    const row = await tx.selectFrom('assessment').select(['text', 'pack']).where('no', '=', no).executeTakeFirst();
    if (!row || no === null) continue;
    const events = await tx.selectFrom('event').selectAll().where('assessment', '=', no).orderBy('seq').execute();
    const assessment = JSON.parse(row.text) as Assessment;
    const { rubric } = packs.get(row.pack)!;
    const deeds = events.map(deedOf);
    await relist(tx, no, assessment, currentOf(assessment, rubric, deeds), appealsOf(assessment, rubric, deeds));
  }
}
