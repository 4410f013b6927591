import { viewOf } from '../match/view.ts';
import type { NormalTranscript, Utterance } from '../model/normal.ts';
import type { Group, Rulebook } from './compile.ts';
import { type Heard, overlap, type PhraseHeard } from './heard.ts';
import { type Ear, type ElementHeard, hearElements, hearMeaning, type MeaningHeard, read } from './meaning.ts';

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
  /** Whether meaning was listened for. */
  readonly hasEar: boolean;
}

const NONE: readonly Heard[] = [];

/** Meets a transcript with a rulebook: all hits of cues in every utterance; of forbidden wordings and meanings in the agent's. */
export function hear(rulebook: Rulebook, normal: NormalTranscript, ear: Ear | null = rulebook.ear): Hearing {
  const groups: Heard[][] = [];
  /** Hits of a group by utterance: asked for so often that looking through all would be slow. */
  const byUtterance: Map<number, Heard[]>[] = [];
  const phrases: PhraseHeard[] = [];
  const meanings: MeaningHeard[] = [];
  const elements: ElementHeard[] = [];
  const hitsIn = (group: Group, utterance: Utterance) => byUtterance[group]?.get(utterance.index) ?? NONE;
  for (const utterance of normal.utterances) {
    for (const hit of rulebook.cues.search(viewOf(utterance))) {
      const group = rulebook.groupOf[hit.cue]!;
      const heard: Heard = { ...hit, utterance };
      groups[group] ??= [];
      groups[group].push(heard);
      byUtterance[group] ??= new Map();
      const here = byUtterance[group].get(utterance.index);
      if (here) here.push(heard);
      else byUtterance[group].set(utterance.index, [heard]);
    }
    if (utterance.role !== 'agent') continue;
    const near = rulebook.near
      .search(utterance)
      .map((hit): PhraseHeard => ({ ...hit, utterance, wording: rulebook.wordings[hit.wanted]! }));
    phrases.push(...near);
    const spoken = ear && read(ear, utterance);
    if (!ear || !spoken) continue;
    elements.push(...hearElements(ear, spoken, rulebook.pack.hearing.element));
    const repairs = rulebook.repairs.flatMap((group) => hitsIn(group, utterance));
    const repaired = (start: number, end: number) => repairs.some((r) => !overlap(r, { start, end }));
    meanings.push(...hearMeaning(ear, spoken, near, repaired));
  }
  return {
    normal,
    of: (group) => groups[group] ?? NONE,
    in: hitsIn,
    phrases,
    meanings,
    elements,
    hasEar: ear !== null,
  };
}
