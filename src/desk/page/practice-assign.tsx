import { useState } from 'preact/hooks';
import type { AssignmentsView, AssignmentView, PracticePeopleView } from '../practice-view.ts';
import { NotThere } from './not-there.tsx';
import { moment, points, useWords } from './page-lang.ts';
import * as api from './practice-api.ts';
import { ChooseRound, useChoice } from './practice-choose.tsx';
import { PracticeParts } from './practice-parts.tsx';
import { type PracticeWords, usePracticeWords } from './practice-words.ts';
import { pageAddress } from './route.ts';
import { useLoaded } from './use-loaded.ts';
import { type Say, useNote } from './use-note.ts';

/** Rounds that are given to people, and what came of them. */
export function PracticeAssignPage() {
  const { w: words } = useWords();
  const w = usePracticeWords();
  const all = async () => {
    const [people, view] = await Promise.all([api.people(), api.assignments()]);
    return people && view && { people: people.people, view };
  };
  const { value, state, load } = useLoaded(all, []);
  const [newer, setNewer] = useState<AssignmentsView | null>(null);
  const view = newer ?? value?.view;
  return (
    <main class="practice">
      <PracticeParts here="assign" />
      {!value && <NotThere state={state} none={words.noSuchPage} onRetry={load} />}
      {value && view && <AssignForm people={value.people} view={view} onDone={setNewer} />}
      {view && view.assignments.length === 0 && <p class="empty">{w.noAssignments}</p>}
      {view && view.assignments.length > 0 && (
        <ul class="sets">
          {view.assignments.map((a) => (
            <OneAssignment key={a.seq} given={a} onDone={setNewer} />
          ))}
        </ul>
      )}
    </main>
  );
}

/** What an answer says that is no view; `null` where it is one. */
function refusalOf(answer: api.AssignAnswer | null): Say<PracticeWords> | null {
  if (answer === null) return (w) => w.notSent;
  if ('problem' in answer) return () => answer.problem;
  return 'refused' in answer ? (w) => w.refused(answer.refused) : null;
}

interface FormProps {
  readonly people: PracticePeopleView['people'];
  readonly view: AssignmentsView;
  readonly onDone: (view: AssignmentsView) => void;
}

function AssignForm({ people, view, onDone }: FormProps) {
  const w = usePracticeWords();
  const [choice, setChoice] = useChoice(view, {});
  const [whom, setWhom] = useState<ReadonlySet<string>>(new Set());
  const [note, tell] = useNote(w);
  const [bad, setBad] = useState(false);
  // Others can be given rounds as well, but it is for installers that they are meant.
  const offered = [...people].sort((a, b) => Number(b.role === 'installer') - Number(a.role === 'installer'));
  const installers = offered.filter((p) => p.role === 'installer').map((p) => p.name);
  const set = (name: string, on: boolean) => {
    const next = new Set(whom);
    if (on) next.add(name);
    else next.delete(name);
    setWhom(next);
  };
  const save = async (given: FormData) => {
    const seed = String(given.get('seed'));
    const answer = await api.assign({
      people: [...whom],
      scene: choice.scene,
      persona: choice.persona || null,
      seed: seed === '' ? null : Number(seed),
      passMark: Number(given.get('passMark')),
      until: String(given.get('until')) || null,
    });
    const refusal = refusalOf(answer);
    tell(refusal ?? ((w) => w.done));
    setBad(refusal !== null);
    if (answer && 'assignments' in answer) {
      onDone(answer);
      setWhom(new Set());
    }
  };
  return (
    <form
      class="card assign-round"
      aria-labelledby="assign"
      onSubmit={(e) => {
        e.preventDefault();
        save(new FormData(e.currentTarget));
      }}
    >
      <h2 id="assign">{w.assignNew}</h2>
      <div class="across">
        <ChooseRound cast={view} choice={choice} onChoose={setChoice} />
        <label>
          {w.seed}
          <input name="seed" type="number" min={0} max={2 ** 31} step={1} />
          <small>{w.seedHint}</small>
        </label>
        <label>
          {w.passMark}
          <input name="passMark" type="number" min={0} max={100} required defaultValue={String(view.passMark)} />
        </label>
        <label>
          {w.until}
          <input name="until" type="date" />
        </label>
      </div>
      <fieldset class="whom">
        <legend>{w.whom}</legend>
        {installers.length > 1 && (
          <button type="button" onClick={() => setWhom(new Set(installers))}>
            {w.everyone}
          </button>
        )}
        {offered.map((p) => (
          <label key={p.id}>
            <input type="checkbox" checked={whom.has(p.name)} onChange={(e) => set(p.name, e.currentTarget.checked)} />
            {p.name}
          </label>
        ))}
      </fieldset>
      <p class="actions">
        <button type="submit" class="main" disabled={whom.size === 0}>
          {w.assign}
        </button>
        <span class={`note ${bad ? 'bad' : 'good'}`} role="status">
          {note}
        </span>
      </p>
    </form>
  );
}

interface OneProps {
  readonly given: AssignmentView;
  readonly onDone: (view: AssignmentsView) => void;
}

function OneAssignment({ given, onDone }: OneProps) {
  const { say, lang } = useWords();
  const w = usePracticeWords();
  const [asked, setAsked] = useState(false);
  const [note, tell] = useNote(w);
  const withdraw = async () => {
    const answer = await api.withdraw(given.seq);
    tell(refusalOf(answer));
    if (answer && 'assignments' in answer) onDone(answer);
  };
  return (
    <li>
      <div>
        <b>{say(given.scene)}</b> · {say(given.persona)} <small>#{given.seed}</small>{' '}
        {given.late && <span class="chip missed">{w.late}</span>}
        <p>
          <small>
            {w.from(given.by, given.until)} · {moment(given.at, lang)} · {w.passMark} {given.passMark}
          </small>
        </p>
        <ul class="whose">
          {given.people.map((p) => (
            <li
              key={p.name}
              class={`chip ${p.best ? (p.best.passed ? 'met' : 'missed') : p.state === 'begun' ? 'begun' : ''}`}
            >
              {p.name}{' '}
              {p.best ? (
                <a href={pageAddress(`/practice/rounds/${p.best.id}`)}>
                  {points(p.best.percent)} · {w.tries(p.tries)}
                </a>
              ) : (
                w.state[p.state]
              )}
            </li>
          ))}
        </ul>
        <p class="note bad" role="status">
          {note}
        </p>
      </div>
      {asked ? (
        <p class="asked" role="alert">
          {w.sureWithdraw}
          <button type="button" class="main" onClick={withdraw}>
            {w.yes}
          </button>
          <button type="button" onClick={() => setAsked(false)}>
            {w.no}
          </button>
        </p>
      ) : (
        <button type="button" onClick={() => setAsked(true)}>
          {w.withdraw}
        </button>
      )}
    </li>
  );
}
