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

/** All ways are made here: objects of one make are gone through faster than of eight. */
const made = (need: Way['need'], before: Way['before'], end: Way['end']): Way => ({ need, before, end });

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
      return made(
        null,
        ({ places, characters }, ends) => places.before(ends, 1, characters),
        (_, place) => place + 1,
      );
    case 'start':
      return at((ground) => ground.starts);
    case 'end':
      return at((ground) => ground.ends);
    case 'question':
      return at((ground) => ground.questions);
  }
}

const wordWay = (word: Word, { words }: Ground): Way =>
  made(
    words.group([word]),
    (ground, ends) => {
      const places = ground.of(word.number);
      return places === NONE ? NONE : ground.places.before(ends, word.length, places);
    },
    (_, place) => place + word.length,
  );

/** A place at which something stands that is no character. */
const at = (places: (ground: Ground) => number): Way =>
  made(
    null,
    (ground, ends) => ground.places.both(ends, places(ground)),
    (_, place) => place,
  );

const isWord = (node: CueNode) => node.type === 'literal';

function alternatives(nodes: readonly CueNode[], ground: Ground): Way {
  const ways = nodes.map((n) => wayOf(n, ground));
  const others = ways.filter((_, i) => !isWord(nodes[i]!));
  const words = ground.words.together(ways.filter((_, i) => isWord(nodes[i]!)).map((way) => way.need!));
  /** The word that each way is; `null` for what is more than a word. */
  const only = ways.map((way, i) => (isWord(nodes[i]!) ? way.need!.words[0]! : null));
  const before = (ground: Ground, ends: number): number => {
    const { places } = ground;
    let all = NONE;
    // Of sixty words mostly one or none is there.
    if (ground.hasOneOf(words))
      for (let i = words.from; i < words.to; i += 1)
        for (let bits = ground.presentOf(i); bits !== 0; bits &= bits - 1) {
          const number = ground.words.numberOf(i, bits);
          const here = ground.of(number);
          if (here !== NONE) all = places.either(all, places.before(ends, ground.words.all[number]!.length, here));
        }
    for (let i = 0; i < others.length; i += 1) {
      const way = others[i]!;
      if (!way.need || ground.hasOneOf(way.need)) all = places.either(all, way.before(ground, ends));
    }
    return all;
  };
  const end = (ground: Ground, place: number, ends: number): number => {
    const { places } = ground;
    for (let i = 0; i < ways.length; i += 1) {
      const word = only[i];
      if (word) {
        if (ground.stands(word.number, place) && places.has(ends, place + word.length)) return place + word.length;
        continue;
      }
      const way = ways[i]!;
      if (!way.need || ground.hasOneOf(way.need))
        if (places.has(way.before(ground, ends), place)) return way.end(ground, place, ends);
    }
    return place;
  };
  return made(ways.every((way) => way.need) ? ground.words.together(ways.map((way) => way.need!)) : null, before, end);
}

function sequence(ways: readonly Way[]): Way {
  const needs = ways.map((way) => way.need).filter((need) => need !== null);
  /** Where each way may end, and the utterance and the ends of the whole for which that was worked out last. */
  const after = ways.map(() => NONE);
  const known = { entered: 0, ends: NONE };
  const before = (ground: Ground, ends: number): number => {
    for (let i = 0; i < needs.length; i += 1) if (!ground.hasOneOf(needs[i]!)) return NONE;
    known.entered = 0;
    let places = ends;
    for (let i = ways.length - 1; i >= 0; i -= 1) {
      after[i] = places;
      places = ways[i]!.before(ground, places);
      if (places === NONE) return NONE;
    }
    known.ends = ends;
    known.entered = ground.lettersOnly ? 0 : ground.entered;
    return places;
  };
  const end = (ground: Ground, place: number, ends: number): number => {
    if (known.entered !== ground.entered || known.ends !== ends) before(ground, ends);
    let here = place;
    for (let i = 0; i < ways.length; i += 1) here = ways[i]!.end(ground, here, after[i]!);
    return here;
  };
  const rarest = needs.length === 0 ? null : needs.reduce((a, b) => (b.frequency < a.frequency ? b : a));
  return made(rarest, before, end);
}

const optional = (way: Way): Way =>
  made(
    null,
    (ground, ends) => ground.places.either(way.before(ground, ends), ends),
    (ground, place, ends) =>
      ground.places.has(way.before(ground, ends), place) ? way.end(ground, place, ends) : place,
  );

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
  const end = (ground: Ground, place: number, ends: number): number => {
    const { places } = ground;
    let here = place;
    for (let left = MOST_REPEATS - 1; left > 0; left -= 1) {
      const again = upTo(ground, ends, left);
      here = way.end(ground, here, places.either(again, ends));
      if (!places.has(again, here)) return here;
    }
    return way.end(ground, here, ends);
  };
  return made(way.need, (ground, ends) => upTo(ground, ends, MOST_REPEATS), end);
}

/** Up to so many characters. */
const gap = (most: number): Way =>
  made(
    null,
    ({ places, characters }, ends) => places.upTo(ends, most, characters),
    ({ places }, place, ends) => {
      let here = place;
      while (here < place + most && !places.has(ends, here)) here += 1;
      return here;
    },
  );

/** A named cue stands in many others: where it is said at all is worked out once for an utterance. */
function named(way: Way): Way {
  const said = { entered: 0, anywhere: NONE, isLoose: false };
  const toTheLetter = { entered: 0, anywhere: NONE, isLoose: false };
  const before = (ground: Ground, ends: number): number => {
    const { places, isLoose } = ground;
    if (places.areUsedUp) return NONE;
    const known = ground.lettersOnly ? toTheLetter : said;
    if (ground.entered !== known.entered) {
      ground.isLoose = false;
      known.anywhere = way.before(ground, ground.all);
      known.isLoose = ground.isLoose;
      known.entered = places.areUsedUp ? 0 : ground.entered;
    }
    ground.isLoose = isLoose || known.isLoose;
    if (known.anywhere === NONE || ends === ground.all) return known.anywhere;
    return way.before(ground, ends);
  };
  return made(way.need, before, way.end);
}
