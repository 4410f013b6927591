import type { Transaction } from 'kysely';
import type { Store } from '../store/store.ts';
import type { Tables } from '../store/tables.ts';
import { type Account, type AccountRefusal, Accounts, accountOf } from './accounts.ts';
import { type PasswordRefusal, passwordRefusal } from './password-rules.ts';
import { hashPassword } from './passwords.ts';
import { newSecret, SECRET, secretHash } from './secrets.ts';

const HOUR = 3_600_000;
/** Somebody new may be away for a few days; who is at the door now is not. */
export const INVITED_HOURS = 72;
export const AGAIN_HOURS = 24;

/** What a link is for: the account that it lets in, or the first admin, whose name is not known yet. */
export type LinkUse = { readonly account: Account } | { readonly account: null };
export type LinkOutcome =
  | { readonly account: Account }
  | { readonly refused: 'LINK' | PasswordRefusal | AccountRefusal };

/** Links by which a password is set: random, kept as a hash, used once, over after a while. */
export class Links {
  readonly #store: Store;
  readonly #accounts: Accounts;

  constructor(store: Store) {
    this.#store = store;
    this.#accounts = new Accounts(store);
  }

  /** A link for an account, which is the only one that it has then. @returns its secret */
  make(account: number | null, hours: number): Promise<string> {
    const secret = newSecret();
    const now = this.#store.now();
    const expires = new Date(Date.parse(now) + hours * HOUR).toISOString();
    return this.#store.write(async (tx) => {
      await tx
        .deleteFrom('link')
        .where('account', account === null ? 'is' : '=', account)
        .execute();
      await tx.deleteFrom('link').where('expires', '<=', now).execute();
      await tx
        .insertInto('link')
        .values({ hash: secretHash(secret), account, expires })
        .execute();
      return secret;
    });
  }

  /** Whom a link lets in; `null` when it lets in nobody, or nobody any more. */
  async look(secret: string): Promise<LinkUse | null> {
    return this.#store.told(this.#find(this.#store.engine.db as Transaction<Tables>, secret));
  }

  /**
   * Sets a password by a link, which lets in nobody after that.
   * @param name of the first admin; an account that is there keeps its own
   * @throws TooBusy
   */
  async use(secret: string, name: string, password: string): Promise<LinkOutcome> {
    const found = await this.look(secret);
    if (!found) return { refused: 'LINK' };
    const refused = passwordRefusal(password, found.account?.name ?? name);
    if (refused) return { refused };
    const kept = await hashPassword(password);
    return this.#store.write(async (tx): Promise<LinkOutcome> => {
      // Somebody may have used it meanwhile.
      const still = await this.#find(tx, secret);
      if (!still) return { refused: 'LINK' };
      const made = still.account
        ? { account: still.account }
        : await this.#accounts.add(tx, name, { role: 'admin', agent: null }, null);
      if ('refused' in made) return made;
      await tx.deleteFrom('link').where('hash', '=', secretHash(secret)).execute();
      return this.#accounts.setPassword(tx, made.account.id, kept);
    });
  }

  async #find(db: Transaction<Tables>, secret: string): Promise<LinkUse | null> {
    if (!SECRET.test(secret)) return null;
    const link = await db.selectFrom('link').selectAll().where('hash', '=', secretHash(secret)).executeTakeFirst();
    if (!link || link.expires <= this.#store.now()) return null;
    if (link.account === null) return (await this.#accounts.hasAdmin(db)) ? null : { account: null };
    const row = await db.selectFrom('account').selectAll().where('id', '=', link.account).executeTakeFirst();
    return row && row.disabled === 0 ? { account: accountOf(row) } : null;
  }
}
