import { useState } from 'preact/hooks';
import type { AssignAnswer } from '../view.ts';
import * as api from './list-api.ts';
import { type ListWords, useListWords } from './list-words.ts';
import { useMe } from './me.ts';
import { useLoaded } from './use-loaded.ts';
import { type Say, useNote } from './use-note.ts';

/** Whom calls can be given to; nobody where the reader may not, or is alone. */
export function useReviewers(): readonly string[] {
  const { may, role } = useMe();
  const asks = may('assign') && role !== 'sole';
  return useLoaded(asks ? api.reviewers : async () => null, [asks]).value?.reviewers ?? [];
}

interface AllProps {
  readonly query: URLSearchParams;
  readonly total: number;
  readonly reviewers: readonly string[];
  readonly onDone: () => void;
}

const NOBODY = '-';

/** Gives all calls that the list shows to a reviewer, and takes that back again. */
export function AssignAll({ query, total, reviewers, onDone }: AllProps) {
  const w = useListWords();
  const [to, setTo] = useState('');
  const [note, tell] = useNote(w);
  const [events, setEvents] = useState<{ readonly first: number; readonly last: number } | null>(null);
  const [busy, setBusy] = useState(false);
  const done = async (asked: Promise<AssignAnswer | null>, say: (count: number) => Say<ListWords>) => {
    setBusy(true);
    const came = await asked;
    setBusy(false);
    if (!came || 'refused' in came) {
      tell((w) => (came ? w.refused(came.refused, came.most) : w.notReached));
      return;
    }
    tell(say(came.count));
    setEvents(came.events);
    setTo('');
    onDone();
  };
  const name = to === NOBODY ? null : to;
  return (
    <div class="assign">
      <select aria-label={w.assignTo} value={to} onChange={(e) => setTo(e.currentTarget.value)}>
        <option value="">{w.assignTo}</option>
        {reviewers.map((r) => (
          <option key={r} value={r}>
            {r}
          </option>
        ))}
        <option value={NOBODY}>{w.takeBack}</option>
      </select>
      {to !== '' && (
        <button
          type="button"
          class="main"
          disabled={busy}
          onClick={() => done(api.assignAll(name, query.toString()), (n) => (w) => w.assigned(n, name))}
        >
          {w.assignAll(total, name)}
        </button>
      )}
      <span role="status">{note}</span>
      {events && (
        <button
          type="button"
          disabled={busy}
          onClick={() => done(api.undoAssigning(events), (n) => (w) => w.assignUndone(n))}
        >
          {w.undo}
        </button>
      )}
    </div>
  );
}

interface OneProps {
  readonly no: number;
  readonly assignee: string;
  readonly reviewers: readonly string[];
  readonly onDone: () => void;
  readonly tell: (say: Say<{ readonly list: ListWords }>) => void;
}

/** Gives the call that is open to a reviewer. */
export function AssignOne({ no, assignee, reviewers, onDone, tell }: OneProps) {
  const w = useListWords();
  const names = assignee === '' || reviewers.includes(assignee) ? reviewers : [assignee, ...reviewers];
  const assign = async (to: string) => {
    const came = await api.assignOne(to || null, no);
    if (!came || 'refused' in came) tell(({ list }) => (came ? list.refused(came.refused) : list.notReached));
    onDone();
  };
  return (
    <select
      key={assignee}
      class="assignee"
      aria-label={w.assignTo}
      value={assignee}
      onChange={(e) => assign(e.currentTarget.value)}
    >
      <option value="">{w.nobody}</option>
      {names.map((r) => (
        <option key={r} value={r}>
          {w.given(r)}
        </option>
      ))}
    </select>
  );
}
