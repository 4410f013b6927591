import { mayRelate, soundRelation } from '../normalise/characters.ts';

/** How the characters at a place answer those of a wanted word. */
export interface Likeness {
  /** Characters that are the very same. */
  readonly letters: number;
  /** Characters of the same syllable, the very same ones included. */
  readonly same: number;
  /** Characters of the same or a near sound, those of `same` included. */
  readonly near: number;
}

/** Compares a word with the characters of `text` from `at` on, one by one; what is beyond the text is unlike. */
export function likeness(wanted: string, text: string, at: number): Likeness {
  let [letters, same, near] = [0, 0, 0];
  for (let k = 0; k < wanted.length; k += 1) {
    const [w, t] = [wanted.charCodeAt(k), text.charCodeAt(at + k)];
    if (Number.isNaN(t)) break;
    const relation = soundRelation(w, t);
    if (w === t) letters += 1;
    if (relation === 'same') same += 1;
    if (relation !== 'other') near += 1;
  }
  return { letters, same, near };
}

/** Whether every character sounds the same or nearly so. */
export function alike(wanted: string, text: string, at: number): boolean {
  for (let k = 0; k < wanted.length; k += 1) {
    const [w, t] = [wanted.charCodeAt(k), text.charCodeAt(at + k)];
    if (w === t) continue;
    if (Number.isNaN(t) || !mayRelate(w, t) || soundRelation(w, t) === 'other') return false;
  }
  return true;
}
