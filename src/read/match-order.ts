import { type Place, type Problem, problem } from '../model/problem.ts';
import type { Meta, Transcript } from '../model/transcript.ts';
import { namesOfFile, plainKey, stemOf } from './order-keys.ts';
import type { OrderBook, OrderRow } from './orders.ts';

export interface Matched {
  readonly transcript: Transcript;
  /** Key of the order that the call was given, `null` for none. */
  readonly key: string | null;
  readonly problems: readonly Problem[];
}

/**
 * Gives a call what a table tells of it: its work order, and what is known of it beside the words. What the call's own file says is not overruled.
 * The call is found by the order's number that it tells, its own number, its id, or its file's name; by the first that the table has.
 */
export function matchOrder(book: OrderBook, given: Transcript): Matched {
  const tried = numbersOf(given);
  const place: Place = { file: given.source };
  const found = rowOf(book, tried, given.source);
  if (!found) {
    if (given.workOrder) return { transcript: given, key: null, problems: [] };
    const ids = [...new Set([...tried, stemOf(given.source)])].slice(0, 4).join(', ');
    return {
      transcript: given,
      key: null,
      problems: [problem('NO_ORDER', place, { ids, file: book.file }, 'warning')],
    };
  }
  const meta: Meta = { ...found.meta, ...given.meta };
  const transcript = Object.keys(meta).length > 0 ? { ...given, meta } : given;
  const { key, order } = found;
  const own = given.workOrder;
  if (Object.keys(order).length === 0) return { transcript, key, problems: [] };
  if (own && JSON.stringify(own) !== JSON.stringify(order))
    return { transcript, key, problems: [problem('ORDER_DIFFERS', place, { id: key, file: book.file }, 'warning')] };
  return { transcript: own ? transcript : { ...transcript, workOrder: order }, key, problems: [] };
}

/** The numbers by which a call may be found, the surest first. */
export const numbersOf = ({ meta, id }: Pick<Transcript, 'meta' | 'id'>): string[] =>
  [meta?.orderId, meta?.callId, id].filter((k) => k !== undefined);

/** The row that belongs to a call of which these numbers and this file are known; `undefined` where the table has none. */
export function rowOf({ orders, names }: OrderBook, numbers: readonly string[], source: string): OrderRow | undefined {
  const tried = numbers.map(plainKey);
  for (const number of [...tried, plainKey(stemOf(source))]) {
    const row = orders.get(number);
    if (row) return row;
  }
  for (const name of [...tried, ...namesOfFile(source)]) {
    const row = names.get(name);
    if (row) return row;
  }
  return undefined;
}
