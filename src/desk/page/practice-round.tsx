import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { HintView, PracticeAct, RoundView } from '../practice-view.ts';
import { useWords } from './page-lang.ts';
import { Compose } from './practice-compose.tsx';
import { DrillVerdict, RoundEnd } from './practice-end.tsx';
import { PracticeScore } from './practice-score.tsx';
import { PracticeTurns, useTold } from './practice-turns.tsx';
import { VoiceSwitch } from './practice-voice.tsx';
import { usePracticeWords } from './practice-words.ts';
import { pageAddress } from './route.ts';
import { canReadOut, hush, readOut } from './speech.ts';
import { usePracticeRound } from './use-practice-round.ts';

/** Off until somebody switches it on, and again when the page is loaded anew; the next round goes on as the last one did. */
let voiceOn = false;

/** A round or a drill: the customer says something, the reader answers, and sees at once what was heard. */
export function PracticeRoundPage({ id }: { readonly id: number }) {
  const { w: words } = useWords();
  const w = usePracticeWords();
  const { round, state, load, hint, note, busy, act } = usePracticeRound(id);
  const [text, setText] = useState('');
  const [voice, setVoice] = useState(voiceOn);
  const field = useRef<HTMLTextAreaElement>(null);
  const told = useTold();
  const customer = round?.turns?.findLast((t) => t.role === 'customer')?.text ?? '';
  const goesOn = round !== null && round.ended === null && round.person === null;
  const said = round?.turns?.length ?? 0;
  useEffect(() => {
    if (voice && goesOn && canReadOut()) readOut(customer);
    return hush;
  }, [voice, said, goesOn]);
  useLayoutEffect(() => {
    if (goesOn) {
      field.current?.focus({ preventScroll: true });
      field.current?.scrollIntoView({ block: 'nearest' });
    } else document.getElementById('result')?.focus();
  }, [said, goesOn]);
  if (!round)
    return (
      <main class="practice">
        <p class="empty" role="status">
          {state === 'none' ? w.noSuchRound : words[state === 'failed' ? 'failed' : 'loading']}
        </p>
        {state === 'failed' && (
          <button type="button" class="more" onClick={load}>
            {words.retry}
          </button>
        )}
        {state === 'none' && <a href={pageAddress('/practice')}>{w.back}</a>}
      </main>
    );
  const say = async () => {
    if (text.trim() === '') return field.current?.focus();
    if (await act({ kind: 'say', text })) setText('');
  };
  const switchVoice = (on: boolean) => {
    voiceOn = on;
    setVoice(on);
  };
  return (
    <main class="practice round">
      <Head round={round} />
      {!goesOn && <PracticeScore round={round} />}
      {round.turns === null ? (
        <p class="empty">{w.forgotten}</p>
      ) : (
        <section aria-label={w.dialogue}>
          <PracticeTurns turns={round.turns} />
        </section>
      )}
      <p class="away" role="status" aria-live="polite">
        {round.turns && round.lines > 0 ? told(round.turns) : ''}
      </p>
      {round.drill && <DrillVerdict drill={round.drill} />}
      {goesOn ? (
        <div class="playing">
          {hint && <Hint key={round.version} hint={hint} />}
          <p class={`note ${note.bad ? 'bad' : ''}`} role={note.bad ? 'alert' : 'status'}>
            {note.text}
          </p>
          <Compose field={field} text={text} onText={setText} busy={busy} voice={voice} onSay={say} />
          <Tools round={round} busy={busy} onAct={act} />
          <VoiceSwitch on={voice} onSwitch={switchVoice} />
        </div>
      ) : (
        <RoundEnd round={round} />
      )}
    </main>
  );
}

function Head({ round }: { readonly round: RoundView }) {
  const { say } = useWords();
  const w = usePracticeWords();
  return (
    <header class="task">
      <h2>
        {say(round.scene)} <small>{say(round.persona)}</small> {round.seed > 0 && <small>#{round.seed}</small>}
      </h2>
      {round.person && <p>{w.roundOf(round.person)}</p>}
      {round.assigned && <p>{w.from(round.assigned.by, round.assigned.until)}</p>}
      {!round.drill && say(round.brief) && <p>{say(round.brief)}</p>}
      {round.order.length > 0 && (
        <details open>
          <summary>{w.order}</summary>
          <dl lang="zh-CN">
            {round.order.map(([name, value]) => (
              <div key={name}>
                <dt>{w.field[name]}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
        </details>
      )}
    </header>
  );
}

/** What to say next; the whole sentence only when it is asked for. */
function Hint({ hint }: { readonly hint: HintView }) {
  const { say } = useWords();
  const w = usePracticeWords();
  const [whole, setWhole] = useState(false);
  return (
    <div class="told-hint" role="status">
      <p>
        <b>{hint.over ? w.allSaid : hint.title ? `${w.nextIs}：${say(hint.title)}` : w.answerFirst}</b>
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
        <button type="button" onClick={() => setWhole(true)}>
          {w.moreHint}
        </button>
      )}
    </div>
  );
}

interface ToolsProps {
  readonly round: RoundView;
  readonly busy: boolean;
  readonly onAct: (what: PracticeAct) => Promise<boolean>;
}

/** What can be done beside saying something. */
function Tools({ round, busy, onAct }: ToolsProps) {
  const w = usePracticeWords();
  const [asked, setAsked] = useState<'finish' | 'drop' | null>(null);
  const isDrill = round.drill !== null;
  const none = busy || round.lines === 0;
  if (asked)
    return (
      <p class="asked" role="alert">
        {asked === 'finish' ? w.sureFinish : w.sureDrop}
        <button type="button" class="main" onClick={() => onAct({ kind: asked })}>
          {w.yes}
        </button>
        <button type="button" onClick={() => setAsked(null)}>
          {w.no}
        </button>
      </p>
    );
  return (
    <p class="actions tools">
      <button type="button" disabled={busy} onClick={() => onAct({ kind: 'hint' })}>
        {w.hint}
      </button>
      {!isDrill && (
        <>
          <button type="button" disabled={none} onClick={() => onAct({ kind: 'undo' })}>
            {w.undo}
          </button>
          <button type="button" disabled={none} onClick={() => setAsked('finish')}>
            {w.finish}
          </button>
        </>
      )}
      <button type="button" disabled={busy} onClick={() => (isDrill ? onAct({ kind: 'drop' }) : setAsked('drop'))}>
        {isDrill ? w.skip : w.drop}
      </button>
    </p>
  );
}
