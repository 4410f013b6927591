import { useState } from 'preact/hooks';
import { ORDER_FIELDS } from '../../report/order-rows.ts';
import type { HintView, RoundView } from '../practice-view.ts';
import { useWords } from './page-lang.ts';
import { usePracticeWords } from './practice-words.ts';

/** What is practised, with whom, and what there is to know before. */
export function TaskHead({ round }: { readonly round: RoundView }) {
  const { say } = useWords();
  const w = usePracticeWords();
  // While a round goes on, its order stands beside the field that one types in.
  const apart = round.ended === null && round.person === null && !round.drill;
  return (
    <header class="task">
      <h2>
        {say(round.scene)} <small>{say(round.persona)}</small> {round.seed > 0 && <small>#{round.seed}</small>}
      </h2>
      {round.person && <p>{w.roundOf(round.person)}</p>}
      {round.assigned && <p>{w.from(round.assigned.by, round.assigned.until)}</p>}
      {!round.drill && say(round.brief) && <p>{say(round.brief)}</p>}
      {!apart && <Order round={round} open />}
    </header>
  );
}

/** The work order, a field a row. */
export function Order({ round, open }: { readonly round: RoundView; readonly open: boolean }) {
  const { lang } = useWords();
  const w = usePracticeWords();
  if (round.order.length === 0) return null;
  return (
    <details class="order-of" open={open}>
      <summary>{w.order}</summary>
      <dl lang="zh-CN">
        {round.order.map(([name, value]) => (
          <div key={name}>
            <dt>{ORDER_FIELDS[lang][name]}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

interface HintProps {
  readonly hint: HintView;
  /** The whole sentence was asked for: the button that did is gone. */
  readonly onShown: () => void;
}

/** What to say next; the whole sentence only when it is asked for. */
export function Hint({ hint, onShown }: HintProps) {
  const { say } = useWords();
  const w = usePracticeWords();
  const [whole, setWhole] = useState(false);
  const show = () => {
    setWhole(true);
    onShown();
  };
  return (
    <div class="told-hint" role="status">
      <p>
        <b>{hint.over ? w.allSaid : hint.title ? w.nextIs(say(hint.title)) : w.answerFirst}</b>
        {hint.why && <small> {say(hint.why)}</small>}
      </p>
      {whole ? (
        <dl lang="zh-CN">
          {hint.manual && (
            <div>
              <dt>{w.manual}</dt>
              <dd>{hint.manual}</dd>
            </div>
          )}
          <div>
            <dt>{w.canSay}</dt>
            <dd>{hint.say}</dd>
          </div>
        </dl>
      ) : (
        <button type="button" onClick={show}>
          {w.moreHint}
        </button>
      )}
    </div>
  );
}
