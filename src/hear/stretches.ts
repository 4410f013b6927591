import { CLASSES, type MeaningModel, type Reading } from '../match/meaning.ts';
import { logOdds } from '../match/second-stage.ts';
import { SHORT } from '../match/windows.ts';
import type { Utterance } from '../model/normal.ts';

/** A stretch that its windows, and the tagger, speak for. */
export interface Stretch {
  readonly best: Reading;
  /** The shortest window that shows it. */
  readonly shown: Reading;
  /** Phrases, the likeliest first, with their shares. */
  readonly ranked: readonly { readonly phrase: number; readonly share: number }[];
  /** Log odds that it breaks any by the tagger; by the window where it was not asked. */
  readonly tagged: number;
}

/** Windows below this are not looked at any further. */
const FLOOR = 0.12;
/** A second dismissal in one utterance has to be as plain as this, and to stand apart by as many characters. */
const SECOND = 0.9;
const APART = 10;

/**
 * From where on the tagger is asked about an utterance that is read whole; about a long one it always is. It costs forty times as much as reading
 * a short one, and seven of eight ordinary ones stay below (docs/models.md).
 */
const IN_DOUBT = 0.3;
/** How far around a window the tagger is asked: it is where the phrase stands, not just how it ends. */
const BESIDE = 12;

/** How likely a window breaks any phrase. */
export const broken = (r: Reading): number => 1 - r.probabilities[0]!;

/** Windows that speak for a phrase are weighed by the best of them and by how many agree. */
const AGREEING = 4;

/** Phrases that the windows speak for, the likeliest first, with their shares. */
function ranking(readings: readonly Reading[]): { readonly phrase: number; readonly share: number }[] {
  const scores = Array.from({ length: CLASSES - 1 }, (_, i) => {
    const ps = readings.map((r) => r.probabilities[i + 1]!).sort((a, b) => b - a);
    const agreeing = ps.slice(0, AGREEING);
    return (ps[0] ?? 0) + agreeing.reduce((sum, p) => sum + p, 0) / AGREEING;
  });
  const total = Math.max(
    1e-9,
    scores.reduce((a, b) => a + b, 0),
  );
  return scores.map((score, i) => ({ phrase: i + 1, share: score / total })).sort((a, b) => b.share - a.share);
}

/** What the tagger tells of a window, `CLASSES` probabilities, hearing what stands around it; `null` where a model has none. */
export const tellAround = (
  model: MeaningModel,
  utterance: Utterance,
  asked: Utterance | null,
  { start, end }: Pick<Reading, 'start' | 'end'>,
): Float32Array | null =>
  model.tell?.(utterance, asked, Math.max(0, start - BESIDE), Math.min(utterance.text.length, end + BESIDE)) ?? null;

/** The stretches that windows speak for, each as the tagger, which hears what follows what, tells it as well. */
export function stretchesOf(
  model: MeaningModel,
  utterance: Utterance,
  asked: Utterance | null,
  readings: readonly Reading[],
): Stretch[] {
  const candidates = readings.filter((r) => broken(r) >= FLOOR);
  const first = stretchOf(candidates);
  if (!first) return [];
  const apart = candidates.filter((r) => r.end + APART <= first.best.start || r.start >= first.best.end + APART);
  const second = stretchOf(apart.filter((r) => broken(r) >= SECOND));
  const found = (second ? [first, second] : [first]).map(({ best, ranked }): Stretch => {
    const isDoubted = utterance.text.length > SHORT || broken(best) >= IN_DOUBT;
    const told = isDoubted ? tellAround(model, utterance, asked, best) : null;
    const shown = tighten(best, ranked[0]!.phrase, candidates);
    if (!told) return { best, shown, ranked, tagged: logOdds(broken(best)) };
    return { best, shown, ranked: together(ranked, told), tagged: logOdds(1 - told[0]!) };
  });
  return found.filter(({ ranked }, i) => i === 0 || ranked[0]!.phrase !== found[0]!.ranked[0]!.phrase);
}

/** How much the tagger counts where a phrase is named: the windows name it better (docs/accuracy.md), both together best. */
const NAMED_BY_TAGGER = 0.25;

/** The phrases' shares by the windows and by the tagger. */
function together(byWindows: ReturnType<typeof ranking>, told: Float32Array): ReturnType<typeof ranking> {
  const any = Math.max(1e-9, 1 - told[0]!);
  return byWindows
    .map(({ phrase, share }) => ({
      phrase,
      share: (1 - NAMED_BY_TAGGER) * share + (NAMED_BY_TAGGER * told[phrase]!) / any,
    }))
    .sort((a, b) => b.share - a.share);
}

/** The phrase that windows speak for together, and the window that shows it best. */
function stretchOf(
  candidates: readonly Reading[],
): { readonly best: Reading; readonly ranked: ReturnType<typeof ranking> } | null {
  if (candidates.length === 0) return null;
  const ranked = ranking(candidates);
  const { phrase } = ranked[0]!;
  const best = candidates.reduce((a, b) => (b.probabilities[phrase]! > a.probabilities[phrase]! ? b : a));
  return { best, ranked };
}

/** The shortest window inside the best one that is nearly as sure: the words that show it, without the talk beside them. */
function tighten(best: Reading, phrase: number, candidates: readonly Reading[]): Reading {
  const enough = best.probabilities[phrase]! * 0.92;
  let shortest = best;
  for (const r of candidates)
    if (
      r.start >= best.start &&
      r.end <= best.end &&
      r.end - r.start < shortest.end - shortest.start &&
      r.probabilities[phrase]! >= enough
    )
      shortest = r;
  return shortest;
}
