const NO_WORD = /[^\p{L}\p{N}\n]+/gu;
/** Halves of characters that take two units. */
const HALVES = /[\ud800-\udfff]/;

/** Text as it is searched: full and half width alike, lower case, without spaces and punctuation. A line stays a line. */
export function searchable(text: string): string {
  const words = text.normalize('NFKC').toLowerCase().replace(NO_WORD, '');
  return words.replace(/\n{2,}/g, '\n').replace(/^\n|\n$/g, '');
}

/**
 * What the index holds of a searchable text: every two neighbouring characters of a line, and the last by itself. Most Chinese words
 * have two characters, which an index of three (SQLite's trigram, pg_trgm) does not find.
 */
export function gramsOf(text: string): string[] {
  const grams = new Set<string>();
  for (const line of text.split('\n')) {
    const characters = HALVES.test(line) ? [...line] : null;
    const length = characters?.length ?? line.length;
    for (let i = 0; i < length; i += 1)
      grams.add(characters ? characters[i]! + (characters[i + 1] ?? '') : line.slice(i, i + 2));
  }
  return [...grams];
}

/** What a text must hold to have a phrase in it; of a single character the beginning of a gram. */
export function wanted(phrase: string): { readonly grams: string[]; readonly prefix: boolean } {
  const characters = [...phrase];
  if (characters.length === 1) return { grams: characters, prefix: true };
  return { grams: [...new Set(characters.slice(0, -1).map((c, i) => c + characters[i + 1]))], prefix: false };
}
