import { chooseFields, type FieldName, unitInName } from './field-names.ts';
import type { Columns, TextContext } from './formats/format.ts';
import { type Row, readTable, withoutSepLine } from './table.ts';
import { type NumberUnit, readTime } from './times.ts';

/** Which column holds which field, counted from 0. */
export interface Layout {
  readonly header: readonly string[];
  readonly columns: Partial<Record<FieldName, number>> & { readonly text: number };
  /** Unit that the header of the start writes. */
  readonly unit: NumberUnit | null;
  /** Rows behind the header. */
  readonly rows: readonly Row[];
  readonly openQuote: number | null;
}

/** A column that the user named and the table lacks. */
export interface NoColumn {
  readonly missing: string;
  readonly header: readonly string[];
}

/** The line under the header of a Markdown table. */
const RULE = /^\s{0,4}:?-{0,80}:?\s{0,4}$/;
const SEPARATORS = [',', '\t', ';', '|'];
const LONGEST_HEADER = 8_000;
const SAMPLE = 21;
/** Longer than any name: such a column is no speaker. */
const LONGEST_NAME = 40;

/**
 * Finds the columns of a table by its header, or by what the user named.
 * @returns `null` where the text is no table with a column of words and one more known column
 */
export function layoutOf(input: string, context: TextContext, whole: boolean): Layout | NoColumn | null {
  const { text, lines, separator } = withoutSepLine(input);
  const newline = text.indexOf('\n');
  if ((newline < 0 ? text.length : newline) > LONGEST_HEADER) return null;
  let lacking: NoColumn | null = null;
  for (const one of separator ? [separator] : SEPARATORS) {
    if (!text.slice(0, LONGEST_HEADER).includes(one)) continue;
    const { rows } = readTable(text, one, SAMPLE);
    const header = rows[0]?.cells.map((cell) => cell.trim()) ?? [];
    if (header.length < 2) continue;
    const found = columnsOf(header, rows.slice(1), context.columns);
    if ('missing' in found) {
      lacking ??= { missing: found.missing, header };
      continue;
    }
    if (!isEnough(found.columns, context.columns)) continue;
    const all = whole ? readTable(text, one) : { rows, openQuote: null };
    const start = found.columns.start;
    return {
      header,
      columns: found.columns as Layout['columns'],
      unit: start === undefined ? null : unitInName(header[start]!),
      rows: all.rows
        .slice(found.headless ? 0 : 1)
        .filter((row) => !row.cells.every((cell) => RULE.test(cell)))
        .map((row) => (lines === 0 ? row : { ...row, line: row.line + lines })),
      openQuote: all.openQuote === null ? null : all.openQuote + lines,
    };
  }
  return lacking;
}

const isEnough = (columns: Partial<Record<FieldName, number>>, given: Columns | null): boolean =>
  columns.text !== undefined && (given !== null || Object.keys(columns).length > 1);

function columnsOf(
  header: readonly string[],
  rows: readonly Row[],
  given: Columns | null,
): { columns: Partial<Record<FieldName, number>>; headless: boolean } | { missing: string } {
  const values = (name: string) =>
    rows.map((row) => row.cells[header.indexOf(name)]?.trim() ?? '').filter((cell) => cell !== '');
  const most = (name: string, test: (cell: string) => boolean) => {
    const all = values(name);
    return all.length === 0 || all.filter(test).length * 2 > all.length;
  };
  const chosen = chooseFields(header, (field, name) => {
    if (field === 'text') return true;
    if (field === 'speaker' || field === 'channel')
      return (
        most(name, (cell) => cell.length <= LONGEST_NAME) &&
        !(name === 'from' && most(name, (cell) => Boolean(readTime(cell))))
      );
    return most(name, (cell) => Boolean(readTime(cell)));
  });
  const columns: Partial<Record<FieldName, number>> = {};
  for (const [field, name] of Object.entries(chosen)) columns[field as FieldName] = header.indexOf(name);
  let headless = false;
  for (const [field, name] of Object.entries(given ?? {})) {
    const index = indexOf(header, name);
    if (index === null) return { missing: name };
    headless ||= index.byNumber;
    columns[field === 'call' ? 'callId' : (field as FieldName)] = index.at;
  }
  // With numbers for columns the first row is a header only if it has names that are known.
  return { columns, headless: headless && Object.keys(chosen).length === 0 };
}

function indexOf(header: readonly string[], name: string): { at: number; byNumber: boolean } | null {
  const wanted = name.trim().toLowerCase();
  const at = header.findIndex((cell) => cell.toLowerCase() === wanted);
  if (at >= 0) return { at, byNumber: false };
  const number = /^\d{1,3}$/.test(wanted) ? Number(wanted) : 0;
  return number >= 1 && number <= header.length ? { at: number - 1, byNumber: true } : null;
}
