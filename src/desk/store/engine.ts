import { closeSync, existsSync, mkdirSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { CompiledQuery, type DatabaseConnection, Kysely, PostgresDialect, sql } from 'kysely';
import { copying } from './copy-in.ts';
import { DeskFault, deskProblem } from './faults.ts';
import { FileDialect } from './file-dialect.ts';
import { type EngineName, migrate, VERSION, versionOf } from './migrations.ts';
import type { Tables } from './tables.ts';

/** A database that is open, and which of the two kinds it is. */
export interface Engine {
  readonly name: EngineName;
  readonly db: Kysely<Tables>;
  /** For messages: the file, or the address without its password. */
  readonly place: string;
}

/** Where a desk keeps its data: a folder with a database file, or a PostgreSQL address. */
export type Where = { readonly data: string } | { readonly database: string };

export const DATABASE_FILE = 'desk.db';
/** "HUSD": tells our files from others'. */
const APPLICATION_ID = 0x48555344;
const BUSY_MS = 10_000;

/**
 * Opens a desk's database and brings it forward.
 * @param create whether to make one where there is none
 * @throws DeskFault when there is none, it is damaged, another program's, newer than this program, or cannot be reached
 */
export async function openEngine(where: Where, create: boolean): Promise<Engine> {
  const engine = await connect(where, create);
  try {
    const version = await versionOf(engine.db, engine.name);
    if (version > VERSION) throw newer(engine.place, version);
    if (version === 0 && !create) throw new DeskFault(deskProblem('NO_DATABASE', { file: engine.place }));
    if (version < VERSION) {
      await migrate(engine.db, engine.name);
      await settle(engine);
    }
    return engine;
  } catch (error) {
    await engine.db.destroy();
    throw faultOf(error, engine.place);
  }
}

/** Connects to a database as it is, of whatever version. */
export const connect = (where: Where, create: boolean): Promise<Engine> =>
  'data' in where ? openFile(where.data, create) : openServer(where.database);

/** Puts what stands in the journal beside the file into the file, its version into its head. */
async function settle({ db, name }: Engine): Promise<void> {
  if (name === 'sqlite') await sql`pragma wal_checkpoint(truncate)`.execute(db);
}

/** Closes a database; its file holds everything then. */
export async function closeEngine(engine: Engine): Promise<void> {
  // A reader elsewhere keeps the journal from being put in: the next one does it.
  await settle(engine).catch(() => {});
  await engine.db.destroy();
}

const newer = (file: string, found: number) =>
  new DeskFault(deskProblem('NEWER_DATABASE', { file }, { found, known: VERSION }));

async function openFile(data: string, create: boolean): Promise<Engine> {
  const place = join(data, DATABASE_FILE);
  try {
    const there = existsSync(place);
    if (there) checkHead(place);
    else if (!create) throw new DeskFault(deskProblem('NO_DATABASE', { file: place }));
    mkdirSync(data, { recursive: true, mode: 0o700 });
    const { default: Database } = await import('libsql');
    const database = new Database(place);
    const db = new Kysely<Tables>({ dialect: new FileDialect(database) });
    if (!there) await sql`pragma application_id = ${sql.lit(APPLICATION_ID)}`.execute(db);
    await sql`pragma busy_timeout = ${sql.lit(BUSY_MS)}`.execute(db);
    await sql`pragma journal_mode = wal`.execute(db);
    // Sixty-four megabytes of pages: the two that SQLite keeps by itself hold not even the inner pages of a large index.
    await sql`pragma cache_size = -65536`.execute(db);
    // What was confirmed on the screen is on the disk, whatever happens to the machine.
    await sql`pragma synchronous = full`.execute(db);
    return { name: 'sqlite', db, place };
  } catch (error) {
    throw faultOf(error, place);
  }
}

/** Looks at a file's first bytes only: what is not ours, or newer, is not even opened as a database. */
function checkHead(file: string): void {
  const head = Buffer.alloc(100);
  const descriptor = openSync(file, 'r');
  let length: number;
  try {
    length = readSync(descriptor, head, 0, 100, 0);
  } finally {
    closeSync(descriptor);
  }
  // A kill right after the file was made leaves it empty; SQLite goes on from there.
  if (length === 0) return;
  if (length < 100 || head.toString('latin1', 0, 16) !== 'SQLite format 3\0')
    throw new DeskFault(deskProblem('NOT_A_DATABASE', { file }));
  const [version, id] = [head.readUInt32BE(60), head.readUInt32BE(68)];
  if (id !== APPLICATION_ID) throw new DeskFault(deskProblem('OTHER_DATABASE', { file }));
  if (version > VERSION) throw newer(file, version);
}

/**
 * Of each connection, where the server knows it. To compile a statement takes longer than to run any of ours; and what is kept is packed in a
 * tenth of the time by LZ4.
 */
const SERVER_SETTINGS = `select set_config(name, case name when 'jit' then 'off' else 'lz4' end, false) from pg_catalog.pg_settings
  where name = 'jit' or (name = 'default_toast_compression' and 'lz4' = any(enumvals))`;

async function openServer(database: string): Promise<Engine> {
  const { default: pg } = await import('pg');
  const place = withoutPassword(database);
  const types = { getTypeParser: numbers(pg.types.getTypeParser.bind(pg.types)) };
  const pool = new pg.Pool({ connectionString: database, max: 8, connectionTimeoutMillis: 5_000, types });
  // A connection that breaks while idle is replaced; whoever needs one is told if that fails.
  pool.on('error', () => {});
  const onCreateConnection = async (connection: DatabaseConnection) => {
    await connection.executeQuery(CompiledQuery.raw(SERVER_SETTINGS));
  };
  const dialect = new PostgresDialect({ pool: copying(pool), onCreateConnection });
  return { name: 'postgres', db: new Kysely<Tables>({ dialect }), place };
}

/** Counts and numbers are safe integers here, and come as numbers. */
const numbers =
  (parser: (oid: number, format?: 'text' | 'binary') => unknown) =>
  (oid: number, format?: 'text' | 'binary'): ((value: string) => unknown) =>
    oid === 20 ? Number : (parser(oid, format) as (value: string) => unknown);

function withoutPassword(database: string): string {
  try {
    const url = new URL(database);
    url.password = '';
    return url.href;
  } catch {
    return 'postgres';
  }
}

/** What the database said, as a Problem; anything else is a fault of ours and stays as it is. */
export function faultOf(error: unknown, file: string): unknown {
  if (error instanceof DeskFault) return error;
  const { code = '', message = '', syscall } = error as NodeJS.ErrnoException;
  if (/^SQLITE_(NOTADB|CORRUPT)/.test(code)) return new DeskFault(deskProblem('NOT_A_DATABASE', { file }));
  if (/^SQLITE_(BUSY|LOCKED)/.test(code)) return new DeskFault(deskProblem('DATABASE_LOCKED', { file }));
  if (/^SQLITE_FULL|^ENOSPC|^53100/.test(code)) return new DeskFault(deskProblem('DATABASE_FULL', { file }));
  const unreachable = /^(SQLITE_(CANTOPEN|READONLY|IOERR|PERM)|08|28|3D000|57P)/.test(code) || syscall !== undefined;
  if (unreachable || /timeout|terminated/i.test(message))
    return new DeskFault(deskProblem('DATABASE_UNREACHABLE', { file }, { reason: code || message }));
  return error;
}
