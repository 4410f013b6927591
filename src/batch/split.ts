import type { Place } from '../model/problem.ts';
import type { Piece, ScoredPiece } from './piece.ts';

/** A piece in two, so that the part that kills its worker can be found; `null` for a single file or line. */
export function halves(piece: Piece): readonly [Piece, Piece] | null {
  switch (piece.kind) {
    case 'files': {
      const { paths } = piece;
      const middle = paths.length >> 1;
      if (middle === 0) return null;
      return [
        { ...piece, paths: paths.slice(0, middle) },
        { ...piece, paths: paths.slice(middle) },
      ];
    }
    case 'entries': {
      const { entries } = piece;
      const middle = entries.length >> 1;
      if (middle === 0) return null;
      return [
        { ...piece, entries: entries.slice(0, middle) },
        { ...piece, entries: entries.slice(middle) },
      ];
    }
    case 'lines':
      return halvesOfLines(piece);
    case 'problem':
      return null;
  }
}

function halvesOfLines(piece: Piece & { readonly kind: 'lines' }): readonly [Piece, Piece] | null {
  const { text, firstLine } = piece;
  // The line end nearest to the middle, but not the last one: both halves must hold something.
  let cut = text.indexOf(0x0a, text.length >> 1) + 1;
  if (cut === 0 || cut === text.length) cut = text.lastIndexOf(0x0a, (text.length >> 1) - 1) + 1;
  if (cut <= 0 || cut >= text.length) return null;
  let lines = 0;
  for (let at = text.indexOf(0x0a); at >= 0 && at < cut; at = text.indexOf(0x0a, at + 1)) lines += 1;
  return [
    { ...piece, text: text.slice(0, cut), last: false },
    { ...piece, text: text.slice(cut), firstLine: firstLine + lines },
  ];
}

/** Results of two halves as if they had never been apart. */
export function joined(hash: string, a: ScoredPiece, b: ScoredPiece): ScoredPiece {
  const offset = a.assessments.length;
  return {
    hash,
    unchanged: false,
    assessments: Buffer.concat([a.assessments, b.assessments]),
    ends: Uint32Array.from([...a.ends, ...Array.from(b.ends, (end) => end + offset)]),
    rows: Buffer.concat([a.rows, b.rows]),
    problems: [...a.problems, ...b.problems],
    excerpts: [...a.excerpts, ...b.excerpts.map(({ at, text }) => ({ at: at + a.ends.length, text }))],
  };
}

/** Where a piece begins, for messages. */
export function placeOf(piece: Piece): Place {
  switch (piece.kind) {
    case 'files':
      return { file: piece.paths[0]! };
    case 'entries':
      return { file: `${piece.archive}/${piece.entries[0]!.name}` };
    case 'lines':
      return { file: piece.source, line: piece.firstLine };
    case 'problem':
      return piece.problem.place;
  }
}
