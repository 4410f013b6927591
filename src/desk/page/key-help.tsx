import { useEffect, useRef } from 'preact/hooks';
import { useAudioWords } from './audio-words.ts';
import { useWords } from './page-lang.ts';

/** What the keys do. */
export function KeyHelp({ onClose }: { readonly onClose: () => void }) {
  const { w } = useWords();
  const audio = useAudioWords();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} class="keys" aria-label={w.keysTitle} onClose={onClose}>
      <h2>{w.keysTitle}</h2>
      <dl>
        {[...w.keyList, ...audio.keyList].map(([key, what]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
      <button type="button" onClick={() => dialog.current?.close()}>
        {w.done}
      </button>
    </dialog>
  );
}
