import { render } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Lang } from '../../report/wording.ts';
import type { MeView } from '../view.ts';
import * as api from './api.ts';
import { LinkPage } from './link.tsx';
import { MeContext } from './me.ts';
import { firstLang, keepLang, LangContext, useWords } from './page-lang.ts';
import { ACCOUNT, PAGES, TABS } from './pages.tsx';
import { usePeopleWords } from './people-words.ts';
import { pageAddress, type Route, useRoute } from './route.ts';
import { SignInPage } from './sign-in.tsx';
import { PAGE_WORDS } from './words.ts';

/** A link with which somebody sets his password: there for whoever has it, signed in or not. */
const LINK = /^\/link\/([\w-]{1,100})$/;

function Page() {
  const [lang, setLang] = useState<Lang>(firstLang);
  const [me, setMe] = useState<MeView | 'signed-out' | 'expired' | 'loading' | 'failed'>('loading');
  const route = useRoute();
  const w = PAGE_WORDS[lang];
  useEffect(() => {
    document.title = w.title;
    keepLang(lang);
  }, [lang, w]);
  const load = () => {
    setMe('loading');
    api.me().then(
      (found) => setMe(found === null ? 'failed' : 'signedOut' in found ? 'signed-out' : found),
      () => setMe('failed'),
    );
  };
  useEffect(() => {
    api.onSignedOut(() => setMe('expired'));
    load();
  }, []);
  const known = typeof me === 'object' ? me : null;
  const secret = LINK.exec(route.path)?.[1];
  return (
    <LangContext.Provider value={lang}>
      <header class="top">
        <h1>{w.title}</h1>
        <nav>{known && !secret && <Tabs me={known} route={route} />}</nav>
        {known && !secret && <MyAccount me={known} route={route} />}
        <button
          type="button"
          lang={lang === 'zh' ? 'en' : 'zh-CN'}
          onClick={() => setLang(lang === 'zh' ? 'en' : 'zh')}
        >
          {w.otherLang}
        </button>
      </header>
      {secret && me !== 'loading' ? (
        <LinkPage key={secret} secret={secret} onDone={load} />
      ) : known ? (
        <MeContext.Provider value={known}>
          <Shown me={known} route={route} />
        </MeContext.Provider>
      ) : me === 'signed-out' || me === 'expired' ? (
        <SignInPage expired={me === 'expired'} onDone={load} />
      ) : (
        <Wait failed={me === 'failed'} onRetry={load} />
      )}
    </LangContext.Provider>
  );
}

/** Who is signed in, where there are accounts. */
function MyAccount({ me, route: { path } }: { readonly me: MeView; readonly route: Route }) {
  const w = usePeopleWords();
  if (!me.rights.includes('keep-own-account')) return null;
  const on = path === ACCOUNT;
  return (
    <a class={on ? 'me on' : 'me'} href={pageAddress(ACCOUNT)} title={w.account} aria-current={on ? 'page' : undefined}>
      {me.name}
    </a>
  );
}

function Tabs({ me, route }: { readonly me: MeView; readonly route: Route }) {
  const { w } = useWords();
  const there = TABS.filter((tab) => me.rights.includes(tab.needs));
  return (
    <>
      {there.map((tab) => {
        const on = tab.on(route, me);
        return (
          <a
            key={tab.path + tab.query}
            href={pageAddress(tab.path, tab.query)}
            class={on ? 'on' : ''}
            aria-current={on ? 'page' : undefined}
          >
            {tab.text(w, me)}
          </a>
        );
      })}
    </>
  );
}

function Shown({ me, route: { path, query } }: { readonly me: MeView; readonly route: Route }) {
  const { w } = useWords();
  for (const page of PAGES) {
    const [found, ...parts] = page.path.exec(path) ?? [];
    if (found !== undefined && me.rights.includes(page.needs)) return page.show(parts, query, me);
  }
  return (
    <main>
      <p class="empty">{w.noSuchPage}</p>
    </main>
  );
}

function Wait({ failed, onRetry }: { readonly failed: boolean; readonly onRetry: () => void }) {
  const { w } = useWords();
  return (
    <main>
      <p class="empty" role="status">
        {failed ? w.failed : w.loading}
      </p>
      {failed && (
        <button type="button" class="more" onClick={onRetry}>
          {w.retry}
        </button>
      )}
    </main>
  );
}

render(<Page />, document.getElementById('page')!);
