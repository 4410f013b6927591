import type { ListQuery } from '../store/list.ts';
import type { Scope } from '../store/scope.ts';
import { type Block, CALLS, NOBODY } from './block.ts';
import { among as amongThese, type Condition, conditionsOf, type Known, peopleMeant } from './conditions.ts';
import type { Ledger } from './ledger.ts';

/** Which calls are meant: their numbers less one, in their order. Never changed. */
export type Chosen = Uint32Array;

const FILTERS = [
  'agent',
  'team',
  'script',
  'rule',
  'status',
  'passed',
  'from',
  'to',
  'least',
  'most',
  'queued',
] as const satisfies readonly (keyof ListQuery)[];

const KNOWN: ReadonlySet<string> = new Set<keyof ListQuery>([
  ...FILTERS,
  'hidden',
  'sort',
  'descending',
  'after',
  'limit',
]);

/** Parts of a query that the blocks do not know; `null` when they know all of it. */
export function unknownOf(query: ListQuery): Partial<ListQuery> | null {
  const rest = Object.entries(query).filter(([name, value]) => !KNOWN.has(name) && value !== undefined);
  return rest.length > 0 ? (Object.fromEntries(rest) as Partial<ListQuery>) : null;
}

/** Whether a query leaves nothing out but by the words that it looks for. */
export const isEverything = (query: ListQuery, scope: Scope): boolean =>
  scope === 'all' && FILTERS.every((name) => query[name] === undefined) && (query.hidden ?? []).length === 0;

/** Numbers of the calls that are chosen, in their order. */
export const numbersIn = (chosen: Chosen): number[] => Array.from(chosen, (at) => at + 1);

/** The calls of some numbers, in whatever order. */
export const chosenOf = (numbers: readonly number[]): Chosen => Uint32Array.from(numbers, (no) => no - 1).sort();

/** How many chosen calls have a lower number. */
export function countBefore(chosen: Chosen, no: number): number {
  let [low, high] = [0, chosen.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (chosen[middle]! < no - 1) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Whether a call is chosen. */
export const isChosen = (chosen: Chosen, no: number): boolean => chosen[countBefore(chosen, no)] === no - 1;

/**
 * Goes through the chosen calls, block by block.
 * @param visit gets a block, and which of the chosen calls are in it; `first`, the least that a call of the block can be
 */
export function throughBlocks(
  { blocks }: Pick<Ledger, 'blocks'>,
  chosen: Chosen,
  visit: (block: Block, from: number, to: number, first: number) => void,
): void {
  for (let from = 0; from < chosen.length; ) {
    const number = Math.floor(chosen[from]! / CALLS);
    const end = (number + 1) * CALLS;
    const to = endOf(chosen, from, end);
    visit(blocks[number]!, from, to, number * CALLS);
    from = to;
  }
}

/** Where the chosen calls from a place on that come before an end have their end themselves: no more of them than a block has. */
function endOf(chosen: Chosen, from: number, end: number): number {
  let [low, high] = [from + 1, Math.min(chosen.length, from + CALLS)];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (chosen[middle]! < end) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Of somebody with less than this share of all calls they are gone through one by one. */
const FEW = 0.1;

/**
 * Makes the same choice of calls as the list does (store/list.ts), from blocks.
 * @param among numbers of the calls that what the blocks do not know leaves; `null`: all
 */
export function chosenBy(ledger: Ledger, query: Known, scope: Scope, among: readonly number[] | null): Chosen {
  const conditions = conditionsOf(ledger, query);
  const people = peopleMeant(ledger, query, scope);
  const there = ledger.all;
  const of = people && !among ? ledger.callsOf(people, FEW * there.length) : null;
  if (people && !of) conditions.unshift(amongThese('person', people));
  const from = of ?? (among ? present(there, chosenOf(among)) : there);
  return conditions.length === 0 ? from : meeting(ledger, from, conditions);
}

/** Calls that are there. */
const present = (there: Chosen, wanted: Chosen): Chosen => wanted.filter((at) => isChosen(there, at + 1));

/** Room for a choice while it is made, kept from one to the next: to have it cleared takes as long as to fill it. */
let room: Chosen = new Uint32Array(0);

/** @returns the room for some calls; whoever takes it gives nothing else a turn until he has copied what he put into it */
export function roomFor(calls: number): Chosen {
  if (room.length < calls) room = new Uint32Array(calls);
  return room;
}

/** Leaves of some calls those that meet all conditions. */
export function meeting(ledger: Pick<Ledger, 'blocks'>, from: Chosen, conditions: readonly Condition[]): Chosen {
  const left = roomFor(from.length);
  const places = new Uint16Array(CALLS);
  let count = 0;
  throughBlocks(ledger, from, (block, begin, end, first) => {
    let some = end - begin;
    for (let k = 0; k < some; k += 1) places[k] = from[begin + k]! - first;
    for (const condition of conditions) some = condition(block, places, some, first / CALLS);
    for (let k = 0; k < some; k += 1) left[count + k] = first + places[k]!;
    count += some;
  });
  return left.slice(0, count);
}

/** The places of a block's calls that meet all conditions. */
export function within(block: Block, number: number, conditions: readonly Condition[]): Chosen {
  const places = Uint16Array.from(allIn([block]));
  const count = conditions.reduce((left, condition) => condition(block, places, left, number), places.length);
  return Uint32Array.from(places.subarray(0, count));
}

/** All that a query asks of a call, as far as blocks know it. */
export function conditionsFor(ledger: Ledger, query: Known, scope: Scope): Condition[] {
  const people = peopleMeant(ledger, query, scope);
  return [...(people ? [amongThese('person', people)] : []), ...conditionsOf(ledger, query)];
}

/** All calls of some blocks. @param first number of the first of these blocks */
export function allIn(blocks: readonly Block[]): Chosen {
  const all = new Uint32Array(blocks.length * CALLS);
  let count = 0;
  blocks.forEach((block, number) => {
    for (let i = 0; i < CALLS; i += 1) {
      all[count] = number * CALLS + i;
      count += block.isFull || block.person[i] !== NOBODY ? 1 : 0;
    }
  });
  return all.slice(0, count);
}

/** Of some calls those that are marked. @param marks 1 for each such call, from the first one */
export function marked(chosen: Chosen, marks: Uint8Array): Chosen {
  const left = roomFor(chosen.length);
  let count = 0;
  for (let k = 0; k < chosen.length; k += 1) {
    const at = chosen[k]!;
    left[count] = at;
    count += marks[at] ?? 0;
  }
  return left.slice(0, count);
}
