import { anchorsOf, canBegin, characterKey, firstClasses, KEYS, pairKey } from './cue-anchors.ts';
import { type Matcher, matchAt, matcherOf } from './cue-matcher.ts';
import { needsOf } from './cue-needs.ts';
import type { CueContext } from './cue-notation.ts';
import type { View } from './view.ts';

/** A cue was heard at characters `start` (inclusive) to `end` (exclusive) of an utterance. */
export interface CueHit {
  readonly cue: number;
  readonly start: number;
  readonly end: number;
  /** False when only the sound agrees. */
  readonly toTheLetter: boolean;
}

interface Compiled {
  readonly matcher: Matcher;
  readonly first: Uint32Array | null;
  readonly needs: readonly Uint32Array[];
}

/** For each key the number of the search in which it was last seen; for all indexes together, as the table is large. */
const present = new Uint32Array(KEYS);
let searches = 0;

/** Whether the utterance that is searched has one of the keys. */
function has(keys: Uint32Array): boolean {
  for (let i = 0; i < keys.length; i += 1) if (present[keys[i]!] === searches) return true;
  return false;
}

/** Many cues, searched together: each utterance is only tried on those of which a word could be in it. */
export class CueIndex {
  readonly #compiled: (Compiled | undefined)[] = [];
  readonly #byKey = new Map<number, number[]>();
  readonly #always: number[] = [];
  readonly #seen: Uint32Array;
  readonly #found = new WeakMap<View, readonly CueHit[]>();
  #round = 0;

  /**
   * @param anchors keys by notation, from `anchorsOf`, where they were worked out before (the build does): then a cue is read only when it
   *   is first tried
   * @throws CueError for a cue that cannot be read; packs are checked before, cue by cue
   */
  constructor(
    readonly notations: readonly string[],
    readonly context: CueContext,
    anchors: Readonly<Record<string, readonly number[] | null>> = {},
  ) {
    notations.forEach((notation, id) => {
      const known = anchors[notation];
      const keys = known === undefined ? anchorsOf(context.parse(notation)) : known;
      if (!keys) this.#always.push(id);
      else
        for (const key of keys) {
          const list = this.#byKey.get(key);
          if (list) list.push(id);
          else this.#byKey.set(key, [id]);
        }
    });
    this.#seen = new Uint32Array(notations.length);
  }

  /** All hits, by cue and then by place; those of one cue do not overlap. */
  search(view: View): readonly CueHit[] {
    let hits = this.#found.get(view);
    if (!hits) {
      hits = this.#search(view);
      this.#found.set(view, hits);
    }
    return hits;
  }

  #search(view: View): CueHit[] {
    this.#round += 1;
    searches += 1;
    const candidates = [...this.#always];
    const take = (ids: number[] | undefined) => {
      if (!ids) return;
      for (const id of ids)
        if (this.#seen[id] !== this.#round) {
          this.#seen[id] = this.#round;
          candidates.push(id);
        }
    };
    const look = (key: number) => {
      if (present[key] === searches) return;
      present[key] = searches;
      take(this.#byKey.get(key));
    };
    for (let i = 0; i < view.length; i += 1) {
      if (i > 0) look(pairKey(view.classes[i - 1]!, view.classes[i]!));
      look(characterKey(view.codes[i]!));
    }
    const hits: CueHit[] = [];
    for (const id of candidates.sort((a, b) => a - b)) this.#addHits(id, view, hits);
    return hits;
  }

  #addHits(id: number, view: View, hits: CueHit[]): void {
    const { matcher, first, needs } = this.#compile(id);
    if (!needs.every(has)) return;
    for (let start = 0; start < view.length; ) {
      if (first && !canBegin(first, view.classes[start]!)) {
        start += 1;
        continue;
      }
      const end = matchAt(matcher, view, start);
      if (end <= start) {
        start += 1;
        continue;
      }
      view.toTheLetter = true;
      hits.push({ cue: id, start, end, toTheLetter: matchAt(matcher, view, start) >= 0 });
      view.toTheLetter = false;
      start = end;
    }
  }

  #compile(id: number): Compiled {
    let compiled = this.#compiled[id];
    if (!compiled) {
      const node = this.context.parse(this.notations[id]!);
      compiled = { matcher: matcherOf(node), first: firstClasses(node), needs: needsOf(node) };
      this.#compiled[id] = compiled;
    }
    return compiled;
  }
}
