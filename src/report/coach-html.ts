import { COACH_WORDS, type CoachData, type CoachPeriod, FEW_CALLS } from './coach.ts';
import { changeLine } from './coach-markdown.ts';
import { percent, points } from './overview-wording.ts';
import { h, Markup } from './page/markup.ts';
import { inLang, type Lang } from './wording.ts';

const STYLE = `
:root{--ink:#1d2733;--soft:#5b6774;--rule:#dfe3e6;--blue:#2b6a8c;--red:#b93a32;--red-soft:#f8ddd9;--green-soft:#dcefe4;--paper:#f5f6f4}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:15px/1.6 "PingFang SC","Microsoft YaHei","Noto Sans CJK SC",system-ui,sans-serif}
main{max-width:820px;margin:24px auto;background:#fff;border:1px solid var(--rule);border-radius:10px;padding:28px 34px}
h1{font-size:24px;line-height:1.3;margin:0}h2{font-size:16px;margin:26px 0 8px;padding-bottom:4px;border-bottom:2px solid var(--blue)}
p{margin:4px 0}.soft,small{color:var(--soft)}.few{background:#fbecc9;padding:6px 12px;border-radius:6px;margin:10px 0}
table{border-collapse:collapse;width:100%;margin:14px 0 6px;font-variant-numeric:tabular-nums}th,td{text-align:right;padding:5px 8px;border-bottom:1px solid var(--rule)}th{font-weight:500;color:var(--soft);font-size:13px}
th:first-child,td:first-child{text-align:left}tr.now td{font-weight:700}
ol,ul{margin:0;padding-left:22px}li{margin:0 0 8px;break-inside:avoid}ol.raises li{margin-bottom:3px}
q{quotes:"「" "」"}.quote{display:grid;grid-template-columns:1fr 1fr;gap:4px 12px;margin:5px 0}.quote>*{padding:5px 10px;border-radius:6px}.bad{background:var(--red-soft)}.good{background:var(--green-soft)}
.bar{display:inline-block;width:120px;height:9px;background:var(--paper);border-radius:3px;overflow:hidden;vertical-align:middle;margin:0 8px}.bar i{display:block;height:100%;background:var(--blue)}
.path{font-size:12px;overflow-wrap:anywhere}
@media (max-width:600px){main{margin:0;border:0;border-radius:0;padding:18px 14px}.quote{grid-template-columns:1fr}.bar{width:70px}th,td{padding:4px}}
@media print{@page{size:A4;margin:14mm}body{background:#fff;font-size:12px}main{border:0;margin:0;padding:0;max-width:none}*{-webkit-print-color-adjust:exact;print-color-adjust:exact}h2{break-after:avoid}}
`;

/** A coaching sheet as a page of its own, made to be printed. No script, no network. */
export function coachHtml(data: CoachData, lang: Lang): string {
  const w = COACH_WORDS[lang];
  const who = [data.name, data.agent].filter(Boolean).join(' ');
  const empty = (text: string) => h`<p class="soft">${text}</p>`;
  return h`<!DOCTYPE html>
<html lang="${lang === 'zh' ? 'zh-CN' : 'en'}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${w.title(who)}</title><style>${new Markup(STYLE)}</style></head><body><main>
<h1>${w.title(who)}</h1><p class="soft">${[data.team, w.period(data.now.label, data.now.calls)].filter(Boolean).join(' · ')}</p>
${data.now.calls < FEW_CALLS && h`<p class="few">${w.few(data.now.calls)}</p>`}
${periods(data, lang)}<p>${changeLine(data, lang)}</p>
<h2>${w.raises}</h2>${data.raises.length > 0 ? h`<ol class="raises">${data.raises.map((r) => h`<li>${w[r.kind](inLang(r.title, lang))} <small>${w.raise(points(r.gain))}</small></li>`)}</ol>` : empty(w.noMisses)}
<h2>${w.misses}</h2>${data.misses.length > 0 ? misses(data, lang) : empty(w.noMisses)}
<h2>${w.phrases}</h2>${data.phrases.length > 0 ? phrases(data, lang) : empty(w.noPhrases)}
<h2>${w.listen}</h2>${listen(data, lang)}
</main></body></html>
`.text;
}

function periods({ now, before, all }: CoachData, lang: Lang): Markup {
  const w = COACH_WORDS[lang];
  const row = (name: string, p: CoachPeriod, tone: string) =>
    h`<tr class="${tone}"><td>${name}</td><td>${p.calls}</td><td>${p.score ? h`${points(p.score.value)} <small>${points(p.score.low)}–${points(p.score.high)}</small>` : w.empty}</td>
<td>${p.passed ? percent(p.passed.value) : w.empty}</td><td>${p.withHits ? percent(p.withHits.value) : w.empty}</td></tr>`;
  return h`<table><thead><tr><th></th><th>${w.calls}</th><th>${w.score}</th><th>${w.passed}</th><th>${w.withHits}</th></tr></thead><tbody>
${row(now.label ?? w.now, now, 'now')}${before && row(before.label ?? w.before, before, '')}${row(w.all, all, '')}</tbody></table>`;
}

function misses({ misses: list }: CoachData, lang: Lang): Markup {
  const w = COACH_WORDS[lang];
  return h`<ul>${list.map(
    (
      m,
    ) => h`<li><b>${inLang(m.title, lang)}</b><span class="bar"><i style="width:${Math.round((100 * m.failed) / m.applied)}%"></i></span>${w.missed(m.failed, m.applied)}
<small>${[m.before === null ? null : w.beforeRate(percent(m.before)), m.others === null ? null : w.othersRate(percent(m.others))].filter(Boolean).join(' · ')}</small>
<p class="good" style="padding:5px 10px;border-radius:6px">${inLang(m.say, lang)}</p><p class="soft">${inLang(m.why, lang)}</p></li>`,
  )}</ul>`;
}

function phrases({ phrases: list }: CoachData, lang: Lang): Markup {
  const w = COACH_WORDS[lang];
  return h`<ul>${list.map(
    (
      p,
    ) => h`<li><b>${p.no} ${inLang(p.title, lang)}</b> ${w.hits(p.hits)} <small>${w.perHundred(points(p.now), p.before === null ? null : points(p.before))}</small><p class="soft">${inLang(p.why, lang)}</p>
${p.quotes.map((q) => h`<div class="quote"><span class="bad"><q>${q.quote}</q> <small>${q.call} ${w.turn(q.turn + 1)}</small></span><span class="good">${q.better}</span></div>`)}</li>`,
  )}</ul>`;
}

function listen({ listen: list }: CoachData, lang: Lang): Markup {
  const w = COACH_WORDS[lang];
  return h`<ol>${list.map(
    (
      c,
    ) => h`<li><b>${c.id}</b> ${c.day} · ${c.percent === null ? w.empty : w.point(points(c.percent))} · ${w.reasons[c.reason]}<p class="soft path">${c.source}${c.line !== null && `:${c.line}`}</p>
<ul>${c.moments.map((m) => h`<li>${m.turn === null || m.turn < 0 ? w.first : w.turn(m.turn + 1)}: ${inLang(m.title, lang)}${m.quote && h` <q>${m.quote}</q>`}${m.say && h` → ${m.say}`}</li>`)}</ul></li>`,
  )}</ol>`;
}
