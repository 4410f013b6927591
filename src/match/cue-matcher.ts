import { soundClass, syllablesOf } from '../normalise/characters.ts';
import { canBegin, firstClasses } from './cue-anchors.ts';
import { type CueNode, isShared } from './cue-notation.ts';
import { Failures, SharedEnds } from './cue-shared.ts';
import { Pause, type View } from './view.ts';

/** Tries to match from character `at` on; returns the end of the match, −1 for none. */
export type Matcher = (view: View, at: number) => number;

const NO = -1;
const MOST_REPEATS = 12;
/**
 * Steps and depth after which a cue is given up at one place. A cue of the packs takes some hundreds; repeats in repeats would take more
 * than there is time for.
 */
const MOST_STEPS = 20_000;
const MOST_DEPTH = 600;

/** Where a cue matches from `start` on; −1 where it does not, or not within the steps that a cue may take. */
export function matchAt(matcher: Matcher, view: View, start: number): number {
  view.begin = start;
  view.steps = MOST_STEPS;
  view.depth = MOST_DEPTH;
  return matcher(view, start);
}

/** One step deeper; at the bottom the cue is given up. */
function deeper(next: Matcher, view: View, at: number): number {
  if (view.steps <= 0 || view.depth <= 0) {
    view.steps = 0;
    return NO;
  }
  view.steps -= 1;
  view.depth -= 1;
  const end = next(view, at);
  view.depth += 1;
  return end;
}

/** Compiled when first tried: most ways of most cues never are, and names may stand in names so often that all of them would be too many. */
function lazy(node: CueNode, next: Matcher): Matcher {
  let matcher: Matcher | null = null;
  return (view, at) => {
    matcher ??= matcherOf(node, next);
    return deeper(matcher, view, at);
  };
}

/**
 * Turns a cue into a matcher that goes on with `next`. Every node has a bounded number of ways, no way goes over the end of a sentence, and
 * all ways together are bounded by `matchAt`.
 */
export function matcherOf(node: CueNode, next: Matcher = (_, at) => at): Matcher {
  if (isShared(node)) return shared(node, next);
  return ownMatcher(node, next);
}

function ownMatcher(node: CueNode, next: Matcher): Matcher {
  switch (node.type) {
    case 'literal':
      return literal(node.text, node.exact, next);
    case 'alternatives':
      return alternatives(node.of, next);
    case 'sequence':
      return node.of.reduceRight((then, n) => matcherOf(n, then), next);
    case 'optional': {
      const given = lazy(node.of, next);
      return (view, at) => {
        const end = given(view, at);
        return end >= 0 ? end : deeper(next, view, at);
      };
    }
    case 'repeat':
      return repeat(node.of, next, MOST_REPEATS);
    case 'gap':
      return gap(node.most, next);
    case 'any':
      return (view, at) => (stands(view, at) ? next(view, at + 1) : NO);
    case 'start':
      return (view, at) => (view.pauses[at]! >= Pause.Stop ? next(view, at) : NO);
    case 'end':
      return (view, at) => (view.pauses[at]! >= Pause.Comma ? next(view, at) : NO);
    case 'question':
      return (view, at) => (view.pauses[at] === Pause.Question ? next(view, at) : NO);
  }
}

const sharedEnds = new WeakMap<CueNode, SharedEnds>();

/** A named cue stands in many others: where it ends is worked out once for each place. */
function shared(node: CueNode, next: Matcher): Matcher {
  let known = sharedEnds.get(node);
  if (!known) {
    known = new SharedEnds((then) => ownMatcher(node, then));
    sharedEnds.set(node, known);
  }
  const all = known;
  return (view, at) => {
    const ends = all.of(view, at);
    for (let i = 0; i < ends.length; i += 1) {
      const end = deeper(next, view, ends[i]!);
      if (end >= 0) return end;
    }
    return NO;
  };
}

/** Whether there is a character at `at` that belongs to the same sentence as what was matched before it. */
const stands = (view: View, at: number): boolean =>
  at < view.length && (at === view.begin || view.pauses[at]! < Pause.Stop);

function gap(most: number, next: Matcher): Matcher {
  const failures = new Failures();
  return (view, at) => {
    for (let k = 0; k <= most; k += 1) {
      if (!failures.has(view, at + k)) {
        const end = deeper(next, view, at + k);
        if (end >= 0) return end;
        failures.add(view, at + k);
      }
      if (!stands(view, at + k)) return NO;
    }
    return NO;
  };
}

function repeat(of: CueNode, next: Matcher, left: number): Matcher {
  let more: Matcher | null = null;
  return matcherOf(of, (view, at) => {
    if (left > 1) {
      more ??= repeat(of, next, left - 1);
      const end = deeper(more, view, at);
      if (end >= 0) return end;
    }
    return next(view, at);
  });
}

function alternatives(of: readonly CueNode[], next: Matcher): Matcher {
  // Surnames: a hundred single characters are one look, not a hundred tries.
  if (of.every((n) => n.type === 'literal' && n.text.length === 1)) {
    const codes = new Set(of.map((n) => (n.type === 'literal' ? n.text.charCodeAt(0) : 0)));
    return (view, at) => (stands(view, at) && codes.has(view.codes[at]!) ? next(view, at + 1) : NO);
  }
  const ways = of.map((n) => ({ matcher: lazy(n, next), first: mayGoOn(n) ? null : firstClasses(n) }));
  /** Ways that can begin with a sound class, or after the last character: of sixty mostly one or none. */
  const bySound: Matcher[][] = [];
  return (view, at) => {
    const sound = at < view.length ? view.classes[at]! : AT_END;
    let able = bySound[sound];
    if (!able) {
      able = ways
        .filter(({ first }) => !first || (sound !== AT_END && canBegin(first, sound)))
        .map(({ matcher }) => matcher);
      bySound[sound] = able;
    }
    for (let i = 0; i < able.length; i += 1) {
      const end = able[i]!(view, at);
      if (end >= 0) return end;
    }
    return NO;
  };
}

/** Beyond all sound classes. */
const AT_END = 512;

/** An alternative that can be empty begins with whatever comes after it. */
const mayGoOn = (n: CueNode): boolean => n.type === 'optional' || (n.type === 'sequence' && n.of.every(mayGoOn));

/** How well a character answers one that is looked for: 3 itself, 2 one of its syllables, 1 of its sound class, 0 not. */
interface Wanted {
  readonly code: number;
  readonly syllables: readonly number[];
  readonly classes: readonly number[];
}

/** The same few hundred characters stand in all cues. */
const known = new Map<number, Wanted>();

function wantedOf(char: string): Wanted {
  const code = char.charCodeAt(0);
  let wanted = known.get(code);
  if (!wanted) {
    const syllables = syllablesOf(code);
    wanted = { code, syllables, classes: [...new Set(syllables.map(soundClass))] };
    known.set(code, wanted);
  }
  return wanted;
}

const grade = (view: View, at: number, wanted: Wanted): number => {
  if (view.codes[at] === wanted.code) return 3;
  if (wanted.syllables.includes(view.syllables[at]!)) return 2;
  return wanted.classes.includes(view.classes[at]!) ? 1 : 0;
};

/** Words of two or more characters may be heard by their sound. */
function literal(text: string, exact: boolean, next: Matcher): Matcher {
  const wanted = [...text].map(wantedOf);
  const bySound = !exact && wanted.length > 1;
  return (view, at) => {
    let [least, most] = [3, 0];
    for (let i = 0; i < wanted.length; i += 1) {
      if (!stands(view, at + i)) return NO;
      const g =
        bySound && !view.toTheLetter ? grade(view, at + i, wanted[i]!) : view.codes[at + i] === wanted[i]!.code ? 3 : 0;
      if (g === 0) return NO;
      least = Math.min(least, g);
      most = Math.max(most, g);
    }
    // Of two characters, one must be the very character or both the very syllables: two loose sounds are too little to go by.
    if (wanted.length === 2 && most < 3 && least < 2) return NO;
    return next(view, at + wanted.length);
  };
}
