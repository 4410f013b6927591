import type { Utterance } from '../model/normal.ts';

/** How many works were made by `byForm`. */
let works = 0;
/** What was worked out of each form of words, by the number of what worked it out. */
const known = new WeakMap<Uint8Array, unknown[]>();
/** The form that was asked for last: it is mostly asked for again. */
let last: { readonly marks: Uint8Array; readonly notes: unknown[] } = { marks: new Uint8Array(0), notes: [] };

function notesOf(marks: Uint8Array): unknown[] {
  if (last.marks === marks) return last.notes;
  let notes = known.get(marks);
  if (!notes) {
    notes = [];
    known.set(marks, notes);
  }
  last = { marks, notes };
  return notes;
}

/**
 * Works something out once for each form of words. Utterances of the same words share their marks (normalise/forms.ts) as long as those
 * words are remembered; with them goes what was worked out of them.
 * @param work may depend on the text, its marks and the original words, but not on where in a call it is said
 * @returns the same with a memory; `from` is what holds the original words, where they are asked for
 */
export function byForm<V, From = void>(
  work: (utterance: Utterance, from: From) => V,
): (utterance: Utterance, from: From) => V {
  const number = works;
  works += 1;
  return (utterance, from) => {
    const notes = notesOf(utterance.marks);
    let value = notes[number] as V | undefined;
    if (value === undefined) {
      value = work(utterance, from);
      notes[number] = value;
    }
    return value;
  };
}
