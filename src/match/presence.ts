import type { Utterance } from '../model/normal.ts';
import { soundClass, syllablesOf } from '../normalise/characters.ts';
import { leastWithout, type Pattern } from './align.ts';

/** Sound classes, and room for more. */
const CLASSES = 512;

/** Which characters and sounds stand in a stretch, marked with the number of the stretch. */
const marks = { codes: new Uint32Array(65_536), classes: new Uint32Array(CLASSES), stretch: 0 };

/** Marks what stands at characters `from` to `to`. What `leastCost` tells is about the stretch that was marked last. */
export function markPresent({ text }: Utterance, from: number, to: number): void {
  marks.stretch += 1;
  for (let i = from; i < to; i += 1) {
    const code = text.charCodeAt(i);
    if (marks.codes[code] === marks.stretch) continue;
    marks.codes[code] = marks.stretch;
    const { classes } = soundsOf(code);
    for (let k = 0; k < classes.length; k += 1) marks.classes[classes[k]!] = marks.stretch;
  }
}

/** What an alignment costs at the least: each character of the wording of which no sound is there has to be dropped or replaced. */
export function leastCost(pattern: Pattern): number {
  let cost = 0;
  for (let i = 0; i < pattern.text.length; i += 1)
    if (!isPresent(pattern.text.charCodeAt(i))) cost += leastWithout(pattern, i);
  return cost;
}

function isPresent(code: number): boolean {
  if (marks.codes[code] === marks.stretch) return true;
  const { classes } = soundsOf(code);
  for (let k = 0; k < classes.length; k += 1) if (marks.classes[classes[k]!] === marks.stretch) return true;
  return false;
}

const known: ({ readonly classes: readonly number[] } | undefined)[] = [];
function soundsOf(code: number): { readonly classes: readonly number[] } {
  let sounds = known[code];
  if (!sounds) {
    sounds = { classes: [...new Set(syllablesOf(code).map(soundClass))] };
    known[code] = sounds;
  }
  return sounds;
}
