import { type Bag, bagOf, mayStandIn } from './bag.ts';
import type { Reading } from './reading.ts';

/** How many works were made by `byReading`. */
let works = 0;

/**
 * Works out what stands in a reading once for the same words: times, numbers, forms of address do not depend on the order that they are held
 * against. It is kept with the words, and forgotten with them.
 * @param work may depend on the text, and on what else was worked out of it
 */
export function byReading<V>(work: (text: string, reading: Reading) => V): (reading: Reading) => V {
  const number = works;
  works += 1;
  return (reading) => {
    const { notes } = reading;
    let value = notes[number] as V | undefined;
    if (value === undefined) {
      value = work(reading.text, reading);
      notes[number] = value;
    }
    return value;
  };
}

const bagIn = byReading((text): Bag => bagOf(text));

/**
 * Whether the characters of a word, but for `lacking` of them, can stand anywhere in a reading by their sound: a look that is never false where the
 * word can be heard, and settles nearly everything.
 */
export const mayHold = (reading: Reading, word: string, lacking = 0): boolean =>
  mayStandIn(bagIn(reading), word, lacking);
