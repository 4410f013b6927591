import { useState } from 'preact/hooks';
import type { AppealGoldView } from '../appeal-view.ts';
import * as api from './api.ts';
import { useAppealWords } from './appeal-words.ts';

/** Makes a decided appeal a labelled dialogue and a case for the pack, to be read and saved. */
export function Gold({ no, seq }: { readonly no: number; readonly seq: number }) {
  const w = useAppealWords();
  const [gold, setGold] = useState<AppealGoldView | 'failed' | null>(null);
  const make = () =>
    api.appealGold(no, seq).then(
      (found) => setGold(found ?? 'failed'),
      () => setGold('failed'),
    );
  if (gold === null)
    return (
      <button type="button" onClick={make}>
        {w.gold}
      </button>
    );
  if (gold === 'failed')
    return (
      <p class="note bad" role="status">
        {w.goldFailed}
      </p>
    );
  return (
    <div class="gold">
      <p role="status">
        <small>{w.goldNote}</small>
      </p>
      <Saved text={gold.dialogue} name={`appeal-${seq}.json`} label={w.dialogue} />
      {gold.packCase !== null && <Saved text={gold.packCase} name={`appeal-${seq}.yaml`} label={w.packCase} />}
    </div>
  );
}

function Saved({ text, name, label }: { readonly text: string; readonly name: string; readonly label: string }) {
  const save = () => {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([text], { type: 'text/plain;charset=utf-8' }));
    link.download = name;
    link.click();
    URL.revokeObjectURL(link.href);
  };
  return (
    <>
      <textarea readOnly rows={6} aria-label={label} value={text} />
      <button type="button" onClick={save}>
        {label}
      </button>
    </>
  );
}
