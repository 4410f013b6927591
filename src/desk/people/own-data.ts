import { type Appeal, appealsOf } from '../appeals.ts';
import { PracticeRows } from '../practice/rows.ts';
import { listAppeals } from '../store/appeals.ts';
import type { Scope } from '../store/scope.ts';
import type { Store } from '../store/store.ts';
import type { Door } from './door.ts';
import type { Person } from './viewer.ts';

/**
 * What the desk holds of somebody, as plain data for a file of his own: huashu/own-data@1 (docs/operating.md). Of his password it holds what scrypt made
 * of it, which tells him nothing and others too much: that is left out, as are the sessions' secrets.
 * @param hidden calls that are not there for him, because he is to judge them blind
 */
export async function ownData(store: Store, door: Door, { id, name, agent }: Person, hidden: ReadonlySet<number>) {
  const account = (await door.accounts.list()).find((a) => a.id === id);
  // Whoever is no installer has no calls of his own, however many he looks at.
  const scope: Scope = { agent: agent ?? '' };
  return {
    format: 'huashu/own-data@1',
    at: store.now(),
    account: account && { name, role: account.role, agent, made: account.made },
    sessions: (await door.sessions.of(id)).map(({ hash: _, ...session }) => session),
    signIns: await door.signIns.of(id),
    views: await ownViews(store, name),
    calls: (await ownCalls(store, scope)).filter((c) => !hidden.has(c.no)),
    appeals: await ownAppeals(store, scope, hidden),
    practice: await ownPractice(store, name),
  };
}

async function ownViews(store: Store, owner: string) {
  const { db } = store.engine;
  const rows = db.selectFrom('view').select(['name', 'query', 'shared']).where('owner', '=', owner).orderBy('id');
  return (await store.told(rows.execute())).map((v) => ({ ...v, shared: v.shared === 1 }));
}

async function ownCalls(store: Store, scope: Exclude<Scope, 'all'>) {
  if (scope.agent === '') return [];
  const rows = await store.told(
    store.engine.db
      .selectFrom('listing')
      .select(['no', 'call', 'name', 'team', 'day', 'scripts', 'score', 'passed', 'hits', 'suspected', 'status'])
      .where('agent', '=', scope.agent)
      .orderBy('no')
      .execute(),
  );
  return rows.map(({ scripts, score, passed, ...row }) => ({
    ...row,
    scripts: scripts.split(',').filter(Boolean),
    percent: score < 0 ? null : score,
    passed: passed < 0 ? null : passed === 1,
  }));
}

async function ownAppeals(store: Store, scope: Scope, hidden: ReadonlySet<number>) {
  const found: (Omit<Appeal, 'deeds'> & { readonly call: number; readonly steps: readonly object[] })[] = [];
  for (const no of await callsOfAppeals(store, scope, hidden)) {
    const call = await store.call(no, scope);
    if (!call) continue;
    for (const { deeds, ...appeal } of appealsOf(call.assessment, call.pack.rubric, call.deeds))
      found.push({ call: no, ...appeal, steps: deeds.map(({ at, who, act }) => ({ at, who, ...act })) });
  }
  return found;
}

async function callsOfAppeals(store: Store, scope: Scope, hidden: ReadonlySet<number>): Promise<number[]> {
  const calls = new Set<number>();
  for (let after: number | undefined; ; ) {
    const page = await listAppeals(store, {
      scope,
      hidden: [...hidden],
      waiting: false,
      ...(after === undefined ? {} : { after }),
    });
    for (const { no } of page.appeals) calls.add(no);
    if (!page.more) return [...calls].sort((a, b) => a - b);
    after = page.appeals.at(-1)!.seq;
  }
}

async function ownPractice(store: Store, person: string) {
  const rows = await new PracticeRows(store).all(person);
  return rows.map(({ id, task, begun, assigned, played, summary }) => ({
    id,
    task,
    begun,
    assigned,
    // `null`: the words are forgotten; the figures stay.
    turns: played?.state.turns.map(({ role, text }) => ({ role, text })) ?? null,
    summary,
  }));
}
