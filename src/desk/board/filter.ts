import type { ListQuery } from '../store/list.ts';
import { holds, type Scope } from '../store/scope.ts';
import { type Block, blockOf, CALLS, flags, NOBODY, placeOf, SUSPECTED, UNSCORED } from './block.ts';
import type { Ledger } from './ledger.ts';

/** Which calls are meant: 1 for each number, from that of the first call of the first block. */
export type Chosen = Uint8Array;

/** Leaves of a block's calls only those that a condition holds for. */
type Condition = (block: Block, chosen: Uint8Array, number: number) => void;

/** What a list can be filtered by that blocks know. The rest of a query has to be looked up in the database. */
export type Known = Pick<
  ListQuery,
  'agent' | 'team' | 'script' | 'rule' | 'status' | 'passed' | 'from' | 'to' | 'least' | 'most' | 'queued' | 'hidden'
>;

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

/** How many calls are chosen. */
export function countOf(chosen: Chosen): number {
  let count = 0;
  for (let i = 0; i < chosen.length; i += 1) count += chosen[i]!;
  return count;
}

/** Numbers of the calls that are chosen, in their order. */
export function numbersIn(chosen: Chosen): number[] {
  const numbers: number[] = [];
  for (let i = 0; i < chosen.length; i += 1) if (chosen[i] === 1) numbers.push(i + 1);
  return numbers;
}

/**
 * Makes the same choice of calls as the list does (store/list.ts), from blocks.
 * @param among numbers of the calls that what the blocks do not know leaves; `null`: all
 */
export function chosenBy(ledger: Ledger, query: Known, scope: Scope, among: readonly number[] | null): Chosen {
  const conditions = conditionsOf(ledger, query, scope);
  const all = new Uint8Array(ledger.blocks.length * CALLS);
  for (const no of among ?? []) if (no <= all.length) all[no - 1] = 1;
  const few = among && new Set(among.map(blockOf));
  ledger.blocks.forEach((block, number) => {
    if (few?.has(number) === false) return;
    const chosen = all.subarray(number * CALLS, (number + 1) * CALLS);
    if (!among) chosen.fill(1);
    if (!block.isFull) for (let i = 0; i < CALLS; i += 1) if (block.person[i] === NOBODY) chosen[i] = 0;
    for (const condition of conditions) condition(block, chosen, number);
  });
  return all;
}

function conditionsOf(ledger: Ledger, q: Known, scope: Scope): Condition[] {
  const conditions: Condition[] = [];
  if (scope !== 'all' || q.agent !== undefined || q.team !== undefined)
    conditions.push(
      within(
        'person',
        ledger.people,
        (p) =>
          holds(scope, p) &&
          (q.agent === undefined || p.agent === q.agent) &&
          (q.team === undefined || p.team === q.team),
      ),
    );
  if (q.from !== undefined || q.to !== undefined)
    conditions.push(
      within(
        'day',
        ledger.days,
        (d) => (q.from === undefined || d >= q.from) && (q.to === undefined || (d !== '' && d <= q.to)),
      ),
    );
  if (q.script !== undefined) conditions.push(within('scripts', ledger.scripts, (s) => s.includes(`,${q.script},`)));
  if (q.passed !== undefined || q.status !== undefined || q.queued)
    conditions.push(
      within(
        'flags',
        FLAGS,
        (f) =>
          (q.passed === undefined || f.passed === q.passed) &&
          (q.status === undefined || f.status === q.status) &&
          (!q.queued || f.queue > 0),
      ),
    );
  if (q.least !== undefined || q.most !== undefined) conditions.push(scored(q.least ?? 0, q.most ?? 100));
  if (q.rule !== undefined) conditions.push(ruled(ledger, q.rule));
  if (q.hidden && q.hidden.length > 0) conditions.push(butThese(q.hidden));
  return conditions;
}

const FLAGS = Array.from({ length: 256 }, (_, bits) => flags(bits));

/** What a column names by its number is one of those that a test holds for. */
function within<T>(
  column: 'person' | 'day' | 'scripts' | 'flags',
  list: readonly T[],
  test: (value: T) => boolean,
): Condition {
  const passes = Uint8Array.from(list, (value) => Number(test(value)));
  return (block, chosen) => {
    const values = block[column];
    if (block.isFull) for (let i = 0; i < CALLS; i += 1) chosen[i]! &= passes[values[i]!]!;
    else for (let i = 0; i < CALLS; i += 1) if (chosen[i] === 1) chosen[i] = passes[values[i]!]!;
  };
}

function scored(least: number, most: number): Condition {
  const [low, high] = [Math.round(10 * least), Math.round(10 * most)];
  return ({ score }, chosen) => {
    for (let i = 0; i < CALLS; i += 1)
      chosen[i]! &= Number(score[i]! >= low) & Number(score[i]! <= high) & Number(score[i] !== UNSCORED);
  };
}

function butThese(numbers: readonly number[]): Condition {
  return (_, chosen, number) => {
    for (const no of numbers) if (blockOf(no) === number) chosen[placeOf(no)] = 0;
  };
}

/** `element:…`, `phrase:…`, `suspected:…`, or whichever phrase (`phrase:any`). */
function ruled(ledger: Ledger, rule: string): Condition {
  const kind = rule.slice(0, rule.indexOf(':'));
  const id = rule.slice(kind.length + 1);
  if (kind === 'element') return lacking(ledger.elements.indexOf(id));
  const suspected = kind === 'suspected';
  if (id === 'any' && (suspected || kind === 'phrase'))
    return (block, chosen) => {
      const count = suspected ? block.suspected : block.hits;
      for (let i = 0; i < CALLS; i += 1) if (count[i] === 0) chosen[i] = 0;
    };
  const phrase = String(Number(id)) === id && (suspected || kind === 'phrase') ? Number(id) : -1;
  return ({ saidAt, saidPhrase, saidKind }, chosen) => {
    const said = new Uint8Array(CALLS);
    for (let k = 0; k < saidAt.length; k += 1)
      if (saidPhrase[k] === phrase && (saidKind[k] === SUSPECTED) === suspected) said[saidAt[k]!] = 1;
    for (let i = 0; i < CALLS; i += 1) chosen[i]! &= said[i]!;
  };
}

/** @param element its number; −1: no call has it */
function lacking(element: number): Condition {
  // Half said and missed are the outcomes with the higher bit.
  const [byte, shift] = [element >> 2, 2 * (element & 3) + 1];
  return ({ width, outcomes }, chosen) => {
    if (element < 0 || byte >= width) {
      chosen.fill(0);
      return;
    }
    for (let i = 0; i < CALLS; i += 1) chosen[i]! &= outcomes[i * width + byte]! >> shift;
  };
}
