import type { Pack } from '../model/pack.ts';
import type { Transcript, Turn } from '../model/transcript.ts';
import { soundClassOf } from '../normalise/characters.ts';

/**
 * How often speech recognition goes wrong on the telephone: about one character in twelve, most of them taken for another of the same
 * sound. In one call in four a rate is three times as high: a bad line.
 */
const RATE = { homophone: 0.05, lost: 0.015, filler: 0.01, split: 0.08 } as const;
const BAD_LINE = { share: 0.25, times: 3 } as const;
/** Share of calls in which no punctuation is written at all, and of marks that are lost in the others. */
const PUNCTUATION = { none: 0.3, lost: 0.15 } as const;
const SHORTEST_SPLIT = 8;
const FILLERS = ['那个', '就是', '这个', '嗯', '啊', '就是说', '然后'];
const MARKS = /[，。、；：！？,.;:!?…—～~]/;

/** A transcript as it might have been recognised, and where its turns come from. */
export interface Corrupted {
  readonly transcript: Transcript;
  /** The original's turn for each turn. */
  readonly turnOf: readonly number[];
}

/** Worsens a transcript as speech recognition would: a draw of `random` for each thing that can go wrong. */
export class Corruptor {
  /** Characters that sound alike, each as often as it is used. */
  readonly #alike = new Map<number, string[]>();
  readonly #transcript: Transcript;

  /** @param pack its words, beside the call's own, are what recognition may write instead */
  constructor(transcript: Transcript, pack: Pack) {
    this.#transcript = transcript;
    const add = (text: string) => {
      for (const char of text) {
        const sound = soundClassOf[char.charCodeAt(0)]!;
        if (sound === 0) continue;
        const list = this.#alike.get(sound);
        if (list) list.push(char);
        else this.#alike.set(sound, [char]);
      }
    };
    for (const turn of transcript.turns) add(turn.text);
    for (const p of pack.phrases) for (const text of [p.phrase, ...p.variants]) add(text);
    for (const script of pack.scripts) for (const e of script.elements) add(e.manual);
  }

  /** One worsened copy. @param random from 0 (inclusive) to 1 (exclusive); the same draws give the same copy */
  corrupt(random: () => number): Corrupted {
    const times = random() < BAD_LINE.share ? BAD_LINE.times : 1;
    const silent = random() < PUNCTUATION.none;
    const turns: Turn[] = [];
    const turnOf: number[] = [];
    this.#transcript.turns.forEach((turn, index) => {
      const text = this.#worsen(turn.text, times, silent, random);
      for (const piece of split(text, random() < RATE.split * times, random)) {
        turns.push({ ...turn, text: piece });
        turnOf.push(index);
      }
    });
    return { transcript: { ...this.#transcript, turns }, turnOf };
  }

  #worsen(text: string, times: number, silent: boolean, random: () => number): string {
    let out = '';
    for (const char of text) {
      if (MARKS.test(char)) {
        if (!silent && random() >= PUNCTUATION.lost) out += char;
        continue;
      }
      const sound = soundClassOf[char.charCodeAt(0)]!;
      if (sound === 0) {
        out += char;
        continue;
      }
      if (random() < RATE.lost * times) continue;
      const alike = random() < RATE.homophone * times ? this.#alike.get(sound) : undefined;
      out += alike ? alike[Math.floor(random() * alike.length)]! : char;
      if (random() < RATE.filler * times) out += FILLERS[Math.floor(random() * FILLERS.length)]!;
    }
    return out;
  }
}

/** A turn in two, where recognition took a breath for its end. */
function split(text: string, isSplit: boolean, random: () => number): string[] {
  if (!isSplit || text.length < SHORTEST_SPLIT) return [text];
  const at = 2 + Math.floor(random() * (text.length - 3));
  // A pair of code units that is one character is not cut.
  const pair = /[\udc00-\udfff]/.test(text[at]!) ? at + 1 : at;
  return [text.slice(0, pair), text.slice(pair)].filter((piece) => piece !== '');
}
