import { useEffect, useState } from 'preact/hooks';
import type { SignInsView } from '../people-view.ts';
import * as api from './api.ts';
import { moment, useWords } from './page-lang.ts';
import { usePeopleWords } from './people-words.ts';

const BAD = new Set(['wrong', 'locked', 'disabled', 'wrong-password']);

/** The log of sign-ins, the youngest first. */
export function SignInsPage() {
  const { w: words, lang } = useWords();
  const w = usePeopleWords();
  const [pages, setPages] = useState<readonly SignInsView[]>([]);
  const [state, setState] = useState<'loading' | 'there' | 'failed'>('loading');
  const load = async (before: number | null) => {
    try {
      const page = await api.signIns(before);
      setPages((read) => [...(before === null ? [] : read), ...(page ? [page] : [])]);
      setState('there');
    } catch {
      setState('failed');
    }
  };
  useEffect(() => {
    load(null);
  }, []);
  const rows = pages.flatMap((p) => p.signIns);
  return (
    <main class="people">
      <h2>{words.signIns}</h2>
      <p class="count" role="status">
        {state === 'loading' ? words.loading : state === 'failed' ? words.failed : rows.length === 0 ? w.none : ''}
        {state === 'failed' && (
          <button type="button" onClick={() => load(null)}>
            {words.retry}
          </button>
        )}
      </p>
      {rows.length > 0 && (
        <table class="plain">
          <thead>
            <tr>
              <th>{w.when}</th>
              <th>{w.name}</th>
              <th>{w.what}</th>
              <th>{w.address}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((r) => (
              <tr key={r.no}>
                <td>{moment(r.at, lang)}</td>
                <td>{r.name ?? <small>{w.nobody}</small>}</td>
                <td>
                  <span class={`chip ${BAD.has(r.what) ? 'missed' : ''}`}>{w.happened[r.what]}</span>
                </td>
                <td data-label={w.address}>{r.address}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {pages.at(-1)?.more && (
        <button type="button" class="more" onClick={() => load(rows.at(-1)?.no ?? null)}>
          {words.more}
        </button>
      )}
    </main>
  );
}
