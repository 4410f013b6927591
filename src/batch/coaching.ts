import type { Pack } from '../model/pack.ts';
import type { CallRow } from '../report/call-row.ts';
import {
  type CoachData,
  type CoachMiss,
  type CoachPeriod,
  type CoachPhrase,
  type CoachRaise,
  FEW_CALLS,
} from '../report/coach.ts';
import { type Estimate, mean, share, standardError } from '../report/interval.ts';
import { type Overview, OverviewBuilder } from '../report/overview.ts';
import { blanks, filled, Titles } from '../report/page/titles.ts';
import { listen } from './coaching-calls.ts';
import { BatchFault, batchProblem } from './problems.ts';
import type { PlacedRow, Results } from './results.ts';

const MOST_MISSES = 5;
const MOST_PHRASES = 5;
const MOST_QUOTES = 4;
const MOST_RAISES = 3;

export interface CoachOptions {
  readonly pack: Pack;
  readonly agent: string;
  /** Results of the month before; without them the calls' own dates tell the months apart. */
  readonly before: Results | null;
  /** Month of the sheet, 2026-10; without it the last one that has enough calls to say something. */
  readonly month?: string | undefined;
}

/** Gathers what there is to say to one person. @throws BatchFault NO_SUCH_AGENT, NO_CALLS_IN_MONTH */
export async function coachData(results: Results, options: CoachOptions): Promise<CoachData> {
  const { agent, pack } = options;
  const everybody = new OverviewBuilder(results.manifest.elements, []);
  const own: PlacedRow[] = [];
  const others = new Set<string>();
  for await (const row of results.rows()) {
    everybody.add(row);
    if (isOf(row, agent)) own.push(row);
    else if (row.agent !== null && others.size < 5_000) others.add(row.name ? `${row.agent} ${row.name}` : row.agent);
  }
  if (own.length === 0) {
    const near = [...others].filter((o) => o.includes(agent) || agent.includes(o)).slice(0, 5);
    throw new BatchFault(batchProblem('NO_SUCH_AGENT', { file: results.path('') }, { agent, near: near.join(', ') }));
  }
  const periods = await split(own, options);
  if (periods.now.length === 0)
    throw new BatchFault(
      batchProblem(
        'NO_CALLS_IN_MONTH',
        { file: results.path('') },
        { agent, month: options.month ?? '', months: monthsOf(own).join(', ') },
      ),
    );
  const now = overviewOf(periods.now, results);
  const before = periods.before.length > 0 ? overviewOf(periods.before, results) : null;
  const all = everybody.overview();
  const titles = new Titles(pack);
  const gathered = await gather(results, periods.now, titles);
  const misses = missesOf(now, before, all, titles);
  const first = own[0]!;
  return {
    agent: first.agent!,
    name: own.find((r) => r.name !== null)?.name ?? null,
    team: own.findLast((r) => r.team !== null)?.team ?? null,
    now: periodOf(now, periods.label),
    before: before && periodOf(before, periods.labelBefore),
    all: periodOf(all, null),
    change: before && difference(now, before),
    misses,
    phrases: phrasesOf(now, before, gathered, titles),
    raises: gathered.raises,
    listen: await listen(results, periods.now, misses, gathered.quotes, titles),
  };
}

const isOf = (row: CallRow, agent: string): boolean => row.agent === agent || (row.name !== null && row.name === agent);

interface Periods {
  readonly now: readonly PlacedRow[];
  readonly before: readonly PlacedRow[];
  readonly label: string | null;
  readonly labelBefore: string | null;
}

const monthOf = (row: CallRow): string | null => row.day?.slice(0, 7) ?? null;
const monthsOf = (rows: readonly CallRow[]): string[] =>
  [...new Set(rows.map(monthOf).filter((m) => m !== null))].sort();

/** The month that was asked for and the one before it, or all calls and those of the other results. */
async function split(own: readonly PlacedRow[], { before, agent, month }: CoachOptions): Promise<Periods> {
  const months = monthsOf(own);
  const of = (m: string) => own.filter((r) => monthOf(r) === m);
  // On the second of a month three calls would be all there is to talk about.
  const last = month ?? months.findLast((m) => of(m).length >= FEW_CALLS) ?? months.at(-1);
  if (before) {
    const rows: PlacedRow[] = [];
    for await (const row of before.rows()) if (isOf(row, agent)) rows.push(row);
    const labelBefore = rows[0] ? monthOf(rows[0]) : null;
    return { now: month === undefined ? own : of(month), before: rows, label: last ?? null, labelBefore };
  }
  if (last === undefined) return { now: own, before: [], label: null, labelBefore: null };
  const previous = monthBefore(last);
  return { now: of(last), before: of(previous), label: last, labelBefore: previous };
}

function monthBefore(month: string): string {
  const [year = 0, of = 1] = month.split('-').map(Number);
  return of === 1 ? `${year - 1}-12` : `${year}-${String(of - 1).padStart(2, '0')}`;
}

function overviewOf(rows: readonly CallRow[], results: Results): Overview {
  const builder = new OverviewBuilder(results.manifest.elements, []);
  for (const row of rows) builder.add(row);
  return builder.overview();
}

const periodOf = (o: Overview, label: string | null): CoachPeriod => ({
  label,
  calls: o.calls,
  score: mean(o.score),
  passed: share(o.passed, o.score.count),
  withHits: share(o.callsWithHits, o.calls),
});

/** Difference of two means with its 95 % interval (normal approximation); `null` when either has fewer than two calls. */
function difference(now: Overview, before: Overview): Estimate | null {
  const [a, b] = [standardError(now.score), standardError(before.score)];
  if (a === null || b === null) return null;
  const value = now.score.sum / now.score.count - before.score.sum / before.score.count;
  const reach = 1.96 * Math.hypot(a, b);
  return { value, low: value - reach, high: value + reach };
}

function missesOf(now: Overview, before: Overview | null, all: Overview, titles: Titles): CoachMiss[] {
  const rate = (o: Overview | null, i: number) => {
    const e = o?.elements[i];
    const applied = e ? e.met + e.partial + e.missed : 0;
    return e && applied > 0 ? (e.missed + e.partial) / applied : null;
  };
  return now.elements
    .map((e, i) => ({ e, i, applied: e.met + e.partial + e.missed, failed: e.missed + e.partial }))
    .filter(({ failed, e }) => failed > 0 && titles.element(e.id))
    .sort((a, b) => b.failed - a.failed || b.failed / b.applied - a.failed / a.applied || a.i - b.i)
    .slice(0, MOST_MISSES)
    .map(({ e, i, applied, failed }) => {
      const { title, say, why } = titles.element(e.id)!;
      return { id: e.id, title, say: filled(say), why, failed, applied, before: rate(before, i), others: rate(all, i) };
    });
}

interface Gathered {
  /** Mean points a call that each rule costs. */
  readonly raises: readonly CoachRaise[];
  readonly quotes: ReadonlyMap<number, CoachPhrase['quotes']>;
}

async function gather(results: Results, rows: readonly PlacedRow[], titles: Titles): Promise<Gathered> {
  const gains = new Map<string | number, number>();
  const quotes = new Map<number, { quote: string; call: string; turn: number; better: string }[]>();
  for (const row of rows) {
    const { score, violations } = await results.assessment(row);
    for (const { id, gain } of score.improvements) gains.set(id, (gains.get(id) ?? 0) + gain);
    for (const v of violations) {
      if (v.status !== 'hit') continue;
      const list = quotes.get(v.phrase) ?? [];
      quotes.set(v.phrase, list);
      // His own words, each once: the same words again teach nothing.
      if (list.length < MOST_QUOTES && !list.some((q) => q.quote === v.evidence.quote))
        list.push({ quote: v.evidence.quote, call: row.id, turn: v.evidence.turn, better: blanks(v.better) });
    }
  }
  const raises = [...gains]
    .sort(([, a], [, b]) => b - a)
    .slice(0, MOST_RAISES)
    .map(
      ([id, gain]): CoachRaise => ({
        kind: typeof id === 'number' ? 'phrase' : 'element',
        title: titles.rule(id),
        gain: gain / rows.length,
      }),
    );
  return { raises, quotes };
}

function phrasesOf(now: Overview, before: Overview | null, gathered: Gathered, titles: Titles): CoachPhrase[] {
  const perHundred = (o: Overview, no: number) => (100 * (o.phrases.find((p) => p.no === no)?.hits ?? 0)) / o.calls;
  return now.phrases
    .filter((p) => p.hits > 0)
    .sort((a, b) => b.hits - a.hits || a.no - b.no)
    .slice(0, MOST_PHRASES)
    .map((p) => ({
      no: p.no,
      title: titles.phraseTitle(p.no),
      why: titles.phrase(p.no)?.why ?? { zh: '', en: '' },
      hits: p.hits,
      now: perHundred(now, p.no),
      before: before && perHundred(before, p.no),
      quotes: gathered.quotes.get(p.no) ?? [],
    }));
}
