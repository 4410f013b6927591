import { type Estimate, mean, share } from '../interval.ts';
import type { GroupCount } from '../overview.ts';
import { count, percent, points } from '../overview-wording.ts';
import { h, type Markup } from './markup.ts';

/** Pictures are drawn on these many units and scaled by the page. */
const WIDE = 640;
const HIGH = 220;
const LEFT = 52;
const RIGHT = 16;
const TOP = 16;
const BOTTOM = 28;
const PLOT = WIDE - LEFT - RIGHT;
const DEPTH = HIGH - TOP - BOTTOM;

const round = (n: number): number => Math.round(n * 10) / 10;

/** A step of 1, 2 or 5 times a power of ten, so that about four lines stand over `most`. */
function stepFor(most: number): number {
  const rough = Math.max(most, 1e-9) / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  return [1, 2, 5, 10].map((n) => n * power).find((step) => step >= rough)!;
}

/** How many calls have which score. */
export function histogram(bins: readonly number[], passMark: number): Markup {
  const most = Math.max(1, ...bins);
  const step = Math.max(1, stepFor(most));
  const top = Math.ceil(most / step) * step;
  const y = (n: number) => TOP + DEPTH * (1 - n / top);
  const width = PLOT / bins.length;
  const lines: Markup[] = [];
  for (let n = 0; n <= top; n += step)
    lines.push(h`<line class="grid" x1="${LEFT}" x2="${WIDE - RIGHT}" y1="${round(y(n))}" y2="${round(y(n))}"/>
<text class="tick" x="${LEFT - 6}" y="${round(y(n) + 4)}" text-anchor="end">${count(n)}</text>`);
  const bars = bins.map((n, i) => {
    const from = i * 5;
    const to = i === bins.length - 1 ? 100 : from + 4.9;
    const tone = from >= passMark ? 'pass' : 'fail';
    return h`<rect class="${tone}" x="${round(LEFT + i * width + 1.5)}" y="${round(y(n))}" width="${round(width - 3)}" height="${round(TOP + DEPTH - y(n))}" rx="2"><title>${from}–${to}: ${count(n)}</title></rect>`;
  });
  const mark = LEFT + (PLOT * passMark) / 100;
  const ticks = [0, 20, 40, 60, 80, 100].map(
    (s) => h`<text class="tick" x="${round(LEFT + (PLOT * s) / 100)}" y="${HIGH - 8}" text-anchor="middle">${s}</text>`,
  );
  return h`<svg class="chart" viewBox="0 0 ${WIDE} ${HIGH}" role="img">${lines}${bars}
<line class="mark" x1="${round(mark)}" x2="${round(mark)}" y1="${TOP - 8}" y2="${TOP + DEPTH}"/>${ticks}</svg>`;
}

/** Most points of a trend; more days are put together. */
const MOST_POINTS = 62;

interface Point {
  readonly label: string;
  readonly score: Estimate | null;
  readonly withHits: Estimate | null;
  readonly calls: number;
}

/** Days as they are, or equal runs of days where there are many. */
function pointsOf(days: readonly GroupCount[]): Point[] {
  const run = Math.max(1, Math.ceil(days.length / MOST_POINTS));
  const out: Point[] = [];
  for (let i = 0; i < days.length; i += run) {
    const some = days.slice(i, i + run);
    const sum = (of: (g: GroupCount) => number) => some.reduce((n, g) => n + of(g), 0);
    const calls = sum((g) => g.calls);
    out.push({
      label: some.length === 1 ? some[0]!.key : `${some[0]!.key} – ${some.at(-1)!.key}`,
      score: mean({
        count: sum((g) => g.score.count),
        sum: sum((g) => g.score.sum),
        squares: sum((g) => g.score.squares),
      }),
      withHits: share(
        sum((g) => g.callsWithHits),
        calls,
      ),
      calls,
    });
  }
  return out;
}

/** Room for the shares of the bars, right of the trend. */
const SHARES = 48;
/** A share as it stands at an axis: there is no room for more. */
const axisPercent = (share: number): string =>
  share === 0 || share >= 0.1 ? `${Math.round(share * 100)}%` : percent(share);
/** The tallest bar takes so much of the depth. */
const HITS_DEPTH = 0.42;

/** Mean score and share of calls with phrases, day by day. */
export function trend(days: readonly GroupCount[]): Markup {
  const at = pointsOf(days);
  const plot = PLOT - SHARES;
  const scored = at.filter((p) => p.score);
  if (scored.length === 0) return h``;
  const low = Math.max(0, Math.floor((Math.min(...scored.map((p) => p.score!.low)) - 2) / 10) * 10);
  const high = Math.min(100, Math.ceil((Math.max(...scored.map((p) => p.score!.high)) + 2) / 10) * 10);
  const x = (i: number) => LEFT + (at.length === 1 ? plot / 2 : (plot * (i + 0.5)) / at.length);
  const y = (n: number) => TOP + DEPTH * (1 - (n - low) / Math.max(1, high - low));
  const mostHits = Math.max(0.01, ...at.map((p) => p.withHits?.value ?? 0));
  const width = Math.min(26, (plot / at.length) * 0.62);
  const bars = at.map((p, i) => {
    const tall = (DEPTH * HITS_DEPTH * (p.withHits?.value ?? 0)) / mostHits;
    return h`<rect class="hits" x="${round(x(i) - width / 2)}" y="${round(TOP + DEPTH - tall)}" width="${round(width)}" height="${round(tall)}" rx="1.5"/>`;
  });
  const drawn = at.map((p, i) => ({ ...p, i })).filter((p) => p.score);
  const path = drawn.map((p, k) => `${k === 0 ? 'M' : 'L'}${round(x(p.i))} ${round(y(p.score!.value))}`).join('');
  const band = `M${drawn.map((p) => `${round(x(p.i))} ${round(y(p.score!.high))}`).join('L')}L${[...drawn]
    .reverse()
    .map((p) => `${round(x(p.i))} ${round(y(p.score!.low))}`)
    .join('L')}Z`;
  const dots = drawn.map((p) => {
    const tip = `${p.label} · ${points(p.score!.value)} (${points(p.score!.low)}–${points(p.score!.high)}) · ${count(p.calls)} · ${percent(p.withHits!.value)}`;
    return h`<circle class="dot" cx="${round(x(p.i))}" cy="${round(y(p.score!.value))}" r="${at.length > 40 ? 2 : 3}"/><rect class="touch" x="${round(x(p.i) - plot / at.length / 2)}" y="${TOP}" width="${round(plot / at.length)}" height="${DEPTH}"><title>${tip}</title></rect>`;
  });
  const lines: Markup[] = [];
  const step = high - low > 40 ? 20 : 10;
  for (let n = low; n <= high; n += step)
    lines.push(h`<line class="grid" x1="${LEFT}" x2="${LEFT + plot}" y1="${round(y(n))}" y2="${round(y(n))}"/>
<text class="tick" x="${LEFT - 6}" y="${round(y(n) + 4)}" text-anchor="end">${n}</text>`);
  const every = Math.max(1, Math.ceil(at.length / 7));
  const ticks = at.map((p, i) =>
    i % every === 0
      ? h`<text class="tick" x="${round(x(i))}" y="${HIGH - 8}" text-anchor="middle">${p.label.slice(5, 10)}</text>`
      : null,
  );
  const bandMark = drawn.length > 1 ? h`<path class="band" d="${band}"/>` : null;
  // On an axis of their own beside the plot: inside it, a line or band of scores may stand anywhere.
  const shares = [0, mostHits].map(
    (s) =>
      h`<text class="tick hitlabel" x="${LEFT + plot + 6}" y="${round(TOP + DEPTH * (1 - (HITS_DEPTH * s) / mostHits) + 4)}">${axisPercent(s)}</text>`,
  );
  return h`<svg class="chart" viewBox="0 0 ${WIDE} ${HIGH}" role="img">${lines}${bars}${bandMark}<path class="line" d="${path}"/>${dots}${ticks}${at.some((p) => p.withHits?.value) && shares}</svg>`;
}

/** A dot with its interval on a scale from 0 to 100, beside the mean of all. */
export function interval(score: Estimate, overall: number, low: number, tone: string): Markup {
  const at = (n: number) => round((100 * (Math.max(low, n) - low)) / (100 - low));
  const tip = `${points(score.value)} (${points(score.low)}–${points(score.high)})`;
  return h`<svg class="interval ${tone}" viewBox="0 0 100 12" preserveAspectRatio="none" role="img"><title>${tip}</title>
<line class="base" x1="0" x2="100" y1="6" y2="6"/><line class="overall" x1="${at(overall)}" x2="${at(overall)}" y1="0" y2="12"/>
<line class="reach" x1="${at(score.low)}" x2="${at(score.high)}" y1="6" y2="6"/><line class="point" x1="${at(score.value)}" x2="${at(score.value)}" y1="6" y2="6"/></svg>`;
}

/** One part of a bar: how much of the whole width, and its look. */
export interface BarPart {
  readonly share: number;
  readonly tone: string;
  readonly tip: Markup | string;
}

/** A lying bar of parts. */
export const bar = (parts: readonly BarPart[]): Markup =>
  h`<span class="bar">${parts
    .filter((p) => p.share > 0)
    .map((p) => h`<i class="${p.tone}" style="width:${round(100 * p.share)}%"></i>`)}</span>`;

/** What the colours of a picture mean. */
export const legend = (entries: readonly { readonly tone: string; readonly text: Markup }[]): Markup =>
  h`<p class="legend">${entries.map((e) => h`<span><i class="${e.tone}"></i>${e.text}</span>`)}</p>`;
