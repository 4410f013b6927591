import type { EndedLine } from '../practice-view.ts';
import { moment, points, useWords } from './page-lang.ts';
import { usePracticeWords } from './practice-words.ts';
import { pageAddress } from './route.ts';

/** Rounds that are over, each a link to it. */
export function EndedRounds({ rounds }: { readonly rounds: readonly EndedLine[] }) {
  const { say, lang } = useWords();
  const w = usePracticeWords();
  return (
    <table class="plain rounds">
      <thead>
        <tr>
          <th>{w.column.score}</th>
          <th>{w.column.round}</th>
          <th>{w.column.hints}</th>
          <th>{w.column.when}</th>
        </tr>
      </thead>
      <tbody>
        {rounds.map((r) => (
          <tr key={r.id}>
            <td class={r.passed ? 'pass' : 'fail'}>
              <b>{points(r.percent)}</b>
            </td>
            <td>
              <a href={pageAddress(`/practice/rounds/${r.id}`)}>{say(r.scene)}</a> · {say(r.persona)}{' '}
              {r.assigned && <span class="chip">{w.byTrainer}</span>}
            </td>
            <td>{w.hints(r.hints)}</td>
            <td>{moment(r.at, lang)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
