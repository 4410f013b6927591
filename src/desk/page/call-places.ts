import type { FindingView, ListedView } from '../view.ts';

/** Where a call stands in a list of that order: what is decided meanwhile does not move it. */
export function placeIn(head: ListedView, sort: string): readonly (string | number)[] {
  if (sort === 'queue') return [head.queue, head.sureness, head.no];
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
