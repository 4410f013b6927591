import { useEffect, useState } from 'preact/hooks';
import type { LinkView } from '../people-view.ts';
import * as api from './api.ts';
import { NewPassword } from './new-password.tsx';
import { useWords } from './page-lang.ts';
import { usePeopleWords } from './people-words.ts';
import { pageAddress } from './route.ts';

interface Props {
  readonly secret: string;
  readonly onDone: () => void;
}

/** A link with which somebody sets his password, the first admin his name as well. */
export function LinkPage({ secret, onDone }: Props) {
  const { w: words } = useWords();
  const w = usePeopleWords();
  const [link, setLink] = useState<LinkView | 'loading' | 'over' | 'failed'>('loading');
  const look = () => {
    setLink('loading');
    api.lookAtLink(secret).then((answer) => setLink(answer === null ? 'failed' : 'role' in answer ? answer : 'over'));
  };
  useEffect(() => {
    // Whoever looks over his shoulder, or opens the browser's history, finds no link.
    history.replaceState(null, '', pageAddress('/link'));
    look();
  }, [secret]);
  if (typeof link === 'string')
    return (
      <main class="door">
        <p class="empty" role="status">
          {{ loading: words.loading, over: w.linkOver, failed: words.failed }[link]}
        </p>
        {link === 'over' && (
          <p class="onward">
            <a href={pageAddress('/')}>{w.toSignIn}</a>
          </p>
        )}
        {link === 'failed' && (
          <button type="button" onClick={look}>
            {words.retry}
          </button>
        )}
      </main>
    );
  return (
    <main class="door">
      <h2>{link.name === null ? w.welcomeFirst : w.welcome(link.name, w.role[link.role])}</h2>
      <NewPassword
        label={w.password}
        button={w.setPassword}
        onSend={(password, given) => api.useLink(secret, String(given.get('name') ?? ''), password)}
        onDone={() => {
          location.hash = pageAddress('/');
          onDone();
        }}
      >
        {link.name === null ? (
          <label>
            {w.name}
            <input name="name" autocomplete="username" required maxLength={40} />
          </label>
        ) : (
          // For the browser that keeps passwords.
          <input
            class="away"
            name="name"
            autocomplete="username"
            value={link.name}
            readOnly
            tabIndex={-1}
            aria-hidden
          />
        )}
      </NewPassword>
    </main>
  );
}
