import { CLASSES } from '../src/match/meaning.ts';
import { DILATIONS, type TaggerWeights, tableRows } from '../src/match/tagger.ts';
import { soundClassOf } from '../src/normalise/characters.ts';
import { seeded } from '../src/verify/intervals.ts';
import { pack } from './small-model.ts';

const WIDTH = 8;
const random = seeded(3);
const drawn = (length: number, size: number): Float32Array =>
  Float32Array.from({ length }, () => (random() - 0.5) * 2 * size);

/** Half of the characters of the phrases' wordings: some are known by their sound alone, some not at all. */
const written = new Set(pack.phrases.flatMap((p) => p.variants.flatMap((v) => [...v])));
const characters = Uint16Array.from(new Set([...'你您', ...[...written].filter((_, i) => i % 2 === 0)]), (c) =>
  c.charCodeAt(0),
).sort();
const sounds = Uint16Array.from(new Set([...characters].map((c) => soundClassOf[c]!).filter((s) => s > 0))).sort();

/** A tagger of drawn weights: it knows nothing, but hears every character and its neighbours. */
export const smallTagger: TaggerWeights = {
  width: WIDTH,
  characters,
  sounds,
  embedding: Int8Array.from({ length: tableRows({ characters, sounds }) * WIDTH }, () =>
    Math.round((random() - 0.5) * 254),
  ),
  scale: drawn(WIDTH, 0.02),
  layers: DILATIONS.map(() => ({
    before: drawn(WIDTH * WIDTH, 0.5),
    own: drawn(WIDTH * WIDTH, 0.5),
    behind: drawn(WIDTH * WIDTH, 0.5),
    bias: drawn(WIDTH, 0.2),
  })),
  output: drawn(WIDTH * CLASSES, 0.5),
  outputBias: drawn(CLASSES, 0.5),
  none: Float32Array.of(1),
};
