import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** A random secret of 256 bits, as it stands in a cookie or a link: 43 letters. */
export const newSecret = (): string => randomBytes(32).toString('base64url');
/** What a secret looks like: anything else is not even looked for. */
export const SECRET = /^[\w-]{43}$/;

/** A secret as it is kept: whoever reads the database cannot use it. */
export const secretHash = (secret: string): string => createHash('sha256').update(secret).digest('hex');

/** The token that belongs to a session, and to no other. */
export const tokenOf = (session: string): string => createHmac('sha256', session).update('token').digest('base64url');

/** Whether two texts are the same, in a time that does not tell where they differ. */
export function areSame(given: string, wanted: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(wanted)];
  return a.length === b.length && timingSafeEqual(a, b);
}
