import { useEffect, useState } from 'preact/hooks';

/** Where the reader is: the list or a call, with the list's query, so that "next" knows what comes next. */
export interface Route {
  readonly call: number | null;
  readonly query: URLSearchParams;
}

/** The list that a review begins with. */
export const QUEUE = 'queued=yes&sort=queue';

const parse = (hash: string): Route => {
  const [path = '', query = ''] = hash.replace(/^#/, '').split('?');
  const call = /^\/calls\/(\d{1,15})$/.exec(path)?.[1];
  return { call: call ? Number(call) : null, query: new URLSearchParams(query === '' && !call ? QUEUE : query) };
};

/** Address of a list or of a call reached from it. */
export const addressOf = (call: number | null, query: URLSearchParams): string =>
  `#${call === null ? '/' : `/calls/${call}`}?${query}`;

/** Goes there, so that the browser's "back" comes back. */
export const go = (call: number | null, query: URLSearchParams): void => {
  location.hash = addressOf(call, query);
};

/** Where the reader is now. */
export function useRoute(): Route {
  const [route, setRoute] = useState(() => parse(location.hash));
  useEffect(() => {
    const changed = () => setRoute(parse(location.hash));
    addEventListener('hashchange', changed);
    return () => removeEventListener('hashchange', changed);
  }, []);
  return route;
}
