import { soundClass, syllablesOf } from '../normalise/characters.ts';
import type { CueNode } from './cue-notation.ts';

const CHARACTER_KEYS = 1 << 18;
/** Keys that there are: of pairs and of characters. */
export const KEYS = CHARACTER_KEYS + 65_536;
/** Key of two sound classes that follow each other. */
export const pairKey = (a: number, b: number): number => (a << 9) | b;
/** Key of one character. */
export const characterKey = (code: number): number => CHARACTER_KEYS + code;

/** Named cues stand in many others: each is looked at once. */
const known = new WeakMap<CueNode, Set<number> | null>();

/**
 * Keys of which every match of a cue has at least one: pairs of sound classes for words, characters for single ones. `null`: none can be
 * promised, the cue has to be tried on everything.
 */
export function anchorsOf(node: CueNode): Set<number> | null {
  let anchors = known.get(node);
  if (anchors === undefined) {
    anchors = findAnchors(node);
    known.set(node, anchors);
  }
  return anchors;
}

function findAnchors(node: CueNode): Set<number> | null {
  switch (node.type) {
    case 'literal':
      return literalAnchors(node.text);
    case 'alternatives': {
      const all = new Set<number>();
      for (const n of node.of) {
        const keys = anchorsOf(n);
        if (!keys) return null;
        for (const key of keys) all.add(key);
      }
      return all;
    }
    case 'sequence': {
      let best: Set<number> | null = null;
      for (const n of node.of) {
        const keys = anchorsOf(n);
        if (keys && (!best || cost(keys) < cost(best))) best = keys;
      }
      return best;
    }
    case 'repeat':
      return anchorsOf(node.of);
    default:
      return null;
  }
}

function literalAnchors(text: string): Set<number> {
  const [a, b] = [text.charCodeAt(0), text.charCodeAt(1)];
  if (text.length === 1) return new Set([characterKey(a)]);
  const left = syllablesOf(a).map(soundClass);
  const right = syllablesOf(b).map(soundClass);
  if (left.length === 0 || right.length === 0) return new Set([characterKey(a)]);
  return new Set(left.flatMap((x) => right.map((y) => pairKey(x, y))));
}

/** A pair of sounds is rarer than a character. */
const cost = (keys: Set<number>): number => {
  let sum = 0;
  for (const key of keys) sum += key >= CHARACTER_KEYS ? 8 : 1;
  return sum;
};

/** Sound classes with which a match can begin, as bits; `null`: it can begin with anything. */
export function firstClasses(node: CueNode): Uint32Array | null {
  let first = firsts.get(node);
  if (first === undefined) {
    first = findFirst(node);
    firsts.set(node, first);
  }
  return first;
}

/** Whether a match can begin with a sound class. */
export const canBegin = (first: Uint32Array, sound: number): boolean =>
  (first[sound >> 5]! & (1 << (sound & 31))) !== 0;

const firsts = new WeakMap<CueNode, Uint32Array | null>();
/** 512 sound classes in words of 32 bits. */
const WORDS = 16;

function findFirst(node: CueNode): Uint32Array | null {
  switch (node.type) {
    case 'literal': {
      const table = new Uint32Array(WORDS);
      const syllables = syllablesOf(node.text.charCodeAt(0));
      for (const sound of syllables.length === 0 ? [0] : syllables.map(soundClass))
        table[sound >> 5]! |= 1 << (sound & 31);
      return table;
    }
    case 'alternatives':
      return union(node.of.map(firstClasses));
    case 'sequence': {
      // What may be missing lets the next one begin; what has no width leaves it to the next one.
      const until = node.of.findIndex((n) => !mayBeEmpty(n));
      const begin = until < 0 ? node.of : node.of.slice(0, until + 1);
      const wide = begin.filter((n) => n.type !== 'start' && n.type !== 'end' && n.type !== 'question');
      return until < 0 || wide.length === 0 ? null : union(wide.map(firstClasses));
    }
    case 'optional':
    case 'repeat':
      return firstClasses(node.of);
    default:
      return null;
  }
}

function union(tables: readonly (Uint32Array | null)[]): Uint32Array | null {
  if (tables.includes(null)) return null;
  const all = new Uint32Array(WORDS);
  for (const table of tables) for (let i = 0; i < WORDS; i += 1) all[i]! |= table![i]!;
  return all;
}

const empties = new WeakMap<CueNode, boolean>();

function mayBeEmpty(node: CueNode): boolean {
  let empty = empties.get(node);
  if (empty === undefined) {
    if (node.type === 'alternatives') empty = node.of.some(mayBeEmpty);
    else if (node.type === 'sequence') empty = node.of.every(mayBeEmpty);
    else empty = node.type !== 'literal' && node.type !== 'any' && node.type !== 'repeat';
    empties.set(node, empty);
  }
  return empty;
}
