import { count, OVERVIEW_WORDS, points } from '../overview-wording.ts';
import { WORDS } from '../wording.ts';
import type { ListedCall, PageData, ShownCall, WordedProblem } from './data.ts';
import { both, h, type Markup, say, told } from './markup.ts';
import type { Titles } from './titles.ts';
import { transcript } from './transcript.ts';

const { zh: ZH, en: EN } = OVERVIEW_WORDS;

/** The calls that are most worth hearing, and those to learn from. */
export function extremes(data: PageData, titles: Titles): Markup {
  const part = (title: Markup, calls: readonly ShownCall[]) =>
    calls.length === 0 ? null : h`<h3>${title}</h3><div class="calls">${calls.map((c) => shown(c, titles))}</div>`;
  if (data.worst.length + data.best.length === 0) return h``;
  return h`<section class="card extremes"><h2>${say((w) => w.worst)}</h2><p class="note">${say((w) => w.extremesNote)}</p>
<div class="calls">${data.worst.map((c) => shown(c, titles))}</div>${part(
    say((w) => w.best),
    data.best,
  )}</section>`;
}

const toneOf = (row: ListedCall): string => (row.passed === null ? 'even' : row.passed ? 'pass' : 'fail');

function shown(call: ShownCall, titles: Titles): Markup {
  const { row } = call;
  const hits = row.violations.filter((v) => v.status === 'hit').length;
  const missed = [...row.outcomes].filter((letter) => letter === 'x').length;
  const brief = h`${hits > 0 && h`<span class="tag fail">${say((w) => w.hits)} ${hits}</span>`}${missed > 0 && h`<span class="tag">${say((w) => w.missedElements)} ${missed}</span>`}`;
  return h`<details class="call"><summary><span class="percent ${toneOf(row)}">${row.percent === null ? '–' : points(row.percent)}</span>
<span class="name">${row.id}<small>${[row.name ?? row.agent, row.team, row.day].filter(Boolean).join(' · ')}</small></span>${brief}</summary>
<p class="note">${place(row)} · ${row.scripts.map((s, i) => h`${i > 0 && ' + '}${told(titles.script(s))}`)}</p>${transcript(call, titles)}</details>`;
}

const place = (row: ListedCall): string => (row.line === null ? row.source : `${row.source}:${row.line}`);

/** A list to search in: what every call lacks, in a line. */
export function list(data: PageData, titles: Titles): Markup {
  const { list: calls, overview: o } = data;
  if (calls.length === 0) return h``;
  const ids = o.elements.map((e) => e.id);
  const teamNames = [...new Set(calls.map((c) => c.team).filter((t) => t !== null))].sort();
  const phraseNos = [...new Set(calls.flatMap((c) => c.violations.map((v) => v.phrase)))].sort((a, b) => a - b);
  const option = (value: string | number, text: Markup | string) => h`<option value="${value}">${text}</option>`;
  // Options cannot hold spans that are hidden; the script puts the words of the language in.
  const phraseOption = (no: number) => {
    const { zh, en } = titles.phraseTitle(no);
    return h`<option value="${no}" data-zh="${no} ${zh}" data-en="${no} ${en}">${no} ${zh}</option>`;
  };
  return h`<section class="card list"><h2>${say((w) => w.list)}</h2><p class="note">${say((w) => w.listNote(count(calls.length), count(o.calls)))}</p>
<div class="tools"><input class="filter" type="search" data-for="calls" data-zh="${ZH.search}" data-en="${EN.search}">
${teamNames.length > 1 && h`<select class="choose" data-for="calls" data-key="team"><option value="" data-zh="${ZH.allTeams}" data-en="${EN.allTeams}">${ZH.allTeams}</option>${teamNames.map((t) => option(t, t))}</select>`}
${phraseNos.length > 1 && h`<select class="choose" data-for="calls" data-key="phrases"><option value="" data-zh="${ZH.allPhrases}" data-en="${EN.allPhrases}">${ZH.allPhrases}</option>${phraseNos.map(phraseOption)}</select>`}
<label><input type="checkbox" class="only" data-for="calls" data-key="failed">${say((w) => w.failedOnly)}</label><output data-for="calls"></output></div>
<div class="scroll"><table id="calls" class="sortable folded"><thead><tr><th class="num" data-sort>${say((w) => w.score)}</th><th>${say((w) => w.call)}</th><th>${say((w) => w.person)}</th><th data-sort>${say((w) => w.date)}</th><th>${say((w) => w.hits)}</th><th>${say((w) => w.missedElements)}</th></tr></thead>
<tbody>${calls.map((c, i) => listed(c, i, ids, titles))}</tbody></table></div>
<button type="button" class="all" data-for="calls">${say((w) => w.showAll)} (${count(calls.length)})</button><p class="empty" data-for="calls" hidden>${say((w) => w.nothing)}</p></section>`;
}

const FIRST_CALLS = 25;
const MOST_OF_KIND = 6;

function listed(row: ListedCall, i: number, ids: readonly string[], titles: Titles): Markup {
  const missed = ids.filter((_, k) => row.outcomes[k] === 'x');
  const phraseTag = (v: ListedCall['violations'][number]) =>
    h`<span class="quoted ${v.status}" title="${titles.phraseTitle(v.phrase).zh} · ${WORDS.zh.kind[v.kind]}"><b>${v.phrase}</b>${v.quote}</span>`;
  return h`<tr class="${i >= FIRST_CALLS ? 'more' : ''}" data-team="${row.team ?? ''}" data-phrases="${row.violations.map((v) => v.phrase).join(' ')}" data-failed="${row.passed === false ? 1 : 0}">
<td class="num strong ${toneOf(row)}" data-v="${row.percent ?? -1}">${row.percent === null ? '–' : points(row.percent)}</td><td class="who" title="${place(row)}">${row.id}</td>
<td class="who">${row.name ?? row.agent ?? say((w) => w.unknown)}${row.team && h`<small>${row.team}</small>`}</td><td class="day" data-v="${row.day ?? ''}">${row.day ?? ''}</td>
<td>${row.violations.map(phraseTag)}</td><td class="missed">${missed.map((id, k) => h`${k > 0 && both('、', ', ')}${told(titles.elementTitle(id))}`)}</td></tr>`;
}

/** What could not be read, and how to go on: of each kind the first few, which tell enough. */
export function problems({ problems: p }: PageData): Markup {
  if (p.first.length === 0) return h``;
  const kinds = new Map<string, WordedProblem[]>();
  for (const x of p.first) kinds.set(x.code, [...(kinds.get(x.code) ?? []), x]);
  const row = (x: WordedProblem) =>
    h`<tr><td><span class="tag ${x.severity === 'error' ? 'fail' : ''}">${say((w) => w[x.severity])}</span></td>
<td class="path">${x.file}${x.line !== null && `:${x.line}`}</td><td>${told(x.what)}</td><td>${told(x.way)}</td></tr>`;
  const rows = [...kinds.values()].map((list) => {
    const left = p.counts[list[0]!.code]! - MOST_OF_KIND;
    return h`${list.slice(0, MOST_OF_KIND).map(row)}${left > 0 && h`<tr><td></td><td colspan="3" class="note">${say((w) => w.more(count(left)))}</td></tr>`}`;
  });
  return h`<section class="card problems"><h2>${say((w) => w.problems)}</h2><div class="scroll"><table id="problems"><thead><tr><th></th><th>${say((w) => w.file)}</th><th>${say((w) => w.what)}</th><th>${say((w) => w.way)}</th></tr></thead><tbody>${rows}</tbody></table></div></section>`;
}
