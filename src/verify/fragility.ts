import { assess } from '../assess/assess.ts';
import type { Rulebook } from '../hear/compile.ts';
import type { Assessment, Flip, Fragility, Verdict } from '../model/assessment.ts';
import type { Transcript } from '../model/transcript.ts';
import { Corruptor } from './corruptions.ts';
import { seeded } from './intervals.ts';

/** Runs must differ from one another: the seeds of one are far from those of the next. */
const STEP = 0x9e3779b1;
/** Bounds that leave out a fortieth of the runs on either side: 95 % of them lie between. */
const [LOW, HIGH] = [0.025, 0.975];

/**
 * How far an assessment hangs on what speech recognition wrote: the call is scored again under seeded corruptions.
 * @param assessment of this transcript by this rulebook
 * @param runs how many times, at least 1
 * @param seed the same seed gives the same figures
 * @returns the interval of the percentage, and every finding that is another one in some of the runs, the shakiest first
 */
export function fragilityOf(
  rulebook: Rulebook,
  transcript: Transcript,
  assessment: Assessment,
  { runs, seed }: { readonly runs: number; readonly seed: number },
): Fragility {
  // Which scripts it is judged by is held: another choice would be another question.
  const settled: Transcript = { ...transcript, scripts: assessment.scripts };
  const corruptor = new Corruptor(settled, rulebook.pack);
  const percents: number[] = [];
  const flips = new Map<string, { flip: Omit<Flip, 'share'>; count: number }>();
  const count = (flip: Omit<Flip, 'share'>) => {
    const key = `${flip.kind} ${flip.id} ${flip.turn}`;
    const before = flips.get(key);
    if (before) before.count += 1;
    else flips.set(key, { flip, count: 1 });
  };
  const hits = hitsOf(assessment, (turn) => turn);
  for (let run = 0; run < runs; run += 1) {
    const worse = corruptor.corrupt(seeded((seed + Math.imul(run, STEP)) >>> 0));
    const again = assess(rulebook, worse.transcript);
    if (again.score.percent !== null) percents.push(again.score.percent);
    const outcomes = new Map(again.elements.map((v) => [v.id, v.outcome]));
    for (const verdict of assessment.elements)
      if (outcomes.get(verdict.id) !== verdict.outcome)
        count({ kind: 'element', id: verdict.id, turn: turnOf(verdict) });
    const found = hitsOf(again, (turn) => worse.turnOf[turn]!);
    for (const [key, flip] of [...hits, ...found]) if (hits.has(key) !== found.has(key)) count(flip);
  }
  return {
    runs,
    percent: interval(percents),
    flips: [...flips.values()]
      .map(({ flip, count: times }): Flip => ({ ...flip, share: Math.round((1_000 * times) / runs) / 1_000 }))
      .sort((a, b) => b.share - a.share || (a.turn ?? -1) - (b.turn ?? -1)),
  };
}

const turnOf = (verdict: Verdict): number | null => verdict.evidence[0]?.turn ?? null;

/** Phrases that are hits, once for each turn. */
function hitsOf(
  { violations }: Assessment,
  original: (turn: number) => number,
): Map<string, Omit<Flip, 'share'> & { readonly kind: 'violation' }> {
  return new Map(
    violations
      .filter((v) => v.status === 'hit')
      .map((v) => {
        const turn = original(v.evidence.turn);
        return [`${v.phrase} ${turn}`, { kind: 'violation' as const, id: v.phrase, turn }];
      }),
  );
}

function interval(percents: number[]): Fragility['percent'] {
  if (percents.length === 0) return null;
  percents.sort((a, b) => a - b);
  const at = (share: number) => percents[Math.min(percents.length - 1, Math.round(share * (percents.length - 1)))]!;
  return { low: at(LOW), median: at(0.5), high: at(HIGH) };
}
