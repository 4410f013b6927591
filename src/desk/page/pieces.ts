/** A part of a text, and the mark on it that is seen. */
export interface Piece<M> {
  readonly from: number;
  readonly piece: string;
  readonly mark: M | null;
}

/** Cuts a text where marks begin and end. @param rank of marks that overlap the one with the lowest rank is seen */
export function piecesOf<M extends { readonly start: number; readonly end: number }>(
  text: string,
  marks: readonly M[],
  rank: (mark: M) => number,
): Piece<M>[] {
  const cuts = new Set([0, text.length]);
  for (const m of marks) for (const at of [m.start, m.end]) if (at > 0 && at < text.length) cuts.add(at);
  const at = [...cuts].sort((a, b) => a - b);
  return at.slice(0, -1).map((from, i) => {
    const over = marks.filter((m) => m.start <= from && m.end > from);
    return { from, piece: text.slice(from, at[i + 1]), mark: over.sort((a, b) => rank(a) - rank(b))[0] ?? null };
  });
}
