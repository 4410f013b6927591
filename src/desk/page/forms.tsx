import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Ruling } from '../decisions.ts';
import type { FindingView } from '../view.ts';
import { useWords } from './page-lang.ts';

const MOST_WRITTEN = 2_000;

/** Whether Enter ends the writing: not while an input method is still composing. */
const ends = (event: KeyboardEvent): boolean => event.key === 'Enter' && !event.shiftKey && !event.isComposing;

interface OverruleProps {
  readonly finding: FindingView;
  /** @returns whether it was saved */
  readonly onSave: (ruling: Ruling, why: string) => Promise<boolean>;
  readonly onCancel: () => void;
}

/** Overrules a finding: 1–4 choose, Tab goes on to the reason, Enter saves, Esc leaves all as it was. */
export function OverruleForm({ finding, onSave, onCancel }: OverruleProps) {
  const { w } = useWords();
  const now = finding.human ?? finding.automatic;
  const [ruling, setRuling] = useState<Ruling>(() => finding.rulings.find((r) => r !== now)!);
  const [why, setWhy] = useState('');
  const group = useRef<HTMLFieldSetElement>(null);
  const reason = useRef<HTMLTextAreaElement>(null);
  // Before the next key: whoever knows the keys does not wait for the page.
  useLayoutEffect(() => group.current?.querySelector<HTMLInputElement>('input:checked')?.focus(), []);
  const needed = ruling !== finding.automatic;
  const save = async () => {
    if (needed && why.trim() === '') {
      reason.current?.focus();
      return;
    }
    await onSave(ruling, why.trim());
  };
  const choose = (event: KeyboardEvent) => {
    const chosen = finding.rulings[Number(event.key) - 1];
    if (chosen) {
      event.preventDefault();
      setRuling(chosen);
      reason.current?.focus();
    } else if (event.key === 'Enter') {
      event.preventDefault();
      if (needed) reason.current?.focus();
      else save();
    }
  };
  return (
    <form
      class="form"
      onSubmit={(e) => {
        e.preventDefault();
        save();
      }}
      onKeyDown={(e) => e.key === 'Escape' && onCancel()}
    >
      <fieldset ref={group}>
        <legend>{w.choose}</legend>
        {finding.rulings.map((r, i) => (
          <label key={r}>
            <input type="radio" name="ruling" checked={r === ruling} onChange={() => setRuling(r)} onKeyDown={choose} />
            <kbd>{i + 1}</kbd> {w.ruling[r]}
          </label>
        ))}
      </fieldset>
      <textarea
        ref={reason}
        rows={2}
        maxLength={MOST_WRITTEN}
        value={why}
        placeholder={needed ? w.reasonNeeded : w.reason}
        aria-label={w.reason}
        aria-required={needed}
        onInput={(e) => setWhy(e.currentTarget.value)}
        onKeyDown={(e) => {
          if (!ends(e)) return;
          e.preventDefault();
          save();
        }}
      />
      <Buttons onCancel={onCancel} />
    </form>
  );
}

interface CommentProps {
  readonly turn: number;
  readonly onSave: (text: string) => Promise<boolean>;
  readonly onCancel: () => void;
}

/** A comment on a turn. */
export function CommentForm({ turn, onSave, onCancel }: CommentProps) {
  const { w } = useWords();
  const [text, setText] = useState('');
  const field = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => field.current?.focus(), []);
  const save = async () => {
    if (text.trim() === '') field.current?.focus();
    else await onSave(text.trim());
  };
  return (
    <form
      class="form"
      onSubmit={(e) => {
        e.preventDefault();
        save();
      }}
      onKeyDown={(e) => e.key === 'Escape' && onCancel()}
    >
      <textarea
        ref={field}
        rows={2}
        maxLength={MOST_WRITTEN}
        value={text}
        aria-label={w.commentOn(turn + 1)}
        placeholder={w.commentOn(turn + 1)}
        onInput={(e) => setText(e.currentTarget.value)}
        onKeyDown={(e) => {
          if (!ends(e)) return;
          e.preventDefault();
          save();
        }}
      />
      <Buttons onCancel={onCancel} />
    </form>
  );
}

function Buttons({ onCancel }: { readonly onCancel: () => void }) {
  const { w } = useWords();
  return (
    <p class="actions">
      <button type="submit">{w.save}</button>
      <button type="button" onClick={onCancel}>
        {w.cancel} <kbd>Esc</kbd>
      </button>
    </p>
  );
}
