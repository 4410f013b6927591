import { soundClass, syllablesOf } from '../normalise/characters.ts';
import type { CueNode } from './cue-notation.ts';

const CHARACTER_KEYS = 1 << 18;
/** All keys are smaller. */
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
