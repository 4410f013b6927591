import type { Ref } from 'preact';
import { usePracticeWords } from './practice-words.ts';
import { canListen, useListening } from './speech.ts';
import { useNote } from './use-note.ts';

interface Props {
  readonly field: Ref<HTMLTextAreaElement>;
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly busy: boolean;
  /** Whether the browser's recognition was switched on. */
  readonly voice: boolean;
  readonly onSay: () => void;
}

/** Whether Enter ends the line: not while an input method is still composing. */
const ends = (event: KeyboardEvent): boolean => event.key === 'Enter' && !event.shiftKey && !event.isComposing;

/** The line that is being typed, or spoken and then read before it is sent. */
export function Compose({ field, text, onText, busy, voice, onSay }: Props) {
  const w = usePracticeWords();
  const [note, tell] = useNote(w);
  const { listening, toggle } = useListening(
    (heard) => {
      tell(null);
      onText(heard);
    },
    (code) => tell((w) => w.voiceFailed(code)),
  );
  return (
    <form
      class="compose"
      onSubmit={(e) => {
        e.preventDefault();
        onSay();
      }}
    >
      <textarea
        ref={field}
        rows={2}
        lang="zh-CN"
        value={text}
        aria-label={w.yourLine}
        placeholder={w.placeholder}
        onInput={(e) => onText(e.currentTarget.value)}
        onKeyDown={(e) => {
          if (!ends(e)) return;
          e.preventDefault();
          onSay();
        }}
      />
      {voice && canListen() && (
        <button type="button" class={listening ? 'listen on' : 'listen'} aria-pressed={listening} onClick={toggle}>
          {listening ? w.listening : w.listen}
        </button>
      )}
      <button type="submit" class="main" disabled={busy}>
        {w.say}
      </button>
      {note && (
        <p class="note bad" role="alert">
          {note}
        </p>
      )}
    </form>
  );
}
