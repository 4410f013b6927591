import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { DoorAnswer } from '../people-view.ts';
import { PasswordField } from './password-field.tsx';
import { usePeopleWords } from './people-words.ts';
import { useNote } from './use-note.ts';

interface Props {
  /** What stands above the two fields. */
  readonly children?: ComponentChildren;
  readonly label: string;
  readonly button: string;
  /** Sends what was written. `null`: the desk cannot be reached. */
  readonly onSend: (password: string, given: FormData) => Promise<DoorAnswer | null>;
  readonly onDone: () => void;
}

/** A password that is chosen: written twice, so that nobody locks himself out by a slip. */
export function NewPassword({ children, label, button, onSend, onDone }: Props) {
  const w = usePeopleWords();
  const [note, tell] = useNote(w);
  const [busy, setBusy] = useState(false);
  const send = async (form: HTMLFormElement) => {
    if (busy) return;
    const given = new FormData(form);
    const password = String(given.get('password'));
    if (password !== given.get('again')) return tell((w) => w.notSame);
    setBusy(true);
    tell((w) => w.checking);
    const answer = await onSend(password, given);
    setBusy(false);
    if (answer && 'done' in answer) {
      tell(null);
      form.reset();
      return onDone();
    }
    tell((w) => (answer ? w.refused(answer.refused, 'wait' in answer ? answer.wait : 0) : w.notReached));
  };
  return (
    <form
      class="card"
      onSubmit={(e) => {
        e.preventDefault();
        send(e.currentTarget);
      }}
    >
      {children}
      <PasswordField name="password" label={label} autocomplete="new-password" />
      <PasswordField name="again" label={w.passwordAgain} autocomplete="new-password" />
      <small>{w.passwordRule}</small>
      <button type="submit" class="main">
        {button}
      </button>
      <p class={`note ${busy ? '' : 'bad'}`} role="status">
        {note}
      </p>
    </form>
  );
}
