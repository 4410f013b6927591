import type { ViolationKind } from '../../model/assessment.ts';
import { mean, share } from '../interval.ts';
import type { ElementCount, PhraseCount } from '../overview.ts';
import { count, percent, points } from '../overview-wording.ts';
import { WORDS } from '../wording.ts';
import { bar, histogram, legend, trend } from './charts.ts';
import type { PageData } from './data.ts';
import { both, h, type Markup, say, told } from './markup.ts';
import { filled, type Titles } from './titles.ts';

const figure = (label: Markup, value: string, note: Markup | null, tone = ''): Markup =>
  h`<div class="figure ${tone}"><dt>${label}</dt><dd>${value}</dd>${note && h`<p>${note}</p>`}</div>`;

/** The six numbers that a manager asks for first. */
export function figures({ overview: o, pack, problems }: PageData): Markup {
  const score = mean(o.score);
  const passed = share(o.passed, o.score.count);
  const withHits = share(o.callsWithHits, o.calls);
  const span = (low: string, high: string) => h`95%: ${low}–${high}`;
  return h`<dl class="figures">
${figure(
  say((w) => w.calls),
  count(o.calls),
  o.rolesUnsure > 0 ? say((w) => w.rolesUnsure(count(o.rolesUnsure))) : null,
)}
${figure(
  say((w) => w.meanScore),
  score ? points(score.value) : '–',
  score && h`${span(points(score.low), points(score.high))} · ${say((w) => w.median)} ${points(o.median ?? 0)}`,
)}
${figure(
  say((w) => w.passRate),
  passed ? percent(passed.value) : '–',
  passed && h`${span(percent(passed.low), percent(passed.high))} · ${say((w) => w.passMark(pack.rubric.passMark))}`,
)}
${figure(
  say((w) => w.withHits),
  withHits ? percent(withHits.value) : '–',
  withHits && h`${span(percent(withHits.low), percent(withHits.high))} · ${say((w) => w.hitsTotal(count(o.hits)))}`,
  'bad',
)}
${figure(
  say((w) => w.toHear),
  count(o.suspected),
  say((w) => w.toHearNote),
  'open',
)}
${figure(
  say((w) => w.problems),
  count(problems.errors),
  say((w) => w.problemsNote),
)}
</dl>`;
}

const card = (title: Markup, note: Markup, body: Markup, extra = ''): Markup =>
  h`<section class="card ${extra}"><h2>${title}</h2><p class="note">${note}</p>${body}</section>`;

/** Scores, and how they went. */
export function courses({ overview: o, pack }: PageData): Markup {
  const undated =
    o.undated > 0 && o.days.length > 0 ? h`<p class="note">${say((w) => w.undated(count(o.undated)))}</p>` : null;
  const days = o.days.length > 0 ? h`${trend(o.days)}${undated}` : h`<p class="empty">${say((w) => w.noDates)}</p>`;
  return h`<div class="pair">${card(
    say((w) => w.distribution),
    say((w) => w.distributionNote),
    histogram(o.histogram, pack.rubric.passMark),
  )}${card(
    say((w) => w.trend),
    say((w) => w.trendNote),
    days,
  )}</div>`;
}

const applied = (e: ElementCount): number => e.met + e.partial + e.missed;
const missRate = (e: ElementCount): number => (e.missed + e.partial) / applied(e);

/** Lines of a list before the rest is folded. */
const FIRST_ROWS = 16;

const folded = (items: readonly Markup[]): Markup =>
  h`<div class="rows">${items.slice(0, FIRST_ROWS)}${items.length > FIRST_ROWS && h`<details class="rest"><summary>${say((w) => w.rest(count(items.length - FIRST_ROWS)))}</summary>${items.slice(FIRST_ROWS)}</details>`}</div>`;

/** What is left out most: a bar for each element, its sentence within. */
export function elements({ overview: o }: PageData, titles: Titles): Markup {
  const known = o.elements
    .filter((e) => applied(e) > 0)
    .sort((a, b) => missRate(b) - missRate(a) || (a.id < b.id ? -1 : 1));
  const never = o.elements.length - known.length;
  const items = known.map((e) => {
    const of = applied(e);
    const parts = [
      { share: e.missed / of, tone: 'missed', tip: '' },
      { share: e.partial / of, tone: 'partial', tip: '' },
    ];
    const element = titles.element(e.id);
    const range = share(e.missed + e.partial, of)!;
    return h`<details class="row"><summary><span class="name">${told(titles.elementTitle(e.id))}<small>${element && told(titles.script(element.script))}</small></span>
${bar(parts)}<b>${percent(missRate(e))}</b></summary><div class="inside"><p>${say((w) => w.missedOf(count(e.missed + e.partial), count(of)))}${e.partial > 0 && h` · ${say((w) => w.half(count(e.partial)))}`} · 95%: ${percent(range.low)}–${percent(range.high)}</p>
${element && h`<p><span class="label">${say((w) => w.say)}</span>${told(filled(element.say))}</p>`}</div></details>`;
  });
  const rest = never > 0 ? h`<p class="note">${say((w) => w.neverApplied(count(never)))}</p>` : null;
  const key = legend([
    { tone: 'missed', text: both(WORDS.zh.outcome.missed, WORDS.en.outcome.missed) },
    { tone: 'partial', text: both(WORDS.zh.outcome.partial, WORDS.en.outcome.partial) },
  ]);
  return card(
    say((w) => w.elements),
    say((w) => w.elementsNote),
    h`${key}${folded(items)}${rest}`,
    'elements',
  );
}

const KINDS: readonly ViolationKind[] = ['exact', 'filler', 'homophone', 'variant', 'paraphrase'];

/** Which phrases are said, how often, and how. */
export function phrases({ overview: o }: PageData, titles: Titles): Markup {
  const saidOnes = o.phrases
    .filter((p) => p.hits + p.suspected > 0)
    .sort((a, b) => b.hits - a.hits || b.suspected - a.suspected || a.no - b.no);
  const most = Math.max(1, ...saidOnes.map((p) => p.hits + p.suspected));
  const never = o.phrases.length - saidOnes.length;
  const key = legend([
    ...KINDS.map((kind) => ({ tone: `kind-${kind}`, text: both(WORDS.zh.kind[kind], WORDS.en.kind[kind]) })),
    { tone: 'suspected', text: say((w) => w.suspected) },
  ]);
  const rest = never > 0 ? h`<p class="note">${say((w) => w.neverSaid(count(never)))}</p>` : null;
  const body = saidOnes.length > 0 ? h`${key}${folded(saidOnes.map((p) => phraseRow(p, most, titles)))}` : null;
  return card(
    say((w) => w.phrases),
    say((w) => w.phrasesNote),
    h`${body}${rest}`,
    'phrases',
  );
}

function phraseRow(p: PhraseCount, most: number, titles: Titles): Markup {
  const phrase = titles.phrase(p.no);
  const parts = [
    ...KINDS.map((kind) => ({ share: (p.kinds[kind] ?? 0) / most, tone: `kind-${kind}`, tip: '' })),
    { share: p.suspected / most, tone: 'suspected', tip: '' },
  ];
  const severity =
    phrase &&
    h`<small class="severity-${phrase.severity}">${both(WORDS.zh.severity[phrase.severity], WORDS.en.severity[phrase.severity])}</small>`;
  const quotes =
    p.quotes.length > 0 &&
    h`<p><span class="label">${say((w) => w.asSaid)}</span>${p.quotes.map((q) => h`<q>${q.quote}</q><small>×${count(q.count)}</small> `)}</p>`;
  return h`<details class="row"><summary><span class="name"><em>${p.no}</em>${told(titles.phraseTitle(p.no))}${severity}</span>
${bar(parts)}<b>${count(p.hits)}${p.suspected > 0 && h`<small> +${count(p.suspected)}</small>`}</b></summary><div class="inside"><p>${say((w) => w.times(count(p.hits)))} · ${say((w) => w.inCalls(count(p.calls)))}${p.suspected > 0 && h` · ${say((w) => w.suspected)} ${count(p.suspected)}`}</p>
${quotes}${phrase && h`<p><span class="label">${say((w) => w.better)}</span>${told(filled(phrase.better))}</p>`}</div></details>`;
}
