import type { Matcher } from './cue-matcher.ts';
import { newScope, type View } from './view.ts';

/** Ways of looking at a place: whether the match begins there, and whether only characters count. */
const LOOKS = 4;

/**
 * Where a named cue can end, for each place of the utterance that was looked at last: in the order in which its ways are tried, each end
 * once. `<time>` stands in a hundred cues, and what follows it is tried from its ends.
 */
export class SharedEnds {
  readonly #matcher: Matcher;
  #view: View | null = null;
  #known: (readonly number[] | undefined)[] = [];
  #found: number[] = [];

  /** @param compile makes the cue's matcher with what follows it */
  constructor(compile: (next: Matcher) => Matcher) {
    this.#matcher = compile((_, at) => {
      if (!this.#found.includes(at)) this.#found.push(at);
      // As if what follows did not fit: so every way is tried.
      return -1;
    });
  }

  of(view: View, at: number): readonly number[] {
    if (this.#view !== view) {
      this.#view = view;
      this.#known = [];
    }
    const key = at * LOOKS + (at === view.begin ? 1 : 0) + (view.toTheLetter ? 2 : 0);
    const known = this.#known[key];
    if (known) return known;
    // A cue may stand in itself at another place: what was found so far is put aside.
    const outer = this.#found;
    const found: number[] = [];
    this.#found = found;
    const { scope } = view;
    view.scope = newScope();
    this.#matcher(view, at);
    view.scope = scope;
    this.#found = outer;
    // Where the steps ran out there may be more ends, which another cue has the steps for.
    if (view.steps > 0) this.#known[key] = found;
    return found;
  }
}

/** Places at which what follows a gap did not fit: gap after gap comes to the same places again and again. */
export class Failures {
  #scope = 0;
  #places = new Uint8Array(64);

  has(view: View, at: number): boolean {
    return this.#scope === view.scope && at !== view.begin && (this.#places[at]! & bitOf(view)) !== 0;
  }

  add(view: View, at: number): void {
    // Where the match begins a sentence may begin as well, and where the steps ran out nothing is known.
    if (at === view.begin || view.steps <= 0) return;
    if (this.#scope !== view.scope) {
      this.#scope = view.scope;
      if (this.#places.length <= view.length) this.#places = new Uint8Array(2 * view.length + 1);
      else this.#places.fill(0, 0, view.length + 1);
    }
    this.#places[at]! |= bitOf(view);
  }
}

const bitOf = (view: View): number => (view.toTheLetter ? 2 : 1);
