import type { Store } from '../store/store.ts';
import { type Account, accountOf } from './accounts.ts';
import { newSecret, SECRET, secretHash } from './secrets.ts';

const MINUTE = 60_000;
/** Not used for so long, a session is over. */
export const IDLE_MINUTES = 2 * 60;
/** So long after its beginning a session is over, however much it is used: a working day. */
export const WHOLE_MINUTES = 12 * 60;
/** So often it is written down that a session is in use. */
const TOUCH_MINUTES = 1;

/** From where somebody asks. */
export interface From {
  readonly address: string;
  /** What the browser calls itself. */
  readonly browser: string;
}
export interface Session extends From {
  /** Hash of its secret: names it, and lets nobody in. */
  readonly hash: string;
  readonly begun: string;
  readonly seen: string;
}

const before = (now: string, minutes: number): string => new Date(Date.parse(now) - minutes * MINUTE).toISOString();

/** Who is signed in, where and since when. Of the cookie's secret only the hash is kept. */
export class Sessions {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /** Begins a session, and clears away those that are over. @returns its secret */
  begin(account: number, { address, browser }: From): Promise<string> {
    const secret = newSecret();
    const now = this.#store.now();
    return this.#store.write(async (tx) => {
      await tx.deleteFrom('session').where('seen', '<', before(now, IDLE_MINUTES)).execute();
      await tx.deleteFrom('session').where('begun', '<', before(now, WHOLE_MINUTES)).execute();
      const row = { hash: secretHash(secret), account, begun: now, seen: now, address, browser };
      await tx.insertInto('session').values(row).execute();
      return secret;
    });
  }

  /** Whose session it is; `null` when it is none, is over, or its account was disabled. */
  async find(secret: string): Promise<Account | null> {
    if (!SECRET.test(secret)) return null;
    const { db } = this.#store.engine;
    const hash = secretHash(secret);
    const now = this.#store.now();
    const row = await this.#store.told(
      db
        .selectFrom('session')
        .innerJoin('account', 'account.id', 'session.account')
        .selectAll('account')
        .select(['session.begun', 'session.seen'])
        .where('session.hash', '=', hash)
        .executeTakeFirst(),
    );
    if (!row || row.disabled === 1) return null;
    if (row.seen < before(now, IDLE_MINUTES) || row.begun < before(now, WHOLE_MINUTES)) {
      await this.end(secret);
      return null;
    }
    if (row.seen < before(now, TOUCH_MINUTES))
      await this.#store.told(db.updateTable('session').set({ seen: now }).where('hash', '=', hash).execute());
    return accountOf(row);
  }

  /** Ends a session. */
  async end(secret: string): Promise<void> {
    const { db } = this.#store.engine;
    await this.#store.told(db.deleteFrom('session').where('hash', '=', secretHash(secret)).execute());
  }

  /** Ends every session of an account. */
  async endAll(account: number): Promise<void> {
    const { db } = this.#store.engine;
    await this.#store.told(db.deleteFrom('session').where('account', '=', account).execute());
  }

  /** The sessions of an account that are not over, the one used last first. */
  async of(account: number): Promise<Session[]> {
    const { db } = this.#store.engine;
    const now = this.#store.now();
    return this.#store.told(
      db
        .selectFrom('session')
        .select(['hash', 'begun', 'seen', 'address', 'browser'])
        .where('account', '=', account)
        .where('seen', '>=', before(now, IDLE_MINUTES))
        .where('begun', '>=', before(now, WHOLE_MINUTES))
        .orderBy('seen', 'desc')
        .execute(),
    );
  }
}
