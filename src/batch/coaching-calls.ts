import type { Assessment } from '../model/assessment.ts';
import type { Wording } from '../model/pack.ts';
import type { CallRow } from '../report/call-row.ts';
import type { CoachCall, CoachMiss, CoachPhrase } from '../report/coach.ts';
import { blanks, type Titles } from '../report/page/titles.ts';
import type { PlacedRow, Results } from './results.ts';

const MOST_MOMENTS = 5;

/** One call for what he leaves out, one for what he says, one that went well. */
export async function listen(
  results: Results,
  rows: readonly PlacedRow[],
  misses: readonly CoachMiss[],
  quotes: ReadonlyMap<number, CoachPhrase['quotes']>,
  titles: Titles,
): Promise<CoachCall[]> {
  const missed = new Set(misses.map((m) => m.id));
  const ids = results.manifest.elements;
  const missing = (row: CallRow) => ids.filter((id, i) => missed.has(id) && /[xp]/.test(row.outcomes[i] ?? '')).length;
  const most = [...quotes].sort(([, a], [, b]) => b.length - a.length)[0]?.[0];
  const says = (row: CallRow) => row.violations.filter((v) => v.status === 'hit' && v.phrase === most).length;
  const score = (row: CallRow) => row.percent ?? -1;
  const chosen: { row: PlacedRow; reason: CoachCall['reason'] }[] = [];
  const choose = (
    reason: CoachCall['reason'],
    fits: (row: CallRow) => boolean,
    order: (a: PlacedRow, b: PlacedRow) => number,
  ) => {
    const free = rows.filter((r) => fits(r) && !chosen.some((c) => c.row.call === r.call));
    const best = free.sort((a, b) => order(a, b) || a.call - b.call)[0];
    if (best) chosen.push({ row: best, reason });
  };
  choose(
    'phrase',
    (r) => says(r) > 0,
    (a, b) => says(b) - says(a) || score(a) - score(b),
  );
  choose(
    'misses',
    (r) => missing(r) > 0,
    (a, b) => missing(b) - missing(a) || score(a) - score(b),
  );
  choose(
    'model',
    (r) => r.percent !== null && r.violations.length === 0,
    (a, b) => score(b) - score(a) || b.possible - a.possible,
  );
  return Promise.all(
    chosen.map(async ({ row, reason }): Promise<CoachCall> => {
      const assessment = await results.assessment(row);
      return {
        id: row.id,
        source: row.source,
        line: row.line,
        day: row.day,
        percent: row.percent,
        reason,
        moments: momentsOf(assessment, reason, titles),
      };
    }),
  );
}

type Moment = CoachCall['moments'][number];

function momentsOf({ elements, violations }: Assessment, reason: CoachCall['reason'], titles: Titles): Moment[] {
  const title = (id: string | number): Wording => titles.rule(id);
  const moments: Moment[] =
    reason === 'model'
      ? elements
          .filter((e) => e.outcome === 'met' && e.evidence.length > 0)
          .map((e) => ({ turn: e.evidence[0]!.turn, title: title(e.id), quote: e.evidence[0]!.quote, say: null }))
      : [
          ...violations
            .filter((v) => v.status === 'hit')
            .map((v) => ({
              turn: v.evidence.turn,
              title: title(v.phrase),
              quote: v.evidence.quote,
              say: blanks(v.better),
            })),
          ...elements
            .filter((e) => e.outcome === 'missed' || e.outcome === 'partial')
            .map((e) => ({ turn: e.belongsAfter, title: title(e.id), quote: null, say: e.say && blanks(e.say) })),
        ];
  return moments.slice(0, MOST_MOMENTS).sort((a, b) => (a.turn ?? -1) - (b.turn ?? -1));
}
