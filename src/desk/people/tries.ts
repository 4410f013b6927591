import { createHash } from 'node:crypto';
import { isIPv4, isIPv6 } from 'node:net';
import type { Kysely } from 'kysely';
import type { Store } from '../store/store.ts';
import type { Tables } from '../store/tables.ts';
import { nameKey } from './names.ts';

/** Failures one after the other that a name, or an address, has free. Behind one address there may be a whole office. */
const FREE = { name: 5, address: 30 } as const;
/** The first wait; each failure after it doubles it. */
const FIRST_SECONDS = 30;
const MOST_SECONDS = 15 * 60;
/** So long after the last failure they are forgotten. */
const FORGET_HOURS = 24;

/** Who knocks: as which name, and from where. */
export interface Knock {
  readonly name: string;
  readonly address: string;
}

/** Whether somebody may try now: how long he has to wait (0: not at all), or how long everybody has to after this one if it fails. */
export interface Counted {
  readonly wait: number;
  readonly next: number;
}

/** How long to wait after so many failures. */
function secondsAfter(failed: number, free: number): number {
  return failed < free ? 0 : Math.min(MOST_SECONDS, FIRST_SECONDS * 2 ** Math.min(failed - free, 20));
}

/** The part of an address that one who attacks cannot change at will: of IPv6 the network. */
export function networkOf(address: string): string {
  const mapped = address.replace(/^::ffff:/i, '');
  if (isIPv4(mapped) || !isIPv6(address)) return mapped;
  const [head = '', tail] = address.split('%')[0]!.split('::');
  const [left, right] = [head, tail ?? ''].map((part) => part.split(':').filter(Boolean)) as [string[], string[]];
  const zeros =
    tail === undefined ? [] : Array.from({ length: Math.max(0, 8 - left.length - right.length) }, () => '0');
  return `${[...left, ...zeros, ...right]
    .slice(0, 4)
    .map((group) => group.toLowerCase().replace(/^0+(?=.)/, ''))
    .join(':')}::/64`;
}

/** A key that tells nothing: people type passwords where their names should be. */
const keyOf = (kind: keyof typeof FREE, text: string): string =>
  `${kind}:${createHash('sha256').update(text).digest('hex')}`;

const keysOf = ({ name, address }: Knock) =>
  [
    ['name', keyOf('name', nameKey(name))],
    ['address', keyOf('address', networkOf(address))],
  ] as const;

/** Failed sign-ins by name and by address, whether the name is anybody's or not. They outlive a restart. */
export class Tries {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /** Counts a try as failed before it is known whether it is: of a thousand at once only the free ones pass. */
  async count(knock: Knock): Promise<Counted> {
    const at = this.#store.now();
    const now = Date.parse(at);
    // Whoever is locked out and goes on takes nobody's turn to write.
    const { db } = this.#store.engine;
    const locked = await this.#store.told(this.#waitOf(db, knock, now));
    if (locked > 0) return { wait: locked, next: 0 };
    return this.#store.write(async (tx) => {
      const old = new Date(now - FORGET_HOURS * 3_600_000).toISOString();
      await tx.deleteFrom('tries').where('last', '<', old).execute();
      const wait = await this.#waitOf(tx, knock, now);
      if (wait > 0) return { wait, next: 0 };
      let next = 0;
      for (const [kind, key] of keysOf(knock)) {
        const failed = ((await this.#row(tx, key))?.failed ?? 0) + 1;
        const seconds = secondsAfter(failed, FREE[kind]);
        next = Math.max(next, seconds);
        const until = seconds > 0 ? new Date(now + seconds * 1000).toISOString() : '';
        const row = { failed, last: at, until };
        await tx
          .insertInto('tries')
          .values({ key, ...row })
          .onConflict((c) => c.column('key').doUpdateSet(row))
          .execute();
      }
      return { wait: 0, next };
    });
  }

  /** The last try counts no more: it was right, or could not be looked at. Right, it gives the name all tries again. */
  takeBack(knock: Knock, right: boolean): Promise<void> {
    return this.#store.write(async (tx) => {
      for (const [kind, key] of keysOf(knock)) {
        const row = await this.#row(tx, key);
        if (!row) continue;
        const failed = kind === 'name' && right ? 0 : row.failed - 1;
        await tx.updateTable('tries').set({ failed, until: '' }).where('key', '=', key).execute();
      }
    });
  }

  /** Lets a name try again at once. */
  async forget(name: string): Promise<void> {
    const { db } = this.#store.engine;
    const key = keyOf('name', nameKey(name));
    await this.#store.told(db.deleteFrom('tries').where('key', '=', key).execute());
  }

  /** Seconds until a name may be tried from an address. */
  async #waitOf(db: Kysely<Tables>, knock: Knock, now: number): Promise<number> {
    const keys = keysOf(knock).map(([, key]) => key);
    const rows = await db.selectFrom('tries').select('until').where('key', 'in', keys).execute();
    const waits = rows.map(({ until }) => (until === '' ? 0 : Math.ceil((Date.parse(until) - now) / 1000)));
    return Math.max(0, ...waits);
  }

  #row(db: Kysely<Tables>, key: string) {
    return db.selectFrom('tries').selectAll().where('key', '=', key).executeTakeFirst();
  }
}
