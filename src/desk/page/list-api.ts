import type { AssignAnswer, SampleView, SavedView } from '../view.ts';
import { read, send } from './api.ts';

/** What comes of a change to one's views: all of them, or why it was not done. */
export type ViewsAnswer = { readonly views: readonly SavedView[] } | { readonly refused: string };

/** Views of the list that are there for the reader. */
export const views = (): Promise<{ readonly views: readonly SavedView[] } | null> => read('/api/views');

/** Keeps a query under a name. `null`: the desk cannot be reached; so below. */
export const keepView = (name: string, query: string): Promise<ViewsAnswer | null> =>
  send('/api/views', { name, query });

/** Renames a view, or shares it. */
export const changeView = (
  id: number,
  change: { readonly name?: string; readonly shared?: boolean },
): Promise<ViewsAnswer | null> => send(`/api/views/${id}`, change);

/** Drops a view. */
export const dropView = (id: number): Promise<ViewsAnswer | null> => send(`/api/views/${id}/drop`, {});

/** Whom calls can be given to. */
export const reviewers = (): Promise<{ readonly reviewers: readonly string[] } | null> => read('/api/reviewers');

/** Gives all calls of a list to somebody. @param to `null`: takes them back */
export const assignAll = (to: string | null, query: string): Promise<AssignAnswer | null> =>
  send('/api/assignments', { to, query });

/** Gives one call to somebody. @param to `null`: takes it back */
export const assignOne = (to: string | null, call: number): Promise<AssignAnswer | null> =>
  send('/api/assignments', { to, call });

/** Undoes what one assigning did. */
export const undoAssigning = (events: {
  readonly first: number;
  readonly last: number;
}): Promise<AssignAnswer | null> => send('/api/assignments/undo', events);

/** The last samples. */
export const samples = (): Promise<{ readonly samples: readonly SampleView[] } | null> => read('/api/samples');

/** Draws calls of a list at random. @returns the samples with the new one, or why there is none */
export const drawSample = (
  query: string,
  count: number,
  seed: number,
): Promise<{ readonly drawn: number; readonly samples: readonly SampleView[] } | { readonly refused: string } | null> =>
  send('/api/samples', { query, count, seed });
