import { readFile } from 'node:fs/promises';
import { type Problem, problem, type Read } from '../model/problem.ts';
import type { Transcript } from '../model/transcript.ts';
import { matchOrder, numbersOf, rowOf } from '../read/match-order.ts';
import { type NamePattern, parseNamePattern, withNamed } from '../read/name-pattern.ts';
import { type OrderBook, parseOrderRows, parseOrdersCsv, parseOrdersJson } from '../read/orders.ts';
import { workOrderOf } from '../read/work-order.ts';
import { readTableFile } from './table-file.ts';

export interface OrderOptions {
  /** A table of work orders: .csv, .xlsx, .json. */
  readonly orders?: string;
  /** Its column by which calls find their order. */
  readonly key?: string;
  /** Named groups in the names of transcripts. */
  readonly namePattern?: string;
}

/** Orders that no call used, by name, in one message. */
const MOST_NAMED = 8;
/** What a work order beside its transcript is called: call-17.json, call-17.order.json. */
export const ORDER_FILE = /\.order\.json$/i;

/** Gives calls their work orders, and remembers which were used. */
export class OrderDesk {
  readonly #book: OrderBook | null;
  readonly #pattern: NamePattern | null;
  readonly #used = new Set<string>();
  /** Of the file asked for last: a file of a hundred thousand calls is looked beside once. */
  #beside: { readonly source: string; readonly found: ReturnType<typeof orderBeside> } | null = null;

  private constructor(book: OrderBook | null, pattern: NamePattern | null) {
    this.#book = book;
    this.#pattern = pattern;
  }

  /** Reads the table and the pattern. `null` when one of them cannot be used. */
  static async open(options: OrderOptions): Promise<Read<OrderDesk | null>> {
    const pattern = options.namePattern === undefined ? null : parseNamePattern(options.namePattern);
    const book = options.orders === undefined ? null : await readOrders(options.orders, options.key);
    const problems = [...(pattern?.problems ?? []), ...(book?.problems ?? [])];
    if ((pattern && !pattern.value) || (book && !book.value)) return { value: null, problems };
    return { value: new OrderDesk(book?.value ?? null, pattern?.value ?? null), problems };
  }

  /** The transcript with what its name tells, the order beside its file, or that of the table. */
  async attach(given: Transcript): Promise<Read<Transcript>> {
    const named = this.#pattern ? withNamed(given, this.#pattern) : { transcript: given, problems: [] };
    const { source } = named.transcript;
    if (this.#beside?.source !== source) this.#beside = { source, found: orderBeside(source) };
    const beside = await this.#beside.found;
    const problems = [...named.problems, ...beside.problems];
    let { transcript } = named;
    if (beside.value) {
      if (transcript.workOrder)
        problems.push(
          problem(
            'ORDER_DIFFERS',
            { file: transcript.source },
            { id: transcript.id, file: beside.value.file },
            'warning',
          ),
        );
      else transcript = { ...transcript, workOrder: beside.value.order };
    }
    if (!this.#book) return { value: transcript, problems };
    const matched = matchOrder(this.#book, transcript);
    if (matched.key !== null) this.#used.add(matched.key);
    return { value: matched.transcript, problems: [...problems, ...matched.problems] };
  }

  /** Remembers that a call that was scored before has used its order. */
  note(call: Pick<Transcript, 'id' | 'source' | 'meta'>): void {
    const row = this.#book && rowOf(this.#book, numbersOf(call), call.source);
    if (row) this.#used.add(row.key);
  }

  /** One warning for the orders that no call used. */
  unused(): Problem[] {
    if (!this.#book) return [];
    const keys = [...this.#book.orders.values()].map((o) => o.key).filter((key) => !this.#used.has(key));
    if (keys.length === 0) return [];
    const ids = `${keys.slice(0, MOST_NAMED).join(', ')}${keys.length > MOST_NAMED ? ', …' : ''}`;
    return [problem('ORDER_WITHOUT_CALL', { file: this.#book.file }, { count: keys.length, ids }, 'warning')];
  }
}

const reasonOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? String(error);

/** A table of orders. Its kind is told from its content. */
export async function readOrders(file: string, key?: string): Promise<Read<OrderBook | null>> {
  const { value, problems } = await readTableFile(file);
  if (!value) return { value: null, problems };
  if ('rows' in value) return parseOrderRows(value.rows, file, key);
  const { text } = value;
  return /^\s{0,100}[[{]/.test(text) ? parseOrdersJson(text, file, key) : parseOrdersCsv(text, file, key);
}

/** The order in `NAME.order.json` beside `NAME.json`. */
async function orderBeside(
  source: string,
): Promise<Read<{ file: string; order: NonNullable<Transcript['workOrder']> } | null>> {
  const file = source.replace(/\.[^./\\]{1,8}$/, '.order.json');
  if (file === source || source === '-') return { value: null, problems: [] };
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    const missing = ['ENOENT', 'ENOTDIR'].includes(reasonOf(error));
    return {
      value: null,
      problems: missing ? [] : [problem('UNREADABLE_FILE', { file }, { reason: reasonOf(error) }, 'warning')],
    };
  }
  try {
    const data = JSON.parse(text.replace(/^\uFEFF/, '')) as unknown;
    const inner = (data as { workOrder?: unknown } | null)?.workOrder ?? data;
    const { value, problems } = workOrderOf(inner, { file });
    return { value: value ? { file, order: value } : null, problems };
  } catch (error) {
    return {
      value: null,
      problems: [problem('NOT_JSON', { file }, { reason: (error as Error).message.slice(0, 120) }, 'warning')],
    };
  }
}
