import type { Store } from '../store/store.ts';
import { Accounts } from './accounts.ts';
import { may } from './permissions.ts';
import type { Viewer } from './viewer.ts';

/** Names of everybody who reviews calls: of a desk without accounts that is its sole user. */
export async function reviewersOf(store: Store, viewer: Viewer): Promise<string[]> {
  const accounts = await new Accounts(store).list();
  if (accounts.length === 0) return [viewer.name];
  return accounts.filter((a) => !a.disabled && may(a.role, 'review')).map((a) => a.name);
}
