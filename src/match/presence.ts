import type { Utterance } from '../model/normal.ts';
import { hasOthers, soundClassOf, soundsOf } from '../normalise/characters.ts';

/** Sound classes, and room for more. */
export const CLASSES = 512;
/** Class of characters that have no sound: letters, signs. */
export const SOUNDLESS = 0;

/** A sound class takes so many bits where several stand in one number. */
export const SOUND_BITS = 9;
const MASK = CLASSES - 1;
/** How many other sounds stand in one number beside the usual one; characters of more are looked up. */
const OTHERS = 2;
/** Set where a character has more sounds than stand in its number. */
export const MORE_SOUNDS = 1 << (SOUND_BITS * (OTHERS + 1));

/** By UTF-16 code unit, its packed sounds; -1 until they are worked out. */
const packed = new Int32Array(soundClassOf);
for (let code = 0; code < packed.length; code += 1) if (hasOthers[code] === 1) packed[code] = -1;

/** The sound classes of a character in one number, the usual one lowest; with `MORE_SOUNDS` where there is no room for all. */
export function packedSounds(code: number): number {
  const known = packed[code]!;
  return known >= 0 ? known : packSounds(code);
}

function packSounds(code: number): number {
  const sounds = soundsOf(code);
  let all = sounds[0] ?? SOUNDLESS;
  for (let k = 1; k < sounds.length && k <= OTHERS; k += 1) all |= sounds[k]! << (SOUND_BITS * k);
  if (sounds.length > OTHERS + 1) all |= MORE_SOUNDS;
  packed[code] = all;
  return all;
}

/** Which sound classes stand in a stretch. */
export class Presence {
  /** For each class the number of the stretch in which it was met last. */
  readonly classes = new Uint32Array(CLASSES);
  stretch = 0;
  /** For each class the bits that it sets, in two words: whoever asks for classes gives them bits, so as to ask for many at once. */
  readonly bitsOf = [new Int32Array(CLASSES), new Int32Array(CLASSES)] as const;
  low = 0;
  high = 0;

  /** Goes over to characters `from` to `to` of an utterance. */
  mark({ text }: Utterance, from: number, to: number): void {
    this.stretch += 1;
    this.low = 0;
    this.high = 0;
    for (let i = from; i < to; i += 1) {
      const sounds = packedSounds(text.charCodeAt(i));
      this.#meet(sounds & MASK);
      if (sounds <= MASK) continue;
      this.#meet((sounds >> SOUND_BITS) & MASK);
      if (sounds >= 1 << (2 * SOUND_BITS)) this.#meetMore(sounds, text.charCodeAt(i));
    }
  }

  #meet(sound: number): void {
    if (this.classes[sound] === this.stretch) return;
    this.classes[sound] = this.stretch;
    this.low |= this.bitsOf[0][sound]!;
    this.high |= this.bitsOf[1][sound]!;
  }

  #meetMore(sounds: number, code: number): void {
    if (sounds & MORE_SOUNDS) for (const sound of soundsOf(code)) this.#meet(sound);
    else this.#meet((sounds >> (2 * SOUND_BITS)) & MASK);
  }
}
