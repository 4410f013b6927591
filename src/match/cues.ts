import { anchorsOf, canBegin, characterKey, firstClasses, pairKey } from './cue-anchors.ts';
import { type Matcher, matchAt, matcherOf } from './cue-matcher.ts';
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
}

/** Many cues, searched together: each utterance is only tried on those of which a word could be in it. */
export class CueIndex {
  readonly #compiled: (Compiled | undefined)[] = [];
  readonly #byKey = new Map<number, number[]>();
  readonly #always: number[] = [];
  readonly #seen: Uint32Array;
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
  search(view: View): CueHit[] {
    this.#round += 1;
    const candidates = [...this.#always];
    const take = (ids: number[] | undefined) => {
      if (!ids) return;
      for (const id of ids)
        if (this.#seen[id] !== this.#round) {
          this.#seen[id] = this.#round;
          candidates.push(id);
        }
    };
    for (let i = 0; i < view.length; i += 1) {
      if (i > 0) take(this.#byKey.get(pairKey(view.classes[i - 1]!, view.classes[i]!)));
      take(this.#byKey.get(characterKey(view.codes[i]!)));
    }
    const hits: CueHit[] = [];
    for (const id of candidates.sort((a, b) => a - b)) this.#addHits(id, view, hits);
    return hits;
  }

  #addHits(id: number, view: View, hits: CueHit[]): void {
    const { matcher, first } = this.#compile(id);
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
      compiled = { matcher: matcherOf(node), first: firstClasses(node) };
      this.#compiled[id] = compiled;
    }
    return compiled;
  }
}
