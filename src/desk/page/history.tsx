import type { CallView, HistoryView } from '../view.ts';
import { useAppealWords } from './appeal-words.ts';
import { useListWords } from './list-words.ts';
import { moment, useWords } from './page-lang.ts';

interface Props {
  readonly call: CallView;
  /** `null`: not for this reader. */
  readonly onUndo: ((seq: number) => void) | null;
}

/** Everything that anybody did with the call, the undone as well. */
export function History({ call, onUndo }: Props) {
  const { w, lang } = useWords();
  return (
    <section class="history">
      <h2>{w.history}</h2>
      {call.history.length === 0 && <p class="note">{w.noHistory}</p>}
      <ol>
        {call.history.map((h) => (
          <li key={h.seq} class={h.undone ? 'undone' : ''}>
            <small>
              {h.seq} · {moment(h.at, lang)} · {h.who}
            </small>
            <Deed entry={h} call={call} />
            {h.undone && <small>{w.undone}</small>}
            {h.undoable && onUndo && (
              <button type="button" onClick={() => onUndo(h.seq)}>
                {w.undo}
              </button>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}

function Deed({ entry: { act, title }, call }: { readonly entry: HistoryView; readonly call: CallView }) {
  const { w, say } = useWords();
  const { did } = useAppealWords();
  const list = useListWords();
  const about = title ? say(title) : '';
  switch (act.kind) {
    case 'decide': {
      const automatic = call.findings.find((f) => f.target === act.target)?.automatic;
      return (
        <span>
          {w.did.decide(about, w.ruling[act.ruling], act.ruling === automatic)}
          {act.why && <q>{act.why}</q>}
        </span>
      );
    }
    case 'undo':
      return <span>{w.did.undo(act.undoes)}</span>;
    case 'comment':
      return (
        <span>
          {w.did.comment(act.turn)}
          <q>{act.text}</q>
        </span>
      );
    case 'close':
      return <span>{w.did.close}</span>;
    case 'assign':
      return <span>{list.did.assign(act.to)}</span>;
    case 'sample':
      return <span>{list.did.sample(act.draw)}</span>;
    case 'withdraw':
      return <span>{did.withdraw(about)}</span>;
    case 'appeal':
    case 'escalate':
    case 'rule':
      return (
        <span>
          {act.kind === 'rule' ? did.rule(about, w.ruling[act.ruling]) : did[act.kind](about)}
          <q>{act.why}</q>
        </span>
      );
  }
}
