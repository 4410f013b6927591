import { NotThere } from './not-there.tsx';
import { moment, points, useWords } from './page-lang.ts';
import { usePeopleWords } from './people-words.ts';
import * as api from './practice-api.ts';
import { PracticeParts } from './practice-parts.tsx';
import { usePracticeWords } from './practice-words.ts';
import { pageAddress } from './route.ts';
import { useLoaded } from './use-loaded.ts';

/** Everybody who practises, for those who assign: how much, and how the last round went. */
export function PracticePeoplePage() {
  const { w: words, lang } = useWords();
  const w = usePracticeWords();
  const { role } = usePeopleWords();
  const { value, state, load } = useLoaded(api.people, []);
  return (
    <main class="practice">
      <PracticeParts here="people" />
      {!value && <NotThere state={state} none={words.noSuchPage} onRetry={load} />}
      {value && (
        <table class="plain">
          <thead>
            <tr>
              <th>{w.column.name}</th>
              <th>{w.column.role}</th>
              <th>{w.column.rounds}</th>
              <th>{w.lastRound}</th>
            </tr>
          </thead>
          <tbody>
            {value.people.map((p) => (
              <tr key={p.id}>
                <td>
                  <a href={pageAddress(`/practice/people/${p.id}`)}>{p.name}</a>
                </td>
                <td>{role[p.role]}</td>
                <td>{w.rounds(p.rounds)}</td>
                <td data-label={p.last ? w.lastRound : undefined}>
                  {p.last && (
                    <>
                      <b class={p.last.passed ? 'pass' : 'fail'}>{points(p.last.percent)}</b>{' '}
                      <small>{moment(p.last.at, lang)}</small>
                    </>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </main>
  );
}
