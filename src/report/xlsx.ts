import type { Cell, Column, Sheet } from './xlsx-sheets.ts';

/** A sheet as write-excel-file takes it. */
export interface WorkbookSheet {
  readonly sheet: string;
  readonly data: Record<string, unknown>[][];
  readonly columns: { readonly width: number }[];
  readonly stickyRowsCount: number;
  readonly orientation: 'landscape';
  readonly conditionalFormatting?: Record<string, unknown>[];
}

/** Longest text of a cell (Excel's specification). */
const MOST_CHARACTERS = 32_767;
const FORMATS = { number: '0.##', points: '0.0', share: '0.0%', score: '0.0' } as const;
const HEAD = {
  fontWeight: 'bold',
  backgroundColor: '#e8eef2',
  alignVertical: 'center',
  wrap: true,
  height: 22,
} as const;
const TONES = { good: '#dcefe4', bad: '#f8ddd9', worst: '#efb8b1' } as const;
/** Colours columns wider than this would not be read anyway. */
const WRAP_FROM = 40;

const look = (column: Column, linked: boolean): Record<string, unknown> => ({
  alignVertical: 'top',
  // Texts keep off the numbers before them.
  ...(column.kind === 'text' ? { align: 'left', indent: 1 } : { format: FORMATS[column.kind] }),
  ...(column.kind === 'text' && column.width >= WRAP_FROM ? { wrap: true } : {}),
  ...(linked ? { textColor: '#1a5f8a', textDecoration: { underline: true } } : {}),
});

/** Texts are always texts: whatever a call's words begin with, no program computes them. */
function cellOf(cell: Cell, column: Column, linked: boolean): Record<string, unknown> {
  const style = look(column, linked);
  if (cell === null) return { ...style, format: undefined };
  if (typeof cell === 'number') return { value: cell, type: Number, ...style };
  return {
    value: cell.slice(0, MOST_CHARACTERS),
    type: String,
    ...style,
    ...(column.kind === 'text' ? {} : { format: undefined, align: 'right' }),
  };
}

/**
 * A sheet with a frozen head, widths, number formats, and scores coloured by the pass mark.
 * @param rows how many lines the colours reach; more than the sheet has, where others are put in later
 * @param linked the first column is underlined: it leads somewhere
 */
export function workbookSheet(sheet: Sheet, passMark: number, rows = sheet.rows.length, linked = false): WorkbookSheet {
  const { columns } = sheet;
  const colours = columns.flatMap((c, i) =>
    c.kind === 'score' && rows > 0 ? scoreColours(i + 1, rows, passMark) : [],
  );
  return {
    sheet: sheet.name,
    columns: columns.map(({ width }) => ({ width })),
    stickyRowsCount: 1,
    orientation: 'landscape',
    data: [
      columns.map((c) => ({
        value: c.title,
        type: String,
        ...HEAD,
        ...(c.kind === 'text' ? { align: 'left', indent: 1 } : { align: 'right' }),
      })),
      ...sheet.rows.map((row) => row.map((cell, i) => cellOf(cell, columns[i]!, linked && i === 0))),
    ],
    // An empty list makes the package throw.
    ...(colours.length > 0 ? { conditionalFormatting: colours } : {}),
  };
}

function scoreColours(column: number, rows: number, passMark: number): Record<string, unknown>[] {
  const cellRange = { from: { row: 2, column }, to: { row: rows + 1, column } };
  const rule = (condition: object, backgroundColor: string) => ({ cellRange, condition, style: { backgroundColor } });
  return [
    rule({ operator: '>=', value: passMark }, TONES.good),
    rule({ operator: '...', value: passMark - 20, value2: passMark - 0.05 }, TONES.bad),
    // An empty cell would count as nought.
    rule({ formula: `AND(ISNUMBER(${letters(column)}2),${letters(column)}2<${passMark - 20})` }, TONES.worst),
  ];
}

/** Letters of a column, counted from 1: A, B … Z, AA. */
export function letters(column: number): string {
  const rest = Math.floor((column - 1) / 26);
  return (rest > 0 ? letters(rest) : '') + String.fromCharCode(65 + ((column - 1) % 26));
}

/** A cell that leads to a cell of another sheet. */
export interface Link {
  readonly cell: string;
  readonly sheet: string;
  readonly target: string;
}

const SIGNS: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
/** Text as it may stand in XML: escaped, and without the characters that XML 1.0 has no way to write. */
export const xmlText = (text: string): string =>
  text
    .replace(
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
      /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g,
      '',
    )
    .replace(/[&<>"]/g, (sign) => SIGNS[sign]!);

/** Prints a sheet as wide as the paper, over as many pages as it takes. */
export const asWideAsPaper = (xml: string): string =>
  xml
    .replace(/(<worksheet[^>]*>)/, '$1<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>')
    .replace('orientation="landscape"/>', 'orientation="landscape" fitToWidth="1" fitToHeight="0"/>');

/**
 * What write-excel-file leaves out of a sheet: filters on the head, and links. Their places among the siblings are fixed (ECMA-376, 18.3.1.99).
 * @param xml of the sheet
 * @param rows lines of the sheet, the head included
 */
export function withFilterAndLinks(xml: string, columns: number, rows: number, links: readonly Link[]): string {
  const filter = rows > 1 ? `<autoFilter ref="A1:${letters(columns)}${rows}"/>` : '';
  const filtered = xml.replace('</sheetData>', `</sheetData>${filter}`);
  if (links.length === 0) return filtered;
  const list = links.map((l) => `<hyperlink ref="${l.cell}" location="'${xmlText(l.sheet)}'!${l.target}"/>`).join('');
  return filtered.replace('<pageMargins', `<hyperlinks>${list}</hyperlinks><pageMargins`);
}

/** Numbers of the styles that the cells of a row have, by column. */
export function stylesOfRow(xml: string, row: number, columns: number): string[] {
  return Array.from(
    { length: columns },
    (_, i) => new RegExp(`<c r="${letters(i + 1)}${row}" s="(\\d{1,6})"`).exec(xml)?.[1] ?? '0',
  );
}

/** One line of a sheet, written straight: for the sheets that are too long to be built in memory. */
export function rowXml(cells: readonly Cell[], row: number, styles: readonly string[]): string {
  const out = cells.map((cell, i) => {
    const at = `r="${letters(i + 1)}${row}" s="${styles[i] ?? '0'}"`;
    if (cell === null || cell === '') return `<c ${at}/>`;
    if (typeof cell === 'number') return `<c ${at}><v>${cell}</v></c>`;
    return `<c ${at} t="inlineStr"><is><t xml:space="preserve">${xmlText(cell.slice(0, MOST_CHARACTERS))}</t></is></c>`;
  });
  return `<row r="${row}">${out.join('')}</row>`;
}
