import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto';

/** Of OWASP's equal choices for scrypt (Password Storage Cheat Sheet) the one of 32 MiB: a server has several at once. */
const COST = { N: 2 ** 15, r: 8, p: 3 } as const;
const BYTES = 32;
/** Twice what the largest cost that is read from a database takes. */
const MOST_MEMORY = 256 * 2 ** 20;
const AT_ONCE = 2;
const MOST_WAITING = 50;

/** More passwords wait to be checked than can be in a reasonable time. */
export class TooBusy extends Error {}

let running = 0;
const waiting: (() => void)[] = [];

/** Two at once and the rest one after the other: whoever knocks often must not take all memory and processors. */
async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= AT_ONCE) {
    if (waiting.length >= MOST_WAITING) throw new TooBusy();
    await new Promise<void>((resolve) => waiting.push(resolve));
  } else running += 1;
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  }
}

const derive = (password: string, salt: Buffer, cost: ScryptOptions): Promise<Buffer> =>
  inTurn(
    () =>
      new Promise((resolve, reject) => {
        // Typed on another keyboard it is the same password.
        scrypt(password.normalize('NFKC'), salt, BYTES, { ...cost, maxmem: MOST_MEMORY }, (error, key) =>
          error ? reject(error) : resolve(key),
        );
      }),
  );

const written = ({ N, r, p }: typeof COST, salt: Buffer, key: Buffer): string =>
  ['scrypt', N, r, p, salt.toString('base64url'), key.toString('base64url')].join('$');

/** What is compared with where there is no password, so that it takes as long. */
const NONE = written(COST, Buffer.alloc(16), Buffer.alloc(BYTES));

/**
 * A password as it is kept: `scrypt$N$r$p$salt$key`, the salt its own.
 * @throws TooBusy
 */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  return written(COST, salt, await derive(password, salt, COST));
}

/**
 * Whether a password is the one that is kept; takes the same time where none is (`null`).
 * @throws TooBusy
 */
export async function isPassword(password: string, kept: string | null): Promise<boolean> {
  const [kind, N, r, p, salt, key] = (kept ?? NONE).split('$');
  if (kind !== 'scrypt' || !key) throw new Error('a password is kept in a form that is not known');
  const cost = { N: Number(N), r: Number(r), p: Number(p) };
  const derived = await derive(password, Buffer.from(salt!, 'base64url'), cost);
  const wanted = Buffer.from(key, 'base64url');
  return derived.length === wanted.length && timingSafeEqual(derived, wanted) && kept !== null;
}
