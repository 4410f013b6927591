import type { Store } from '../store/store.ts';

/** What happened at the door. */
export const HAPPENINGS = [
  'in',
  'wrong',
  'locked',
  'disabled',
  'out',
  'out-everywhere',
  'link',
  'password',
  'wrong-password',
] as const;
export type Happening = (typeof HAPPENINGS)[number];

export interface SignIn {
  readonly no: number;
  readonly at: string;
  /** `null`: the name that was given is nobody's; it is not kept, for it may have been a password. */
  readonly name: string | null;
  readonly what: Happening;
  readonly address: string;
}

/** The oldest are dropped, so that nobody can fill the disk from outside. */
const MOST_KEPT = 50_000;
const CLEARED_EVERY = 500;

/** The log of sign-ins. */
export class SignIns {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /** Writes down what happened. */
  add(what: Happening, account: number | null, address: string): Promise<void> {
    return this.#store.write(async (tx) => {
      const last = await tx.selectFrom('sign_in').select('no').orderBy('no', 'desc').limit(1).executeTakeFirst();
      const no = (last?.no ?? 0) + 1;
      await tx.insertInto('sign_in').values({ no, at: this.#store.now(), account, what, address }).execute();
      if (no % CLEARED_EVERY === 0)
        await tx
          .deleteFrom('sign_in')
          .where('no', '<=', no - MOST_KEPT)
          .execute();
    });
  }

  /** What happened to an account, the youngest first. */
  of(account: number): Promise<Omit<SignIn, 'no' | 'name'>[]> {
    const { db } = this.#store.engine;
    const rows = db.selectFrom('sign_in').select(['at', 'what', 'address']).where('account', '=', account);
    return this.#store.told(rows.orderBy('no', 'desc').execute()) as Promise<Omit<SignIn, 'no' | 'name'>[]>;
  }

  /** The last happenings, the youngest first. @param before only those of a lower number */
  async list(before: number | null, limit: number): Promise<SignIn[]> {
    let query = this.#store.engine.db
      .selectFrom('sign_in')
      .leftJoin('account', 'account.id', 'sign_in.account')
      .select(['sign_in.no', 'sign_in.at', 'account.name', 'sign_in.what', 'sign_in.address'])
      .orderBy('sign_in.no', 'desc')
      .limit(limit);
    if (before !== null) query = query.where('sign_in.no', '<', before);
    return (await this.#store.told(query.execute())) as SignIn[];
  }
}
