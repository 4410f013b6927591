import type { ComponentChildren } from 'preact';
import type { Agreement, Coefficient } from '../../verify/agreement.ts';
import type { BothAgreements } from '../calibration-figures.ts';
import { useCalibrationWords } from './calibration-words.ts';

/** Fewer calls than this tell little. */
export const FEW = 10;

const two = (n: number): string =>
  n
    .toFixed(2)
    .replace(/^-0\.00$/, '0.00')
    .replace('-', '−');

function Value({ of }: { readonly of: Coefficient }) {
  if (of.value === null) return <>–</>;
  return (
    <>
      {two(of.value)}{' '}
      <small>
        [{two(of.low)}, {two(of.high)}]
      </small>
    </>
  );
}

/** A table that is wider than a phone: it scrolls by itself, by keyboard as well. */
export function Scroll({ label, children }: { readonly label: string; readonly children: ComponentChildren }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <section class="scroll" tabIndex={0} aria-label={label}>
      {children}
    </section>
  );
}

/** Heads of the columns of `AgreementCells`: among people, then with the program. */
export function AgreementHeads() {
  const w = useCalibrationWords();
  return (
    <>
      {(['people', 'huashu'] as const).map((who) => (
        <th key={who} class={`num ${who}`} scope="col">
          {w[who]}
          <small>{w.observed}</small>
          <small>
            {w.kappa} · {w.ac1}
          </small>
        </th>
      ))}
    </>
  );
}

function One({ of, who }: { readonly of: Agreement; readonly who: 'people' | 'huashu' }) {
  const w = useCalibrationWords();
  if (of.observed === null) return <td class={`num ${who}`}>–</td>;
  return (
    <td class={`num ${who} ${of.calls < FEW ? 'few' : ''}`} title={of.calls < FEW ? w.few : undefined}>
      <b>{Math.round(of.observed * 100)}%</b> <small>{w.calls(of.calls)}</small>
      <div>
        {w.kappa} <Value of={of.kappa} />
      </div>
      <div>
        {w.ac1} <Value of={of.ac1} />
      </div>
    </td>
  );
}

/** Agreement among people and with the program, side by side: share, κ and AC1 with their intervals, and of how many calls. */
export function AgreementCells({ of }: { readonly of: BothAgreements }) {
  return (
    <>
      <One of={of.people} who="people" />
      <One of={of.huashu} who="huashu" />
    </>
  );
}
