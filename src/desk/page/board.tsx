import { useEffect, useState } from 'preact/hooks';
import { count, percent, points } from '../../report/overview-wording.ts';
import type { BoardView } from '../board-view.ts';
import type { ChoicesView } from '../view.ts';
import * as api from './api.ts';
import type { Shown, ToCalls } from './board-card.tsx';
import { Histogram } from './board-charts.tsx';
import { Elements, Phrases } from './board-lists.tsx';
import { Standings } from './board-people.tsx';
import { Trend } from './board-trend.tsx';
import { useBoardWords } from './board-words.ts';
import { Filters } from './filters.tsx';
import { useMe } from './me.ts';
import { useWords } from './page-lang.ts';
import { pageAddress } from './route.ts';

/** The board: what the calls of a filter add up to. The filter stands in the address. */
export function BoardPage({ query }: { readonly query: URLSearchParams }) {
  const { w, lang } = useWords();
  const { b } = useBoardWords();
  const { may } = useMe();
  const [choices, setChoices] = useState<ChoicesView | null>(null);
  const [board, setBoard] = useState<BoardView | null>(null);
  const [state, setState] = useState<'loading' | 'there' | 'failed'>('loading');
  const [again, setAgain] = useState(0);
  const address = query.toString();
  useEffect(() => {
    api.choices().then(setChoices, () => {});
  }, []);
  useEffect(() => {
    let current = true;
    setState('loading');
    api.board(new URLSearchParams(address)).then(
      (found) => {
        if (!current) return;
        setBoard(found);
        setState('there');
      },
      () => current && setState('failed'),
    );
    return () => {
      current = false;
    };
  }, [address, again]);

  const calls: ToCalls = (changes) => {
    const to = new URLSearchParams({ ...Object.fromEntries(query), ...changes });
    to.delete('all');
    if (!to.has('sort')) to.set('sort', 'no');
    return pageAddress('/', to);
  };
  const workbook = new URLSearchParams(query);
  workbook.delete('all');
  workbook.set('lang', lang);
  return (
    <main class="board">
      <Filters query={query} choices={choices} path="/board" />
      <p class="count" role="status">
        {state === 'loading' ? w.loading : state === 'failed' ? w.failed : ''}
        {state === 'failed' && (
          <button type="button" onClick={() => setAgain(again + 1)}>
            {w.retry}
          </button>
        )}
      </p>
      {state === 'there' && !board && <p class="empty">{b.empty}</p>}
      {state === 'there' && board?.calls === 0 && <p class="empty">{b.none}</p>}
      {board && board.calls > 0 && (
        <>
          <Figures board={board} calls={calls} />
          {may('export') && (
            <p class="tools">
              <a class="button" href={`/api/board.xlsx?${workbook}`} download>
                {b.download}
              </a>
              {may('export-unmasked') && (
                <a class="button" href={`/api/board.xlsx?${workbook}&unmasked=yes`} download>
                  {b.downloadNamed}
                </a>
              )}
            </p>
          )}
          <div class="pair">
            <Histogram board={board} calls={calls} />
            <Trend board={board} calls={calls} />
            <Elements board={board} calls={calls} />
            <Phrases board={board} calls={calls} />
          </div>
          <Standings board={board} calls={calls} of="people" query={query} />
          <Standings board={board} calls={calls} of="teams" query={query} />
        </>
      )}
    </main>
  );
}

/** The numbers that a manager asks for first. */
function Figures({ board: v, calls }: Shown) {
  const { b, o } = useBoardWords();
  const span = (low: string, high: string) => `95%: ${low}–${high}`;
  const figure = (label: string, value: string, note: string | null, to: string | null, tone = '') => (
    <div class={`figure ${tone}`}>
      <dt>{label}</dt>
      <dd>{to === null ? value : <a href={to}>{value}</a>}</dd>
      {note !== null && <dd class="note">{note}</dd>}
    </div>
  );
  return (
    <dl class="figures">
      {figure(o.calls, count(v.calls), null, calls({}))}
      {figure(
        o.meanScore,
        v.score ? points(v.score.value) : '–',
        v.score && `${span(points(v.score.low), points(v.score.high))} · ${o.median} ${points(v.median ?? 0)}`,
        calls({ sort: 'score' }),
      )}
      {figure(
        o.passRate,
        v.passed ? percent(v.passed.value) : '–',
        v.passed && `${span(percent(v.passed.low), percent(v.passed.high))} · ${o.passMark(v.passMark)}`,
        calls({ passed: 'yes' }),
      )}
      {figure(
        o.withHits,
        v.withHits ? percent(v.withHits.value) : '–',
        v.withHits && `${span(percent(v.withHits.low), percent(v.withHits.high))} · ${o.hitsTotal(count(v.hits))}`,
        calls({ rule: 'phrase:any' }),
        'bad',
      )}
      {figure(o.toHear, count(v.suspected), b.toHear, calls({ rule: 'suspected:any' }), 'open')}
      {figure(
        b.review,
        v.review ? b.length(v.review.median) : '–',
        v.review ? b.reviewNote(b.length(v.review.ninety), count(v.review.count)) : b.noReview,
        v.review && calls({ status: 'closed' }),
      )}
      {v.appeals &&
        figure(
          b.upheld,
          v.appeals.decided > 0 ? percent(v.appeals.upheld / v.appeals.decided) : '–',
          b.upheldNote(count(v.appeals.upheld), count(v.appeals.decided), count(v.appeals.made)),
          pageAddress('/appeals', 'waiting=no'),
        )}
    </dl>
  );
}
