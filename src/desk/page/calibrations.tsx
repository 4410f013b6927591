import { useState } from 'preact/hooks';
import type { ListedSetView } from '../calibration-view.ts';
import { useReviewers } from './assign.tsx';
import * as api from './calibration-api.ts';
import { Trend } from './calibration-trend.tsx';
import { useCalibrationWords } from './calibration-words.ts';
import { useMe } from './me.ts';
import { moment, useWords } from './page-lang.ts';
import { pageAddress } from './route.ts';
import { useLoaded } from './use-loaded.ts';
import { useNote } from './use-note.ts';

/** Calibration sets: those to be judged; for the lead all of them, how far they are, and how agreement went over time. */
export function CalibrationsPage() {
  const { w: words } = useWords();
  const w = useCalibrationWords();
  const { may } = useMe();
  const { value: sets, state, load } = useLoaded(api.sets, []);
  return (
    <main class="calibration">
      <h2>{w.title}</h2>
      <p class="count" role="status">
        {state === 'loading' ? words.loading : state === 'failed' ? words.failed : ''}
      </p>
      {sets?.length === 0 && <p class="empty">{may('see-calibration') ? w.none : w.noneMine}</p>}
      {sets && sets.length > 0 && (
        <ul class="sets">
          {sets.map((set) => (
            <OneSet key={set.id} set={set} />
          ))}
        </ul>
      )}
      {may('see-calibration') && <NewSetForm onMade={load} />}
      {may('see-calibration') && sets && sets.length > 0 && <Trend key={sets.length} />}
    </main>
  );
}

function OneSet({ set }: { readonly set: ListedSetView }) {
  const { lang } = useWords();
  const w = useCalibrationWords();
  const { mine, raters } = set;
  return (
    <li>
      <div>
        <b>{set.name}</b>{' '}
        <small>
          {w.calls(set.calls)} · {moment(set.at, lang)}
        </small>
        {raters && (
          <p>
            {raters.map((r) => (
              <span key={r.name} class={`chip ${r.done ? 'closed' : ''}`}>
                {w.progress(r.name, r.judged, set.calls, r.done)}
              </span>
            ))}
          </p>
        )}
        {mine && !mine.done && (
          <p>
            <small>{w.blind}</small>
          </p>
        )}
      </div>
      <p class="actions">
        {mine && !mine.done && (
          <a class="button main" href={pageAddress(`/calibrations/${set.id}/judge`)}>
            {w.judge(mine.judged, set.calls)}
          </a>
        )}
        {(raters || mine?.done) && (
          <a class="button" href={pageAddress(`/calibrations/${set.id}`)}>
            {w.figures}
          </a>
        )}
      </p>
    </li>
  );
}

const numbersIn = (text: string): number[] => [...text.matchAll(/\d{1,15}/g)].map(([n]) => Number(n));
const namesIn = (text: string): string[] =>
  text
    .split(/[,，、;；\n]/)
    .map((name) => name.trim())
    .filter(Boolean);

/** Makes a set: calls that are drawn, or chosen by their numbers. */
function NewSetForm({ onMade }: { readonly onMade: () => void }) {
  const { w: words } = useWords();
  const w = useCalibrationWords();
  const [name, setName] = useState('');
  const [raters, setRaters] = useState('');
  const [byHand, setByHand] = useState(false);
  const [count, setCount] = useState('20');
  const [seed, setSeed] = useState('1');
  const [numbers, setNumbers] = useState('');
  const [note, tell] = useNote({ words, w });
  const save = async () => {
    const chosen = byHand
      ? { calls: numbersIn(numbers) }
      : { draw: { count: Math.max(1, Number(count) || 1), seed: Number(seed) || 0 } };
    const answer = await api.make({ name, raters: namesIn(raters), ...chosen });
    if (!answer) return tell(({ words }) => words.notReached);
    if ('problem' in answer) return tell(() => answer.problem);
    if ('refused' in answer) return tell(({ w }) => w.refused(answer.refused));
    tell(null);
    setName('');
    onMade();
  };
  const field = (label: string, value: string, set: (to: string) => void, more: object = {}) => (
    <label>
      {label}
      <input value={value} onInput={(e) => set(e.currentTarget.value)} {...more} />
    </label>
  );
  return (
    <details class="new-set">
      <summary>{w.make}</summary>
      <form
        class="form"
        onSubmit={(e) => {
          e.preventDefault();
          save();
        }}
      >
        {field(w.name, name, setName, { placeholder: w.nameHint, maxLength: 100, name: 'name' })}
        {field(w.raters, raters, setRaters, { placeholder: w.ratersHint, name: 'raters' })}
        <Pick label={w.raters} chosen={namesIn(raters)} onChange={(names) => setRaters(names.join('、'))} />
        <fieldset>
          {[false, true].map((hand) => (
            <label key={String(hand)}>
              <input type="radio" name="by" checked={hand === byHand} onChange={() => setByHand(hand)} />
              {hand ? w.byHand : w.byDraw}
            </label>
          ))}
        </fieldset>
        {byHand ? (
          field(w.numbers, numbers, setNumbers, { placeholder: w.numbersHint, name: 'numbers' })
        ) : (
          <>
            {field(w.count, count, setCount, { type: 'number', min: 1, max: 500, name: 'count' })}
            {field(w.seed, seed, setSeed, { type: 'number', min: 0, name: 'seed' })}
          </>
        )}
        <p class="actions">
          <button type="submit" class="main">
            {w.create}
          </button>
          <span class="note bad" role="status">
            {note}
          </span>
        </p>
      </form>
    </details>
  );
}

interface PickProps {
  readonly label: string;
  readonly chosen: readonly string[];
  readonly onChange: (names: readonly string[]) => void;
}

/** Those who have an account and review calls, to be ticked instead of written. */
function Pick({ label, chosen, onChange }: PickProps) {
  const reviewers = useReviewers();
  if (reviewers.length === 0) return null;
  return (
    <fieldset aria-label={label}>
      {reviewers.map((name) => (
        <label key={name}>
          <input
            type="checkbox"
            checked={chosen.includes(name)}
            onChange={(e) => onChange(e.currentTarget.checked ? [...chosen, name] : chosen.filter((c) => c !== name))}
          />
          {name}
        </label>
      ))}
    </fieldset>
  );
}
