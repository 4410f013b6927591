import { byForm } from '../match/by-form.ts';
import type { MeaningModel, Reading } from '../match/meaning.ts';
import type { TrainedModel } from '../match/model-file.ts';
import { PlainNetwork } from '../match/plain-network.ts';
import { type Clues, judgeStretch, logOdds, type SecondStage } from '../match/second-stage.ts';
import { SHORT, windowsOf } from '../match/windows.ts';
import type { Utterance } from '../model/normal.ts';
import { overlap, type PhraseHeard } from './heard.ts';
import { broken, type Stretch, stretchesOf } from './stretches.ts';

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
export const earOf = ({ weights, tagger, secondStage }: TrainedModel): Ear => ({
  model: new PlainNetwork(weights, tagger),
  secondStage,
});

/** An utterance that was read through its windows. */
export interface Spoken {
  readonly utterance: Utterance;
  /** What the customer said before it. */
  readonly asked: Utterance | null;
  readonly isLong: boolean;
  readonly readings: readonly Reading[];
  /** Where it may break a phrase: the likeliest stretch, and another one that stands apart and is as plain. */
  readonly stretches: readonly Stretch[];
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
  return read.readings.length === 0 ? null : { utterance, asked, isLong: utterance.text.length > SHORT, ...read };
}

/** What a model says of an utterance. */
type ByModel = Pick<Spoken, 'readings' | 'stretches'>;
type ReadBoth = (utterance: Utterance, asked: Utterance | null) => ByModel;

const known = new WeakMap<MeaningModel, ReadBoth>();

/** Remembers what was heard of an utterance after what was asked, as long as the words of both are remembered. */
function byBothForms(model: MeaningModel): ReadBoth {
  const unasked = byForm((utterance) => readAll(model, utterance, null));
  const after = byForm(() => new WeakMap<Uint8Array, ByModel>());
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

function readAll(model: MeaningModel, utterance: Utterance, asked: Utterance | null): ByModel {
  const windows = utterance.text.length < 2 ? [] : windowsOf(utterance);
  const readings = windows.length === 0 ? [] : model.read(utterance, windows, asked);
  return { readings, stretches: stretchesOf(model, utterance, asked, readings) };
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
  { utterance, isLong, readings, stretches }: Spoken,
  near: readonly PhraseHeard[],
  repaired: (start: number, end: number) => boolean,
): MeaningHeard[] {
  return stretches.map(({ best, shown, ranked, tagged }) => {
    const around = readings.filter((r) => overlap(r, best));
    const similar = near.filter((hit) => overlap(hit, best)).map((hit) => hit.similarity);
    const clues: Clues = {
      window: logOdds(Math.max(...around.map(broken))),
      agreed: logOdds(Math.max(...around.map((r) => r.agreed))),
      around: isLong ? around.reduce((sum, r) => sum + logOdds(broken(r)), 0) / around.length : 0,
      margin: ranked[0]!.share,
      tagged,
      near: Math.max(0, ...similar),
      repair: repaired(best.start, best.end) ? 1 : 0,
      length: Math.log(utterance.text.length / SHORT),
    };
    const { start, end } = shown;
    const probability = judgeStretch(ear.secondStage, clues, isLong);
    return { utterance, start, end, phrase: ranked[0]!.phrase, probability, clues, others: ranked.slice(1, 4) };
  });
}
