import type { Ground } from './cue-ground.ts';
import { type CueNode, isShared } from './cue-notation.ts';
import type { Group, Word } from './cue-words.ts';
import { NONE } from './places.ts';

/** How a part of a cue is gone through. */
export interface Way {
  /** Words of which it needs one, the rarest; `null`: it needs none. */
  readonly need: Group | null;
  /** The places from which the part leads to one of `ends`; `NONE` where there are none. */
  before(ground: Ground, ends: number): number;
  /**
   * Where the part ends that begins at `place`, one of `before(ends)`. Of several ways the first is taken: an alternative before those that
   * follow it, what may be missing rather than not, as many repeats and as few characters in a gap as go.
   */
  end(ground: Ground, place: number, ends: number): number;
}

const MOST_REPEATS = 12;

/** Turns a cue into ways. Every part has a bounded number of them, and no way goes over the end of a sentence. */
export function wayOf(node: CueNode, ground: Ground): Way {
  if (!isShared(node)) return ownWay(node, ground);
  let way = shared.get(node);
  if (!way) {
    way = named(ownWay(node, ground));
    shared.set(node, way);
  }
  return way;
}

/** Ways of named cues, which stand in many others. */
const shared = new WeakMap<CueNode, Way>();

function ownWay(node: CueNode, ground: Ground): Way {
  switch (node.type) {
    case 'literal':
      return wordWay(ground.words.word(node.text, node.exact), ground);
    case 'alternatives':
      return alternatives(node.of, ground);
    case 'sequence':
      return sequence(node.of.map((n) => wayOf(n, ground)));
    case 'optional':
      return optional(wayOf(node.of, ground));
    case 'repeat':
      return repeat(wayOf(node.of, ground));
    case 'gap':
      return gap(node.most);
    case 'any':
      return {
        need: null,
        before: ({ places, characters }, ends) => places.before(ends, 1, characters),
        end: (_, place) => place + 1,
      };
    case 'start':
      return at((ground) => ground.starts);
    case 'end':
      return at((ground) => ground.ends);
    case 'question':
      return at((ground) => ground.questions);
  }
}

const wordWay = (word: Word, { words }: Ground): Way => ({
  need: words.group([word]),
  before(ground, ends) {
    const places = ground.of(word);
    return places === NONE ? NONE : ground.places.before(ends, word.length, places);
  },
  end: (_, place) => place + word.length,
});

/** A place at which something stands that is no character. */
const at = (places: (ground: Ground) => number): Way => ({
  need: null,
  before: (ground, ends) => ground.places.both(ends, places(ground)),
  end: (_, place) => place,
});

const isWord = (node: CueNode) => node.type === 'literal';

function alternatives(nodes: readonly CueNode[], ground: Ground): Way {
  const ways = nodes.map((n) => wayOf(n, ground));
  const others = ways.filter((_, i) => !isWord(nodes[i]!));
  const words = ground.words.together(ways.filter((_, i) => isWord(nodes[i]!)).map((way) => way.need!));
  return {
    need: ways.every((way) => way.need) ? ground.words.together(ways.map((way) => way.need!)) : null,
    before(ground, ends) {
      const { places } = ground;
      let all = NONE;
      // Of sixty words mostly one or none is there.
      if (ground.hasOneOf(words))
        for (let i = 0; i < words.count; i += 1) {
          const word = words.present[i]!;
          const here = ground.of(word);
          if (here !== NONE) all = places.either(all, places.before(ends, word.length, here));
        }
      for (const way of others)
        if (!way.need || ground.hasOneOf(way.need)) all = places.either(all, way.before(ground, ends));
      return all;
    },
    end(ground, place, ends) {
      for (const way of ways)
        if (!way.need || ground.hasOneOf(way.need))
          if (ground.places.has(way.before(ground, ends), place)) return way.end(ground, place, ends);
      return place;
    },
  };
}

function sequence(ways: readonly Way[]): Way {
  const needs = ways.map((way) => way.need).filter((need) => need !== null);
  return {
    need: needs.length === 0 ? null : needs.reduce((a, b) => (b.frequency < a.frequency ? b : a)),
    before(ground, ends) {
      for (const need of needs) if (!ground.hasOneOf(need)) return NONE;
      let places = ends;
      for (let i = ways.length - 1; i >= 0 && places !== NONE; i -= 1) places = ways[i]!.before(ground, places);
      return places;
    },
    end(ground, place, ends) {
      const after: number[] = [];
      after[ways.length - 1] = ends;
      for (let i = ways.length - 1; i > 0; i -= 1) after[i - 1] = ways[i]!.before(ground, after[i]!);
      let here = place;
      for (let i = 0; i < ways.length; i += 1) here = ways[i]!.end(ground, here, after[i]!);
      return here;
    },
  };
}

const optional = (way: Way): Way => ({
  need: null,
  before: (ground, ends) => ground.places.either(way.before(ground, ends), ends),
  end: (ground, place, ends) =>
    ground.places.has(way.before(ground, ends), place) ? way.end(ground, place, ends) : place,
});

function repeat(way: Way): Way {
  /** From where one to `most` repeats lead to the ends. */
  const upTo = (ground: Ground, ends: number, most: number): number => {
    const { places } = ground;
    let all = way.before(ground, ends);
    for (let i = 1; i < most && all !== NONE; i += 1) {
      const more = way.before(ground, places.either(all, ends));
      if (more === NONE || places.areSame(more, all)) return more;
      all = more;
    }
    return all;
  };
  return {
    need: way.need,
    before: (ground, ends) => upTo(ground, ends, MOST_REPEATS),
    end(ground, place, ends) {
      const { places } = ground;
      let here = place;
      for (let left = MOST_REPEATS - 1; left > 0; left -= 1) {
        const again = upTo(ground, ends, left);
        here = way.end(ground, here, places.either(again, ends));
        if (!places.has(again, here)) return here;
      }
      return way.end(ground, here, ends);
    },
  };
}

/** Up to so many characters. */
const gap = (most: number): Way => ({
  need: null,
  before: ({ places, characters }, ends) => places.upTo(ends, most, characters),
  end({ places }, place, ends) {
    let here = place;
    while (here < place + most && !places.has(ends, here)) here += 1;
    return here;
  },
});

/** A named cue stands in many others: where it is said at all is worked out once for an utterance. */
function named(way: Way): Way {
  let entered = 0;
  let anywhere = NONE;
  return {
    need: way.need,
    before(ground, ends) {
      const { places } = ground;
      if (places.areUsedUp) return NONE;
      if (ground.entered !== entered) {
        if (ground.lettersOnly) return way.before(ground, ends);
        anywhere = way.before(ground, ground.all);
        entered = places.areUsedUp ? 0 : ground.entered;
      }
      if (anywhere === NONE || (ends === ground.all && !ground.lettersOnly)) return anywhere;
      return way.before(ground, ends);
    },
    end: way.end,
  };
}
