import type { Estimate } from '../../report/interval.ts';
import { count, percent, points } from '../../report/overview-wording.ts';
import type { StandingRow } from '../board-view.ts';
import { Card, type Shown } from './board-card.tsx';
import { useBoardWords } from './board-words.ts';
import { useWords } from './page-lang.ts';
import { pageAddress } from './route.ts';

interface Props extends Shown {
  readonly of: 'people' | 'teams';
  readonly query: URLSearchParams;
}

/** How people or teams compare, with the doubt that their number of calls leaves. */
export function Standings({ board, calls, of, query }: Props) {
  const { b, o } = useBoardWords();
  const { rows, ranked, tooFew } = board[of];
  if (ranked === 0 && tooFew === 0) return null;
  const persons = of === 'people';
  const overall = board.score?.value ?? 0;
  const low = Math.max(0, Math.floor((Math.min(overall, ...rows.map((r) => r.score.low)) - 1) / 10) * 10);
  const everybody = new URLSearchParams(query);
  everybody.set('all', 'yes');
  return (
    <Card title={persons ? o.people : o.teams} note={persons ? o.peopleNote(board.minimum) : null} wide>
      {rows.length > 0 && (
        <table class="standings">
          <thead>
            <tr>
              <th>{persons ? o.person : o.team}</th>
              <th class="num">{o.calls}</th>
              <th class="num">{o.meanScore}</th>
              <th class="scale">
                <span>{low}</span>
                <span>100</span>
              </th>
              <th class="num">{o.passRate}</th>
              <th class="num">{o.hitsPerHundred}</th>
              <th>{o.mostMissed}</th>
              <th>{b.against}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Row
                key={row.key}
                row={row}
                calls={calls}
                field={persons ? 'agent' : 'team'}
                overall={overall}
                low={low}
              />
            ))}
          </tbody>
        </table>
      )}
      {ranked > rows.length && (
        <a class="button" href={pageAddress('/board', everybody)}>
          {o.showAll} ({count(ranked)})
        </a>
      )}
      {tooFew > 0 && <p class="hint">{(persons ? o.tooFew : o.tooFewTeams)(count(tooFew), board.minimum)}</p>}
    </Card>
  );
}

interface RowProps extends Pick<Shown, 'calls'> {
  readonly row: StandingRow;
  readonly field: 'agent' | 'team';
  readonly overall: number;
  readonly low: number;
}

function Row({ row, calls, field, overall, low }: RowProps) {
  const { say } = useWords();
  const { b, o } = useBoardWords();
  const { key, name, team, score, passed, differs, mostMissed } = row;
  const own = { [field]: key };
  return (
    <tr>
      <th scope="row">
        <a href={calls(own)}>{name ?? key}</a>
        <small>{[name ? key : '', field === 'agent' ? team : ''].filter(Boolean).join(' · ')}</small>
      </th>
      <td class="num" data-label={o.calls}>
        <a href={calls(own)} aria-label={`${name ?? key} ${o.callsOf(count(row.calls))}`}>
          {count(row.calls)}
        </a>
      </td>
      <td class="num strong" data-label={o.meanScore}>
        {points(score.value)}
        <small class="span">
          {points(score.low)}–{points(score.high)}
        </small>
      </td>
      <td class="plot">
        <Interval score={score} overall={overall} low={low} tone={differs ?? 'even'} />
      </td>
      <td class="num" data-label={o.passRate}>
        {passed ? <a href={calls({ ...own, passed: 'yes' })}>{percent(passed.value)}</a> : '–'}
        {passed && (
          <small class="span">
            {percent(passed.low)}–{percent(passed.high)}
          </small>
        )}
      </td>
      <td class="num" data-label={o.hitsPerHundred}>
        <a href={calls({ ...own, rule: 'phrase:any' })}>{points((100 * row.hits) / row.calls)}</a>
      </td>
      <td data-label={mostMissed ? o.mostMissed : ''}>
        {mostMissed && <a href={calls({ ...own, rule: `element:${mostMissed.id}` })}>{say(mostMissed.title)}</a>}
      </td>
      <td data-label={b.against}>
        {differs ? (
          <span class={`chip ${differs === 'above' ? 'met' : 'missed'}`}>{o[differs]}</span>
        ) : (
          <small>{b.even}</small>
        )}
      </td>
    </tr>
  );
}

interface IntervalProps {
  readonly score: Estimate;
  readonly overall: number;
  readonly low: number;
  readonly tone: string;
}

/** A dot with its interval beside the mean of all; the figures stand in the column before. */
function Interval({ score, overall, low, tone }: IntervalProps) {
  const at = (n: number) => (100 * (Math.max(low, n) - low)) / (100 - low);
  return (
    <svg class={`interval ${tone}`} viewBox="0 0 100 12" preserveAspectRatio="none" aria-hidden="true">
      <line class="base" x1={0} x2={100} y1={6} y2={6} />
      <line class="overall" x1={at(overall)} x2={at(overall)} y1={0} y2={12} />
      <line class="reach" x1={at(score.low)} x2={at(score.high)} y1={6} y2={6} />
      <line class="point" x1={at(score.value)} x2={at(score.value)} y1={6} y2={6} />
    </svg>
  );
}
