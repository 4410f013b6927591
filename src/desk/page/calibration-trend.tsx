import { AgreementCells, AgreementHeads, Scroll } from './agreement-cells.tsx';
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
              <th scope="col">{w.title}</th>
              <th scope="col">{w.item}</th>
              <AgreementHeads />
            </tr>
          </thead>
          <tbody>
            {lines.flatMap((line) =>
              (['elements', 'phrases'] as const).map((part) => (
                <tr key={`${line.id} ${line.pack} ${part}`}>
                  <th scope="row">
                    {part === 'elements' && (
                      <>
                        <a href={pageAddress(`/calibrations/${line.id}`)}>{line.name}</a>
                        <small>
                          {moment(line.at, lang)} · {w.pack} {line.pack}
                        </small>
                      </>
                    )}
                  </th>
                  <td>{part === 'elements' ? w.allElements : w.allPhrases}</td>
                  <AgreementCells of={line[part]} />
                </tr>
              )),
            )}
          </tbody>
        </table>
      </Scroll>
      <p class="note">{w.intervals}</p>
    </section>
  );
}
