/** Characters of one line that are heard; a dictated call of three minutes has about 700. */
export const MOST_CHARACTERS = 1_000;

/**
 * What is heard of a typed or pasted line: without control characters, terminal sequences and the marks that turn text around, line breaks as
 * pauses, at most `MOST_CHARACTERS` long.
 * @returns the text, empty when there was nothing to hear, and whether it was cut
 */
export function spoken(line: string): { readonly text: string; readonly cut: boolean } {
  const plain = line
    .slice(0, 64 * MOST_CHARACTERS)
    .replace(TERMINAL_SEQUENCES, '')
    .replace(/[\r\n\t\v\f\u2028\u2029]+/g, ' ')
    .replace(UNSPOKEN, '')
    .replace(LONE_SURROGATES, '')
    .replace(/ {2,}/g, ' ')
    .trim();
  if (plain.length <= MOST_CHARACTERS) return { text: plain, cut: false };
  // Not in the middle of a character of two code units.
  const end = /[\ud800-\udbff]/.test(plain[MOST_CHARACTERS - 1]!) ? MOST_CHARACTERS - 1 : MOST_CHARACTERS;
  return { text: plain.slice(0, end).trimEnd(), cut: true };
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
const TERMINAL_SEQUENCES = /\u001b(\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(\u0007|\u001b\\)?|[@-Z\\-_])/g;
const UNSPOKEN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
  /[\u0000-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\ufff9-\ufffb]/g;
const LONE_SURROGATES = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** Whether anything in it is Chinese; digits alone are as well: a staff number may be all that was said. */
export const isChinese = (text: string): boolean => /[\u3400-\u9fff\uf900-\ufaff]|^[\d\s.,，。-]+$/.test(text);
