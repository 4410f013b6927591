import type { Cell, Column } from './xlsx-sheets.ts';

/** Byte order mark: without it Excel reads UTF-8 as something else. */
export const CSV_START = '\uFEFF';

/**
 * Text that a spreadsheet would take for a formula, made text by an apostrophe (owasp.org, "CSV Injection"): a call's words may begin
 * with anything.
 */
const harmlessText = (text: string): string => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);

function field(cell: Cell, column: Column | undefined): string {
  if (cell === null) return '';
  if (typeof cell === 'number')
    return column?.kind === 'share' ? String(Math.round(cell * 10_000) / 10_000) : String(cell);
  const text = harmlessText(cell);
  return /[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
}

/** One line of a table (RFC 4180), with its end. */
export const csvLine = (cells: readonly Cell[], columns: readonly Column[] = []): string =>
  `${cells.map((cell, i) => field(cell, columns[i])).join(',')}\r\n`;

/** The line of the columns' titles. */
export const csvHead = (columns: readonly Column[]): string => csvLine(columns.map((c) => c.title));
