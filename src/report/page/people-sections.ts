import { mean } from '../interval.ts';
import type { GroupCount } from '../overview.ts';
import { count, OVERVIEW_WORDS, type OverviewWords, percent, points } from '../overview-wording.ts';
import { type Standing, standings } from '../standing.ts';
import { interval } from './charts.ts';
import type { PageData } from './data.ts';
import { h, type Markup, say, told } from './markup.ts';
import type { Titles } from './titles.ts';

/** Rows that a table shows before it is asked for all. */
const FIRST_ROWS = 15;

/** What a group leaves out most often, if it does so at all often. */
function mostMissed(group: GroupCount, ids: readonly string[]): string | null {
  let best: string | null = null;
  let most = 0.1;
  ids.forEach((id, i) => {
    if (group.applied[i]! < 5) return;
    const rate = group.failed[i]! / group.applied[i]!;
    if (rate > most) {
      most = rate;
      best = id;
    }
  });
  return best;
}

/** How people compare, with the doubt that their number of calls leaves. */
export function people(data: PageData, titles: Titles): Markup {
  const { overview: o, minimum } = data;
  const { ranked, tooFew } = standings(o.people, o.score, minimum);
  if (ranked.length === 0 && tooFew.length === 0) return h``;
  const few = tooFew.length > 0 ? h`<p class="note">${say((w) => w.tooFew(count(tooFew.length), minimum))}</p>` : null;
  return h`<section class="card"><h2>${say((w) => w.people)}</h2><p class="note">${say((w) => w.peopleNote(minimum))}</p>
${ranked.length > 0 && table('people', ranked, data, titles, true)}${few}</section>`;
}

/** How teams compare. */
export function teams(data: PageData, titles: Titles): Markup {
  const { ranked, tooFew } = standings(data.overview.teams, data.overview.score, data.minimum);
  if (ranked.length === 0) return h``;
  const few = (w: OverviewWords) => w.tooFewTeams(count(tooFew.length), data.minimum);
  return h`<section class="card"><h2>${say((w) => w.teams)}</h2>${table('teams', ranked, data, titles, false)}
${tooFew.length > 0 && h`<p class="note">${say(few)}</p>`}</section>`;
}

/** What a number is, where the table's head is not to be seen: on a phone. */
const cap = (text: Markup): Markup => h`<span class="cap">${text}</span>`;

function table(
  id: string,
  ranked: readonly Standing[],
  { overview: o }: PageData,
  titles: Titles,
  persons: boolean,
): Markup {
  const overall = mean(o.score)!.value;
  const low = Math.max(0, Math.floor((Math.min(...ranked.map((r) => r.score.low)) - 1) / 10) * 10);
  const ids = o.elements.map((e) => e.id);
  const rows = ranked.map((r, i) => {
    const { group, score, passed, differs } = r;
    const missed = mostMissed(group, ids);
    const tone = differs ?? 'even';
    return h`<tr class="${i >= FIRST_ROWS ? 'more' : ''}"><td class="who">${group.name ?? group.key}${group.name && h`<small>${group.key}</small>`}${persons && group.team && h`<small class="team">${group.team}</small>`}</td>
<td class="num" data-v="${group.calls}">${cap(say((w) => w.calls))}${count(group.calls)}</td><td class="num strong" data-v="${score.value}">${points(score.value)}</td>
<td class="plot">${interval(score, overall, low, tone)}</td><td class="num" data-v="${passed?.value ?? -1}">${cap(say((w) => w.passRate))}${passed ? percent(passed.value) : '–'}</td>
<td class="num" data-v="${group.hits / group.calls}">${cap(say((w) => w.hitsPerHundred))}${points((100 * group.hits) / group.calls)}</td>
<td class="missed">${missed && cap(say((w) => w.mostMissed))}${missed && told(titles.elementTitle(missed))}</td>
<td>${differs && h`<span class="tag ${differs}">${say((w) => w[differs])}</span>`}</td></tr>`;
  });
  const search =
    persons &&
    ranked.length > FIRST_ROWS &&
    h`<input class="filter" type="search" data-for="${id}" data-zh="${OVERVIEW_WORDS.zh.person}" data-en="${OVERVIEW_WORDS.en.person}">`;
  const all =
    ranked.length > FIRST_ROWS &&
    h`<button type="button" class="all" data-for="${id}">${say((w) => w.showAll)} (${count(ranked.length)})</button>`;
  return h`<div class="tools">${search}</div><div class="scroll"><table id="${id}" class="sortable folded"><thead><tr>
<th>${say((w) => (persons ? w.person : w.team))}</th><th class="num" data-sort>${say((w) => w.calls)}</th><th class="num" data-sort>${say((w) => w.meanScore)}</th>
<th class="scale"><span>${low}</span><span>100</span></th><th class="num" data-sort>${say((w) => w.passRate)}</th><th class="num" data-sort>${say((w) => w.hitsPerHundred)}</th>
<th>${say((w) => w.mostMissed)}</th><th></th></tr></thead><tbody>${rows}</tbody></table></div>${all}`;
}
