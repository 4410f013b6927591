import { type Place, type Problem, problem, type Read } from '../model/problem.ts';
import type { Transcript, WorkOrder } from '../model/transcript.ts';
import { isObject, kindOf, nameOf } from './fields.ts';
import { keyName, orderFields } from './order-fields.ts';
import { suggestion } from './suggestion.ts';
import { type Row, readTable, withoutSepLine } from './table.ts';
import { workOrderOf } from './work-order.ts';
import { dateOfSerial } from './xlsx.ts';

/** Orders by their key. A key is compared without case, spaces and width. */
export interface OrderBook {
  readonly file: string;
  readonly orders: ReadonlyMap<string, { readonly key: string; readonly order: WorkOrder }>;
}

/** One row or object of an orders file: what its names hold. */
interface Entry {
  readonly values: Readonly<Record<string, unknown>>;
  readonly line: number | undefined;
  /** Key that the file gives outside of the values: `{ "A-1": { … } }`. */
  readonly key?: string;
}

/** A key as it is compared. */
export const plainKey = (key: string): string => key.normalize('NFKC').replace(/\s/g, '').toLowerCase();

/**
 * Work orders of a JSON text: a list of objects, an object by keys, or one object a line. Fields may stand in `workOrder`, and have the names
 * that tables have.
 * @param key name of the field by which calls find their order; guessed where not given
 */
export function parseOrdersJson(text: string, file: string, key?: string): Read<OrderBook | null> {
  const data = parsedLines(text);
  if (data === undefined) return { value: null, problems: [problem('NOT_JSON', { file }, { reason: 'orders' })] };
  const list: Entry[] = [];
  if (Array.isArray(data)) {
    for (const item of data) if (isObject(item)) list.push(entryOf(item));
  } else if (isObject(data))
    for (const [name, item] of Object.entries(data)) if (isObject(item)) list.push({ ...entryOf(item), key: name });
  if (list.length === 0) {
    const expected = '[ { "工单编号": …, … } ]';
    return {
      value: null,
      problems: [problem('WRONG_SHAPE', { file }, { where: '', expected, received: kindOf(data) })],
    };
  }
  return bookOf(list, [...new Set(list.flatMap((e) => Object.keys(e.values)))], file, key);
}

const entryOf = (item: Readonly<Record<string, unknown>>): Entry => {
  const { workOrder, ...rest } = item;
  return { values: isObject(workOrder) ? { ...rest, ...workOrder } : rest, line: undefined };
};

function parsedLines(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    const lines = text.split('\n').filter((l) => /\S/.test(l));
    try {
      return lines.length > 1 ? lines.map((l) => JSON.parse(l) as unknown) : undefined;
    } catch {
      return undefined;
    }
  }
}

const SEPARATORS = [',', '\t', ';', '|'];

/** Work orders of a table as text. The separator is the one that the header has most of. */
export function parseOrdersCsv(text: string, file: string, key?: string): Read<OrderBook | null> {
  const { text: table, separator, lines } = withoutSepLine(text.replace(/^\uFEFF/, ''));
  const header = table.slice(0, table.search(/[\r\n]|$/));
  const count = (s: string) => header.split(s).length;
  const best = separator ?? SEPARATORS.reduce((a, b) => (count(b) > count(a) ? b : a));
  const { rows, openQuote } = readTable(table, best);
  const read = parseOrderRows(
    rows.map((row) => ({ ...row, line: row.line + lines })),
    file,
    key,
  );
  if (openQuote === null) return read;
  return {
    ...read,
    problems: [...read.problems, problem('UNCLOSED_QUOTE', { file, line: openQuote + lines }, {}, 'warning')],
  };
}

/** Rows above the header of a table: a title, the date of the export. */
const MOST_TITLE_ROWS = 5;

/** Work orders of a table's rows; the header is the first row that has the key. */
export function parseOrderRows(rows: readonly Row[], file: string, key?: string): Read<OrderBook | null> {
  if (rows.length === 0) return { value: null, problems: [problem('EMPTY_FILE', { file })] };
  const at = rows.slice(0, MOST_TITLE_ROWS + 1).findIndex((row) => keyName(row.cells.map(trimmed), key) !== null);
  const header = rows[Math.max(0, at)]!.cells.map(trimmed);
  const entries = rows.slice(Math.max(0, at) + 1).map((row): Entry => {
    const values: Record<string, unknown> = Object.create(null);
    header.forEach((name, i) => {
      if (name !== '') values[name] ??= trimmed(row.cells[i] ?? '');
    });
    return { values, line: row.line };
  });
  return bookOf(entries, header.filter(Boolean), file, key);
}

const trimmed = (cell: string): string => cell.trim();

function bookOf(
  entries: readonly Entry[],
  names: readonly string[],
  file: string,
  given?: string,
): Read<OrderBook | null> {
  const keyed = entries.every((e) => e.key !== undefined);
  const key = keyName(names, given);
  if (key === null && (given !== undefined || !keyed)) {
    const args = {
      key: given ?? '工单编号',
      columns: names.slice(0, 20).join(', '),
      ...suggestion(given ?? '', [...names]),
    };
    return { value: null, problems: [problem('NO_ORDER_KEY', { file }, args)] };
  }
  const fields = orderFields(names, key ?? '');
  const orders = new Map<string, { key: string; order: WorkOrder; line: number | undefined }>();
  const problems: Problem[] = [];
  for (const entry of entries) {
    const place: Place = entry.line === undefined ? { file } : { file, line: entry.line };
    const id = (key === null ? entry.key : nameOf(entry.values[key])) ?? '';
    if (id === '') {
      problems.push(problem('ORDER_WITHOUT_KEY', place, { key: key ?? '' }, 'warning'));
      continue;
    }
    const read = orderOf(entry, fields, place);
    problems.push(...read.problems);
    const before = orders.get(plainKey(id));
    if (!before) orders.set(plainKey(id), { key: id, order: read.value, line: entry.line });
    else if (JSON.stringify(before.order) !== JSON.stringify(read.value))
      problems.push(problem('TWO_ORDERS', place, { id, first: before.line ?? '' }, 'warning'));
  }
  return { value: { file, orders }, problems: few(problems, file) };
}

function orderOf(
  { values }: Entry,
  fields: Partial<Record<keyof WorkOrder, string>>,
  place: Place,
): { readonly value: WorkOrder; readonly problems: readonly Problem[] } {
  const plain: Record<string, unknown> = {};
  for (const [field, name] of Object.entries(fields)) plain[field] = values[name];
  if (typeof plain.service === 'string') plain.service = plain.service.split(/[,，、;；+/\s]+/).filter(Boolean);
  const { value, problems } = workOrderOf(plain, place);
  const order = value ?? {};
  if (order.appointment === undefined) return { value: order, problems };
  const appointment = dateOfSerial(order.appointment) ?? order.appointment;
  const wrong = impossibleDate(appointment);
  if (wrong === null) return { value: { ...order, appointment }, problems };
  const { appointment: _, ...rest } = order;
  return {
    value: rest,
    problems: [
      ...problems,
      problem('BAD_DATE', place, { where: fields.appointment ?? 'appointment', value: wrong }, 'warning'),
    ],
  };
}

/** The first calendar date in a text that does not exist (2月30日, 2024-13-01), `null` when all do. */
export function impossibleDate(text: string): string | null {
  for (const match of text
    .slice(0, 200)
    .matchAll(/(?:(\d{4})\s?[-/.年]\s?)?(\d{1,2})\s?[-/.月]\s?(\d{1,2})(?![\d:点时])/g)) {
    const [year, month, day] = [Number(match[1] ?? 2_000), Number(match[2]), Number(match[3])];
    const isDate = match[1] !== undefined || match[0].includes('月');
    if (isDate && new Date(Date.UTC(year, month - 1, day)).getUTCDate() !== day) return match[0];
    if (isDate && (month < 1 || month > 12)) return match[0];
  }
  return null;
}

/** A month's table may be wrong in every row: the first faults of each code, and how many more there are. */
const MOST_OF_ONE_CODE = 20;

function few(problems: readonly Problem[], file: string): Problem[] {
  const counts = new Map<Problem['code'], number>();
  const kept = problems.filter(({ code }) => {
    const count = (counts.get(code) ?? 0) + 1;
    counts.set(code, count);
    return count <= MOST_OF_ONE_CODE;
  });
  for (const [code, count] of counts)
    if (count > MOST_OF_ONE_CODE)
      kept.push(problem('MORE_OF_SAME', { file }, { code, count: count - MOST_OF_ONE_CODE }, 'warning'));
  return kept;
}

export interface Matched {
  readonly transcript: Transcript;
  /** Key of the order that the call was given, `null` for none. */
  readonly key: string | null;
  readonly problems: readonly Problem[];
}

/** The number of an order in a call: the file's, the call's id, the file's name; the first that the book has. */
export function matchOrder(book: OrderBook, transcript: Transcript): Matched {
  const tried = [transcript.meta?.orderId, transcript.meta?.callId, transcript.id, stemOf(transcript.source)].filter(
    (k) => k !== undefined,
  );
  const place: Place = { file: transcript.source };
  for (const candidate of tried) {
    const found = book.orders.get(plainKey(candidate));
    if (!found) continue;
    const own = transcript.workOrder;
    if (own && JSON.stringify(own) !== JSON.stringify(found.order))
      return {
        transcript,
        key: found.key,
        problems: [problem('ORDER_DIFFERS', place, { id: found.key, file: book.file }, 'warning')],
      };
    return { transcript: own ? transcript : { ...transcript, workOrder: found.order }, key: found.key, problems: [] };
  }
  if (transcript.workOrder) return { transcript, key: null, problems: [] };
  const ids = [...new Set(tried)].slice(0, 4).join(', ');
  return { transcript, key: null, problems: [problem('NO_ORDER', place, { ids, file: book.file }, 'warning')] };
}

/** A file's name without its folders and its ending. */
export const stemOf = (file: string): string =>
  file.slice(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1).replace(/\.[^.]{1,8}$/, '');
