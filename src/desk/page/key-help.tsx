import { useEffect, useRef } from 'preact/hooks';
import { useWords } from './page-lang.ts';

/** What the keys do. */
export function KeyHelp({ onClose }: { readonly onClose: () => void }) {
  const { w } = useWords();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} class="keys" aria-label={w.keysTitle} onClose={onClose}>
      <h2>{w.keysTitle}</h2>
      <dl>
        {w.keyList.map(([key, what]) => (
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
