import { type Place, type Problem, problem, type Read } from '../model/problem.ts';
import type { Meta, WorkOrder } from '../model/transcript.ts';
import { Faults } from './faults.ts';
import { isObject, kindOf, nameOf } from './fields.ts';
import { keyName, orderFields } from './order-fields.ts';
import { namesOfFileKey, plainKey } from './order-keys.ts';
import { isNumberOfCall, metaReader } from './order-meta.ts';
import { suggestion } from './suggestion.ts';
import { type Row, readTable, withoutSepLine } from './table.ts';
import { workOrderOf } from './work-order.ts';
import { dateOfSerial } from './xlsx.ts';

/** What a table tells of one call. */
export interface OrderRow {
  readonly key: string;
  readonly order: WorkOrder;
  readonly meta: Meta;
}

/** Rows by their key, as `plainKey` writes it, and by what else may name their call: its file, its numbers in other columns. */
export interface OrderBook {
  readonly file: string;
  readonly orders: ReadonlyMap<string, OrderRow>;
  /** `null` where two rows have the name. */
  readonly names: ReadonlyMap<string, OrderRow | null>;
}

/** One row or object of an orders file: what its names hold. */
interface Entry {
  readonly values: Readonly<Record<string, unknown>>;
  readonly line: number | undefined;
  /** Key that the file gives outside of the values: `{ "A-1": { … } }`. */
  readonly key?: string;
}

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
  const metaOf = metaReader(names);
  const orders = new Map<string, OrderRow>();
  const faults = new Faults({ file });
  const lines = new Map<OrderRow, number | undefined>();
  const numbers = names.filter((name) => name !== key && isNumberOfCall(name));
  const others: [OrderRow, string[]][] = [];
  for (const { key: outside, values, line } of entries) {
    const id = (key === null ? outside : nameOf(values[key])) ?? '';
    if (id === '') {
      faults.warn('ORDER_WITHOUT_KEY', { key: key ?? '' }, line);
      continue;
    }
    const place: Place = line === undefined ? { file } : { file, line };
    const order = orderOf(values, fields, place);
    faults.take(order.problems);
    const row: OrderRow = { key: id, order: order.value, meta: metaOf(values, faults, line) };
    const before = orders.get(plainKey(id));
    if (!before) {
      orders.set(plainKey(id), row);
      lines.set(row, line);
      others.push([row, numbers.flatMap((name) => nameOf(values[name]) ?? [])]);
    } else if (!isSame(before, row)) faults.warn('TWO_ORDERS', { id, first: lines.get(before) ?? '' }, line);
  }
  return { value: { file, orders, names: namesOf(others) }, problems: faults.list() };
}

/** Whether two rows of one number say the same; the number itself may be written in two ways. */
const isSame = (a: OrderRow, b: OrderRow): boolean =>
  plainKey(JSON.stringify([a.order, a.meta])) === plainKey(JSON.stringify([b.order, b.meta]));

/** Rows by what names their calls beside the keys themselves; `null` where two rows may be meant. */
function namesOf(
  rows: readonly (readonly [row: OrderRow, numbers: readonly string[]])[],
): Map<string, OrderRow | null> {
  const found = new Map<string, OrderRow | null>();
  for (const [row, numbers] of rows)
    for (const name of new Set([row.key, ...numbers].flatMap((n) => [plainKey(n), ...namesOfFileKey(n)])))
      found.set(name, found.has(name) ? null : row);
  return found;
}

function orderOf(
  values: Entry['values'],
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
