import { OVERVIEW_WORDS } from './overview-wording.ts';
import { extremes, list, problems } from './page/call-sections.ts';
import type { PageData } from './page/data.ts';
import { h, Markup, say } from './page/markup.ts';
import { courses, elements, figures, phrases } from './page/overview-sections.ts';
import { people, teams } from './page/people-sections.ts';
import { SCRIPT } from './page/script.ts';
import { STYLE } from './page/style.ts';
import { Titles } from './page/titles.ts';
import type { Lang } from './wording.ts';

export type { ListedCall, PageData, ProblemList, ShownCall, WordedProblem } from './page/data.ts';

/** The page's only script: its hash is what the page's own rules let run. */
export const PAGE_SCRIPT = SCRIPT;

/**
 * One page that shows what many calls add up to, in both languages. It needs nothing but itself: no network, no other file; all text
 * from files is escaped, and no script but its own may run.
 * @param lang that it opens in
 * @param scriptHash `sha256-…` of `PAGE_SCRIPT` in base64
 */
export function htmlReport(data: PageData, lang: Lang, scriptHash: string): string {
  const titles = new Titles(data.pack);
  const days = data.overview.days;
  const from = days[0]?.key ?? null;
  const to = days.at(-1)?.key ?? null;
  const policy = `default-src 'none'; style-src 'unsafe-inline'; script-src '${scriptHash}'; base-uri 'none'; form-action 'none'`;
  const { zh, en } = OVERVIEW_WORDS;
  const words = OVERVIEW_WORDS[lang];
  const page = h`<!DOCTYPE html>
<html lang="${lang === 'zh' ? 'zh-CN' : 'en'}" data-lang="${lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta http-equiv="Content-Security-Policy" content="${policy}">
<title data-zh="${zh.title}" data-en="${en.title}">${words.title}</title><style>${new Markup(STYLE)}</style></head><body>
<header><h1>${say((w) => w.title)}</h1><p>${say((w) => w.subtitle(from, to))}</p><span class="spring"></span><button type="button" id="lang">${say((w) => w.language)}</button><button type="button" id="print">${say((w) => w.print)}</button></header>
<main>
${figures(data)}
${courses(data)}
<div class="pair lists">${elements(data, titles)}${phrases(data, titles)}</div>
${people(data, titles)}
${teams(data, titles)}
${extremes(data, titles)}
${list(data, titles)}
${problems(data)}
</main>
<footer><h2>${say((w) => w.how)}</h2><ul>${zh.howText.map((_, i) => h`<li>${say((w) => w.howText[i]!)}</li>`)}</ul>
<p><code>${say((w) => w.madeBy(data.version, data.rulebook.slice(0, 16)))}</code></p></footer>
<script>${new Markup(SCRIPT)}</script></body></html>
`;
  return page.text;
}
