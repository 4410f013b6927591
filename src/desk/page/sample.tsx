import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { SampleView } from '../view.ts';
import * as api from './list-api.ts';
import { useListWords } from './list-words.ts';
import { moment, useWords } from './page-lang.ts';
import { pageAddress } from './route.ts';
import { useNote } from './use-note.ts';

/** Numbers of today, as good a seed as any: 20260603. */
const today = (): number => Number(new Date().toISOString().slice(0, 10).replaceAll('-', ''));

interface Props {
  readonly query: URLSearchParams;
  /** Told once something was drawn. */
  readonly onDrawn: () => void;
}

/** Draws a random sample of what the list shows into the queue, and shows how those before were drawn. */
export function Sample({ query, onDrawn }: Props) {
  const w = useListWords();
  const { lang } = useWords();
  const [samples, setSamples] = useState<readonly SampleView[] | null>(null);
  const [note, tell] = useNote(w);
  const opened = (event: JSX.TargetedToggleEvent<HTMLDetailsElement>) => {
    if (event.currentTarget.open)
      api.samples().then(
        (found) => found && setSamples(found.samples),
        () => tell((w) => w.notReached),
      );
  };
  const draw = async (event: JSX.TargetedSubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const given = new FormData(event.currentTarget);
    const came = await api.drawSample(query.toString(), Number(given.get('count')), Number(given.get('seed')));
    if (!came || 'refused' in came) {
      tell((w) => (came ? w.refused(came.refused) : w.notReached));
      return;
    }
    setSamples(came.samples);
    tell((w) => w.drawn(came.samples.find((s) => s.seq === came.drawn)?.count ?? 0));
    onDrawn();
  };
  return (
    <details class="sample" onToggle={opened}>
      <summary>{w.sample}</summary>
      <form onSubmit={draw}>
        <label>
          {w.sampleCount}
          <input name="count" type="number" min={1} max={200} step={1} required defaultValue="20" />
        </label>
        <label>
          {w.seed}
          <input name="seed" type="number" min={0} max={999999999} step={1} required defaultValue={String(today())} />
        </label>
        <button type="submit">{w.draw}</button>
        <span role="status">{note}</span>
      </form>
      <p class="note">{w.sampleHow}</p>
      <ol>
        {samples?.map((s) => (
          <li key={s.seq}>
            <a href={pageAddress('/', `sample=${s.seq}&sort=no`)}>{w.sampleNo(s.seq)}</a> {moment(s.at, lang)} {s.who}
            {' · '}
            {w.sampleOf(s.population, s.count)} · {w.seed} {s.seed} · {w.reviewed(s.reviewed, s.count)} ·{' '}
            <a href={pageAddress('/', `${s.filter}${s.filter ? '&' : ''}sort=no`)}>{w.sampleFilter}</a> ·{' '}
            <a href={`/api/samples/${s.seq}`} download={`sample-${s.seq}.json`}>
              {w.record}
            </a>
          </li>
        ))}
      </ol>
    </details>
  );
}
