import { viewOf } from '../match/view.ts';
import { customerBefore, type NormalTranscript, type Utterance } from '../model/normal.ts';
import type { Rulebook } from './compile.ts';
import type { Group } from './cue-groups.ts';
import { type Heard, overlap, type PhraseHeard } from './heard.ts';
import {
  type Ear,
  type ElementHeard,
  hearElements,
  hearMeaning,
  likeliest,
  type MeaningHeard,
  read,
  type Spoken,
} from './meaning.ts';

/** Everything that matchers found in one transcript. */
export interface Hearing {
  readonly normal: NormalTranscript;
  /** Hits of a group, in the order of the call. */
  of(group: Group): readonly Heard[];
  /** Hits of a group in one utterance. */
  in(group: Group, utterance: Utterance): readonly Heard[];
  readonly phrases: readonly PhraseHeard[];
  /** Stretches of the agent that mean a phrase; none without an ear for meaning. */
  readonly meanings: readonly MeaningHeard[];
  /** Stretches of the agent that say an element in other words than its cues. */
  readonly elements: readonly ElementHeard[];
  /** The highest probability with which the agent says an element anywhere, however low; 0 without an ear, or where it knows no such element. */
  likeliest(element: string): number;
  /** Whether meaning was listened for. */
  readonly hasEar: boolean;
}

const NONE: readonly Heard[] = [];

/** Looks a group's hits up by their utterance. They are in the order of the call: those of one utterance stand together. */
function byUtterance({ cues }: Rulebook, groups: readonly (readonly Heard[] | undefined)[]): Hearing['in'] {
  return (group, utterance) => {
    if (cues.inWordsOf(group) === 'asked') {
      const hits = cues.asked.search(viewOf(utterance)).filter(({ cue }) => cues.groupOf[cue] === group);
      return hits.length === 0 ? NONE : hits.map((hit) => ({ ...hit, utterance }));
    }
    const { index } = utterance;
    const all = groups[group];
    if (!all) return NONE;
    const from = firstOf(all, index);
    const to = firstOf(all, index + 1);
    return from === to ? NONE : all.slice(from, to);
  };
}

/** The place of the first hit in an utterance of this index or a later one. */
function firstOf(all: readonly Heard[], index: number): number {
  let [low, high] = [0, all.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (all[middle]!.utterance.index < index) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Meets a transcript with a rulebook: hits of cues in the words of those who may say them; of forbidden wordings and meanings in the agent's. */
export function hear(rulebook: Rulebook, normal: NormalTranscript, ear: Ear | null = rulebook.ear): Hearing {
  const { cues } = rulebook;
  const groups = new Array<Heard[] | undefined>(cues.count);
  const phrases: PhraseHeard[] = [];
  const meanings: MeaningHeard[] = [];
  const elements: ElementHeard[] = [];
  const readings: Spoken[] = [];
  for (const utterance of normal.utterances) {
    const hits = cues.of(utterance.role).search(viewOf(utterance));
    for (let i = 0; i < hits.length; i += 1) {
      const { cue, start, end, toTheLetter } = hits[i]!;
      const group = cues.groupOf[cue]!;
      const heard: Heard = { cue, start, end, toTheLetter, utterance };
      const before = groups[group];
      if (before) before.push(heard);
      else groups[group] = [heard];
    }
    if (utterance.role !== 'agent') continue;
    const wordings = rulebook.near.search(utterance);
    const near = wordings.map((hit): PhraseHeard => ({ ...hit, utterance, wording: rulebook.wordings[hit.wanted]! }));
    phrases.push(...near);
    const spoken = ear && read(ear, utterance, customerBefore(normal, utterance));
    if (!ear || !spoken) continue;
    readings.push(spoken);
    elements.push(...hearElements(ear, spoken, rulebook.pack.hearing.element));
    const repaired = (start: number, end: number) =>
      hits.some((r) => rulebook.repairs.includes(cues.groupOf[r.cue]!) && !overlap(r, { start, end }));
    meanings.push(...hearMeaning(ear, spoken, near, repaired));
  }
  return {
    normal,
    of: (group) => groups[group] ?? NONE,
    in: byUtterance(rulebook, groups),
    phrases,
    meanings,
    elements,
    likeliest: (element) => (ear ? likeliest(ear, readings, element) : 0),
    hasEar: ear !== null,
  };
}
