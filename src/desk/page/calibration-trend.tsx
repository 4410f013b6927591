import { AgreementCells, AgreementHeads, FEW, Scroll } from './agreement-cells.tsx';
import * as api from './calibration-api.ts';
import { useCalibrationWords } from './calibration-words.ts';
import { moment, useWords } from './page-lang.ts';
import { pageAddress } from './route.ts';
import { useLoaded } from './use-loaded.ts';

/** Agreement of all sets, the oldest first, apart for each pack that their calls were judged by. */
export function Trend() {
  const { lang } = useWords();
  const w = useCalibrationWords();
  const { value: lines } = useLoaded(api.trend, []);
  if (!lines || lines.length === 0) return null;
  return (
    <section class="trend">
      <h3>{w.trend}</h3>
      <Scroll label={w.trend}>
        <table class="agreement">
          <thead>
            <tr>
              <th scope="col">{w.item}</th>
              <AgreementHeads />
            </tr>
          </thead>
          {lines.map((line) => (
            // The set in a row of its own: beside its figures there is no room for it on a phone.
            <tbody key={`${line.id} ${line.pack}`}>
              <tr class="set">
                <th scope="rowgroup" colSpan={3}>
                  <a href={pageAddress(`/calibrations/${line.id}`)}>{line.name}</a>
                  <small>
                    {moment(line.at, lang)} · {w.pack} {line.pack}
                  </small>
                </th>
              </tr>
              {(['elements', 'phrases'] as const).map((part) => (
                <tr key={part}>
                  <th scope="row">{part === 'elements' ? w.allElements : w.allPhrases}</th>
                  <AgreementCells of={line[part]} />
                </tr>
              ))}
            </tbody>
          ))}
        </table>
      </Scroll>
      <p class="note">
        {w.intervals} {w.grey(FEW)}
      </p>
    </section>
  );
}
