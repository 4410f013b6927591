import { createHash } from 'node:crypto';
import type { EventRow } from './tables.ts';

/** What the first link holds instead of a hash. */
export const ORIGIN = '0'.repeat(64);

/** SHA-256 of texts, each ended, so that no two lists of them look alike. */
export function sha256(...texts: readonly string[]): string {
  // In one piece: each further one costs as much as hashing a kilobyte.
  return createHash('sha256')
    .update(texts.map((text) => `${text}\0`).join(''))
    .digest('hex');
}

/** An event before it is hashed; `assessmentHash` ties it to the assessment's content, not to its number. */
export type Link = Omit<EventRow, 'hash'> & { readonly assessmentHash: string | null };

/** The hash of a link, which holds everything in it and the hash of the one before. */
export const linkHash = (link: Link): string =>
  sha256(
    link.previous,
    String(link.seq),
    link.at,
    link.who,
    link.kind,
    link.assessment === null ? '' : String(link.assessment),
    link.assessmentHash ?? '',
    link.body,
  );

/** Hash of an assessment: of its text and of what it was made from. */
export const assessmentHash = (text: string, transcript: string | null, pack: string): string =>
  sha256(text, transcript ?? '', pack);
