import type { Utterance } from '../../src/model/normal.ts';
import { soundClassOf } from '../../src/normalise/characters.ts';

/**
 * Noise of speech recognition and of speech: other characters of the same sound, words put between, characters lost, the ends cut off.
 * Every draw comes from the given generator, so that a training can be repeated.
 */
export class Noise {
  readonly #alike = new Map<number, string[]>();

  /** @param texts the characters that stand in for others are those that people use: all of the training text */
  constructor(
    texts: readonly string[],
    readonly random: () => number,
  ) {
    const counts = new Map<string, number>();
    for (const text of texts) for (const char of text) counts.set(char, (counts.get(char) ?? 0) + 1);
    for (const [char, count] of counts) {
      const sound = soundClassOf[char.charCodeAt(0)]!;
      if (sound === 0 || count < 3) continue;
      const list = this.#alike.get(sound);
      if (list) list.push(char);
      else this.#alike.set(sound, [char]);
    }
  }

  /** The same utterance, heard worse: each kind of noise at a low rate. */
  worsen(text: string): string {
    let out = '';
    const { random } = this;
    const homophones = random() < 0.35 ? 0.12 : 0.01;
    const losses = random() < 0.2 ? 0.05 : 0;
    for (const char of text) {
      if (random() < losses) continue;
      const alike = random() < homophones ? this.#alike.get(soundClassOf[char.charCodeAt(0)]!) : undefined;
      out += alike ? alike[Math.floor(random() * alike.length)]! : char;
      if (random() < 0.015) out += FILLERS[Math.floor(random() * FILLERS.length)]!;
    }
    return out.length >= 2 ? out : text;
  }
}

const FILLERS = ['那个', '就是', '这个', '真的', '反正', '其实', '确实', '就是说'];

/** An utterance of other characters, with the pauses and 您 of the original where the length is the same. */
export const withText = (utterance: Utterance, text: string): Utterance => ({
  ...utterance,
  text,
  marks: text.length === utterance.text.length ? utterance.marks : new Uint8Array(text.length),
});
