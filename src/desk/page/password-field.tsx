import { useEffect, useRef, useState } from 'preact/hooks';
import { usePeopleWords } from './people-words.ts';

interface Props {
  readonly name: string;
  readonly label: string;
  readonly autocomplete: 'current-password' | 'new-password';
}

/** A password that is typed, hidden until its writer wants to see it, and again when it is sent. */
export function PasswordField({ name, label, autocomplete }: Props) {
  const w = usePeopleWords();
  const [shown, setShown] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const form = field.current?.form;
    // A browser keeps what stood in a field of text, and proposes it to the next one.
    const hide = () => setShown(false);
    form?.addEventListener('submit', hide);
    return () => form?.removeEventListener('submit', hide);
  }, []);
  return (
    <div class="secret">
      <label>
        {label}
        <input
          ref={field}
          name={name}
          type={shown ? 'text' : 'password'}
          autocomplete={autocomplete}
          autocapitalize="none"
          spellcheck={false}
          required
          maxLength={256}
        />
      </label>
      <button
        type="button"
        aria-label={shown ? w.hidePassword(label) : w.showPassword(label)}
        onClick={() => setShown(!shown)}
      >
        {shown ? w.hide : w.show}
      </button>
    </div>
  );
}
