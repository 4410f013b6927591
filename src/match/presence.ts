import type { Utterance } from '../model/normal.ts';
import { hasOthers, soundClassOf, soundsOf } from '../normalise/characters.ts';

/** Sound classes, and room for more. */
const CLASSES = 512;
/** Class of characters that have no sound: letters, signs. */
export const SOUNDLESS = 0;

/** Which sound classes stand in a stretch. */
export class Presence {
  /** For each class the number of the stretch in which it was met last. */
  readonly classes = new Uint32Array(CLASSES);
  stretch = 0;

  /** Goes over to characters `from` to `to` of an utterance. */
  mark({ text }: Utterance, from: number, to: number): void {
    this.stretch += 1;
    const { classes, stretch } = this;
    for (let i = from; i < to; i += 1) {
      const code = text.charCodeAt(i);
      classes[soundClassOf[code]!] = stretch;
      if (hasOthers[code] === 0) continue;
      const sounds = soundsOf(code);
      for (let k = 1; k < sounds.length; k += 1) classes[sounds[k]!] = stretch;
    }
  }
}
