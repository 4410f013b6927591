import { render } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Lang } from '../../report/wording.ts';
import type { MeView } from '../view.ts';
import * as api from './api.ts';
import { MeContext } from './me.ts';
import { firstLang, keepLang, LangContext, useWords } from './page-lang.ts';
import { PAGES, TABS } from './pages.tsx';
import { pageAddress, type Route, useRoute } from './route.ts';
import { PAGE_WORDS } from './words.ts';

function Page() {
  const [lang, setLang] = useState<Lang>(firstLang);
  const [me, setMe] = useState<MeView | 'loading' | 'failed'>('loading');
  const route = useRoute();
  const w = PAGE_WORDS[lang];
  useEffect(() => {
    document.title = w.title;
    keepLang(lang);
  }, [lang, w]);
  const load = () => {
    setMe('loading');
    api.me().then(
      (found) => setMe(found ?? 'failed'),
      () => setMe('failed'),
    );
  };
  useEffect(load, []);
  const known = typeof me === 'object' ? me : null;
  return (
    <LangContext.Provider value={lang}>
      <header class="top">
        <h1>{w.title}</h1>
        <nav>{known && <Tabs me={known} route={route} />}</nav>
        <button
          type="button"
          lang={lang === 'zh' ? 'en' : 'zh-CN'}
          onClick={() => setLang(lang === 'zh' ? 'en' : 'zh')}
        >
          {w.otherLang}
        </button>
      </header>
      {known ? (
        <MeContext.Provider value={known}>
          <Shown me={known} route={route} />
        </MeContext.Provider>
      ) : (
        <Wait failed={me === 'failed'} onRetry={load} />
      )}
    </LangContext.Provider>
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
            {tab.text(w)}
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
