import { useEffect, useRef, useState } from 'preact/hooks';
import type { SheetCallView, SheetView } from '../calibration-view.ts';
import type { Heard, Rating } from '../calibrations.ts';
import * as api from './calibration-api.ts';
import { JudgeElements, JudgeWords } from './calibration-judge-parts.tsx';
import { SheetBox } from './calibration-sheet.tsx';
import { useCalibrationWords } from './calibration-words.ts';
import { useMe } from './me.ts';
import { NotThere } from './not-there.tsx';
import { useWords } from './page-lang.ts';
import { pageAddress } from './route.ts';
import { type Keys, useKeys } from './use-keys.ts';
import { useLoaded } from './use-loaded.ts';
import { useNote } from './use-note.ts';

/** A trainer judges the calls of a set, one after the other, blind. */
export function JudgePage({ id }: { readonly id: number }) {
  const { w: words } = useWords();
  const w = useCalibrationWords();
  const me = useMe();
  const { value: sheet, state, load } = useLoaded(() => api.sheet(id), [id]);
  const [chosen, setChosen] = useState<number | null>(null);
  const no = chosen ?? sheet?.calls.find((c) => !c.judged)?.no ?? sheet?.calls[0]?.no;
  if (!sheet || no === undefined)
    return (
      <main>
        <NotThere
          state={state}
          none={words.noSuchPage}
          onRetry={load}
          back={{ to: pageAddress('/calibrations'), text: `← ${w.title}` }}
        />
      </main>
    );
  const next = () => {
    const at = sheet.calls.findIndex((c) => c.no === no);
    const after = [...sheet.calls.slice(at + 1), ...sheet.calls.slice(0, at)].find((c) => !c.judged);
    setChosen(after?.no ?? no);
    load();
    scrollTo(0, 0);
  };
  return (
    <main class="calibration">
      <p>
        <a href={pageAddress('/calibrations')}>← {w.title}</a>
      </p>
      <h2>{sheet.name}</h2>
      <nav class="parts" aria-label={sheet.name}>
        {sheet.calls.map((c, i) => (
          <button
            key={c.no}
            type="button"
            class={c.no === no ? 'on' : ''}
            aria-current={c.no === no ? 'true' : undefined}
            aria-label={`${i + 1} ${c.judged ? w.judged : w.notJudged}`}
            onClick={() => setChosen(c.no)}
          >
            {i + 1}
            {c.judged && ' ✓'}
          </button>
        ))}
      </nav>
      <HandIn sheet={sheet} />
      {!sheet.done && (
        <SheetBox
          id={id}
          onDone={(raters) => {
            if (raters.includes(me.name)) location.hash = pageAddress(`/calibrations/${id}`);
          }}
        />
      )}
      <OneCall key={no} id={id} no={no} done={sheet.done} onSaved={next} />
    </main>
  );
}

/** Hands in, once everything is judged. */
function HandIn({ sheet }: { readonly sheet: SheetView }) {
  const { w: words } = useWords();
  const w = useCalibrationWords();
  const [note, tell] = useNote({ words, w });
  if (sheet.done) return <p class="note good">{w.finished}</p>;
  if (sheet.calls.some((c) => !c.judged)) return <p class="note">{w.blind}</p>;
  const finish = async () => {
    const answer = await api.finish(sheet.id);
    if (answer && 'seq' in answer) location.hash = pageAddress(`/calibrations/${sheet.id}`);
    else tell(({ words, w }) => (answer && 'refused' in answer ? w.refused(answer.refused) : words.notReached));
  };
  return (
    <p class="actions">
      <button type="button" class="main" onClick={finish}>
        {w.finish}
      </button>
      <small>{w.finishNote}</small>
      <span class="note bad" role="status">
        {note}
      </span>
    </p>
  );
}

interface OneProps {
  readonly id: number;
  readonly no: number;
  readonly done: boolean;
  readonly onSaved: () => void;
}

function OneCall({ id, no, done, onSaved }: OneProps) {
  const { w: words } = useWords();
  const { value, state, load } = useLoaded(() => api.sheetCall(id, no), [id, no]);
  if (!value) return <NotThere state={state} none={words.noSuchCall} onRetry={load} />;
  return <Judging id={id} call={value} done={done} onSaved={onSaved} />;
}

const CHOICES: readonly Rating[] = ['met', 'partial', 'missed', 'not-applicable'];

function Judging({
  id,
  call,
  done,
  onSaved,
}: {
  readonly id: number;
  readonly call: SheetCallView;
  readonly done: boolean;
  readonly onSaved: () => void;
}) {
  const { w: words } = useWords();
  const w = useCalibrationWords();
  const [elements, setElements] = useState<Readonly<Record<string, Rating>>>(call.mine?.elements ?? {});
  const [phrases, setPhrases] = useState<Readonly<Record<string, Heard>>>(call.mine?.phrases ?? {});
  const [at, setAt] = useState(0);
  const [note, tell] = useNote({ words, w });
  const list = useRef<HTMLFormElement>(null);
  const left = call.elements.filter((e) => elements[e.id] === undefined).length;
  useEffect(() => {
    list.current?.children[at]?.scrollIntoView({ block: 'nearest', behavior: 'instant' });
  }, [at]);
  const move = (by: number) => setAt(Math.max(0, Math.min(call.elements.length - 1, at + by)));
  const rate = (place: number, rating: Rating) => {
    if (done) return;
    setElements({ ...elements, [call.elements[place]!.id]: rating });
    setAt(Math.min(call.elements.length - 1, place + 1));
  };
  const save = async () => {
    if (done) return;
    const open = call.elements.findIndex((e) => elements[e.id] === undefined);
    if (open >= 0) {
      setAt(open);
      return tell(({ w }) => w.left(left));
    }
    const answer = await api.judge(id, call.no, { elements, phrases });
    if (!answer) return tell(({ words }) => words.notReached);
    if ('problem' in answer) return tell(() => answer.problem);
    if ('refused' in answer) return tell(({ w }) => w.refused(answer.refused));
    onSaved();
  };
  const choose = CHOICES.map((rating, i) => [String(i + 1), () => rate(at, rating)] as const);
  const keys: Keys = { j: () => move(1), k: () => move(-1), n: save, ...Object.fromEntries(choose) };
  useKeys({ ...keys, arrowdown: () => move(1), arrowup: () => move(-1) });
  /** On a radio button as well, whose arrows are its own. */
  const pressed = (event: KeyboardEvent) => {
    const action = event.ctrlKey || event.altKey || event.metaKey ? undefined : keys[event.key.toLowerCase()];
    if (!action || !(event.target instanceof HTMLInputElement)) return;
    event.preventDefault();
    action();
  };
  const mark = (phrase: string, turns: Heard) => {
    const { [phrase]: _, ...others } = phrases;
    setPhrases(turns.length === 0 ? others : { ...phrases, [phrase]: turns });
  };
  return (
    <div class="judging">
      <JudgeWords call={call} phrases={phrases} onMark={done ? null : mark} />
      <section>
        <p class="note by-keys">{w.keys}</p>
        <form ref={list} onKeyDown={pressed} onSubmit={(e) => e.preventDefault()}>
          <JudgeElements
            call={call}
            elements={elements}
            choices={CHOICES}
            at={at}
            onAt={setAt}
            onRate={done ? null : rate}
          />
        </form>
        {!done && (
          <p class="actions">
            <button type="button" class="main" onClick={save}>
              {w.saveNext} <kbd>N</kbd>
            </button>
            <small>{left > 0 && w.left(left)}</small>
            <span class="note bad" role="status">
              {note}
            </span>
          </p>
        )}
      </section>
    </div>
  );
}
