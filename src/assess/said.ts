import type { CompiledPart, Rulebook } from '../hear/compile.ts';
import type { Group } from '../hear/cue-groups.ts';
import type { Hearing } from '../hear/hear.ts';
import { type Heard, overlap } from '../hear/heard.ts';
import type { Element } from '../model/pack.ts';

const byId = new WeakMap<Rulebook, Map<string, Element>>();

/** An element of the rulebook by its id. */
export function elementOf(rulebook: Rulebook, id: string): Element | null {
  let map = byId.get(rulebook);
  if (!map) {
    map = new Map(rulebook.pack.scripts.flatMap((s) => s.elements.map((e) => [e.id, e] as const)));
    byId.set(rulebook, map);
  }
  return map.get(id) ?? null;
}

/** Hits of parts by their group: asked for several times, by the element itself and by questions. */
const known = new WeakMap<Hearing, Map<Group, readonly Heard[]>>();

/** Hits of a part in the agent's words, without those that its `unless` takes back. */
export function partHits(part: CompiledPart, hearing: Hearing, cues: Group = part.cues): readonly Heard[] {
  const all = hearing.of(cues);
  if (all.length === 0) return all;
  let groups = known.get(hearing);
  if (!groups) {
    groups = new Map();
    known.set(hearing, groups);
  }
  let hits = groups.get(cues);
  if (!hits) {
    hits = all.filter(
      (h) => h.utterance.role === 'agent' && !hearing.in(part.unless, h.utterance).some((u) => overlap(u, h)),
    );
    groups.set(cues, hits);
  }
  return hits;
}

/** Hits of each part of an element, wherever they stand: what may have asked a question. */
export function heardParts(rulebook: Rulebook, id: string, hearing: Hearing): (readonly Heard[])[] {
  const element = elementOf(rulebook, id);
  return element ? rulebook.parts.get(element)!.map((part) => partHits(part, hearing)) : [];
}
