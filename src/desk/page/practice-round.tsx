import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { PracticeAct, RoundView } from '../practice-view.ts';
import { NotThere } from './not-there.tsx';
import { Compose } from './practice-compose.tsx';
import { DrillVerdict, RoundEnd } from './practice-end.tsx';
import { PracticeScore } from './practice-score.tsx';
import { Hint, Order, TaskHead } from './practice-task.tsx';
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
  const w = usePracticeWords();
  const { round, state, load, hint, note, busy, act } = usePracticeRound(id);
  const [text, setText] = useState('');
  const [voice, setVoice] = useState(voiceOn);
  const field = useRef<HTMLTextAreaElement>(null);
  const told = useTold();
  const customer = round?.turns?.findLast((t) => t.role === 'customer')?.text ?? '';
  const goesOn = round !== null && round.ended === null && round.person === null;
  const said = round?.turns?.length ?? 0;
  const begun = (round?.lines ?? 0) > 0;
  useEffect(() => {
    if (voice && goesOn && canReadOut()) readOut(customer);
    return hush;
  }, [voice, said, goesOn]);
  useLayoutEffect(() => {
    if (goesOn) {
      // Not before the task was read where that brings a keyboard up over it.
      if (begun || matchMedia('(pointer: fine)').matches) field.current?.focus({ preventScroll: true });
      // The last words stand over the field; before the first line the task is to be read.
      if (begun) scrollTo({ top: document.documentElement.scrollHeight });
    } else document.getElementById('result')?.focus();
  }, [said, goesOn]);
  useLayoutEffect(() => {
    if (hint) scrollTo({ top: document.documentElement.scrollHeight });
  }, [hint]);
  if (!round)
    return (
      <main class="practice">
        <NotThere
          state={state}
          none={w.noSuchRound}
          onRetry={load}
          back={{ to: pageAddress('/practice'), text: w.back }}
        />
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
      <TaskHead round={round} />
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
          {!round.drill && <Order round={round} open={!begun} />}
          {hint && <Hint key={round.version} hint={hint} onShown={() => field.current?.focus()} />}
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
