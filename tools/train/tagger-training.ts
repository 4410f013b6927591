import * as tf from '@tensorflow/tfjs-core';
import { CLASSES } from '../../src/match/meaning.ts';
import { DILATIONS, heardCode, TaggerRows, type TaggerWeights, tableRows } from '../../src/match/tagger.ts';
import type { Lexicon } from '../../src/model/pack.ts';
import { soundClassOf } from '../../src/normalise/characters.ts';
import { seeded } from '../../src/verify/intervals.ts';
import { quantised } from './network.ts';
import { Noise } from './noise.ts';
import { Table } from './table.ts';
import {
  type Batch,
  type BatchOptions,
  batchesOf,
  droppedOf,
  judge,
  noteVectors,
  vectorsOf,
} from './tagger-batches.ts';
import { Lines } from './tagger-examples.ts';
import { backward, forward, type Gradients } from './tagger-layers.ts';
import type { Texts } from './texts.ts';

export interface TaggerOptions extends BatchOptions {
  readonly width: number;
  readonly epochs: number;
  readonly rate: number;
  /** Share of numbers left out of each character's vector at random. */
  readonly dropout: number;
  readonly seed: number;
  readonly onEpoch?: (epoch: number, loss: number) => void;
}

export const TAGGER: TaggerOptions = {
  width: 48,
  epochs: 5,
  batch: 6_000,
  rate: 0.004,
  dropout: 0.1,
  unknown: 0.05,
  seed: 20_261_127,
};

/** In how many steps the rate rises. */
const WARM_UP = 200;
/** The longest gradient of the layers: a batch may be odd. */
const LONGEST_STEP = 1;
/** Characters that are read less often are unknown ones. */
const LEAST_READ = 3;

type Layers = readonly Readonly<Record<'before' | 'own' | 'behind' | 'bias', Table>>[];

/** Trains the tagger from scratch; the same text and seed give the same weights on one machine. */
export function trainTagger(texts: Texts, lexicon: Lexicon, options: TaggerOptions = TAGGER): TaggerWeights {
  const { width, epochs, rate } = options;
  const random = seeded(options.seed);
  const written = [
    ...texts.pairs.flatMap((p) => [p.violation, p.twin ?? '']),
    ...texts.plain.map((p) => p.text),
    ...texts.elements.map((e) => e.text),
  ];
  const lines = new Lines(texts, lexicon, new Noise(written, random));
  const known = knownOf(lines);
  const rowsOf = new TaggerRows(known);
  const normal = (spread: number) => () =>
    spread * Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const none = () => 0;
  const table = new Table(tableRows(known), width, normal(0.1));
  const ofLayer = normal(Math.sqrt(1 / (3 * width)));
  const layers: Layers = DILATIONS.map(() => ({
    before: new Table(width, width, ofLayer),
    own: new Table(width, width, ofLayer),
    behind: new Table(width, width, ofLayer),
    bias: new Table(1, width, none),
  }));
  const output = new Table(width, CLASSES, normal(Math.sqrt(1 / width)));
  const outputBias = new Table(1, CLASSES, none);
  const nothing = new Table(1, 1, () => 1);
  const step = (batch: Batch, speed: number): number => {
    const tensors = layers.map((layer) => ({
      before: square(layer.before),
      own: square(layer.own),
      behind: square(layer.behind),
      bias: tf.tensor1d(layer.bias.values),
    }));
    const out = tf.tensor2d(output.values, [width, CLASSES]);
    const dropped = droppedOf(batch.isHeard.length * width, options.dropout, random);
    const vectors = vectorsOf(batch, table, dropped);
    const heard = forward(vectors, batch.isHeard, tensors, out, outputBias.values);
    const told = judge(batch, heard.scores, nothing.values[0]!);
    const found = backward(told.gradient, heard, tensors, out);
    noteVectors(batch, table, dropped, found.vectors);
    noteLayers(layers, output, outputBias, found);
    nothing.note(Float32Array.of(told.noneGradient), 0, 0, 0, 1, 1);
    for (const part of [table, output, outputBias, nothing, ...layers.flatMap((l) => Object.values(l))])
      part.step(speed);
    tf.dispose([...tensors.flatMap((t) => Object.values(t)), out]);
    return told.loss;
  };
  let steps = 0;
  let expected = 0;
  for (let epoch = 0; epoch < epochs; epoch += 1) {
    const batches = batchesOf(lines.round(), rowsOf, options, random);
    if (epoch === 0) expected = batches.length * epochs;
    let total = 0;
    for (const batch of batches) {
      const left = 0.5 * (1 + Math.cos(Math.PI * Math.min(1, steps / expected)));
      total += step(batch, rate * Math.min(1, (steps + 1) / WARM_UP) * Math.max(0.02, left));
      steps += 1;
    }
    options.onEpoch?.(epoch, total / batches.length);
  }
  return {
    width,
    ...known,
    ...quantised(table.values, width),
    layers: layers.map((l) => ({
      before: l.before.values,
      own: l.own.values,
      behind: l.behind.values,
      bias: l.bias.values,
    })),
    output: output.values,
    outputBias: outputBias.values,
    none: nothing.values,
  };
}

const square = ({ values, width }: Table): tf.Tensor2D => tf.tensor2d(values, [width, width]);

/** Characters and sounds that are read often enough. */
function knownOf(lines: Lines): Pick<TaggerWeights, 'characters' | 'sounds'> {
  const counts = new Map<number, number>();
  for (const utterance of lines.all())
    for (let i = 0; i < utterance.text.length; i += 1) {
      const code = heardCode(utterance, i);
      counts.set(code, (counts.get(code) ?? 0) + 1);
    }
  const often = [...counts].filter(([, count]) => count >= LEAST_READ).map(([code]) => code);
  const sounds = new Set(often.map((code) => soundClassOf[code]!).filter((sound) => sound > 0));
  return { characters: Uint16Array.from(often).sort(), sounds: Uint16Array.from(sounds).sort() };
}

/** Notes the gradients of the layers in their tables, no longer together than `LONGEST_STEP`. */
function noteLayers(layers: Layers, output: Table, outputBias: Table, found: Gradients): void {
  const gradients = [...found.layers.flatMap((l) => [l.before, l.own, l.behind, l.bias]), found.output, found.bias];
  const length = Math.sqrt(gradients.reduce((sum, list) => list.reduce((s, g) => s + g * g, sum), 0));
  const by = Math.min(1, LONGEST_STEP / (length + 1e-9));
  const note = (table: Table, gradient: Float32Array) => {
    for (let at = 0; at < gradient.length; at += table.width)
      table.note(gradient, at, at / table.width, 0, table.width, by);
  };
  layers.forEach((layer, l) => {
    const own = found.layers[l]!;
    note(layer.before, own.before);
    note(layer.own, own.own);
    note(layer.behind, own.behind);
    note(layer.bias, own.bias);
  });
  note(output, found.output);
  note(outputBias, found.bias);
}
