import type { Kysely, Transaction } from 'kysely';
import { append } from '../store/events.ts';
import type { Store } from '../store/store.ts';
import type { AccountRow, Tables } from '../store/tables.ts';
import { nameKey, properName } from './names.ts';
import type { DeskRole } from './permissions.ts';
import type { Person } from './viewer.ts';

export interface Account extends Person {
  readonly disabled: boolean;
  /** He has set a password. */
  readonly ready: boolean;
  readonly made: string;
}

/** What an account is for. */
export interface Post {
  readonly role: DeskRole;
  /** Which installer he is; an installer has to be one. */
  readonly agent: string | null;
}

/** Why an account cannot be so. */
export type AccountRefusal = 'BAD_NAME' | 'NAME_TAKEN' | 'NO_AGENT' | 'NO_SUCH_PERSON' | 'LAST_ADMIN';
export type AccountOutcome = { readonly account: Account } | { readonly refused: AccountRefusal };

type Done = 'made' | 'changed' | 'disabled' | 'enabled' | 'reset' | 'password';

/** An account as the database has it, without its password. */
export const accountOf = ({ id, name, role, agent, disabled, password, made }: AccountRow): Account => ({
  id,
  name,
  role: role as DeskRole,
  agent,
  disabled: disabled === 1,
  ready: password !== null,
  made,
});

/** Whether it is an admin who can sign in. */
const leads = (row: AccountRow): boolean => row.role === 'admin' && row.disabled === 0 && row.password !== null;

const MOST_AGENT = 100;
/** An agent's number for those who are one; `null` for the rest; `undefined` where it lacks. */
function agentOf({ role, agent }: Post): string | null | undefined {
  if (role !== 'installer') return null;
  const given = agent?.trim() ?? '';
  return given !== '' && given.length <= MOST_AGENT ? given : undefined;
}

/** Who may sign in. Whatever changes is a link of the chain: who did it, to whom. */
export class Accounts {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /** Everybody, those who were disabled as well. */
  async list(): Promise<Account[]> {
    const rows = this.#store.engine.db.selectFrom('account').selectAll().orderBy('id').execute();
    return (await this.#store.told(rows)).map(accountOf);
  }

  /** Whether there is any account: a desk that has some is never opened without them. */
  async any(): Promise<boolean> {
    const { db } = this.#store.engine;
    return (await this.#store.told(db.selectFrom('account').select('id').limit(1).executeTakeFirst())) !== undefined;
  }

  /** Whether an admin can sign in. */
  async hasAdmin(db: Kysely<Tables> = this.#store.engine.db): Promise<boolean> {
    const admins = db.selectFrom('account').selectAll().where('role', '=', 'admin').execute();
    return (await this.#store.told(admins)).some(leads);
  }

  /** The account of a name, in whatever capitals; with it its password as it is kept. */
  async named(name: string): Promise<{ readonly account: Account; readonly password: string | null } | null> {
    const { db } = this.#store.engine;
    const row = await this.#store.told(
      db.selectFrom('account').selectAll().where('key', '=', nameKey(name)).executeTakeFirst(),
    );
    return row ? { account: accountOf(row), password: row.password } : null;
  }

  /** Makes an account that has no password yet. @param by who makes it */
  make(name: string, post: Post, by: string): Promise<AccountOutcome> {
    return this.#store.write((tx) => this.add(tx, name, post, by));
  }

  /** The same within a transaction. */
  async add(tx: Transaction<Tables>, given: string, post: Post, by: string | null): Promise<AccountOutcome> {
    const name = properName(given);
    const agent = agentOf(post);
    if (!name) return { refused: 'BAD_NAME' };
    if (agent === undefined) return { refused: 'NO_AGENT' };
    const key = nameKey(name);
    if (await tx.selectFrom('account').select('id').where('key', '=', key).executeTakeFirst())
      return { refused: 'NAME_TAKEN' };
    const last = await tx.selectFrom('account').select('id').orderBy('id', 'desc').limit(1).executeTakeFirst();
    const made = this.#store.now();
    const row = { id: (last?.id ?? 0) + 1, name, key, role: post.role, agent, password: null, disabled: 0, made };
    await tx.insertInto('account').values(row).execute();
    const account = accountOf(row);
    // The first admin makes himself.
    await this.#record(tx, account, 'made', by ?? name);
    return { account };
  }

  /** Gives somebody another role, or another installer to be. */
  change(id: number, post: Post, by: string): Promise<AccountOutcome> {
    const agent = agentOf(post);
    if (agent === undefined) return Promise.resolve({ refused: 'NO_AGENT' });
    return this.#alter(id, { role: post.role, agent }, 'changed', by);
  }

  /** Lets somebody in no more, at once; or again. */
  setDisabled(id: number, disabled: boolean, by: string): Promise<AccountOutcome> {
    return this.#alter(id, { disabled: Number(disabled) }, disabled ? 'disabled' : 'enabled', by);
  }

  /** Takes somebody's password away; what he needs then is a link. */
  reset(id: number, by: string): Promise<AccountOutcome> {
    return this.#alter(id, { password: null }, 'reset', by);
  }

  /** Gives an account another password, within a transaction. @param password as it is kept */
  setPassword(tx: Transaction<Tables>, id: number, password: string): Promise<AccountOutcome> {
    return this.#alterIn(tx, id, { password }, 'password', null);
  }

  #alter(id: number, to: Partial<AccountRow>, done: Done, by: string): Promise<AccountOutcome> {
    return this.#store.write((tx) => this.#alterIn(tx, id, to, done, by));
  }

  async #alterIn(
    tx: Transaction<Tables>,
    id: number,
    to: Partial<AccountRow>,
    done: Done,
    by: string | null,
  ): Promise<AccountOutcome> {
    const before = await tx.selectFrom('account').selectAll().where('id', '=', id).executeTakeFirst();
    if (!before) return { refused: 'NO_SUCH_PERSON' };
    const after = { ...before, ...to };
    if (done !== 'reset' && leads(before) && !leads(after)) {
      const admins = await tx.selectFrom('account').selectAll().where('role', '=', 'admin').execute();
      if (admins.filter(leads).length === 1) return { refused: 'LAST_ADMIN' };
    }
    await tx.updateTable('account').set(to).where('id', '=', id).execute();
    // Whoever was let in with what holds no more is out, and no link of before lets him in.
    if (done === 'disabled' || done === 'reset' || done === 'password') {
      await tx.deleteFrom('session').where('account', '=', id).execute();
      await tx.deleteFrom('link').where('account', '=', id).execute();
    }
    const account = accountOf(after);
    await this.#record(tx, account, done, by ?? account.name);
    return { account };
  }

  async #record(tx: Transaction<Tables>, { name, role, agent }: Account, did: Done, by: string): Promise<void> {
    const body = JSON.stringify({ account: name, did, role, agent });
    await append(tx, { at: this.#store.now(), who: by, kind: 'account', assessment: null, body });
  }
}
