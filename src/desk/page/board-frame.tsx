import type { ComponentChildren } from 'preact';
import { useBoardWords } from './board-words.ts';

/** Pictures are drawn on these many units, as in report.html, and scaled by the page. */
export const WIDE = 640;
export const HIGH = 220;
export const LEFT = 44;
export const RIGHT = 12;
export const TOP = 14;
export const BOTTOM = 28;
export const PLOT = WIDE - LEFT - RIGHT;
export const DEPTH = HIGH - TOP - BOTTOM;

/** To a tenth of a unit. */
export const round = (n: number): number => Math.round(n * 10) / 10;

/** A step of 1, 2 or 5 times a power of ten, so that about four lines stand over `most`. */
export function stepFor(most: number): number {
  const power = 10 ** Math.floor(Math.log10(most / 4));
  return Math.max(1, [1, 2, 5, 10].map((n) => n * power).find((step) => step >= most / 4)!);
}

/** Lines across, with what they stand for. */
export function Grid({
  at,
  y,
  text,
  plot = PLOT,
}: {
  readonly at: readonly number[];
  readonly y: (n: number) => number;
  readonly text: (n: number) => string;
  /** How wide the lines are. */
  readonly plot?: number;
}) {
  return (
    <>
      {at.map((n) => (
        <g key={n}>
          <line class="grid" x1={LEFT} x2={LEFT + plot} y1={round(y(n))} y2={round(y(n))} />
          <text class="tick" x={LEFT - 6} y={round(y(n) + 4)} text-anchor="end">
            {text(n)}
          </text>
        </g>
      ))}
    </>
  );
}

/** From one number to another. */
export const steps = (from: number, to: number, by: number): number[] =>
  Array.from({ length: Math.floor((to - from) / by) + 1 }, (_, i) => from + i * by);

/** The same as a table: for whoever does not see the picture, and whoever wants the figures. */
export function Figures({
  head,
  children,
}: {
  readonly head: readonly string[];
  readonly children: ComponentChildren;
}) {
  const { b } = useBoardWords();
  return (
    <details class="figures-table">
      <summary>{b.asTable}</summary>
      <div class="scroll">
        <table>
          <thead>
            <tr>
              {head.map((h, i) => (
                <th key={h} class={i > 0 ? 'num' : ''}>
                  {h}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>{children}</tbody>
        </table>
      </div>
    </details>
  );
}
