import { createHash } from 'node:crypto';
import type { Pack } from '../model/pack.ts';
import {
  htmlReport,
  type ListedCall,
  PAGE_SCRIPT,
  type PageData,
  type ProblemList,
  type ShownCall,
  type WordedProblem,
} from '../report/html.ts';
import { mean, share } from '../report/interval.ts';
import { type GroupCount, type Overview, OverviewBuilder } from '../report/overview.ts';
import type { Lang } from '../report/wording.ts';
import { writeTables } from './csv-files.ts';
import { writeFault, writeWhole } from './durable.ts';
import { byWorst, Extremes } from './extremes.ts';
import { problemWords } from './problems.ts';
import { type PlacedRow, Results } from './results.ts';
import { writeWorkbook } from './workbook.ts';

export interface FinishOptions {
  readonly out: string;
  readonly pack: Pack;
  readonly lang: Lang;
  /** Calls with a score below which nobody is ranked. */
  readonly minimum: number;
  readonly html: boolean;
  readonly xlsx: boolean;
  readonly csv: boolean;
}

/** Calls in the page's searchable list: more would make it heavy for a phone. */
const MOST_LISTED = 600;
/** Problems that the reports show one by one; problems.jsonl has them all. */
const MOST_PROBLEMS = 5_000;

/** Reads a finished run once and writes its summary and its reports. The same results make the same bytes. */
export async function writeReports(options: FinishOptions): Promise<void> {
  const { out, pack, lang } = options;
  const results = await Results.open(out);
  try {
    const read = await readRows(results, pack);
    const problems = await readProblems(results);
    const { identity } = results.manifest;
    const text = (name: string, content: string) =>
      writeWhole(results.path(name), async (file) => file.writeFile(content));
    await text(
      'summary.json',
      `${JSON.stringify(summary(read.overview, problems, results, options.minimum), null, 1)}\n`,
    );
    const data: PageData = {
      pack,
      overview: read.overview,
      worst: await shownCalls(results, read.extremes.worst),
      best: await shownCalls(results, read.extremes.best),
      list: read.list,
      problems,
      minimum: options.minimum,
      version: identity.huashu,
      rulebook: identity.rulebook.hash,
    };
    if (options.html) {
      const hash = `sha256-${createHash('sha256').update(PAGE_SCRIPT).digest('base64')}`;
      await text('report.html', htmlReport(data, lang, hash));
    }
    if (options.xlsx) await writeWorkbook(results, data, lang);
    if (options.csv) await writeTables(results, data, lang);
  } catch (error) {
    throw writeFault(error, out);
  } finally {
    await results.close();
  }
}

interface Rows {
  readonly overview: Overview;
  readonly extremes: Extremes<PlacedRow>;
  readonly list: readonly ListedCall[];
}

async function readRows(results: Results, pack: Pack): Promise<Rows> {
  const { elements } = results.manifest;
  const builder = new OverviewBuilder(
    elements,
    pack.phrases.map((p) => p.no),
  );
  const extremes = new Extremes<PlacedRow>();
  const list = new Lowest();
  for await (const row of results.rows()) {
    builder.add(row);
    extremes.offer(row);
    list.offer(row);
  }
  return { overview: builder.overview(), extremes, list: list.rows() };
}

/** The lowest calls, gathered with twice their number held at most. */
class Lowest {
  #held: PlacedRow[] = [];

  offer(row: PlacedRow): void {
    if (row.percent === null) return;
    this.#held.push(row);
    if (this.#held.length >= 2 * MOST_LISTED) this.#cut();
  }

  rows(): readonly PlacedRow[] {
    this.#cut();
    return this.#held;
  }

  #cut(): void {
    this.#held.sort((a, b) => byWorst(a, b) || a.call - b.call);
    this.#held.length = Math.min(this.#held.length, MOST_LISTED);
  }
}

async function readProblems(results: Results): Promise<ProblemList> {
  const first: WordedProblem[] = [];
  const rest: WordedProblem[] = [];
  const counts: Record<string, number> = {};
  let errors = 0;
  let warnings = 0;
  for await (const p of results.problems()) {
    if (p.severity === 'error') errors += 1;
    else warnings += 1;
    counts[p.code] = (counts[p.code] ?? 0) + 1;
    // What could not be scored is told before what was only noticed.
    const list = p.severity === 'error' ? first : rest;
    if (list.length >= MOST_PROBLEMS) continue;
    const [zh, en] = [problemWords(p, 'zh'), problemWords(p, 'en')];
    list.push({
      code: p.code,
      file: p.place.file,
      line: p.place.line ?? null,
      severity: p.severity,
      what: { zh: zh[0], en: en[0] },
      way: { zh: zh[1], en: en[1] },
    });
  }
  return { errors, warnings, counts, first: [...first, ...rest].slice(0, MOST_PROBLEMS) };
}

async function shownCalls(results: Results, rows: readonly PlacedRow[]): Promise<ShownCall[]> {
  const excerpts = await results.excerpts(new Set(rows.map((r) => r.call)));
  return rows.flatMap((row) => {
    const excerpt = excerpts.get(row.call);
    return excerpt ? [{ row, turns: excerpt.turns, assessment: excerpt.assessment }] : [];
  });
}

const round = (n: number): number => Math.round(n * 1000) / 1000;

/** Numbers of a run for other programs: huashu/summary@1 (docs/batch.md). */
function summary(o: Overview, problems: ProblemList, results: Results, minimum: number) {
  const { identity } = results.manifest;
  const group = (g: GroupCount) => ({
    id: g.key === '' ? null : g.key,
    ...(g.name ? { name: g.name } : {}),
    ...(g.team ? { team: g.team } : {}),
    calls: g.calls,
    scored: g.score.count,
    passed: g.passed,
    score: estimate(mean(g.score)),
    hits: g.hits,
    suspected: g.suspected,
    callsWithHits: g.callsWithHits,
  });
  const estimate = (e: ReturnType<typeof mean>) =>
    e && { value: round(e.value), low: round(e.low), high: round(e.high) };
  return {
    format: 'huashu/summary@1',
    huashu: identity.huashu,
    rulebook: identity.rulebook,
    calls: o.calls,
    scored: o.score.count,
    passed: o.passed,
    passRate: estimate(share(o.passed, o.score.count)),
    score: estimate(mean(o.score)),
    median: o.median,
    histogram: o.histogram,
    knockedOut: o.knockedOut,
    hits: o.hits,
    suspected: o.suspected,
    excused: o.excused,
    callsWithHits: o.callsWithHits,
    rolesUnsure: o.rolesUnsure,
    problems: { errors: problems.errors, warnings: problems.warnings, byCode: problems.counts },
    elements: o.elements,
    phrases: o.phrases,
    mismatches: o.mismatches,
    minimumCalls: minimum,
    days: o.days.map((g) => ({ ...group(g), id: g.key })),
    teams: o.teams.map(group),
    people: o.people.map(group),
  };
}
