import { type MeaningModel, PlainNetwork, type Reading } from '../match/meaning.ts';
import type { TrainedModel } from '../match/model-file.ts';
import { type Clues, judgeStretch, logOdds, type SecondStage } from '../match/second-stage.ts';
import { SHORT, windowsOf } from '../match/windows.ts';
import type { Utterance } from '../model/normal.ts';
import { overlap, type PhraseHeard } from './hear.ts';

/** A stretch that means one of the phrases, in whatever words. */
export interface MeaningHeard {
  readonly utterance: Utterance;
  readonly start: number;
  readonly end: number;
  /** The manual's number. */
  readonly phrase: number;
  /** Calibrated probability that it is a violation. */
  readonly probability: number;
  readonly clues: Clues;
  /** Other phrases, likeliest first, with their share. */
  readonly others: readonly { readonly phrase: number; readonly share: number }[];
}

/** What hears meaning, with what judges it. */
export interface Ear {
  readonly model: MeaningModel;
  readonly secondStage: SecondStage;
}

/** The ear of a trained model, on plain typed arrays. */
export const earOf = ({ weights, secondStage }: TrainedModel): Ear => ({ model: new PlainNetwork(weights), secondStage });

/** Windows below this are not looked at any further. */
const FLOOR = 0.12;
/** Stretches of one utterance that are followed up. */
const MOST_STRETCHES = 3;

const broken = (r: Reading): number => 1 - r.probabilities[0]!;

/** Best phrase of a reading and the share that it has among the phrases. */
function leading(r: Reading): { readonly phrase: number; readonly share: number }[] {
  const total = Math.max(1e-9, broken(r));
  return Array.from(r.probabilities.subarray(1), (p, i) => ({ phrase: i + 1, share: p / total })).sort(
    (a, b) => b.share - a.share,
  );
}

/**
 * Reads one utterance of the agent for meaning: whole when it is short, through windows and a second stage when it is long; stretches do not
 * overlap.
 * @param repaired whether an apology, an offer or another way is heard outside of characters `start` to `end`
 */
export function hearMeaning(
  ear: Ear,
  utterance: Utterance,
  near: readonly PhraseHeard[],
  repaired: (start: number, end: number) => boolean,
): MeaningHeard[] {
  const n = utterance.text.length;
  if (n < 2) return [];
  const windows = windowsOf(utterance);
  const isLong = n > SHORT;
  const readings = ear.model.read(utterance, isLong ? [...windows, [0, n]] : windows);
  const whole = readings.at(-1)!;
  const candidates = (isLong ? readings.slice(0, -1) : readings)
    .filter((r) => broken(r) >= FLOOR)
    .sort((a, b) => broken(b) - broken(a));
  const heard: MeaningHeard[] = [];
  for (const best of candidates) {
    if (heard.length >= MOST_STRETCHES) break;
    if (heard.some((h) => overlap(h, best))) continue;
    const around = readings.filter((r) => r !== whole && overlap(r, best));
    const ranked = leading(best);
    const similar = near.filter((hit) => overlap(hit, best)).map((hit) => hit.similarity);
    const clues: Clues = {
      window: logOdds(broken(best)),
      whole: isLong ? logOdds(broken(whole)) : 0,
      around: isLong ? around.reduce((sum, r) => sum + logOdds(broken(r)), 0) / around.length : 0,
      margin: ranked[0]!.share,
      near: Math.max(0, ...similar),
      repair: repaired(best.start, best.end) ? 1 : 0,
      length: isLong ? Math.log(n / SHORT) : 0,
    };
    const { start, end } = tighten(best, candidates);
    heard.push({
      utterance,
      start,
      end,
      phrase: ranked[0]!.phrase,
      probability: judgeStretch(ear.secondStage, clues, isLong),
      clues,
      others: ranked.slice(1, 4),
    });
  }
  return heard;
}

/** The shortest window inside the best one that is nearly as sure: the words that show it, without the talk beside them. */
function tighten(best: Reading, candidates: readonly Reading[]): Reading {
  const enough = broken(best) * 0.92;
  let shortest = best;
  for (const r of candidates)
    if (
      r.start >= best.start &&
      r.end <= best.end &&
      r.end - r.start < shortest.end - shortest.start &&
      broken(r) >= enough
    )
      shortest = r;
  return shortest;
}
