/** Letters and digits of any script, and a few signs between them: nothing that hides, turns the line round or ends it. */
const NAME = /^[\p{L}\p{N}](?:[\p{L}\p{M}\p{N} ._·-]{0,38}[\p{L}\p{M}\p{N}])?$/u;

/** A name as it is kept: full width and half width are one. `null`: nobody can be called that. */
export function properName(given: string): string | null {
  const name = given.normalize('NFKC').trim();
  return NAME.test(name) ? name : null;
}

/** A name as it is compared: no two accounts differ in capitals only. */
export const nameKey = (name: string): string => name.normalize('NFKC').trim().toLowerCase();
