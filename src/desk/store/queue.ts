import type { ListQuery, Page } from './list.ts';
import type { Scope } from './scope.ts';
import type { Store } from './store.ts';
import type { Listing } from './tables.ts';

/** Whose calls come first: one's own, then those of nobody, then other people's. */
const PARTS = ['own', 'free', 'others'] as const;

/** Whether a query is for the queue as its reader works it off, where his own calls come first. */
export const isQueue = (query: ListQuery): boolean =>
  query.queued === true && query.sort === 'queue' && !query.descending && query.assignee === undefined;

/** Whatever makes pages of calls. */
interface Lists {
  readonly list: (query: ListQuery, scope: Scope) => Promise<Page>;
}

/**
 * A page of the queue: what is assigned to somebody, then what is assigned to nobody, then what others have; each part in the order of review.
 * Where a page ends stands first in which part.
 */
export async function listQueue(store: Store, lists: Lists, query: ListQuery, me: string, scope: Scope): Promise<Page> {
  const { after, ...rest } = query;
  const [begun = 0, ...place] = after ?? [];
  const given = await anyAssigned(store);
  const calls: Listing[] = [];
  let next: Page['next'] = null;
  let total = 0;
  for (let part = Number(begun); part < PARTS.length && next === null; part += 1) {
    // Where nobody has been given a call, all are nobody's.
    if (!given && PARTS[part] !== 'free') continue;
    const left = query.limit - calls.length;
    const from = part === begun && place.length > 0 ? { after: place } : {};
    const whole = { ...rest, ...(given ? whose(PARTS[part]!, me) : {}), ...from };
    const page = await lists.list({ ...whole, limit: Math.max(1, left) }, scope);
    calls.push(...page.calls.slice(0, left));
    if (left === 0 && page.calls.length > 0) next = [part];
    else if (page.next) next = [part, ...page.next];
    ({ total } = page);
  }
  if (given) ({ total } = await lists.list({ ...rest, limit: 1 }, scope));
  return { calls, next, total };
}

const whose = (part: (typeof PARTS)[number], me: string): Partial<ListQuery> =>
  part === 'own' ? { assignee: me } : part === 'free' ? { assignee: '' } : { besides: me };

async function anyAssigned(store: Store): Promise<boolean> {
  const { db } = store.engine;
  const one = db.selectFrom('listing').select('no').where('assignee', '>', '').limit(1).executeTakeFirst();
  return (await store.told(one)) !== undefined;
}
