import { soundsOf } from '../normalise/characters.ts';

/** A bit for each sound class that a text has in one of the readings of its characters; the first stands for all characters without a sound. */
export type Bag = Int32Array;

/** Sound classes are numbered below 512. */
const WORDS = 16;

/** The sounds of a text. */
export function bagOf(text: string): Bag {
  const bag = new Int32Array(WORDS);
  for (let i = 0; i < text.length; i += 1) {
    const sounds = soundsOf(text.charCodeAt(i));
    if (sounds.length === 0) bag[0]! |= 1;
    for (let k = 0; k < sounds.length; k += 1) bag[sounds[k]! >> 5]! |= 1 << (sounds[k]! & 31);
  }
  return bag;
}

/** Whether all characters of a word but `lacking` have one of their sounds in a bag, as all have that are `alike` to one of its text. */
export function mayStandIn(bag: Bag, word: string, lacking: number): boolean {
  let left = lacking;
  for (let i = 0; i < word.length; i += 1) {
    if (has(bag, soundsOf(word.charCodeAt(i)))) continue;
    left -= 1;
    if (left < 0) return false;
  }
  return true;
}

function has(bag: Bag, sounds: readonly number[]): boolean {
  if (sounds.length === 0) return (bag[0]! & 1) !== 0;
  for (let k = 0; k < sounds.length; k += 1) if ((bag[sounds[k]! >> 5]! & (1 << (sounds[k]! & 31))) !== 0) return true;
  return false;
}
