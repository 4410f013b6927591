import { Mark, type Utterance } from '../model/normal.ts';
import { soundClassOf } from '../normalise/characters.ts';

const ADD = { open: 0.3, each: 0.2, light: 0.08, filler: 0.02, comma: 0.05, stop: 0.6 } as const;
/** A table over UTF-16 code units. */
const LIGHT_ADDED = new Uint8Array(65_536);
for (const char of '的了就是吧吗么得着这那个嘛都也还又才真可') LIGHT_ADDED[char.charCodeAt(0)] = 1;

/**
 * The characters of an utterance, and what it costs to put each between two of the wording: where something may be put, and where only fillers
 * may. Of the utterance that was asked for last: it is mostly asked for again.
 */
let laidOut = layOut(null, 64);

function layOut(utterance: Utterance | null, size: number) {
  return {
    utterance,
    size,
    codes: new Uint16Array(size),
    sounds: new Uint16Array(size),
    open: new Float64Array(size),
    each: new Float64Array(size),
    openClosed: new Float64Array(size),
    eachClosed: new Float64Array(size),
  };
}

/** Lays an utterance out for alignment. */
export function layoutOf(utterance: Utterance): typeof laidOut {
  if (laidOut.utterance === utterance) return laidOut;
  const { text, marks } = utterance;
  if (laidOut.size < text.length) laidOut = layOut(null, 2 * text.length);
  laidOut.utterance = utterance;
  const { codes, sounds, open, each, openClosed, eachClosed } = laidOut;
  for (let j = 0; j < text.length; j += 1) {
    const code = text.charCodeAt(j);
    const mark = marks[j]!;
    const pause = mark & Mark.Stop ? ADD.stop : mark & Mark.Comma ? ADD.comma : 0;
    const filler = (mark & Mark.Filler) !== 0;
    const light = filler || LIGHT_ADDED[code] === 1;
    codes[j] = code;
    sounds[j] = soundClassOf[code]!;
    open[j] = light ? 0 : ADD.open;
    each[j] = (filler ? ADD.filler : light ? ADD.light : ADD.each) + pause;
    openClosed[j] = filler ? 0 : Number.POSITIVE_INFINITY;
    eachClosed[j] = filler ? each[j]! : Number.POSITIVE_INFINITY;
  }
  return laidOut;
}
