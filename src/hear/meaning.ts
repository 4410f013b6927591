import { byForm } from '../match/by-form.ts';
import { CLASSES, type MeaningModel, type Reading } from '../match/meaning.ts';
import type { TrainedModel } from '../match/model-file.ts';
import { PlainNetwork } from '../match/plain-network.ts';
import { type Clues, judgeStretch, logOdds, type SecondStage } from '../match/second-stage.ts';
import { SHORT, windowsOf } from '../match/windows.ts';
import type { Utterance } from '../model/normal.ts';
import { overlap, type PhraseHeard } from './heard.ts';

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
export const earOf = ({ weights, secondStage }: TrainedModel): Ear => ({
  model: new PlainNetwork(weights),
  secondStage,
});

/** Windows below this are not looked at any further. */
const FLOOR = 0.12;
/** A second dismissal in one utterance has to be as plain as this, and to stand apart by as many characters. */
const SECOND = 0.9;
const APART = 10;

const broken = (r: Reading): number => 1 - r.probabilities[0]!;

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

/** An utterance that was read through its windows. */
export interface Spoken {
  readonly utterance: Utterance;
  /** What the customer said before it. */
  readonly asked: Utterance | null;
  readonly isLong: boolean;
  readonly readings: readonly Reading[];
}

/**
 * Reads one utterance through its windows; `null` where there is nothing to read.
 * @param asked what the customer said before it
 */
export function read(ear: Ear, utterance: Utterance, asked: Utterance | null = null): Spoken | null {
  const { model } = ear;
  let readings = known.get(model);
  if (!readings) {
    // Only our own network is known to hear nothing but the words.
    readings = model instanceof PlainNetwork ? byBothForms(model) : (u, before) => readAll(model, u, before);
    known.set(model, readings);
  }
  const read = readings(utterance, asked);
  return read.length === 0 ? null : { utterance, asked, isLong: utterance.text.length > SHORT, readings: read };
}

type ReadBoth = (utterance: Utterance, asked: Utterance | null) => readonly Reading[];

const known = new WeakMap<MeaningModel, ReadBoth>();

/** Remembers what was heard of an utterance after what was asked, as long as the words of both are remembered. */
function byBothForms(model: MeaningModel): ReadBoth {
  const unasked = byForm((utterance) => readAll(model, utterance, null));
  const after = byForm(() => new WeakMap<Uint8Array, readonly Reading[]>());
  return (utterance, asked) => {
    if (!asked) return unasked(utterance);
    const heard = after(asked);
    let readings = heard.get(utterance.marks);
    if (!readings) {
      readings = readAll(model, utterance, asked);
      heard.set(utterance.marks, readings);
    }
    return readings;
  };
}

function readAll(model: MeaningModel, utterance: Utterance, asked: Utterance | null): readonly Reading[] {
  const windows = utterance.text.length < 2 ? [] : windowsOf(utterance);
  return windows.length === 0 ? [] : model.read(utterance, windows, asked);
}

/** A stretch of the agent that says an element, in whatever words. */
export interface ElementHeard {
  readonly element: string;
  readonly utterance: Utterance;
  readonly start: number;
  readonly end: number;
  readonly probability: number;
}

/** For each element that the model hears in an utterance with at least `least`, the window that says it best. */
export function hearElements(ear: Ear, { utterance, readings }: Spoken, least: number): ElementHeard[] {
  return ear.model.elements.flatMap((element, e) => {
    const best = readings.reduce((a, b) => (b.elements[e]! > a.elements[e]! ? b : a));
    const probability = best.elements[e]!;
    return probability >= least ? [{ element, utterance, start: best.start, end: best.end, probability }] : [];
  });
}

/** The highest probability with which one of the utterances says an element; 0 where the model knows no such element. */
export function likeliest(ear: Ear, spoken: readonly Spoken[], element: string): number {
  const e = ear.model.elements.indexOf(element);
  let most = 0;
  if (e >= 0) for (const { readings } of spoken) for (const r of readings) most = Math.max(most, r.elements[e] ?? 0);
  return most;
}

/**
 * What an utterance of the agent means: one of the phrases, or none; whole when it is short, through windows and a second stage when it is
 * long.
 * @param repaired whether an apology, an offer or another way is heard outside of characters `start` to `end`
 */
export function hearMeaning(
  ear: Ear,
  { utterance, isLong, readings }: Spoken,
  near: readonly PhraseHeard[],
  repaired: (start: number, end: number) => boolean,
): MeaningHeard[] {
  const candidates = readings.filter((r) => broken(r) >= FLOOR);
  const first = stretchOf(candidates);
  if (!first) return [];
  const apart = candidates.filter((r) => r.end + APART <= first.best.start || r.start >= first.best.end + APART);
  const second = stretchOf(apart.filter((r) => broken(r) >= SECOND));
  return [first, ...(second && second.ranked[0]!.phrase !== first.ranked[0]!.phrase ? [second] : [])].map(
    ({ best, ranked }) => {
      const around = readings.filter((r) => overlap(r, best));
      const similar = near.filter((hit) => overlap(hit, best)).map((hit) => hit.similarity);
      const clues: Clues = {
        window: logOdds(Math.max(...around.map(broken))),
        agreed: logOdds(Math.max(...around.map((r) => r.agreed))),
        around: isLong ? around.reduce((sum, r) => sum + logOdds(broken(r)), 0) / around.length : 0,
        margin: ranked[0]!.share,
        near: Math.max(0, ...similar),
        repair: repaired(best.start, best.end) ? 1 : 0,
        length: Math.log(utterance.text.length / SHORT),
      };
      const { start, end } = tighten(best, ranked[0]!.phrase, candidates);
      const probability = judgeStretch(ear.secondStage, clues, isLong);
      return { utterance, start, end, phrase: ranked[0]!.phrase, probability, clues, others: ranked.slice(1, 4) };
    },
  );
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
