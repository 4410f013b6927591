import { readdirSync, readFileSync } from 'node:fs';
import { compilePack, type Rulebook } from '../src/hear/compile.ts';
import { earOf } from '../src/hear/meaning.ts';
import { hashesOf, Vocabulary } from '../src/match/features.ts';
import { CLASSES } from '../src/match/meaning.ts';
import type { TrainedModel } from '../src/match/model-file.ts';
import type { Pack } from '../src/model/pack.ts';
import type { Transcript } from '../src/model/transcript.ts';
import { normaliseText } from '../src/normalise/normalise.ts';
import { parsePack } from '../src/read/pack.ts';

const ROOT = new URL('..', import.meta.url);

function ownPack(): Pack {
  const sources = ['scripts', 'phrases'].flatMap((folder) =>
    readdirSync(new URL(`${folder}/`, ROOT))
      .filter((file) => file.endsWith('.yaml'))
      .map((file) => ({ file: `${folder}/${file}`, text: readFileSync(new URL(`${folder}/${file}`, ROOT), 'utf8') })),
  );
  const { value, problems } = parsePack(sources);
  if (!value) throw new Error(JSON.stringify(problems, null, 1));
  return value;
}

/** The project's own pack, from its YAML, with its cases. */
export const pack: Pack = ownPack();

/** What the small model learns: the phrases' own wordings, and what the cases call harmless. */
const LESSONS: readonly (readonly [phrase: number, text: string])[] = [
  ...pack.phrases.flatMap((p) => [
    ...[p.phrase, ...p.variants].map((text) => [p.no, text] as const),
    ...p.cases.clean.filter((c) => c.alone).map((c) => [0, c.turns[0]!.text] as const),
  ]),
  ...pack.scripts.flatMap((s) =>
    s.elements.flatMap((e) => e.cases.met.filter((c) => c.alone).map((c) => [0, c.turns[0]!.text] as const)),
  ),
];
const ROUNDS = 6;
const RATE = 0.6;
/** What the model has never heard is most likely harmless. */
const HARMLESS = 6;
const bias = (): Float32Array => Float32Array.from({ length: CLASSES }, (_, c) => (c === 0 ? HARMLESS : 0));

const vocabulary = new Vocabulary(
  Int32Array.from(new Set(LESSONS.flatMap(([, text]) => [...hashesOf(normaliseText(text, pack.lexicon))]))).filter(
    (hash) => hash >= 0,
  ),
);

/** Softmax regression by stochastic gradient descent, in the order of the lessons: the same numbers every time. */
function regression(): Float32Array {
  const table = new Float32Array(vocabulary.size * CLASSES);
  const lessons = LESSONS.map(([phrase, text]) => ({
    phrase,
    features: vocabulary.rowsOf(normaliseText(text, pack.lexicon)).filter((f) => f >= 0),
  })).filter(({ features }) => features.length > 0);
  for (let round = 0; round < ROUNDS; round += 1)
    for (const { phrase, features } of lessons) {
      const norm = 1 / Math.sqrt(features.length);
      const scores = Float64Array.from(bias());
      for (const f of features) for (let c = 0; c < CLASSES; c += 1) scores[c]! += table[f * CLASSES + c]! * norm;
      const most = Math.max(...scores);
      const odds = scores.map((s) => Math.exp(s - most));
      const total = odds.reduce((a, b) => a + b, 0);
      for (let c = 0; c < CLASSES; c += 1) {
        const step = RATE * norm * ((c === phrase ? 1 : 0) - odds[c]! / total);
        for (const f of features) table[f * CLASSES + c]! += step;
      }
    }
  return table;
}

/** Hidden units of the small model: the positive and the negative half of each class's score, so that both ways tell the same. */
const HIDDEN = 2 * CLASSES;
/** Units that hear what stands around a window: they hear nothing. */
const CONTEXT = 1;
/** Units that hear what the customer said: neither. */
const ASKED = 1;
/** Elements that it has scores for, so that there is something to compare; too unlikely to be heard. */
const ELEMENTS = ['greeting.hello', 'farewell.thanks'];
const UNLIKELY = -8;

function train(): TrainedModel {
  const table = regression();
  const width = HIDDEN + CLASSES + ELEMENTS.length + CONTEXT + ASKED;
  let largest = 0;
  for (const value of table) largest = Math.max(largest, Math.abs(value));
  const step = largest / 127;
  const embedding = new Int8Array(vocabulary.size * width);
  for (let f = 0; f < vocabulary.size; f += 1)
    for (let c = 0; c < CLASSES; c += 1) {
      const value = Math.round(table[f * CLASSES + c]! / step);
      embedding[f * width + c] = value;
      embedding[f * width + CLASSES + c] = -value;
      embedding[f * width + HIDDEN + c] = value;
      if (c < ELEMENTS.length) embedding[f * width + HIDDEN + CLASSES + c] = value;
    }
  const output = new Float32Array(HIDDEN * CLASSES);
  for (let c = 0; c < CLASSES; c += 1) {
    output[c * CLASSES + c] = 1;
    output[(CLASSES + c) * CLASSES + c] = -1;
  }
  return {
    weights: {
      hidden: HIDDEN,
      context: CONTEXT,
      elements: ELEMENTS,
      vocabulary,
      embedding,
      scale: new Float32Array(width).fill(step),
      hiddenBias: new Float32Array(HIDDEN),
      output,
      outputBias: bias(),
      linearBias: bias(),
      elementBias: new Float32Array(ELEMENTS.length).fill(UNLIKELY),
      contextBias: new Float32Array(CONTEXT),
      contextOutput: new Float32Array(CONTEXT * CLASSES),
      asked: ASKED,
      askedBias: new Float32Array(ASKED),
      askedOutput: new Float32Array(ASKED * CLASSES),
    },
    tagger: null,
    // Bias, then the clues in the order of CLUES: what the window tells is taken as it is.
    secondStage: { short: [1, 1, 0, 0, 0, 0, 0, 0, 0], long: [-1, 1, 0, 0.2, 0, 0, 0, 0, 0] },
  };
}

/** A model that a test builds for itself in a moment: it knows the phrases' wordings and little else. */
export const smallModel: TrainedModel = train();

/** The project's own rulebook with the small model for an ear. */
export const smallRulebook: Rulebook = compilePack(pack, undefined, earOf(smallModel)).value!;

/** A call of turns written as `装维：…`, `客户：…`, `旁人：…`, judged by no script unless some are named. */
export function call(lines: readonly string[], scripts: readonly string[] | null = []): Transcript {
  return {
    id: 'call',
    source: 'call.txt',
    scripts,
    workOrder: null,
    turns: lines.map((line) => ({ speaker: line.slice(0, 2), text: line.slice(3) })),
    roles: { 装维: 'agent', 客户: 'customer', 旁人: 'other' },
  };
}
