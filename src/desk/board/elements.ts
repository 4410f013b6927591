import type { GroupCount } from '../../report/overview.ts';
import { CALLS, OUTCOMES } from './block.ts';
import { type Chosen, throughBlocks } from './filter.ts';
import type { Ledger } from './ledger.ts';

/** People whose elements are counted at once: nine kilobytes each. */
const GROUPS_AT_ONCE = 1_000;

/** Adds to people or teams how often each element applied to their calls, and how often it was missed or half said. */
export function withElements(
  ledger: Ledger,
  chosen: Chosen,
  groups: readonly GroupCount[],
  of: 'agent' | 'team',
  elements: readonly string[],
): GroupCount[] {
  const some = groups.slice(0, GROUPS_AT_ONCE);
  const rest = groups.slice(GROUPS_AT_ONCE);
  const places = new Map(some.map((g, i) => [g.key, i] as const));
  const group = Int32Array.from(ledger.people, (p) => places.get(p[of]) ?? -1);
  const stride = 256 * Math.ceil(ledger.elements.length / 4);
  const bytes = new Uint32Array(some.length * stride);
  const theirs = new Uint16Array(CALLS);
  throughBlocks(ledger, chosen, ({ person, width, outcomes }, from, to, first) => {
    // Theirs are picked out first: of many calls they are few.
    let count = 0;
    for (let k = from; k < to; k += 1) {
      const i = chosen[k]! - first;
      theirs[count] = i;
      count += Number(group[person[i]!]! >= 0);
    }
    for (let k = 0; k < count; k += 1) {
      const i = theirs[k]!;
      const at = group[person[i]!]! * stride;
      for (let b = 0; b < width; b += 1) bytes[at + 256 * b + outcomes[i * width + b]!]! += 1;
    }
  });
  const columns = elements.map((id) => ledger.elements.indexOf(id));
  const counted = some.map((g, i) => {
    const own = outcomesIn(bytes.subarray(i * stride, (i + 1) * stride));
    const of = (element: number, outcome: number) => own[4 * element + outcome] ?? 0;
    const failed = columns.map((e) => of(e, OUTCOMES.partial) + of(e, OUTCOMES.missed));
    return { ...g, failed, applied: columns.map((e, k) => failed[k]! + of(e, OUTCOMES.met)) };
  });
  return rest.length === 0 ? counted : [...counted, ...withElements(ledger, chosen, rest, of, elements)];
}

/**
 * How often each element had each outcome: of element e the outcome o stands at 4e + o.
 * @param bytes how often each byte of outcomes had each value
 */
export function outcomesIn(bytes: Uint32Array): Uint32Array {
  const counts = new Uint32Array(bytes.length / 16);
  for (let i = 0; i < bytes.length; i += 1) {
    const times = bytes[i]!;
    if (times === 0) continue;
    // Four elements stand in a byte.
    const at = 16 * (i >> 8);
    for (let e = 0; e < 4; e += 1) counts[at + 4 * e + ((i >> (2 * e)) & 3)]! += times;
  }
  return counts;
}
