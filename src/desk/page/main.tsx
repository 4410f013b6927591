import { render } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Lang } from '../../report/wording.ts';
import { CallPage } from './call.tsx';
import { ListPage } from './list.tsx';
import { firstLang, keepLang, LangContext } from './page-lang.ts';
import { addressOf, QUEUE, useRoute } from './route.ts';
import { PAGE_WORDS } from './words.ts';

function Page() {
  const [lang, setLang] = useState<Lang>(firstLang);
  const { call, query } = useRoute();
  const w = PAGE_WORDS[lang];
  useEffect(() => {
    document.title = w.title;
    keepLang(lang);
  }, [lang, w]);
  const queued = query.has('queued');
  const tab = (on: boolean, to: string, text: string) => (
    <a href={addressOf(null, new URLSearchParams(to))} class={on ? 'on' : ''} aria-current={on ? 'page' : undefined}>
      {text}
    </a>
  );
  return (
    <LangContext.Provider value={lang}>
      <header class="top">
        <h1>{w.title}</h1>
        <nav>
          {tab(call === null && queued, QUEUE, w.queue)}
          {tab(call === null && !queued, 'sort=no', w.all)}
        </nav>
        <button
          type="button"
          lang={lang === 'zh' ? 'en' : 'zh-CN'}
          onClick={() => setLang(lang === 'zh' ? 'en' : 'zh')}
        >
          {w.otherLang}
        </button>
      </header>
      {call === null ? <ListPage query={query} /> : <CallPage key={call} no={call} query={query} />}
    </LangContext.Provider>
  );
}

render(<Page />, document.getElementById('page')!);
