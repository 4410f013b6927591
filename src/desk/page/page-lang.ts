import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Wording } from '../../model/pack.ts';
import { type Lang, WORDS } from '../../report/wording.ts';
import { PAGE_WORDS, type PageWords } from './words.ts';

const KEPT = 'huashu-lang';

/** The language of everything below. */
export const LangContext = createContext<Lang>('zh');

/** The language that the reader chose last here, else the one that the desk was started in. */
export function firstLang(): Lang {
  let kept: string | null = null;
  try {
    kept = localStorage.getItem(KEPT);
  } catch {
    // A browser that keeps nothing still shows the page.
  }
  if (kept === 'zh' || kept === 'en') return kept;
  return document.documentElement.lang.startsWith('en') ? 'en' : 'zh';
}

/** Keeps a choice, and tells the browser, which chooses fonts and voices by it. */
export function keepLang(lang: Lang): void {
  document.documentElement.lang = lang === 'zh' ? 'zh-CN' : 'en';
  try {
    localStorage.setItem(KEPT, lang);
  } catch {
    // It holds for this visit.
  }
}

/** Words of the language: the pages' own, those of reports, and a pack's. */
export function useWords(): {
  readonly lang: Lang;
  readonly w: PageWords;
  readonly report: (typeof WORDS)[Lang];
  readonly say: (wording: Wording) => string;
} {
  const lang = useContext(LangContext);
  return { lang, w: PAGE_WORDS[lang], report: WORDS[lang], say: (wording) => wording[lang] };
}

/** A percentage as it is shown. */
export const points = (percent: number | null): string =>
  percent === null ? '–' : String(Math.round(percent * 10) / 10);

/** A moment in the reader's own time, to the minute. */
export const moment = (at: string, lang: Lang): string =>
  new Date(at).toLocaleString(lang === 'zh' ? 'zh-CN' : 'en-GB', {
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  });
