import stringWidth from 'string-width';

/** Columns that a text takes on a terminal: Chinese characters take two. */
export const widthOf = (text: string): number => stringWidth(text);

/** Cuts a text into lines of at most `width` columns; every line after the first starts with `indent`. Breaks between any two Chinese characters, but not within a word that fits on a line. */
export function wrap(text: string, width: number, indent = ''): string {
  const room = Math.max(10, width);
  const lines: string[] = [];
  let line = '';
  let used = 0;
  const fits = (piece: string): boolean => widthOf(piece) <= room - widthOf(indent);
  const pieces = text
    .split(/(?<=[\s，。？！；：、」）)])|(?=[「（(])|(?<=[\u2e80-\uffef])/u)
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
