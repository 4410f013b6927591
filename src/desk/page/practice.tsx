import type { PracticeView, RoundAnswer } from '../practice-view.ts';
import { NotThere } from './not-there.tsx';
import { moment, useWords } from './page-lang.ts';
import * as api from './practice-api.ts';
import { ChooseRound, useChoice } from './practice-choose.tsx';
import { EndedRounds } from './practice-ended.tsx';
import { PracticeParts } from './practice-parts.tsx';
import { usePracticeWords } from './practice-words.ts';
import { pageAddress } from './route.ts';
import { useLoaded } from './use-loaded.ts';
import { useNote } from './use-note.ts';

/** Where practice begins: what was assigned, what was begun, a new round, drills, and what was played. */
export function PracticePage({ query }: { readonly query: URLSearchParams }) {
  const { w: words } = useWords();
  const { value: view, state, load } = useLoaded(api.practice, []);
  return (
    <main class="practice">
      <PracticeParts here="practise" />
      {view ? <Shown view={view} query={query} /> : <NotThere state={state} none={words.noSuchPage} onRetry={load} />}
    </main>
  );
}

function Shown({ view, query }: { readonly view: PracticeView; readonly query: URLSearchParams }) {
  const { say, lang } = useWords();
  const w = usePracticeWords();
  const [note, tell] = useNote(w);
  const [choice, setChoice] = useChoice(view, Object.fromEntries(query));
  const go = async (asked: Promise<RoundAnswer | null>) => {
    const answer = await asked;
    if (answer && 'round' in answer) location.hash = pageAddress(`/practice/rounds/${answer.round.id}`);
    else if (answer && 'refused' in answer) tell((w) => w.refused(answer.refused));
    else tell((w) => w.notSent);
  };
  return (
    <>
      <p class="note bad" role="alert">
        {note}
      </p>
      {view.assigned.length > 0 && (
        <section>
          <h2>{w.assigned}</h2>
          <ul class="sets">
            {view.assigned.map((a) => (
              <li key={a.seq}>
                <div>
                  <b>{say(a.scene)}</b> · {say(a.persona)}
                  <p>
                    <small>{w.from(a.by, a.until)}</small> {a.late && <span class="chip missed">{w.late}</span>}
                  </p>
                </div>
                <button type="button" class="main" onClick={() => go(api.begin({ assigned: a.seq }))}>
                  {a.begun ? w.goOn : w.play}
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
      {view.open.length > 0 && (
        <section>
          <h2>{w.open}</h2>
          <ul class="sets">
            {view.open.map((r) => (
              <li key={r.id}>
                <div>
                  <b>{say(r.scene)}</b> · {say(r.persona)}{' '}
                  <small>
                    {w.lines(r.lines)} · {moment(r.begun, lang)}
                  </small>
                </div>
                <a class="button" href={pageAddress(`/practice/rounds/${r.id}`)}>
                  {w.goOn}
                </a>
              </li>
            ))}
          </ul>
        </section>
      )}
      <div class="two">
        <form
          class="card"
          aria-labelledby="choose"
          onSubmit={(e) => {
            e.preventDefault();
            go(api.begin({ scene: choice.scene, persona: choice.persona || null }));
          }}
        >
          <h2 id="choose">{w.choose}</h2>
          <ChooseRound cast={view} choice={choice} onChoose={setChoice} />
          <button type="submit" class="main">
            {w.start}
          </button>
        </form>
        <section class="card">
          <h2>{w.drills}</h2>
          <p>{view.due > 0 ? w.due(view.due) : w.noneDue}</p>
          {view.next.length > 0 && (
            <p>
              {w.first}
              {view.next.map(say).join(lang === 'zh' ? '、' : ', ')}
            </p>
          )}
          <button type="button" disabled={view.due === 0} onClick={() => go(api.drill())}>
            {w.drill}
          </button>
        </section>
      </div>
      <section>
        <h2>
          {w.ended} <a href={pageAddress(`/practice/people/${view.me}`)}>{w.myResults}</a>
        </h2>
        {view.ended.length > 0 ? <EndedRounds rounds={view.ended} /> : <p class="empty">{w.noneEnded}</p>}
      </section>
    </>
  );
}
