import { useEffect, useState } from 'preact/hooks';
import type { ChoicesView, ListedView, ListView } from '../view.ts';
import * as api from './api.ts';
import { AssignAll, useReviewers } from './assign.tsx';
import { Filters } from './filters.tsx';
import { Intake } from './intake.tsx';
import { useListWords } from './list-words.ts';
import { useMe } from './me.ts';
import { points, useWords } from './page-lang.ts';
import { addressOf } from './route.ts';
import { Sample } from './sample.tsx';
import { Views } from './views.tsx';

/** The list of calls: what is filtered and how it is sorted stands in the address, so that it can be kept as a bookmark. */
export function ListPage({ query }: { readonly query: URLSearchParams }) {
  const { w } = useWords();
  const { may } = useMe();
  const [choices, setChoices] = useState<ChoicesView | null>(null);
  const [pages, setPages] = useState<readonly ListView[]>([]);
  const [state, setState] = useState<'loading' | 'there' | 'failed'>('loading');
  const [again, setAgain] = useState(0);
  const reviewers = useReviewers();
  const address = query.toString();

  useEffect(() => {
    api.choices().then(setChoices, () => {});
  }, []);
  useEffect(() => {
    let current = true;
    setState('loading');
    api.list(new URLSearchParams(address)).then(
      (page) => {
        if (!current) return;
        setPages(page ? [page] : []);
        setState('there');
      },
      () => current && setState('failed'),
    );
    return () => {
      current = false;
    };
  }, [address, again]);

  const last = pages.at(-1);
  const more = async () => {
    if (!last?.next) return;
    const next = new URLSearchParams(address);
    next.set('after', JSON.stringify(last.next));
    try {
      const page = await api.list(next);
      if (page) setPages([...pages, page]);
    } catch {
      setState('failed');
    }
  };
  const calls = pages.flatMap((p) => p.calls);
  return (
    <main class="list">
      <Filters query={query} choices={choices} reviewers={reviewers} />
      <Views query={query} />
      {may('import') && <Intake onDone={() => setAgain((n) => n + 1)} />}
      <p class="count" role="status">
        {state === 'loading' ? w.loading : state === 'failed' ? w.failed : last ? w.found(last.total, last.more) : ''}
        {state === 'failed' && (
          <button type="button" onClick={() => setAgain(again + 1)}>
            {w.retry}
          </button>
        )}
      </p>
      {last && reviewers.length > 0 && (
        <AssignAll
          key={address}
          query={query}
          total={last.total}
          reviewers={reviewers}
          onDone={() => setAgain(again + 1)}
        />
      )}
      {may('draw-sample') && <Sample query={query} onDrawn={() => setAgain(again + 1)} />}
      {calls.length > 0 && <Calls calls={calls} query={query} choices={choices} />}
      {state === 'there' && calls.length === 0 && (
        <p class="empty">{isWholeQueue(query) ? w.queueEmpty : may('see-calls') ? w.nothing : w.nothingMine}</p>
      )}
      {last?.next && (
        <button type="button" class="more" onClick={more}>
          {w.more}
        </button>
      )}
    </main>
  );
}

/** Whether a list is the queue with nothing filtered out of it: only then does its emptiness say that all is done. */
const isWholeQueue = (query: URLSearchParams): boolean =>
  query.has('queued') && [...query.keys()].every((key) => ['queued', 'sort', 'order'].includes(key));

interface CallsProps {
  readonly calls: readonly ListedView[];
  readonly query: URLSearchParams;
  readonly choices: ChoicesView | null;
}

function Calls({ calls, query, choices }: CallsProps) {
  const { w, say } = useWords();
  const list = useListWords();
  const { column } = w;
  const scriptTitle = (id: string) => {
    const script = choices?.scripts.find((s) => s.id === id);
    return script ? say(script.title) : id;
  };
  return (
    <table class="calls">
      <thead>
        <tr>
          <th class="num">{column.score}</th>
          <th>{column.call}</th>
          <th>{column.person}</th>
          <th>{column.day}</th>
          <th>{column.phrases}</th>
          <th class="num">{column.sureness}</th>
          <th>{column.status}</th>
        </tr>
      </thead>
      <tbody>
        {calls.map((c) => (
          <tr key={c.no}>
            <td class={`num score ${c.passed === null ? '' : c.passed ? 'pass' : 'fail'}`}>{points(c.percent)}</td>
            <td class="call">
              <a href={addressOf(c.no, query)}>{c.call}</a>
              <small>{c.scripts.map(scriptTitle).join(' · ')}</small>
            </td>
            <td class="person">
              {c.name || c.agent}
              <small>{[c.name ? c.agent : '', c.team].filter(Boolean).join(' · ')}</small>
            </td>
            <td class="day">{c.day}</td>
            <td class="phrases">
              {c.hits > 0 && <span class="chip hit">{w.hits(c.hits)}</span>}
              {c.suspected > 0 && <span class="chip suspected">{w.suspected(c.suspected)}</span>}
            </td>
            <td class="num sureness">{Math.round(c.sureness * 100)}%</td>
            <td class="status">
              <span class={`chip ${c.status}`}>{w.status[c.status]}</span>
              <small>{w.queueReason(c.queue)}</small>
              {c.sample > 0 && <small>{list.sampleNo(c.sample)}</small>}
              {c.assignee && <small>{list.given(c.assignee)}</small>}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
