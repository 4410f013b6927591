import type { Store } from '../store/store.ts';
import { type Account, Accounts } from './accounts.ts';
import { type LinkOutcome, Links } from './links.ts';
import { type PasswordRefusal, passwordRefusal } from './password-rules.ts';
import { hashPassword, isPassword, TooBusy } from './passwords.ts';
import { type From, Sessions } from './sessions.ts';
import { SignIns } from './sign-ins.ts';
import { Tries } from './tries.ts';

/** Let in, with the secret of the session that began. */
export interface LetIn {
  readonly account: Account;
  readonly session: string;
}
export type Refused =
  | { readonly refused: 'WRONG' | 'BUSY' }
  /** In seconds. */
  | { readonly refused: 'LOCKED'; readonly wait: number };

/** Who comes in and goes out: passwords, links, sessions, how often somebody may try, and the log of all that. */
export class Door {
  readonly accounts: Accounts;
  readonly links: Links;
  readonly sessions: Sessions;
  readonly signIns: SignIns;
  readonly #tries: Tries;
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
    this.accounts = new Accounts(store);
    this.links = new Links(store);
    this.sessions = new Sessions(store);
    this.signIns = new SignIns(store);
    this.#tries = new Tries(store);
  }

  /** Lets somebody in by name and password. A name that nobody has is answered like a wrong password, and as late. */
  async signIn(name: string, password: string, from: From): Promise<LetIn | Refused> {
    const checked = await this.#check(name, password, from, 'wrong');
    if ('refused' in checked) return checked;
    const { account } = checked;
    await this.signIns.add('in', account.id, from.address);
    return { account, session: await this.sessions.begin(account.id, from) };
  }

  /** Sets a password by a link and lets in whoever had it. */
  async useLink(
    secret: string,
    name: string,
    password: string,
    from: From,
  ): Promise<LetIn | Exclude<LinkOutcome, { account: Account }> | { readonly refused: 'BUSY' }> {
    const used = await unlessBusy(() => this.links.use(secret, name, password));
    if ('refused' in used) return used;
    await this.#tries.forget(used.account.name);
    await this.signIns.add('link', used.account.id, from.address);
    return { account: used.account, session: await this.sessions.begin(used.account.id, from) };
  }

  /** Changes somebody's password; all his sessions end, and a new one begins here. */
  async changePassword(
    name: string,
    old: string,
    password: string,
    from: From,
  ): Promise<LetIn | Refused | { readonly refused: PasswordRefusal }> {
    const refused = passwordRefusal(password, name);
    if (refused) return { refused };
    const checked = await this.#check(name, old, from, 'wrong-password');
    if ('refused' in checked) return checked;
    const { account } = checked;
    const kept = await unlessBusy(async () => ({ hash: await hashPassword(password) }));
    if ('refused' in kept) return kept;
    await this.#store.write((tx) => this.accounts.setPassword(tx, account.id, kept.hash));
    await this.signIns.add('password', account.id, from.address);
    return { account, session: await this.sessions.begin(account.id, from) };
  }

  /** Lets somebody who was locked out try again at once. */
  unlock(name: string): Promise<void> {
    return this.#tries.forget(name);
  }

  async #check(
    name: string,
    password: string,
    { address }: From,
    whenWrong: 'wrong' | 'wrong-password',
  ): Promise<{ readonly account: Account } | Refused> {
    const knock = { name, address };
    const { wait, next } = await this.#tries.count(knock);
    if (wait > 0) return { refused: 'LOCKED', wait };
    const found = await this.accounts.named(name);
    const right = await unlessBusy(async () => ({ is: await isPassword(password, found?.password ?? null) }));
    if ('refused' in right) {
      await this.#tries.takeBack(knock, false);
      return right;
    }
    if (found && right.is && !found.account.disabled) {
      await this.#tries.takeBack(knock, true);
      return { account: found.account };
    }
    const id = found?.account.id ?? null;
    await this.signIns.add(found?.account.disabled ? 'disabled' : whenWrong, id, address);
    if (next > 0) await this.signIns.add('locked', id, address);
    return next > 0 ? { refused: 'LOCKED', wait: next } : { refused: 'WRONG' };
  }
}

async function unlessBusy<T>(work: () => Promise<T>): Promise<T | { readonly refused: 'BUSY' }> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof TooBusy) return { refused: 'BUSY' };
    throw error;
  }
}
