import { mean, share } from './interval.ts';
import type { GroupCount } from './overview.ts';
import { OVERVIEW_WORDS } from './overview-wording.ts';
import type { PageData } from './page/data.ts';
import { filled, Titles } from './page/titles.ts';
import { standings } from './standing.ts';
import { inLang, type Lang, WORDS } from './wording.ts';
import { type Cell, decimal, number, rate, type Sheet, score, text } from './xlsx-columns.ts';

export { callCells, callColumns } from './xlsx-calls.ts';
export type { Cell, Column, Sheet } from './xlsx-columns.ts';

const round = (n: number): number => Math.round(n * 100) / 100;

/** Numbers of the whole, a line each. */
export function overviewSheet({ overview: o, pack, problems, version, rulebook }: PageData, lang: Lang): Sheet {
  const w = OVERVIEW_WORDS[lang];
  const scores = mean(o.score);
  const passed = share(o.passed, o.score.count);
  const withHits = share(o.callsWithHits, o.calls);
  const span = (e: { low: number; high: number } | null, by: number, unit: string) =>
    e ? `95%: ${(e.low * by).toFixed(1)}${unit} – ${(e.high * by).toFixed(1)}${unit}` : null;
  const days = o.days.length > 0 ? w.subtitle(o.days[0]!.key, o.days.at(-1)!.key) : null;
  return {
    name: w.sheets[0],
    columns: [text(w.title, 28), number('', 12), text('', 44)],
    rows: [
      [w.calls, o.calls, days],
      [w.meanScore, scores && round(scores.value), span(scores, 1, '')],
      [w.median, o.median, null],
      [w.passRate, passed && `${(100 * passed.value).toFixed(1)}%`, span(passed, 100, '%')],
      [w.passMark(pack.rubric.passMark), o.passed, w.callsOf(String(o.passed))],
      [w.withHits, withHits && `${(100 * withHits.value).toFixed(1)}%`, span(withHits, 100, '%')],
      [w.hits, o.hits, null],
      [w.toHear, o.suspected, w.toHearNote],
      [w.knockedOut, o.knockedOut, null],
      [w.problems, problems.errors, w.problemsNote],
      [w.people, o.people.filter((g) => g.key !== '').length, null],
      [w.teams, o.teams.filter((g) => g.key !== '').length, null],
      [null, null, null],
      [w.date, w.meanScore, w.calls],
      ...o.days.map((d) => {
        const m = mean(d.score);
        return [
          d.key,
          m && Math.round(10 * m.value) / 10,
          `${w.callsOf(String(d.calls))} · ${w.hits} ${d.hits}`,
        ] as const;
      }),
      [null, null, null],
      [w.madeBy(version, rulebook.slice(0, 16)), null, null],
    ],
  };
}

const KINDS = ['exact', 'filler', 'homophone', 'variant', 'paraphrase'] as const;

/** Forbidden phrases, the most frequent first. */
export function phraseSheet({ overview: o, pack }: PageData, lang: Lang): Sheet {
  const w = OVERVIEW_WORDS[lang];
  const titles = new Titles(pack);
  const sorted = [...o.phrases].sort((a, b) => b.hits - a.hits || b.suspected - a.suspected || a.no - b.no);
  return {
    name: w.sheets[2],
    columns: [
      number(w.number, 7),
      text(w.phrase, 30),
      text(w.severity, 8),
      number(w.hits),
      number(w.suspected),
      number(w.calls),
      ...KINDS.map((kind) => number(WORDS[lang].kind[kind], 11)),
      text(w.asSaid, 60),
      text(w.better, 60),
    ],
    rows: sorted.map((p) => {
      const phrase = titles.phrase(p.no);
      return [
        p.no,
        inLang(titles.phraseTitle(p.no), lang),
        phrase ? WORDS[lang].severity[phrase.severity] : null,
        p.hits,
        p.suspected,
        p.calls,
        ...KINDS.map((kind) => p.kinds[kind] ?? 0),
        p.quotes.map((q) => `「${q.quote}」×${q.count}`).join(' '),
        phrase ? inLang(filled(phrase.better), lang) : null,
      ];
    }),
  };
}

/** Elements, the most often left out first. */
export function elementSheet({ overview: o, pack }: PageData, lang: Lang): Sheet {
  const w = OVERVIEW_WORDS[lang];
  const titles = new Titles(pack);
  const rows = o.elements
    .map((e) => ({ ...e, applied: e.met + e.partial + e.missed }))
    .map((e) => ({ ...e, rate: e.applied === 0 ? null : (e.missed + e.partial) / e.applied }))
    .sort((a, b) => (b.rate ?? -1) - (a.rate ?? -1) || (a.id < b.id ? -1 : 1));
  return {
    name: w.sheets[3],
    columns: [
      text(w.element, 28),
      text(w.scripts, 14),
      rate(w.missRate),
      number(w.applied),
      number(w.met),
      number(w.halfElements, 11),
      number(w.missedElements),
      text(w.say, 70),
      text('id', 24),
    ],
    rows: rows.map((e) => {
      const element = titles.element(e.id);
      return [
        inLang(titles.elementTitle(e.id), lang),
        element ? inLang(titles.script(element.script), lang) : null,
        e.rate,
        e.applied,
        e.met,
        e.partial,
        e.missed,
        element ? inLang(filled(element.say), lang) : null,
        e.id,
      ];
    }),
  };
}

/** People, or teams: those with enough calls in their order, then the others. */
export function groupSheet(data: PageData, lang: Lang, of: 'people' | 'teams'): Sheet {
  const { overview: o, minimum, pack } = data;
  const w = OVERVIEW_WORDS[lang];
  const titles = new Titles(pack);
  const { ranked, tooFew } = standings(o[of], o.score, minimum);
  const ids = o.elements.map((e) => e.id);
  const persons = of === 'people';
  const row = (g: GroupCount, standing: string | null): Cell[] => {
    const m = mean(g.score);
    const missed = [...ids.keys()]
      .filter((i) => g.applied[i]! > 0 && g.failed[i]! > 0)
      .sort((a, b) => g.failed[b]! / g.applied[b]! - g.failed[a]! / g.applied[a]!)
      .slice(0, 3)
      .map((i) => inLang(titles.elementTitle(ids[i]!), lang));
    return [
      g.key === '' ? w.unknown : g.key,
      ...(persons ? [g.name, g.team] : []),
      g.calls,
      m && round(m.value),
      m && round(m.low),
      m && round(m.high),
      g.score.count > 0 ? g.passed / g.score.count : null,
      g.hits,
      g.suspected,
      g.calls > 0 ? round((100 * g.hits) / g.calls) : null,
      missed.join('、'),
      standing,
    ];
  };
  const few = lang === 'zh' ? `不满 ${minimum} 通` : `fewer than ${minimum} calls`;
  return {
    name: persons ? w.sheets[4] : w.sheets[5],
    columns: [
      text(persons ? w.person : w.team, persons ? 14 : 20),
      ...(persons ? [text(lang === 'zh' ? '姓名' : 'Name', 12), text(w.team, 20)] : []),
      number(w.calls),
      score(w.meanScore),
      decimal(w.low),
      decimal(w.high),
      rate(w.passRate),
      number(w.hits),
      number(w.suspected),
      decimal(w.hitsPerHundred, 13),
      text(w.mostMissed, 44),
      text(w.overall, 14),
    ],
    rows: [
      ...ranked.map((r) => row(r.group, r.differs ? w[r.differs] : null)),
      ...tooFew.map((g) => row(g, few)),
      ...o[of].filter((g) => g.key === '').map((g) => row(g, null)),
    ],
  };
}

/** What could not be read. */
export function problemSheet({ problems }: PageData, lang: Lang): Sheet {
  const w = OVERVIEW_WORDS[lang];
  return {
    name: w.sheets[6],
    columns: [text('', 10), text(w.file, 50), number(w.line, 8), text('code', 20), text(w.what, 50), text(w.way, 50)],
    rows: problems.first.map((p) => [w[p.severity], p.file, p.line, p.code, inLang(p.what, lang), inLang(p.way, lang)]),
  };
}
