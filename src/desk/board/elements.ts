import type { GroupCount } from '../../report/overview.ts';
import { OUTCOMES } from './block.ts';
import { type Chosen, marked, throughBlocks } from './filter.ts';
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
  const theirs = marked(chosen, ledger.marksOf(Uint8Array.from(group, (at) => Number(at >= 0))));
  throughBlocks(ledger, theirs, ({ person, width, outcomes }, from, to, first) => {
    for (let k = from; k < to; k += 1) {
      const i = theirs[k]! - first;
      const at = group[person[i]!]!;
      for (let b = 0; b < width; b += 1) bytes[at * stride + 256 * b + outcomes[i * width + b]!]! += 1;
    }
  });
  const columns = elements.map((id) => ledger.elements.indexOf(id));
  const counted = some.map((g, i) => {
    const own = bytes.subarray(i * stride, (i + 1) * stride);
    const failed = columns.map((e) =>
      e < 0 ? 0 : outcomeOf(own, e, OUTCOMES.partial) + outcomeOf(own, e, OUTCOMES.missed),
    );
    return { ...g, failed, applied: columns.map((e, k) => (e < 0 ? 0 : failed[k]! + outcomeOf(own, e, OUTCOMES.met))) };
  });
  return rest.length === 0 ? counted : [...counted, ...withElements(ledger, chosen, rest, of, elements)];
}

/** How often an element had an outcome. @param bytes how often each byte of outcomes had each value */
export function outcomeOf(bytes: Uint32Array, element: number, outcome: number): number {
  const from = 256 * (element >> 2);
  const shift = 2 * (element & 3);
  let count = 0;
  for (let value = 0; value < 256; value += 1) if (((value >> shift) & 3) === outcome) count += bytes[from + value]!;
  return count;
}
