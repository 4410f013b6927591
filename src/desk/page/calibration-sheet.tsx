import { useState } from 'preact/hooks';
import { sendSheet } from './calibration-api.ts';
import { useSheetWords } from './calibration-sheet-words.ts';
import { useCalibrationWords } from './calibration-words.ts';
import { useMe } from './me.ts';
import { useWords } from './page-lang.ts';
import { useNote } from './use-note.ts';

/** As the server has it (routes/calibration-sheets.ts): larger files are not even sent. */
const MOST_MEGABYTES = 8;

interface Props {
  readonly id: number;
  /** @param raters whose sheets were taken */
  readonly onDone: (raters: readonly string[]) => void;
}

/** A set's empty sheet to take along, and filled ones to bring back. */
export function SheetBox({ id, onDone }: Props) {
  const { w: words, lang } = useWords();
  const w = useSheetWords();
  const calibration = useCalibrationWords();
  const { may } = useMe();
  const [busy, setBusy] = useState(false);
  const all = { words, w, calibration };
  const [note, tell] = useNote(all);
  const [fault, tellFault] = useNote(all);
  // What is wrong in the sheet, in the language that it was brought in.
  const [faults, setFaults] = useState<readonly string[]>([]);
  const problems = fault === '' ? faults : [fault];
  const take = async (file: File) => {
    tell(null);
    tellFault(null);
    setFaults([]);
    if (file.size > MOST_MEGABYTES * 2 ** 20) return tellFault(({ w }) => w.tooLarge(MOST_MEGABYTES));
    setBusy(true);
    const answer = await sendSheet(id, file, lang);
    setBusy(false);
    if (!answer) return tellFault(({ words }) => words.notReached);
    if ('problem' in answer) return setFaults([answer.problem]);
    if ('problems' in answer) return setFaults(answer.problems);
    if ('refused' in answer) return tellFault(({ calibration }) => calibration.refused(answer.refused));
    tell(({ w }) => w.taken(answer.raters, answer.judged));
    onDone(answer.raters);
  };
  return (
    <details class="new-set">
      <summary>{w.title}</summary>
      <p class="note">{may('see-calibration') ? w.forAll : w.forOwn}</p>
      <p class="actions">
        {(['xlsx', 'csv'] as const).map((kind) => (
          <a key={kind} class="button" href={`/api/calibrations/${id}/sheet.${kind}?lang=${lang}`} download>
            {w.download} {kind.toUpperCase()}
          </a>
        ))}
      </p>
      <div class="intake">
        <label>
          {w.upload}{' '}
          <input
            type="file"
            accept=".csv,.xlsx"
            disabled={busy}
            onChange={(e) => {
              const [file] = e.currentTarget.files ?? [];
              if (file) take(file);
              e.currentTarget.value = '';
            }}
          />
        </label>
        <small role="status">{busy ? words.loading : problems.length > 0 ? w.nothingTaken : note}</small>
        {problems.length > 0 && (
          <ul>
            {problems.map((text, i) => (
              <li key={i}>{text}</li>
            ))}
          </ul>
        )}
      </div>
    </details>
  );
}
