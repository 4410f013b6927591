import * as v from 'valibot';
import type { Act } from '../decisions.ts';
import type { ListQuery } from '../store/list.ts';
import { SORT_NAMES } from '../store/list.ts';

const text = v.pipe(v.string(), v.minLength(1), v.maxLength(200));
const day = v.pipe(v.string(), v.regex(/^\d{4}-\d{2}-\d{2}$/));
const number = v.pipe(v.string(), v.regex(/^\d{1,3}(\.\d)?$/), v.transform(Number));
const cursor = v.pipe(
  v.string(),
  v.maxLength(500),
  v.rawTransform(({ dataset, addIssue, NEVER }) => {
    try {
      return JSON.parse(dataset.value) as unknown;
    } catch {
      addIssue({ message: 'JSON' });
      return NEVER;
    }
  }),
  v.array(v.union([v.string(), v.pipe(v.number(), v.finite())])),
);

const LIST = v.strictObject({
  text: v.optional(text),
  agent: v.optional(text),
  team: v.optional(text),
  script: v.optional(text),
  rule: v.optional(text),
  status: v.optional(v.picklist(['open', 'begun', 'closed'])),
  /** `to:` and a reviewer's name. */
  assigned: v.optional(v.union([v.picklist(['mine', 'none']), v.pipe(text, v.startsWith('to:'))])),
  sample: v.optional(v.union([v.literal('any'), v.pipe(v.string(), v.regex(/^\d{1,15}$/), v.transform(Number))])),
  passed: v.optional(v.picklist(['yes', 'no'])),
  from: v.optional(day),
  to: v.optional(day),
  least: v.optional(number),
  most: v.optional(number),
  queued: v.optional(v.literal('yes')),
  sort: v.optional(v.picklist(SORT_NAMES), 'no'),
  order: v.optional(v.picklist(['up', 'down']), 'up'),
  after: v.optional(cursor),
  limit: v.optional(
    v.pipe(v.string(), v.regex(/^\d{1,3}$/), v.transform(Number), v.minValue(1), v.maxValue(200)),
    '50',
  ),
});

/** A list's query from an address; `null` when it makes no sense. @param me who asks: what is "mine" depends on him */
export function parseListQuery(given: Readonly<Record<string, string>>, me: string): ListQuery | null {
  const parsed = v.safeParse(LIST, given);
  if (!parsed.success) return null;
  const { order, passed, queued, assigned, ...rest } = parsed.output;
  const defined = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
  return {
    ...defined,
    ...(passed ? { passed: passed === 'yes' } : {}),
    ...(queued ? { queued: true } : {}),
    ...(assigned ? { assignee: assigneeOf(assigned, me) } : {}),
    descending: order === 'down',
  } as ListQuery;
}

const assigneeOf = (assigned: string, me: string): string =>
  assigned === 'mine' ? me : assigned === 'none' ? '' : assigned.slice('to:'.length);

const MOST_WRITTEN = 2_000;
const written = v.pipe(v.string(), v.maxLength(MOST_WRITTEN));
const whole = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const ACT = v.variant('kind', [
  v.strictObject({
    kind: v.literal('decide'),
    target: v.pipe(v.string(), v.maxLength(200)),
    ruling: v.pipe(v.string(), v.maxLength(40)),
    why: written,
  }),
  v.strictObject({ kind: v.literal('undo'), undoes: whole }),
  v.strictObject({ kind: v.literal('comment'), turn: v.nullable(whole), text: written }),
  v.strictObject({ kind: v.literal('close') }),
]);
const SENT = v.strictObject({ seen: whole, act: ACT });

/** An act and what its author had seen, from a request's body; `null` when it makes no sense. */
export function parseAct(given: unknown): { readonly seen: number; readonly act: Act } | null {
  const parsed = v.safeParse(SENT, given);
  return parsed.success ? (parsed.output as { seen: number; act: Act }) : null;
}
