import type { Row } from './table.ts';

/** Rows and columns of a sheet that a spreadsheet program can have; what lies beyond is no cell. */
const MOST_COLUMNS = 16_384;
const MOST_CELLS = 4_000_000;

/**
 * Rows of a worksheet of an .xlsx file (ECMA-376 part 1, 18.3: `sheetData`), its cells as text. Styles are not looked at, so that dates
 * stay the numbers of days that the file has: see `dateOfSerial`.
 * @param sheet XML of the worksheet
 * @param strings XML of the shared strings; empty where the file has none
 * @returns rows with at least one cell that is not empty; `line` is the sheet's row number
 */
export function readSheet(sheet: string, strings: string): Row[] {
  const shared = strings === '' ? [] : elements(strings, 'si').map(({ inner }) => textIn(inner));
  const rows: Row[] = [];
  let cells = 0;
  let line = 0;
  for (const row of elements(sheet, 'row')) {
    line = Number(attribute(row.attributes, 'r')) || line + 1;
    const values: string[] = [];
    for (const cell of elements(row.inner, 'c')) {
      cells += 1;
      if (cells > MOST_CELLS) return rows;
      const column = columnOf(attribute(cell.attributes, 'r')) ?? values.length;
      if (column >= MOST_COLUMNS) continue;
      while (values.length < column) values.push('');
      values[column] = textOfCell(cell, shared);
    }
    if (values.some((v) => v !== '')) rows.push({ cells: values, line });
  }
  return rows;
}

function textOfCell({ attributes, inner }: Element, shared: readonly string[]): string {
  const type = attribute(attributes, 't');
  if (type === 'inlineStr') return textIn(inner);
  const value = elements(inner, 'v')[0]?.inner ?? '';
  if (type === 's') return shared[Number(value)] ?? '';
  if (type === 'b') return value === '1' ? 'TRUE' : 'FALSE';
  return decoded(value);
}

/** `AB12` → 27, counted from 0; `null` where there is no reference. */
function columnOf(reference: string): number | null {
  let column = 0;
  for (let i = 0; i < reference.length && i < 4; i += 1) {
    const letter = reference.charCodeAt(i) - 64;
    if (letter < 1 || letter > 26) break;
    column = column * 26 + letter;
  }
  return column === 0 ? null : column - 1;
}

interface Element {
  readonly attributes: string;
  readonly inner: string;
}

/** Elements of one name, whatever their prefix, that are not inside another of that name. Found by searching, so that no XML makes it slow. */
function elements(xml: string, name: string): Element[] {
  const found: Element[] = [];
  for (let at = 0; at < xml.length; ) {
    const open = xml.indexOf('<', at);
    if (open < 0) break;
    const close = xml.indexOf('>', open);
    if (close < 0) break;
    at = close + 1;
    if (localName(xml, open + 1, close) !== name) continue;
    const attributes = xml.slice(open + 1, close);
    if (attributes.endsWith('/')) {
      found.push({ attributes, inner: '' });
      continue;
    }
    const end = closing(xml, at, name);
    if (end < 0) break;
    found.push({ attributes, inner: xml.slice(at, end) });
    at = xml.indexOf('>', end) + 1;
  }
  return found;
}

/** Where the end tag of a name begins. */
function closing(xml: string, from: number, name: string): number {
  for (let at = xml.indexOf('</', from); at >= 0; at = xml.indexOf('</', at + 2)) {
    const close = xml.indexOf('>', at);
    if (close < 0) return -1;
    if (localName(xml, at + 2, close) === name) return at;
  }
  return -1;
}

/** Name of a tag without its prefix; empty for what is longer than any name here. */
function localName(xml: string, from: number, to: number): string {
  let end = from;
  while (end < to && end - from < 40 && !' \t\r\n/'.includes(xml[end]!)) end += 1;
  const name = xml.slice(from, end);
  return name.slice(name.indexOf(':') + 1);
}

function attribute(attributes: string, name: string): string {
  const at = attributes.indexOf(` ${name}="`);
  if (at < 0) return '';
  const from = at + name.length + 3;
  return attributes.slice(from, attributes.indexOf('"', from));
}

/** All text of a string item: its runs, without the readings (`rPh`) that Asian texts may carry. */
function textIn(xml: string): string {
  const readings = elements(xml, 'rPh');
  const plain = readings.reduce((rest, r) => rest.replace(r.inner, ''), xml);
  return elements(plain, 't')
    .map((t) => decoded(t.inner))
    .join('');
}

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

const decoded = (text: string): string =>
  text.includes('&')
    ? text.replace(/&(#x[0-9a-f]{1,6}|#\d{1,7}|[a-z]{2,4});/gi, (whole, entity: string) => {
        if (entity[0] !== '#') return ENTITIES[entity] ?? whole;
        const code = entity[1] === 'x' ? Number.parseInt(entity.slice(2), 16) : Number(entity.slice(1));
        return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
      })
    : text;

const DAY_MS = 86_400_000;
/** 1899-12-30: the day from which spreadsheets count, their leap year 1900 made up for. */
const EPOCH_MS = Date.UTC(1899, 11, 30);
/** 1982 to 2119: smaller and larger numbers are no dates of appointments. */
const [FIRST_SERIAL, LAST_SERIAL] = [30_000, 80_000];

/** The date, `2024-06-12` or `2024-06-12 14:00`, that a spreadsheet keeps as a number of days; `null` for other values. */
export function dateOfSerial(value: string): string | null {
  if (!/^\d{5}(\.\d{1,12})?$/.test(value)) return null;
  const days = Number(value);
  if (days < FIRST_SERIAL || days > LAST_SERIAL) return null;
  const iso = new Date(EPOCH_MS + Math.round(days * 1_440) * (DAY_MS / 1_440)).toISOString();
  return Number.isInteger(days) ? iso.slice(0, 10) : `${iso.slice(0, 10)} ${iso.slice(11, 16)}`;
}
