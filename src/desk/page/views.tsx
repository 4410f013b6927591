import type { JSX } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { SavedView } from '../view.ts';
import * as api from './list-api.ts';
import { useListWords } from './list-words.ts';
import { useMe } from './me.ts';
import { pageAddress } from './route.ts';
import { useNote } from './use-note.ts';

/** A query as views are kept: its fields in the order of their names. */
function inOrder(query: URLSearchParams): string {
  const sorted = new URLSearchParams(query);
  sorted.sort();
  return sorted.toString();
}

type Doing = { readonly what: 'keep' | 'rename' | 'drop'; readonly at: string } | null;

/** Views that the reader keeps, or that others share: links, and what can be done with the one that is shown. */
export function Views({ query }: { readonly query: URLSearchParams }) {
  const w = useListWords();
  const { may } = useMe();
  const [views, setViews] = useState<readonly SavedView[]>([]);
  const [doing, setDoing] = useState<Doing>(null);
  const [note, tell] = useNote(w);
  useEffect(() => {
    api.views().then(
      (found) => found && setViews(found.views),
      () => {},
    );
  }, []);
  const here = inOrder(query);
  const now = views.find((v) => v.query === here && v.owner === null) ?? null;
  const asked = doing?.at === here ? doing.what : null;
  const ask = (what: NonNullable<Doing>['what']) => setDoing({ what, at: here });
  const done = async (answer: Promise<api.ViewsAnswer | null>) => {
    const came = await answer;
    tell((w) => (came === null ? w.notReached : 'refused' in came ? w.refused(came.refused) : ''));
    if (!came || 'refused' in came) return;
    setViews(came.views);
    setDoing(null);
  };
  return (
    <nav class="views" aria-label={w.views}>
      {views.map((v) => (
        <a
          key={v.id}
          href={pageAddress('/', v.query)}
          class={v.query === here ? 'on' : ''}
          aria-current={v.query === here ? 'page' : undefined}
          title={v.owner ? w.sharedBy(v.owner) : v.shared ? w.shared : undefined}
        >
          {v.name}
          {v.owner ? <small>{v.owner}</small> : v.shared && <small>{w.shared}</small>}
        </a>
      ))}
      {asked === 'keep' || asked === 'rename' ? (
        <NameForm
          name={asked === 'rename' ? (now?.name ?? '') : ''}
          onSave={(name) =>
            done(asked === 'rename' && now ? api.changeView(now.id, { name }) : api.keepView(name, here))
          }
          onCancel={() => setDoing(null)}
        />
      ) : now ? (
        <span class="acts">
          <button type="button" onClick={() => ask('rename')}>
            {w.rename}
          </button>
          {may('share-views') && (
            <button type="button" onClick={() => done(api.changeView(now.id, { shared: !now.shared }))}>
              {now.shared ? w.unshare : w.share}
            </button>
          )}
          <button type="button" onClick={() => (asked === 'drop' ? done(api.dropView(now.id)) : ask('drop'))}>
            {asked === 'drop' ? w.reallyDrop : w.drop}
          </button>
        </span>
      ) : (
        <button type="button" onClick={() => ask('keep')}>
          {w.keepView}
        </button>
      )}
      <span role="status">{note}</span>
    </nav>
  );
}

interface NameProps {
  readonly name: string;
  readonly onSave: (name: string) => void;
  readonly onCancel: () => void;
}

function NameForm({ name, onSave, onCancel }: NameProps) {
  const w = useListWords();
  const field = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => field.current?.focus(), []);
  const submit = (event: JSX.TargetedSubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    onSave(field.current!.value);
  };
  return (
    <form onSubmit={submit} onKeyDown={(e) => e.key === 'Escape' && onCancel()}>
      <input
        ref={field}
        name="name"
        maxLength={60}
        required
        defaultValue={name}
        placeholder={w.viewName}
        aria-label={w.viewName}
      />
      <button type="submit">{w.keep}</button>
      <button type="button" onClick={onCancel}>
        {w.cancel}
      </button>
    </form>
  );
}
