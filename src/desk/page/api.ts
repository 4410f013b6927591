import type { AppealGoldView, AppealListView, CallAppealsView } from '../appeal-view.ts';
import type { BoardView } from '../board-view.ts';
import type { Act } from '../decisions.ts';
import type {
  DoorAnswer,
  DoorView,
  LinkView,
  PeopleView,
  PersonAnswer,
  SessionsView,
  SignInsView,
} from '../people-view.ts';
import type { ActAnswer, CallView, ChoicesView, ListView, MeView } from '../view.ts';

let token = '';
let name: string | null = null;
let whenSignedOut: () => void = () => {};

/** What happens when the desk says that nobody is signed in any more. */
export const onSignedOut = (then: () => void): void => {
  whenSignedOut = then;
};

/** The desk answered, and refused what was asked for. */
export class Refused extends Error {
  constructor(readonly status: number) {
    super(`${status}`);
  }
}

/** Asks the desk for something; `null` where there is none. @throws Refused, or another error where the desk cannot be reached */
export async function read<T>(path: string): Promise<T | null> {
  const answer = await fetch(path);
  if (answer.status === 404) return null;
  if (answer.status === 401) whenSignedOut();
  if (!answer.ok) throw new Refused(answer.status);
  return (await answer.json()) as T;
}

const post = (path: string, body: unknown): Promise<Response> =>
  fetch(path, {
    method: 'POST',
    headers: {
      'content-type': body instanceof Blob ? 'application/octet-stream' : 'application/json',
      'x-huashu-token': token,
    },
    body: body instanceof Blob ? body : JSON.stringify(body),
  });

/** Has the desk do something, or sends it a file, and says what it answers. `null`: it cannot be reached. */
export async function send<T>(path: string, body: unknown): Promise<T | null> {
  try {
    let answer = await post(path, body);
    // The same person may have signed in again in another window: nothing that he wrote here is lost.
    if ((answer.status === 401 || answer.status === 403) && (await isSamePerson())) answer = await post(path, body);
    return (await answer.json()) as T;
  } catch {
    return null;
  }
}

/** Asks for a token again; whether whoever is signed in now is whom this page was made for. */
async function isSamePerson(): Promise<boolean> {
  const [before, old] = [name, token];
  const now = await me();
  if (now !== null && nameOf(now) === before && token !== old) return true;
  [name, token] = [before, old];
  return false;
}

const nameOf = (view: MeView | DoorView): string | null => ('signedOut' in view ? null : view.name);

/** Who looks at the page. Everything that is sent later carries the token that comes with it. */
export async function me(): Promise<MeView | DoorView | null> {
  const view = await read<MeView | DoorView>('/api/me');
  token = view?.token ?? '';
  name = view && nameOf(view);
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

/** A decided appeal as a labelled dialogue and a case; `null` where there is none. */
export const appealGold = (no: number, seq: number): Promise<AppealGoldView | null> =>
  read(`/api/calls/${no}/appeals/${seq}/gold`);

/** A page of appeals, after the last one of the page before. */
export const appeals = (waiting: boolean, after: number | null): Promise<AppealListView | null> => {
  const query = new URLSearchParams(waiting ? { waiting: 'yes' } : {});
  if (after !== null) query.set('after', String(after));
  return read(`/api/appeals?${query}`);
};

/** Signs in. `null`: the desk cannot be reached; so below. */
export async function signIn(name: string, password: string): Promise<DoorAnswer | null> {
  // The token may be of a session that has ended meanwhile.
  await me().catch(() => null);
  return send('/api/door/sign-in', { name, password });
}

/** Whom a link lets in. */
export const lookAtLink = (secret: string): Promise<LinkView | { readonly refused: string } | null> =>
  send('/api/door/link', { secret });

/** Sets a password by a link. */
export const useLink = (secret: string, name: string, password: string): Promise<DoorAnswer | null> =>
  send('/api/door/password', { secret, name, password });

/** Where the reader is signed in. */
export const sessions = (): Promise<SessionsView | null> => read('/api/account/sessions');

/** Changes the reader's password. */
export const changePassword = (old: string, password: string): Promise<DoorAnswer | null> =>
  send('/api/account/password', { old, password });

/** Signs out here, or everywhere. */
export const signOut = (everywhere: boolean): Promise<DoorAnswer | null> =>
  send('/api/account/sign-out', { everywhere });

type Role = MeView['role'];

/** The accounts. */
export const people = (): Promise<PeopleView | null> => read('/api/people');

/** Makes an account. */
export const makePerson = (name: string, role: Role, agent: string | null): Promise<PersonAnswer | null> =>
  send('/api/people', { name, role, agent });

/** Gives somebody another role. */
export const changePerson = (id: number, role: Role, agent: string | null): Promise<PersonAnswer | null> =>
  send(`/api/people/${id}/post`, { role, agent });

/** Makes somebody's password void, for a link. */
export const resetPerson = (id: number): Promise<PersonAnswer | null> => send(`/api/people/${id}/reset`, {});

/** Lets somebody in no more, or again. */
export const disablePerson = (id: number, disabled: boolean): Promise<PersonAnswer | null> =>
  send(`/api/people/${id}/disabled`, { disabled });

/** A page of the log of sign-ins, of those before a number. */
export const signIns = (before: number | null): Promise<SignInsView | null> =>
  read(`/api/sign-ins${before === null ? '' : `?before=${before}`}`);

/** The board over the calls of a list's query; `null`: the desk is empty. */
export const board = async (query: URLSearchParams): Promise<BoardView | null> =>
  (await read<{ board: BoardView | null }>(`/api/board?${query}`))?.board ?? null;
