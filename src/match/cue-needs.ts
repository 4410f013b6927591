import { anchorsOf } from './cue-anchors.ts';
import type { CueNode } from './cue-notation.ts';

/** Keys beyond which a need is no longer worth asking for: a hundred surnames are in every call. */
const MOST_KEYS = 400;

/**
 * What every match of a cue has besides: for each part of it that cannot be missing, keys of which it has at least one. A cue of three words
 * is tried only where a key of each of them stands.
 */
export function needsOf(node: CueNode): Uint32Array[] {
  if (node.type === 'repeat') return needsOf(node.of);
  if (node.type === 'sequence') return node.of.flatMap(needsOf);
  const keys = anchorsOf(node);
  return keys && keys.size <= MOST_KEYS ? [Uint32Array.from(keys)] : [];
}
