import { useEffect, useState } from 'preact/hooks';
import type { SessionsView } from '../people-view.ts';
import * as api from './api.ts';
import { useMe } from './me.ts';
import { NewPassword } from './new-password.tsx';
import { moment, useWords } from './page-lang.ts';
import { PasswordField } from './password-field.tsx';
import { usePeopleWords } from './people-words.ts';

/** Somebody's own account: who he is, his password, where he is signed in, what the desk holds of him. */
export function AccountPage() {
  const me = useMe();
  const w = usePeopleWords();
  const [sessions, setSessions] = useState<SessionsView | null>(null);
  const [changed, setChanged] = useState(false);
  const load = () => {
    api.sessions().then(setSessions, () => setSessions(null));
  };
  useEffect(load, []);
  return (
    <main class="account">
      <h2>{me.name}</h2>
      <p>
        {w.role[me.role]}
        {me.agent && ` · ${w.agent} ${me.agent}`}
      </p>
      <section>
        <h3>{w.changePassword}</h3>
        <NewPassword
          label={w.newPassword}
          button={w.changePassword}
          onSend={(password, given) => api.changePassword(String(given.get('old')), password)}
          onDone={async () => {
            setChanged(true);
            // The new session has a token of its own.
            await api.me().catch(() => null);
            load();
          }}
        >
          <input class="away" autocomplete="username" value={me.name} readOnly tabIndex={-1} aria-hidden />
          <PasswordField name="old" label={w.oldPassword} autocomplete="current-password" />
        </NewPassword>
        {changed && (
          <p class="note good" role="status">
            {w.changed}
          </p>
        )}
      </section>
      <section>
        <h3>{w.sessions}</h3>
        {sessions && <Sessions view={sessions} />}
        <p class="actions">
          <button type="button" class="main" onClick={() => leave(false)}>
            {w.signOut}
          </button>
          <button type="button" onClick={() => leave(true)}>
            {w.signOutEverywhere}
          </button>
        </p>
      </section>
      <section>
        <h3>{w.ownData}</h3>
        <p>{w.ownDataIs}</p>
        <p class="actions">
          <a class="button" href="/api/account/data" download="huashu-own-data.json">
            {w.download}
          </a>
        </p>
      </section>
    </main>
  );
}

/** Nothing of whoever was signed in stays in the page. */
async function leave(everywhere: boolean): Promise<void> {
  await api.signOut(everywhere);
  history.replaceState(null, '', '#/');
  location.reload();
}

function Sessions({ view }: { readonly view: SessionsView }) {
  const { lang } = useWords();
  const w = usePeopleWords();
  return (
    <ul class="sessions">
      {view.sessions.map((s) => (
        <li key={s.begun + s.browser}>
          <span>
            {s.address} {s.here && <span class="chip closed">{w.here}</span>}
          </span>
          <small>
            {w.begun} {moment(s.begun, lang)} · {w.seen} {moment(s.seen, lang)}
          </small>
          <small>{s.browser}</small>
        </li>
      ))}
    </ul>
  );
}
