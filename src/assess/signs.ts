import type { Rulebook } from '../hear/compile.ts';
import { byForm } from '../match/by-form.ts';
import { CueError } from '../match/cue-notation.ts';
import { CueIndex } from '../match/cues.ts';
import { viewOf } from '../match/view.ts';
import type { Utterance } from '../model/normal.ts';
import type { Pack } from '../model/pack.ts';

/** Words that show something about a call as a whole: who speaks, or what kind of call it is. Never an element, never a phrase. */
export interface Sign {
  readonly id: string;
  /** See match/cue-notation.ts. */
  readonly cues: readonly string[];
  /** A cue is not counted where one of these overlaps it. */
  readonly unless?: readonly string[];
  /** Counts only where it is all that is said. */
  readonly whole?: boolean;
}

/** A sign was heard at characters `start` (inclusive) to `end` (exclusive) of an utterance. */
export interface SignHeard<S extends Sign = Sign> {
  readonly sign: S;
  readonly utterance: Utterance;
  readonly start: number;
  readonly end: number;
}

/** Keys of cues by notation, from `anchorsOf`; `null` for a cue that has none. */
type Anchors = Readonly<Record<string, readonly number[] | null>>;
const known = new WeakMap<Pack, Anchors>();

/** Keys of signs' cues with the words and names of this pack, which the build worked out, so that a start need not read them. */
export function knowAnchors(pack: Pack, anchors: Anchors): void {
  known.set(pack, anchors);
}

/** A list of signs, ready to be searched; made once for each rulebook, whose named cues (`<time>`, `<surname>` …) they use. */
export class SignIndex<S extends Sign> {
  readonly #index: CueIndex;
  readonly #signOf: readonly number[];
  /** Number of the first cue of a sign that takes back. */
  readonly #takesBack: readonly boolean[];

  constructor(
    readonly signs: readonly S[],
    rulebook: Rulebook,
  ) {
    const anchors = known.get(rulebook.pack) ?? {};
    const notations: string[] = [];
    const signOf: number[] = [];
    const takesBack: boolean[] = [];
    signs.forEach((sign, i) => {
      for (const [list, back] of [
        [sign.cues, false],
        [sign.unless ?? [], true],
      ] as const)
        for (const cue of list) {
          // A user's own pack need not have the names that the cue uses, nor leave its words alone.
          if (!Object.hasOwn(anchors, cue) && !canRead(cue, rulebook)) continue;
          notations.push(cue);
          signOf.push(i);
          takesBack.push(back);
        }
    });
    this.#index = new CueIndex(notations, rulebook.cues.context, anchors);
    this.#signOf = signOf;
    this.#takesBack = takesBack;
  }

  /** Signs heard in an utterance, by sign and then by place; where two cues of one sign overlap, the first. */
  search(utterance: Utterance): SignHeard<S>[] {
    return this.#found(utterance).map(({ sign, start, end }) => ({ sign, utterance, start, end }));
  }

  readonly #found = byForm((utterance) => {
    const hits = this.#index.search(viewOf(utterance));
    const found: Omit<SignHeard<S>, 'utterance'>[] = [];
    for (const hit of hits) {
      if (this.#takesBack[hit.cue]) continue;
      const sign = this.#signOf[hit.cue]!;
      if (this.signs[sign]!.whole && (hit.start > 0 || hit.end < utterance.text.length)) continue;
      const overlaps = (h: { readonly start: number; readonly end: number }) => h.start < hit.end && hit.start < h.end;
      if (hits.some((h) => this.#takesBack[h.cue] && this.#signOf[h.cue] === sign && overlaps(h))) continue;
      if (found.some((f) => f.sign === this.signs[sign] && overlaps(f))) continue;
      found.push({ sign: this.signs[sign]!, start: hit.start, end: hit.end });
    }
    return found;
  });
}

function canRead(cue: string, rulebook: Rulebook): boolean {
  try {
    rulebook.cues.context.parse(cue);
    return true;
  } catch (error) {
    if (error instanceof CueError) return false;
    throw error;
  }
}

/** Makes a function that builds an index once for each rulebook, when it is first asked for. */
export function indexOnce<S extends Sign>(signs: readonly S[]): (rulebook: Rulebook) => SignIndex<S> {
  const made = new WeakMap<Rulebook, SignIndex<S>>();
  return (rulebook) => {
    let index = made.get(rulebook);
    if (!index) {
      index = new SignIndex(signs, rulebook);
      made.set(rulebook, index);
    }
    return index;
  };
}
