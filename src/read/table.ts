/** One row of a table and the line of the file on which it begins. */
export interface Row {
  readonly cells: readonly string[];
  readonly line: number;
}

export interface Table {
  readonly rows: readonly Row[];
  /** Line of a quote that nothing closes. */
  readonly openQuote: number | null;
}

/**
 * Reads separated values (RFC 4180): quoted cells may hold separators, line breaks and doubled quotes. Lenient where exports are: a quote inside
 * an unquoted cell is a character, empty lines are no rows, any line break counts. What follows an unclosed quote is read as if it were none.
 * @param most stop after so many rows
 */
export function readTable(text: string, separator: string, most = Number.POSITIVE_INFINITY): Table {
  const rows: Row[] = [];
  let cells: string[] = [];
  let line = 1;
  let began = 1;
  let openQuote: number | null = null;
  let i = 0;
  const endRow = () => {
    if (cells.length > 1 || cells[0] !== '') rows.push({ cells, line: began });
    cells = [];
    began = line;
  };
  while (i <= text.length && rows.length < most) {
    let cell = '';
    if (text[i] === '"' && openQuote === null) {
      const close = closingQuote(text, i + 1);
      if (close < 0) openQuote = line;
      else {
        cell = text.slice(i + 1, close).replaceAll('""', '"');
        for (let k = text.indexOf('\n', i); k >= 0 && k < close; k = text.indexOf('\n', k + 1)) line += 1;
        i = close + 1;
      }
    }
    const end = endOfCell(text, i, separator);
    cell += text.slice(i, end);
    cells.push(unformula(cell));
    i = end + 1;
    if (text[end] === separator) continue;
    if (text[end] === '\r' && text[end + 1] === '\n') i += 1;
    line += 1;
    endRow();
    if (end >= text.length) break;
  }
  return { rows, openQuote };
}

function closingQuote(text: string, from: number): number {
  for (let at = text.indexOf('"', from); at >= 0; at = text.indexOf('"', at + 2)) if (text[at + 1] !== '"') return at;
  return -1;
}

function endOfCell(text: string, from: number, separator: string): number {
  for (let i = from; i < text.length; i += 1)
    if (text[i] === separator || text[i] === '\n' || text[i] === '\r') return i;
  return text.length;
}

/** Spreadsheets write `="0012"` to keep the zeros of a number. */
const unformula = (cell: string): string => /^="(.{0,200})"$/.exec(cell)?.[1] ?? cell;

/** The header's row, without the `sep=` line that spreadsheets put above it. */
export function withoutSepLine(text: string): {
  readonly text: string;
  readonly lines: number;
  readonly separator: string | null;
} {
  const match = /^sep=(.)\r?\n/i.exec(text);
  return match
    ? { text: text.slice(match[0].length), lines: 1, separator: match[1]! }
    : { text, lines: 0, separator: null };
}
