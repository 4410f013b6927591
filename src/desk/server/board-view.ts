import type { Pack } from '../../model/pack.ts';
import type { GroupCount } from '../../report/group-tally.ts';
import { mean, share } from '../../report/interval.ts';
import { filled, Titles } from '../../report/page/titles.ts';
import { type Standing, standings } from '../../report/standing.ts';
import type { BoardCount } from '../board/board.ts';
import type { BoardView, ElementRow, PhraseRow, StandingRow, StandingsView } from '../board-view.ts';

/** Calls with a score below which nobody is ranked: as `huashu batch` has it where nobody says otherwise. */
export const MINIMUM = 20;
/** An element is named as the most missed of somebody when it was missed in more than this share of at least so many calls. */
const OFTEN = 0.1;
const ENOUGH = 5;

/**
 * What the board's page shows.
 * @param most people and teams that are shown
 */
export function boardView(
  { overview: o, review, appeals, elementsOf }: BoardCount,
  pack: Pack,
  most: number,
): BoardView {
  const titles = new Titles(pack);
  const ids = o.elements.map((e) => e.id);
  const elements = o.elements.filter((e) => e.met + e.partial + e.missed > 0);
  const said = o.phrases.filter((p) => p.hits + p.suspected > 0);
  const standingsView = (of: 'people' | 'teams'): StandingsView => {
    const { ranked, tooFew } = standings(o[of], o.score, MINIMUM);
    const first = ranked.slice(0, most);
    const groups = elementsOf(
      first.map((r) => r.group.key),
      of,
    );
    const known = new Map(groups.map((g) => [g.key, g] as const));
    return {
      rows: first.map((r) => standingRow(r, mostMissed(known.get(r.group.key) ?? r.group, ids), titles)),
      ranked: ranked.length,
      tooFew: tooFew.length,
    };
  };
  return {
    calls: o.calls,
    score: mean(o.score),
    median: o.median,
    passed: share(o.passed, o.score.count),
    passMark: pack.rubric.passMark,
    withHits: share(o.callsWithHits, o.calls),
    hits: o.hits,
    suspected: o.suspected,
    histogram: o.histogram,
    days: o.days.map((d) => ({
      day: d.key,
      calls: d.calls,
      score: mean(d.score),
      withHits: share(d.callsWithHits, d.calls)!,
    })),
    undated: o.undated,
    elements: elements
      .map((e) => elementRow(e, titles))
      .sort((a, b) => b.rate.value - a.rate.value || (a.id < b.id ? -1 : 1)),
    neverApplied: o.elements.length - elements.length,
    phrases: said
      .map((p) => phraseRow(p, titles))
      .sort((a, b) => b.hits - a.hits || b.suspected - a.suspected || a.no - b.no),
    neverSaid: o.phrases.length - said.length,
    minimum: MINIMUM,
    people: standingsView('people'),
    teams: standingsView('teams'),
    review,
    appeals: appeals.made > 0 ? appeals : null,
  };
}

function elementRow(e: BoardCount['overview']['elements'][number], titles: Titles): ElementRow {
  const applied = e.met + e.partial + e.missed;
  const element = titles.element(e.id);
  return {
    id: e.id,
    title: titles.elementTitle(e.id),
    script: element ? titles.script(element.script) : null,
    say: element ? filled(element.say) : null,
    applied,
    missed: e.missed,
    partial: e.partial,
    rate: share(e.missed + e.partial, applied)!,
  };
}

function phraseRow(p: BoardCount['overview']['phrases'][number], titles: Titles): PhraseRow {
  const phrase = titles.phrase(p.no);
  return {
    no: p.no,
    title: titles.phraseTitle(p.no),
    severity: phrase?.severity ?? null,
    better: phrase ? filled(phrase.better) : null,
    hits: p.hits,
    suspected: p.suspected,
    calls: p.calls,
    kinds: p.kinds,
  };
}

const standingRow = (
  { group, score, passed, differs }: Standing,
  missed: string | null,
  titles: Titles,
): StandingRow => ({
  key: group.key,
  name: group.name,
  team: group.team,
  calls: group.calls,
  score,
  passed,
  hits: group.hits,
  differs,
  mostMissed: missed === null ? null : { id: missed, title: titles.elementTitle(missed) },
});

function mostMissed({ applied, failed }: GroupCount, ids: readonly string[]): string | null {
  const often = ids
    .map((id, i) => ({ id, of: applied[i] ?? 0, rate: (failed[i] ?? 0) / (applied[i] || 1) }))
    .filter((e) => e.of >= ENOUGH && e.rate > OFTEN);
  return (
    often.reduce<{ id: string; rate: number } | null>((worst, e) => (worst && worst.rate >= e.rate ? worst : e), null)
      ?.id ?? null
  );
}
