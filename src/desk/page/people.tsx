import { useEffect, useState } from 'preact/hooks';
import type { PeopleView, PersonAnswer } from '../people-view.ts';
import * as api from './api.ts';
import { AppealDays } from './appeal-days.tsx';
import { moment, useWords } from './page-lang.ts';
import { usePeopleWords } from './people-words.ts';
import { PostFields, postOf } from './post-fields.tsx';
import { useNote } from './use-note.ts';

type Person = PeopleView['people'][number];
type Made = Extract<PersonAnswer, { readonly link: string | null }>;
/** What is asked about before it is done. */
type Asked = 'change' | 'reset' | 'disable';

/** The accounts, for an admin: who there is, somebody new, and what becomes of him. */
export function PeoplePage() {
  const { w: words } = useWords();
  const w = usePeopleWords();
  const [view, setView] = useState<PeopleView | 'loading' | 'failed'>('loading');
  const [made, setMade] = useState<Made | null>(null);
  const [note, tellNote] = useNote(w);
  const load = () => {
    api.people().then(
      (found) => setView(found ?? 'failed'),
      () => setView('failed'),
    );
  };
  useEffect(load, []);
  /** @returns whether it was done */
  const tell = (answer: PersonAnswer | null): boolean => {
    const done = answer !== null && 'person' in answer;
    setMade(done && answer.link !== null ? answer : null);
    tellNote((w) => (done ? '' : answer ? w.refused(answer.refused, 0) : w.notReached));
    load();
    return done;
  };
  if (typeof view === 'string')
    return (
      <main class="people">
        <p class="empty" role="status">
          {view === 'loading' ? words.loading : words.failed}
        </p>
      </main>
    );
  const invite = async (form: HTMLFormElement) => {
    const given = new FormData(form);
    const { role, agent } = postOf(given);
    if (tell(await api.makePerson(String(given.get('name')), role, agent))) form.reset();
  };
  return (
    <main class="people">
      <h2>{words.people}</h2>
      <p class="note bad" role="status">
        {note}
      </p>
      {made && <Link made={made} />}
      <form
        class="card across"
        aria-label={w.invite}
        onSubmit={(e) => {
          e.preventDefault();
          invite(e.currentTarget);
        }}
      >
        <label>
          {w.name}
          <input name="name" required maxLength={40} autocomplete="off" />
        </label>
        <PostFields agents={view.agents} />
        <button type="submit" class="main">
          {w.make}
        </button>
      </form>
      <table class="plain">
        <thead>
          <tr>
            <th>{w.name}</th>
            <th>{w.roleIs}</th>
            <th>{w.column.state}</th>
            <th>{w.column.made}</th>
            <th />
          </tr>
        </thead>
        <tbody>
          {view.people.map((person) => (
            <Row key={person.id} person={person} agents={view.agents} onDone={tell} />
          ))}
        </tbody>
      </table>
      <AppealDays />
    </main>
  );
}

interface RowProps {
  readonly person: Person;
  readonly agents: PeopleView['agents'];
  readonly onDone: (answer: PersonAnswer | null) => boolean;
}

function Row({ person, agents, onDone }: RowProps) {
  const { w: words, lang } = useWords();
  const w = usePeopleWords();
  const [asked, setAsked] = useState<Asked | null>(null);
  const done = (answer: PersonAnswer | null) => {
    if (onDone(answer)) setAsked(null);
  };
  const { id, name, role, agent, disabled, ready } = person;
  const state = disabled ? 'disabled' : ready ? 'ready' : 'waiting';
  const button = (what: Asked, text: string) => (
    <button type="button" aria-expanded={asked === what} onClick={() => setAsked(asked === what ? null : what)}>
      {text}
    </button>
  );
  return (
    <tr>
      <td>{name}</td>
      <td>
        {w.role[role]}
        {agent !== null && <small>{` ${agent}`}</small>}
      </td>
      <td>
        <span class={`chip ${{ disabled: 'missed', waiting: 'suspected', ready: 'met' }[state]}`}>
          {w.state[state]}
        </span>
      </td>
      <td data-label={w.column.made}>{moment(person.made, lang)}</td>
      <td>
        <p class="actions">
          {!disabled && button('change', w.change)}
          {!disabled && button('reset', w.reset)}
          {!disabled && button('disable', w.disable)}
          {disabled && (
            <button type="button" onClick={async () => done(await api.disablePerson(id, false))}>
              {w.enable}
            </button>
          )}
        </p>
        {asked === 'change' && (
          <form
            class="across"
            onSubmit={async (e) => {
              e.preventDefault();
              const post = postOf(new FormData(e.currentTarget));
              done(await api.changePerson(id, post.role, post.agent));
            }}
          >
            <PostFields agents={agents} now={person} />
            <button type="submit">{w.save}</button>
            <button type="button" onClick={() => setAsked(null)}>
              {words.cancel}
            </button>
          </form>
        )}
        {(asked === 'reset' || asked === 'disable') && (
          <p class="asked">
            {asked === 'reset' ? w.sureReset(name) : w.sureDisable(name)}
            <button
              type="button"
              onClick={async () =>
                done(asked === 'reset' ? await api.resetPerson(id) : await api.disablePerson(id, true))
              }
            >
              {w.yes}
            </button>
            <button type="button" onClick={() => setAsked(null)}>
              {w.no}
            </button>
          </p>
        )}
      </td>
    </tr>
  );
}

/** The link that somebody is handed; it is shown once. */
function Link({ made }: { readonly made: Made }) {
  const w = usePeopleWords();
  const [copied, setCopied] = useState(false);
  const copy = () =>
    navigator.clipboard.writeText(made.link ?? '').then(
      () => setCopied(true),
      () => {},
    );
  return (
    <section class="card made">
      <p>{w.handOver(made.person.name, made.hours ?? 0)}</p>
      <p class="across">
        <input readOnly value={made.link ?? ''} aria-label={w.copy} onFocus={(e) => e.currentTarget.select()} />
        <button type="button" onClick={copy}>
          {copied ? w.copied : w.copy}
        </button>
      </p>
    </section>
  );
}
