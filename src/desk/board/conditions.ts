import type { ListQuery } from '../store/list.ts';
import { holds, type Scope } from '../store/scope.ts';
import { type Block, blockOf, CALLS, flags, SUSPECTED, UNSCORED } from './block.ts';
import type { Ledger, LedgerPerson } from './ledger.ts';

/** What a list can be filtered by that blocks know. The rest of a query has to be looked up in the database. */
export type Known = Pick<
  ListQuery,
  'agent' | 'team' | 'script' | 'rule' | 'status' | 'passed' | 'from' | 'to' | 'least' | 'most' | 'queued' | 'hidden'
>;

/** Leaves of some places of a block, in their order, those that a condition holds for. @returns how many */
export type Condition = (block: Block, places: Uint16Array, count: number, number: number) => number;

/** Whose calls a query leaves: 1 for each line of a person's; `null`: everybody's. */
export function peopleMeant(ledger: Ledger, q: Known, scope: Scope): Uint8Array | null {
  if (scope === 'all' && q.agent === undefined && q.team === undefined) return null;
  const isMeant = (p: LedgerPerson) =>
    holds(scope, p) && (q.agent === undefined || p.agent === q.agent) && (q.team === undefined || p.team === q.team);
  return Uint8Array.from(ledger.people, (p) => Number(isMeant(p)));
}

/** What a query asks of calls, but for whose they are. */
export function conditionsOf(ledger: Ledger, q: Known): Condition[] {
  const conditions: Condition[] = [];
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
const within = <T>(column: 'day' | 'scripts' | 'flags', list: readonly T[], test: (value: T) => boolean): Condition =>
  among(
    column,
    Uint8Array.from(list, (value) => Number(test(value))),
  );

/** A column's value is one of some. @param passes 1 for each of them */
export const among =
  (column: 'person' | 'day' | 'scripts' | 'flags', passes: Uint8Array): Condition =>
  (block, places, count) => {
    const values = block[column];
    let left = 0;
    for (let k = 0; k < count; k += 1) {
      const place = places[k]!;
      places[left] = place;
      left += passes[values[place]!]!;
    }
    return left;
  };

/** Leaves the places that a test holds for. */
function leave(places: Uint16Array, count: number, test: (place: number) => boolean): number {
  let left = 0;
  for (let k = 0; k < count; k += 1) {
    const place = places[k]!;
    places[left] = place;
    left += Number(test(place));
  }
  return left;
}

function scored(least: number, most: number): Condition {
  const [low, high] = [Math.round(10 * least), Math.round(10 * most)];
  return ({ score }, places, count) => {
    let left = 0;
    for (let k = 0; k < count; k += 1) {
      const place = places[k]!;
      places[left] = place;
      const points = score[place]!;
      left += points >= low && points <= high && points !== UNSCORED ? 1 : 0;
    }
    return left;
  };
}

function butThese(numbers: readonly number[]): Condition {
  const blocks = new Set(numbers.map(blockOf));
  const hidden = new Set(numbers);
  return (_, places, count, number) =>
    blocks.has(number) ? leave(places, count, (place) => !hidden.has(number * CALLS + place + 1)) : count;
}

/** `element:…`, `phrase:…`, `suspected:…`, or whichever phrase (`phrase:any`). */
function ruled(ledger: Ledger, rule: string): Condition {
  const kind = rule.slice(0, rule.indexOf(':'));
  const id = rule.slice(kind.length + 1);
  if (kind === 'element') return lacking(ledger.elements.indexOf(id));
  const suspected = kind === 'suspected';
  if (id === 'any' && (suspected || kind === 'phrase'))
    return (block, places, count) => {
      const times = suspected ? block.suspected : block.hits;
      return leave(places, count, (place) => times[place]! > 0);
    };
  const phrase = String(Number(id)) === id && (suspected || kind === 'phrase') ? Number(id) : -1;
  return ({ saidFrom, saidPhrase, saidKind }, places, count) =>
    leave(places, count, (place) => {
      for (let k = saidFrom[place]!; k < saidFrom[place + 1]!; k += 1)
        if (saidPhrase[k] === phrase && (saidKind[k] === SUSPECTED) === suspected) return true;
      return false;
    });
}

/** @param element its number; −1: no call has it */
function lacking(element: number): Condition {
  // Half said and missed are the outcomes with the higher bit.
  const [byte, shift] = [element >> 2, 2 * (element & 3) + 1];
  return ({ width, outcomes }, places, count) => {
    if (element < 0 || byte >= width) return 0;
    let left = 0;
    for (let k = 0; k < count; k += 1) {
      const place = places[k]!;
      places[left] = place;
      left += (outcomes[place * width + byte]! >> shift) & 1;
    }
    return left;
  };
}
