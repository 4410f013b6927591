import type { Accounts } from '../people/accounts.ts';
import { may } from '../people/permissions.ts';
import type { Viewer } from '../people/viewer.ts';

/**
 * Who practises on this desk: everybody whose role may, or the sole user where there are no accounts.
 * @param accounts `null`: there are none
 */
export async function trainees(accounts: Accounts | null, viewer: Viewer): Promise<Viewer[]> {
  if (viewer.role === 'sole' || !accounts) return [viewer];
  const all = await accounts.list();
  return all.filter((a) => !a.disabled && may(a.role, 'practise'));
}
