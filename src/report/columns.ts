import { eastAsianWidth } from 'get-east-asian-width';

/** Letters and Chinese characters stand by themselves: no looking for what belongs together in one place on the screen. */
const PLAIN = /^[\x20-\x7e·×–—‘’“”…→─-╿▀-▟✓✗、-〩㐀-鿿！-～]*$/;
/** What takes no place. */
const NOTHING = /^[\p{Default_Ignorable_Code_Point}\p{Control}\p{Mark}\p{Surrogate}]/u;
const EMOJI = /^(?:\p{Emoji_Presentation}|\p{Emoji}\ufe0f)|\u20e3/u;
// biome-ignore lint/suspicious/noControlCharactersInRegex: that is what a colour begins with
const COLOURS = /\x1b\[[\d;]*m/g;
/** Made when it is first needed: loading its tables takes several milliseconds of each start. */
let segmenter: Intl.Segmenter | null = null;

/** Columns that a text takes on a terminal: Chinese characters and emoji take two, colours and combining marks none. */
export function widthOf(text: string): number {
  const shown = text.includes('\x1b') ? text.replace(COLOURS, '') : text;
  let width = 0;
  if (PLAIN.test(shown)) {
    for (let i = 0; i < shown.length; i += 1) width += eastAsianWidth(shown.charCodeAt(i));
    return width;
  }
  segmenter ??= new Intl.Segmenter();
  for (const { segment } of segmenter.segment(shown))
    if (!NOTHING.test(segment)) width += EMOJI.test(segment) ? 2 : eastAsianWidth(segment.codePointAt(0)!);
  return width;
}

/** Cuts a text into lines of at most `width` columns; every line after the first starts with `indent`. Breaks between any two Chinese characters, but not before what closes a clause, nor within a word that fits on a line. */
export function wrap(text: string, width: number, indent = ''): string {
  const room = Math.max(10, width);
  const lines: string[] = [];
  let line = '';
  let used = 0;
  const fits = (piece: string): boolean => widthOf(piece) <= room - widthOf(indent);
  const pieces = text
    .split(/(?<=[\s)\u2e80-\uffef])(?![，。？！；：、」』）》”’…,.?!;:)])|(?=[「（(])/u)
    .flatMap((piece) => (fits(piece) ? [piece] : [...piece]));
  for (const piece of pieces) {
    const wide = widthOf(piece);
    if (used + wide > room && line !== '') {
      lines.push(line.trimEnd());
      line = indent;
      used = widthOf(indent);
    }
    line += piece;
    used += wide;
  }
  lines.push(line);
  return lines.join('\n');
}

/** Fills a text with spaces on the right to `width` columns. */
export const padEnd = (text: string, width: number): string => text + ' '.repeat(Math.max(0, width - widthOf(text)));
