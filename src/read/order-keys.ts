/** A key as it is compared: without case, spaces and width. */
export const plainKey = (key: string): string => key.normalize('NFKC').replace(/\s/g, '').toLowerCase();

const FOLDERS = /[\\/]/;
/** An ending of a file: a point and letters, of which a number (GD-2024.0612) has none. */
const ENDING = /\.[a-z][a-z0-9]{1,7}$/;
const MOST_FOLDERS = 6;

/** A file's name without its folders and its ending. */
export const stemOf = (file: string): string =>
  file.slice(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1).replace(/\.[^.]{1,8}$/, '');

/**
 * What a key that names a file may be found by, the most exact first: itself with ever fewer folders, then the same without its ending, since a
 * table of recordings says `a1.wav` where the transcript is `a1.json`. Empty for a key without an ending.
 */
export function namesOfFileKey(key: string): string[] {
  const plain = plainKey(key);
  return ENDING.test(plain) ? tails(plain) : [];
}

/** What a transcript's file may be named in a table, the most exact first. */
export const namesOfFile = (source: string): string[] => tails(plainKey(source));

function tails(path: string): string[] {
  const parts = path.split(FOLDERS).filter((part) => part !== '' && part !== '.');
  const kept = parts.slice(-MOST_FOLDERS);
  const whole = kept.map((_, i) => kept.slice(i).join('/'));
  return [...whole, ...whole.map((name) => name.replace(ENDING, ''))];
}
