const SPACE = /[ \t]/;
const SPLIT = /(?<=[\p{Script=Han}，。？！、；：])[ \t]+(?=[\p{Script=Han}，。？！、；：])/gu;
const SPLIT_DIGITS =
  /(?<=[\p{Script=Han}\d])[ \t]+(?=[\p{Script=Han}，。？！、；：])|(?<=\p{Script=Han})[ \t]+(?=\d)/gu;
const HAN = /\p{Script=Han}/gu;

/**
 * Takes out the spaces that a recogniser put between Chinese words (今天 天气 不错, 正 是 因 为). A single space between two
 * clauses is a pause and stays: the words count as split when there is a space after every third character or so.
 * @param split the format always writes words apart, so every such space goes, and those around digits with it
 */
export function joinWords(text: string, split: boolean): string {
  if (!SPACE.test(text)) return text;
  if (split) return text.replace(SPLIT, '').replace(SPLIT_DIGITS, '');
  const gaps = text.match(SPLIT)?.length ?? 0;
  if (gaps < 2) return text;
  const characters = text.match(HAN)?.length ?? 0;
  return characters / (gaps + 1) <= 3 ? text.replace(SPLIT, '') : text;
}

/** Puts lines or words of one speaker together: with a space where two Latin words would run into one, without between digits and Chinese. */
export function append(text: string, more: string): string {
  // Only the two characters that meet are looked at: long turns are put together of thousands of words.
  const [left, right] = [text.charCodeAt(text.length - 1), more.charCodeAt(0)];
  if (!isLatin(left) || !isLatin(right) || (isDigit(left) && isDigit(right))) return text + more;
  return `${text} ${more}`;
}

const isLatin = (code: number): boolean => code > 0x20 && code < 0x7f;
const isDigit = (code: number): boolean => code >= 0x30 && code <= 0x39;

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  lrm: '',
  rlm: '',
};

/** Text without tags and with its character references resolved, as HTML and WebVTT write them. */
export const withoutMarkup = (text: string): string =>
  text
    .replace(/<[^<>]{0,500}>/g, '')
    .replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,4}));/gi, (whole, decimal, hex, name) => {
      if (name) return ENTITIES[name.toLowerCase()] ?? whole;
      const code = decimal ? Number(decimal) : Number.parseInt(hex, 16);
      return code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : whole;
    });
