import type { Utterance } from '../model/normal.ts';

/**
 * Works something out once for each form of words. Utterances of the same words share their marks (normalise/forms.ts) as long as those
 * words are remembered; with them goes what was worked out of them.
 * @param work may depend on the text, its marks and the original words, but not on where in a call it is said
 */
export function byForm<V>(work: (utterance: Utterance) => V): (utterance: Utterance) => V {
  const known = new WeakMap<Uint8Array, V>();
  return (utterance) => {
    let value = known.get(utterance.marks);
    if (value === undefined) {
      value = work(utterance);
      known.set(utterance.marks, value);
    }
    return value;
  };
}
