import type { ComponentChildren } from 'preact';
import type { BoardView } from '../board-view.ts';

/** Address of the list of the calls that a number of the board counts. */
export type ToCalls = (changes: Readonly<Record<string, string>>) => string;

/** What every part of the board is drawn from. */
export interface Shown {
  readonly board: BoardView;
  readonly calls: ToCalls;
}

/** A part of the board with its title. */
export function Card({
  title,
  note,
  children,
  wide = false,
}: {
  readonly title: string;
  readonly note: string | null;
  readonly children: ComponentChildren;
  readonly wide?: boolean;
}) {
  return (
    <section class={`card ${wide ? 'wide' : ''}`}>
      <h2>{title}</h2>
      {note !== null && <p class="hint">{note}</p>}
      {children}
    </section>
  );
}
