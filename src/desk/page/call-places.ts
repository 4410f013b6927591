import type { FindingView, ListedView } from '../view.ts';

/**
 * Where a call stands in a list of that query: what is decided meanwhile does not move it.
 * @param me who works off the queue: there what is assigned to him comes first, and then what is assigned to nobody
 */
export function placeIn(head: ListedView, query: URLSearchParams, me: string): readonly (string | number)[] {
  const sort = query.get('sort') ?? 'no';
  if (sort === 'queue') {
    const place = [head.queue, head.sureness, head.no];
    const isQueue = query.has('queued') && query.get('order') !== 'down' && !query.has('assigned');
    return isQueue ? [head.assignee === me ? 0 : head.assignee === '' ? 1 : 2, ...place] : place;
  }
  const value = { score: head.percent ?? -1, day: head.day, sureness: head.sureness, agent: head.agent }[sort];
  return value === undefined ? [head.no] : [value, head.no];
}

/** Where a finding is: the turn of its words, or the one after which they were missed. */
export const turnOf = (f: FindingView): number =>
  f.evidence[0]?.turn ?? Math.max(0, (f.kind === 'element' ? f.belongsAfter : null) ?? 0);

/** Brings a turn into sight within the words; the page itself stays where it is. */
export function showTurn(turn: number): void {
  const element = document.getElementById(`turn-${turn}`);
  const words = element?.closest('.words');
  if (!element || !words) return;
  const [outer, inner] = [words.getBoundingClientRect(), element.getBoundingClientRect()];
  if (inner.top < outer.top || inner.bottom > outer.bottom) words.scrollTop += inner.top - outer.top - outer.height / 3;
}
