import { useLayoutEffect, useState } from 'preact/hooks';

/** Where the reader is: a path of the table of pages, and what it asks for. */
export interface Route {
  readonly path: string;
  readonly query: URLSearchParams;
}

/** The list that a review begins with. */
export const QUEUE = 'queued=yes&sort=queue';

const parse = (hash: string): Route => {
  const [path = '', query = ''] = hash.replace(/^#/, '').split('?');
  return { path: path || '/', query: new URLSearchParams(query) };
};

/** Address of a page. */
export const pageAddress = (path: string, query: URLSearchParams | string = ''): string => `#${path}?${query}`;

/** Address of a list or of a call reached from it: with the list's query, so that "next" knows what comes next. */
export const addressOf = (call: number | null, query: URLSearchParams): string =>
  pageAddress(call === null ? '/' : `/calls/${call}`, query);

/** Goes there, so that the browser's "back" comes back. */
export const go = (call: number | null, query: URLSearchParams): void => {
  location.hash = addressOf(call, query);
};

/** Where the reader is now. */
export function useRoute(): Route {
  const [route, setRoute] = useState(() => parse(location.hash));
  // With the page itself: an address that changes before it is drawn is not missed.
  useLayoutEffect(() => {
    const changed = () => setRoute(parse(location.hash));
    addEventListener('hashchange', changed);
    return () => removeEventListener('hashchange', changed);
  }, []);
  return route;
}
