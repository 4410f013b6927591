import { useState } from 'preact/hooks';
import type { SettingsAnswer, SettingsView } from '../settings-view.ts';
import { read, send } from './api.ts';
import { useAppealWords } from './appeal-words.ts';
import { moment, useWords } from './page-lang.ts';
import { useLoaded } from './use-loaded.ts';
import { useNote } from './use-note.ts';

/** How long verdicts can be appealed: for whoever runs the desk. */
export function AppealDays() {
  const { w: words, lang } = useWords();
  const w = useAppealWords();
  const { value, state, load } = useLoaded(() => read<SettingsView>('/api/settings'), []);
  const [good, setGood] = useState(true);
  const [note, tell] = useNote({ words, w });
  if (!value)
    return state === 'failed' ? (
      <p role="status">
        {words.failed}{' '}
        <button type="button" onClick={load}>
          {words.retry}
        </button>
      </p>
    ) : null;
  const { appealDays, least, most, changed } = value;
  const save = async (form: HTMLFormElement) => {
    const days = Number(new FormData(form).get('days'));
    const answer = await send<SettingsAnswer>('/api/settings/appeal-days', { days });
    const done = answer !== null && !('refused' in answer);
    setGood(done);
    tell(({ words, w }) => (done ? words.saved : answer ? w.daysRefused(least, most) : words.notReached));
    if (done) load();
  };
  return (
    <form
      class="card days"
      aria-label={w.days}
      onSubmit={(e) => {
        e.preventDefault();
        save(e.currentTarget);
      }}
    >
      <p class="across">
        <label>
          {w.days}
          <input name="days" type="number" required min={least} max={most} step={1} defaultValue={`${appealDays}`} />
        </label>
        <button type="submit">{words.save}</button>
      </p>
      <small>
        {w.daysNote}
        {changed && ` ${w.daysChanged(changed.who, moment(changed.at, lang), changed.from, changed.to)}`}
      </small>
      <p class={good ? 'note good' : 'note bad'} role="status">
        {note}
      </p>
    </form>
  );
}
