import type { AppealListView, CallAppealsView } from '../appeal-view.ts';
import type { Act } from '../decisions.ts';
import type { ActAnswer, CallView, ChoicesView, ListView, MeView } from '../view.ts';

let token = '';

/** Asks the desk for something; `null` where there is none. */
export async function read<T>(path: string): Promise<T | null> {
  const answer = await fetch(path);
  if (answer.status === 404) return null;
  if (!answer.ok) throw new Error(`${answer.status}`);
  return (await answer.json()) as T;
}

/** Has the desk do something, and says what it answers. `null`: it cannot be reached. */
export async function send<T>(path: string, body: unknown): Promise<T | null> {
  try {
    const answer = await fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-huashu-token': token },
      body: JSON.stringify(body),
    });
    return (await answer.json()) as T;
  } catch {
    return null;
  }
}

/** Who looks at the page. Everything that is sent later carries the token that comes with it. */
export async function me(): Promise<MeView | null> {
  const view = await read<MeView>('/api/me');
  token = view?.token ?? '';
  return view;
}

/** What the list can be filtered by. */
export const choices = (): Promise<ChoicesView | null> => read('/api/choices');

/** A page of the list. */
export const list = (query: URLSearchParams): Promise<ListView | null> => read(`/api/calls?${query}`);

/** A call; `null` where there is none of that number. */
export const call = async (no: number): Promise<CallView | null> =>
  (await read<{ call: CallView }>(`/api/calls/${no}`))?.call ?? null;

/** Does something with a call. `null`: the desk cannot be reached. */
export const act = (no: number, seen: number, what: Act): Promise<ActAnswer | null> =>
  send(`/api/calls/${no}/acts`, { seen, act: what });

/** Does something with an appeal of a call. `null`: the desk cannot be reached. */
export const appeal = (no: number, seen: number, what: Act): Promise<ActAnswer | null> =>
  send(`/api/calls/${no}/appeals`, { seen, act: what });

/** The appeals of a call, and what else can be appealed. */
export const callAppeals = (no: number): Promise<CallAppealsView | null> => read(`/api/calls/${no}/appeals`);

/** A page of appeals, after the last one of the page before. */
export const appeals = (waiting: boolean, after: number | null): Promise<AppealListView | null> => {
  const query = new URLSearchParams(waiting ? { waiting: 'yes' } : {});
  if (after !== null) query.set('after', String(after));
  return read(`/api/appeals?${query}`);
};
