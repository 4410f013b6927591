import { useState } from 'preact/hooks';
import * as api from './api.ts';
import { PasswordField } from './password-field.tsx';
import { usePeopleWords } from './people-words.ts';
import { useNote } from './use-note.ts';

interface Props {
  /** He was signed in a moment ago. */
  readonly expired: boolean;
  readonly onDone: () => void;
}

/** Name and password. */
export function SignInPage({ expired, onDone }: Props) {
  const w = usePeopleWords();
  const [note, tell] = useNote(w);
  const [busy, setBusy] = useState(false);
  const enter = async (form: HTMLFormElement) => {
    if (busy) return;
    const given = new FormData(form);
    setBusy(true);
    tell((w) => w.checking);
    const answer = await api.signIn(String(given.get('name')), String(given.get('password')));
    setBusy(false);
    if (answer && 'done' in answer) return onDone();
    tell((w) => (answer ? w.refused(answer.refused, 'wait' in answer ? answer.wait : 0) : w.notReached));
  };
  return (
    <main class="door">
      <h2>{w.signIn}</h2>
      {expired && <p class="note">{w.expired}</p>}
      <form
        class="card"
        onSubmit={(e) => {
          e.preventDefault();
          enter(e.currentTarget);
        }}
      >
        <label>
          {w.name}
          <input name="name" autocomplete="username" autocapitalize="none" required maxLength={100} />
        </label>
        <PasswordField name="password" label={w.password} autocomplete="current-password" />
        <button type="submit" class="main">
          {w.enter}
        </button>
        <p class={`note ${busy ? '' : 'bad'}`} role="status">
          {note}
        </p>
      </form>
      <p class="note">{w.forgotten}</p>
    </main>
  );
}
