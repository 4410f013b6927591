import type { EndedLine, MissedView, PracticePersonView } from '../practice-view.ts';
import { DEPTH, Grid, HIGH, LEFT, PLOT, round, steps, TOP, WIDE } from './board-frame.tsx';
import { NotThere } from './not-there.tsx';
import { moment, points, useWords } from './page-lang.ts';
import * as api from './practice-api.ts';
import { EndedRounds } from './practice-ended.tsx';
import { PracticeParts } from './practice-parts.tsx';
import { usePracticeWords } from './practice-words.ts';
import { pageAddress } from './route.ts';
import { useLoaded } from './use-loaded.ts';

/** Rounds that the picture shows. */
const MOST_POINTS = 60;

/** How somebody practises over time, and what he misses there and in real calls. */
export function PracticePersonPage({ id }: { readonly id: number }) {
  const w = usePracticeWords();
  const { value: person, state, load } = useLoaded(() => api.person(id), [id]);
  return (
    <main class="practice">
      <PracticeParts here="people" />
      {person ? (
        <Person person={person} />
      ) : (
        <NotThere
          state={state}
          none={w.noSuchPerson}
          onRetry={load}
          back={{ to: pageAddress('/practice'), text: w.back }}
        />
      )}
    </main>
  );
}

function Person({ person }: { readonly person: PracticePersonView }) {
  const w = usePracticeWords();
  const { drills } = person;
  const figures: readonly (readonly [string, string])[] = [
    [w.figures.rounds, w.rounds(person.rounds)],
    [w.figures.passed, w.rounds(person.passed)],
    [w.figures.mean, points(person.mean)],
    [w.figures.streak, w.days(person.streak)],
    [w.figures.drills, `${drills.right} / ${drills.answered}`],
    [w.figures.due, String(drills.due)],
  ];
  return (
    <>
      <h2>
        {person.name} {person.agent && <small>{person.agent}</small>}
      </h2>
      <dl class="figures">
        {figures.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {person.ended.length > 1 && (
        <section class="card">
          <h3>{w.overTime}</h3>
          <Picture rounds={person.ended} />
        </section>
      )}
      <section>
        <h3>{w.missed}</h3>
        <p class="note">{w.missedNote(person.calls)}</p>
        {person.missed.length > 0 ? <Missed person={person} /> : <p class="empty">{w.nothingMissed}</p>}
      </section>
      <section>
        <h3>{w.ended}</h3>
        {person.ended.length > 0 ? <EndedRounds rounds={person.ended} /> : <p class="empty">{w.noneEnded}</p>}
      </section>
      <p class="actions">
        <a class="button" href={pageAddress('/practice')}>
          {w.back}
        </a>
      </p>
    </>
  );
}

/** The score of each round, the oldest first; a point opens its round. The table below has the same figures. */
function Picture({ rounds }: { readonly rounds: readonly EndedLine[] }) {
  const { lang, say } = useWords();
  const w = usePracticeWords();
  const drawn = rounds
    .slice(0, MOST_POINTS)
    .reverse()
    .flatMap((r) => (r.percent === null ? [] : [{ ...r, percent: r.percent }]));
  const x = (i: number) => round(LEFT + (PLOT * (i + 0.5)) / drawn.length);
  const y = (n: number) => round(TOP + DEPTH * (1 - n / 100));
  const day = (r: EndedLine) => moment(r.at, lang).split(/,? /)[0];
  return (
    <svg class="chart" viewBox={`0 0 ${WIDE} ${HIGH}`}>
      <title>{w.overTime}</title>
      <Grid at={steps(0, 100, 20)} y={y} text={String} />
      <path class="line" d={drawn.map((r, i) => `${i === 0 ? 'M' : 'L'}${x(i)} ${y(r.percent)}`).join('')} />
      {[drawn[0], drawn.at(-1)].map(
        (r, i) =>
          r && (
            <text
              key={i}
              class="tick"
              x={i === 0 ? LEFT : LEFT + PLOT}
              y={HIGH - 6}
              text-anchor={i === 0 ? 'start' : 'end'}
            >
              {day(r)}
            </text>
          ),
      )}
      {drawn.map((r, i) => {
        const tip = `${points(r.percent)} · ${say(r.scene)} · ${moment(r.at, lang)}`;
        return (
          <a key={r.id} href={pageAddress(`/practice/rounds/${r.id}`)} aria-label={tip}>
            <circle class="dot" cx={x(i)} cy={y(r.percent)} r={4}>
              <title>{tip}</title>
            </circle>
          </a>
        );
      })}
    </svg>
  );
}

function Missed({ person: { missed, calls } }: { readonly person: PracticePersonView }) {
  const { w: words, say } = useWords();
  const w = usePracticeWords();
  return (
    <table class="plain">
      <thead>
        <tr>
          <th>{w.column.what}</th>
          <th>{w.column.practice}</th>
          {calls !== null && <th>{w.column.calls}</th>}
        </tr>
      </thead>
      <tbody>
        {missed.map((m: MissedView) => (
          <tr key={m.title.zh}>
            <td>
              {say(m.title)} {m.isPhrase && <span class="chip hit">{words.ruling.hit}</span>}
            </td>
            <td data-label={w.column.practice}>{m.practice ? w.ofRounds(m.practice.missed, m.practice.of) : '–'}</td>
            {calls !== null && <td data-label={w.column.calls}>{w.ofCalls(m.calls, calls)}</td>}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
