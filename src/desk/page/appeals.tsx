import { useEffect, useRef, useState } from 'preact/hooks';
import type { AppealListView, ListedAppealView } from '../appeal-view.ts';
import * as api from './api.ts';
import { AppealDays } from './appeal-days.tsx';
import { useAppealWords } from './appeal-words.ts';
import { useMe } from './me.ts';
import { moment, useWords } from './page-lang.ts';
import { addressOf, pageAddress } from './route.ts';

/** Appeals: those that wait for a decision, or all of them. An installer is shown his own. */
export function AppealsPage({ waiting }: { readonly waiting: boolean }) {
  const { w: words } = useWords();
  const w = useAppealWords();
  const me = useMe();
  const [pages, setPages] = useState<readonly AppealListView[]>([]);
  const [state, setState] = useState<'loading' | 'there' | 'failed'>('loading');
  const [again, setAgain] = useState(0);
  // What is asked for now: an answer to anything before it comes too late.
  const asked = useRef(0);
  const load = async (after: number | null) => {
    asked.current += 1;
    const mine = asked.current;
    try {
      const page = await api.appeals(waiting, after);
      if (mine !== asked.current) return;
      setPages((before) => [...(after === null ? [] : before), ...(page ? [page] : [])]);
      setState('there');
    } catch {
      if (mine === asked.current) setState('failed');
    }
  };
  useEffect(() => {
    setState('loading');
    setPages([]);
    load(null);
    return () => {
      asked.current += 1;
    };
  }, [waiting, again]);
  const appeals = pages.flatMap((p) => p.appeals);
  const tab = (on: boolean, to: string, text: string) => (
    <a href={pageAddress('/appeals', to)} class={on ? 'on' : ''} aria-current={on ? 'true' : undefined}>
      {text}
    </a>
  );
  return (
    <main class="appeals">
      <h2>{w.title}</h2>
      <nav class="parts" aria-label={w.title}>
        {tab(waiting, 'waiting=yes', w.waiting)}
        {tab(!waiting, 'waiting=no', w.all)}
      </nav>
      <p class="count" role="status">
        {state === 'loading' ? words.loading : state === 'failed' ? words.failed : ''}
        {state === 'failed' && (
          <button type="button" onClick={() => setAgain(again + 1)}>
            {words.retry}
          </button>
        )}
      </p>
      {appeals.length > 0 && <Table appeals={appeals} />}
      {state === 'there' && appeals.length === 0 && <p class="empty">{waiting ? w.noneWaiting : w.none}</p>}
      {pages.at(-1)?.more && (
        <button type="button" class="more" onClick={() => load(appeals.at(-1)?.seq ?? null)}>
          {words.more}
        </button>
      )}
      {me.may('keep-settings') && <AppealDays />}
    </main>
  );
}

function Table({ appeals }: { readonly appeals: readonly ListedAppealView[] }) {
  const { w: words, say, lang } = useWords();
  const w = useAppealWords();
  return (
    <table class="calls">
      <thead>
        <tr>
          <th>{w.about}</th>
          <th>{words.column.call}</th>
          <th>{words.column.person}</th>
          <th>{w.since}</th>
          <th>{words.column.status}</th>
        </tr>
      </thead>
      <tbody>
        {appeals.map((a) => (
          <tr key={a.seq}>
            <td class="about">{say(a.title)}</td>
            <td class="call">
              <a href={addressOf(a.no, new URLSearchParams('sort=no'))}>{a.call}</a>
            </td>
            <td class="person">
              {a.person}
              <small>{a.team}</small>
            </td>
            <td class="day">{moment(a.at, lang)}</td>
            <td class="status">
              <span class={`chip appeal-${a.state}`}>{w.state[a.state]}</span>
              {a.upheld !== null && <small>{w.upheld(a.upheld)}</small>}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
