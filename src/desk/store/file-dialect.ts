import {
  type DatabaseConnection,
  type SqliteDatabase,
  SqliteDialect,
  SqliteDriver,
  type SqliteStatement,
} from 'kysely';

/** A database of libsql, as far as it is not Kysely's to know. */
type Opened = SqliteDatabase & { readonly exec: (text: string) => unknown };

/** Statements that are kept ready, the ones used last: to make one of its text takes five times as long as to find a row with it. */
const MOST_KEPT = 256;
/** Longer ones hold numbers or rows and never come again. */
const MOST_LENGTH = 4_096;

/** The same database, whose statements are made once for each text. */
function remembering(database: Opened): SqliteDatabase {
  const kept = new Map<string, SqliteStatement>();
  /** What has failed may be under way still, and is not used again. */
  const once = <T>(text: string, work: () => T): T => {
    try {
      return work();
    } catch (error) {
      kept.delete(text);
      throw error;
    }
  };
  return {
    close: () => {
      kept.clear();
      database.close();
    },
    prepare: (text) => {
      const known = kept.get(text);
      if (known) {
        kept.delete(text);
        kept.set(text, known);
        return known;
      }
      const made = database.prepare(text);
      const statement: SqliteStatement = {
        reader: made.reader,
        all: (parameters) => once(text, () => made.all(parameters)),
        run: (parameters) => once(text, () => made.run(parameters)),
        iterate: (parameters) => made.iterate(parameters),
      };
      if (text.length > MOST_LENGTH) return statement;
      if (kept.size >= MOST_KEPT) kept.delete(kept.keys().next().value!);
      kept.set(text, statement);
      return statement;
    },
  };
}

/** Takes the right to write at the beginning: a transaction that reads first and then finds another writer cannot go on. */
class FileDriver extends SqliteDriver {
  readonly #database: Opened;
  constructor(database: Opened) {
    super({ database: remembering(database) });
    this.#database = database;
  }

  /** Not as a statement: one that found the database locked stays under way until it is collected, and until then nothing is committed. */
  override async beginTransaction(): Promise<void> {
    this.#database.exec('begin immediate');
  }

  /** Of a full disk SQLite takes everything back by itself: that there is nothing left to take back must not be told instead. */
  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    await super.rollbackTransaction(connection).catch((error: Error) => {
      if (!/no transaction is active/.test(error.message)) throw error;
    });
  }
}

/** How Kysely works with a database file: statements are kept, and whoever writes waits for his turn at the beginning. */
export class FileDialect extends SqliteDialect {
  readonly #database: Opened;
  constructor(database: Opened) {
    super({ database });
    this.#database = database;
  }
  override createDriver(): SqliteDriver {
    return new FileDriver(this.#database);
  }
}
