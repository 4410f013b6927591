import type { Act } from '../decisions.ts';
import type { ActAnswer, CallView, ChoicesView, ListView } from '../view.ts';

const token = (): string => document.querySelector<HTMLMetaElement>('meta[name=huashu-token]')?.content ?? '';

async function read<T>(path: string): Promise<T | null> {
  const answer = await fetch(path);
  if (answer.status === 404) return null;
  if (!answer.ok) throw new Error(`${answer.status}`);
  return (await answer.json()) as T;
}

/** What the list can be filtered by. */
export const choices = (): Promise<ChoicesView | null> => read('/api/choices');

/** A page of the list. */
export const list = (query: URLSearchParams): Promise<ListView | null> => read(`/api/calls?${query}`);

/** A call; `null` where there is none of that number. */
export const call = async (no: number): Promise<CallView | null> =>
  (await read<{ call: CallView }>(`/api/calls/${no}`))?.call ?? null;

/** Does something with a call. `null`: the desk cannot be reached. */
export async function act(no: number, seen: number, what: Act): Promise<ActAnswer | null> {
  try {
    const answer = await fetch(`/api/calls/${no}/acts`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-huashu-token': token() },
      body: JSON.stringify({ seen, act: what }),
    });
    return (await answer.json()) as ActAnswer;
  } catch {
    return null;
  }
}
