import * as tf from '@tensorflow/tfjs-core';
import { CLASSES, type Weights, widthOf } from '../../src/match/meaning.ts';
import { PlainNetwork } from '../../src/match/plain-network.ts';
import { seeded } from '../../src/verify/intervals.ts';
import { type Bag, Bags, vocabularyOf } from './bags.ts';
import type { Example } from './examples.ts';
import { Table } from './table.ts';
import { type Truth, truthOf } from './truth.ts';

export interface TrainOptions {
  readonly hidden: number;
  /** Units that hear what stands around a window. */
  readonly context: number;
  /** Units that hear what the customer said before. */
  readonly asked: number;
  /** Features that are learnt: those that stand in the most utterances. */
  readonly features: number;
  readonly epochs: number;
  /** From which epoch on the windows that the network is most wrong about are looked for. */
  readonly mineFrom: number;
  readonly batch: number;
  readonly rate: number;
  readonly seed: number;
  /** Share of features left out of an example at random, so that no single one is relied on. */
  readonly dropout: number;
  readonly onEpoch?: (epoch: number, loss: number) => void;
}

export const DEFAULTS: TrainOptions = {
  hidden: 64,
  context: 16,
  asked: 8,
  features: 56 * 1024,
  epochs: 6,
  mineFrom: 2,
  batch: 512,
  rate: 0.004,
  seed: 20_240_218,
  dropout: 0.25,
};

/** The network's layers behind the sums, each a table, in the order in which the loss takes them. */
const LAYERS = [
  'hiddenBias',
  'output',
  'outputBias',
  'linearBias',
  'elementBias',
  'contextBias',
  'contextOutput',
  'askedBias',
  'askedOutput',
] as const;
type Layers = Readonly<Record<(typeof LAYERS)[number], Table>>;

/**
 * The loss of a batch, and its gradients by the sums and by each of `LAYERS`. Forward and backward are written out: the network is small, and
 * TensorFlow.js's own gradients come in a form that Node.js cannot import.
 */
function gradientsOf(
  sums: tf.Tensor2D,
  isAsked: tf.Tensor2D,
  layers: Readonly<Record<keyof Layers, tf.Tensor>>,
  truth: Truth,
): tf.Tensor[] {
  const hidden = layers.hiddenBias.size;
  const elements = layers.elementBias.size;
  const context = layers.contextBias.size;
  const output = layers.output as tf.Tensor2D;
  const contextOutput = layers.contextOutput as tf.Tensor2D;
  const askedOutput = layers.askedOutput as tf.Tensor2D;
  const columns = (first: number, count: number) => tf.slice(sums, [0, first], [-1, count]);
  const inner = tf.relu(tf.add(columns(0, hidden), layers.hiddenBias)) as tf.Tensor2D;
  const around = tf.relu(tf.add(columns(hidden + CLASSES + elements, context), layers.contextBias)) as tf.Tensor2D;
  const before = tf.mul(
    tf.relu(tf.add(columns(hidden + CLASSES + elements + context, layers.askedBias.size), layers.askedBias)),
    isAsked,
  ) as tf.Tensor2D;
  const helped = tf.add(tf.matMul(around, contextOutput), tf.matMul(before, askedOutput));
  const deep = tf.softmax(tf.add(tf.add(tf.matMul(inner, output), layers.outputBias), helped)) as tf.Tensor2D;
  const direct = tf.softmax(tf.add(tf.add(columns(hidden, CLASSES), layers.linearBias), helped)) as tf.Tensor2D;
  const said = tf.sigmoid(tf.add(columns(hidden + CLASSES, elements), layers.elementBias));
  const missed = (told: tf.Tensor) =>
    tf.neg(tf.sum(tf.mul(tf.mul(tf.log(tf.add(told, 1e-9)), truth.phrases), truth.importance)));
  const wrong = (told: tf.Tensor2D) => tf.mul(tf.sub(told, truth.phrases), truth.importance) as tf.Tensor2D;
  const [dDeep, dDirect] = [wrong(deep), wrong(direct)];
  const dSaid = tf.mul(tf.sub(said, truth.elements), truth.asked) as tf.Tensor2D;
  const dHelped = tf.add(dDeep, dDirect) as tf.Tensor2D;
  const dInner = tf.mul(tf.matMul(dDeep, output, false, true), tf.step(inner)) as tf.Tensor2D;
  const dAround = tf.mul(tf.matMul(dHelped, contextOutput, false, true), tf.step(around)) as tf.Tensor2D;
  const dBefore = tf.mul(tf.matMul(dHelped, askedOutput, false, true), tf.step(before)) as tf.Tensor2D;
  return [
    tf.add(missed(deep), missed(direct)),
    tf.concat([dInner, dDirect, dSaid, dAround, dBefore], 1),
    tf.sum(dInner, 0),
    tf.matMul(inner, dDeep, true, false),
    tf.sum(dDeep, 0),
    tf.sum(dDirect, 0),
    tf.sum(dSaid, 0),
    tf.sum(dAround, 0),
    tf.matMul(around, dHelped, true, false),
    tf.sum(dBefore, 0),
    tf.matMul(before, dHelped, true, false),
  ];
}

/** Where the columns end of what a window says itself, and of what is said around it; those of what was asked follow. */
interface Columns {
  readonly own: number;
  readonly around: number;
}

/**
 * One step on a batch; returns its loss. The layers are TensorFlow.js's; the table of features is summed and moved here, since its gradient is
 * nought in all but a few rows, and TensorFlow.js knows only whole ones.
 */
function trainStep(
  table: Table,
  layers: Layers,
  bags: readonly Bag[],
  truth: Truth,
  { own, around }: Columns,
  rate: number,
): number {
  const { width } = table;
  const sums = new Float32Array(bags.length * width);
  bags.forEach((bag, i) => {
    const into = sums.subarray(i * width, (i + 1) * width);
    for (const row of bag.own) table.addTo(into, row, 0, own, bag.ownNorm);
    for (const row of bag.around) table.addTo(into, row, own, around, bag.aroundNorm);
    for (const row of bag.asked) table.addTo(into, row, around, width, bag.askedNorm);
  });
  let gradients: Float32Array[] = [];
  // Nothing is returned: TensorFlow.js would look through every number for tensors.
  tf.tidy(() => {
    const tensors = Object.fromEntries(LAYERS.map((name) => [name, tensorOf(layers[name])])) as Record<
      keyof Layers,
      tf.Tensor
    >;
    const isAsked = bags.map((bag) => (bag.asked.length > 0 ? 1 : 0));
    const found = gradientsOf(
      tf.tensor2d(sums, [bags.length, width]),
      tf.tensor2d(isAsked, [bags.length, 1]),
      tensors,
      truth,
    );
    gradients = found.map((tensor) => tensor.dataSync() as Float32Array);
  });
  const [loss, dSums, ...dLayers] = gradients;
  bags.forEach((bag, i) => {
    for (const row of bag.own) table.note(dSums!, i * width, row, 0, own, bag.ownNorm);
    for (const row of bag.around) table.note(dSums!, i * width, row, own, around, bag.aroundNorm);
    for (const row of bag.asked) table.note(dSums!, i * width, row, around, width, bag.askedNorm);
  });
  table.step(rate);
  LAYERS.forEach((name, k) => {
    const layer = layers[name];
    for (let at = 0; at < layer.values.length; at += layer.width)
      layer.note(dLayers[k]!, at, at / layer.width, 0, layer.width, 1);
    layer.step(rate);
  });
  return loss![0]!;
}

const tensorOf = ({ values, width }: Table): tf.Tensor =>
  width === values.length ? tf.tensor1d(values) : tf.tensor2d(values, [values.length / width, width]);

/**
 * Trains the network: features → hidden layer → classes, and beside it features → classes directly; each is trained to tell the phrase
 * by itself, helped by what stands around, and the two are averaged when they are used.
 */
export function trainNetwork(examples: readonly Example[], options: TrainOptions = DEFAULTS): Weights {
  const { hidden, context, asked, epochs, batch, rate } = options;
  const elements = [...new Set(examples.flatMap((e) => e.element ?? []))].sort();
  const random = seeded(options.seed);
  const uniform = (size: number) => () => (random() - 0.5) * 2 * size;
  const none = () => 0;
  const vocabulary = vocabularyOf(new Set(examples.map((e) => e.utterance)), options.features);
  const width = widthOf({ hidden, context, asked, elements });
  const columns = { own: width - context - asked, around: width - asked };
  let column = 0;
  const table = new Table(vocabulary.size, width, () => {
    const c = column % width;
    column += 1;
    return c < hidden || c >= columns.own ? uniform(0.15)() : 0;
  });
  const layers: Layers = {
    hiddenBias: new Table(1, hidden, none),
    output: new Table(hidden, CLASSES, uniform(0.2)),
    outputBias: new Table(1, CLASSES, none),
    linearBias: new Table(1, CLASSES, none),
    elementBias: new Table(1, elements.length, none),
    contextBias: new Table(1, context, none),
    contextOutput: new Table(context, CLASSES, uniform(0.2)),
    askedBias: new Table(1, asked, none),
    askedOutput: new Table(asked, CLASSES, uniform(0.2)),
  };
  const now = (): Weights => ({
    hidden,
    context,
    asked,
    elements,
    vocabulary,
    ...quantised(table.values, width),
    hiddenBias: layers.hiddenBias.values,
    output: layers.output.values,
    outputBias: layers.outputBias.values,
    linearBias: layers.linearBias.values,
    elementBias: layers.elementBias.values,
    contextBias: layers.contextBias.values,
    contextOutput: layers.contextOutput.values,
    askedBias: layers.askedBias.values,
    askedOutput: layers.askedOutput.values,
  });
  const bags = new Bags(examples, vocabulary, options.dropout, random);
  for (let epoch = 0; epoch < epochs; epoch += 1) {
    if (epoch >= options.mineFrom) bags.mine(new PlainNetwork(now()));
    const order = shuffled(examples.length, random);
    let total = 0;
    for (let at = 0; at < order.length; at += batch) {
      const chosen = order.slice(at, at + batch);
      const truth = truthOf(
        chosen.map((i) => examples[i]!),
        elements,
      );
      const drawn = chosen.map((i) => bags.draw(i));
      total += trainStep(table, layers, drawn, truth, columns, rate * (1 - epoch / epochs)) * chosen.length;
      tf.dispose(Object.values(truth) as tf.Tensor[]);
    }
    options.onEpoch?.(epoch, total / order.length);
  }
  return now();
}

/** The table in 8 bits: each column by its own step, so that the largest value of the column is 127 steps. */
export function quantised(table: Float32Array, width: number): Pick<Weights, 'embedding' | 'scale'> {
  const scale = new Float32Array(width);
  for (let i = 0; i < table.length; i += 1) scale[i % width] = Math.max(scale[i % width]!, Math.abs(table[i]!));
  for (let c = 0; c < width; c += 1) scale[c] = scale[c]! / 127 || 1;
  const embedding = new Int8Array(table.length);
  for (let i = 0; i < table.length; i += 1) embedding[i] = Math.round(table[i]! / scale[i % width]!);
  return { embedding, scale };
}

/** 0 … n − 1 in an order drawn by Fisher and Yates. */
export function shuffled(n: number, random: () => number): number[] {
  const order = Array.from({ length: n }, (_, i) => i);
  for (let i = n - 1; i > 0; i -= 1) {
    const j = Math.floor(random() * (i + 1));
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
  return order;
}
