import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { hashesOf, KINDS, Vocabulary } from '../../src/match/features.ts';
import { CLASSES, type Weights } from '../../src/match/meaning.ts';
import type { Utterance } from '../../src/model/normal.ts';
import { seeded } from '../../src/verify/intervals.ts';
import type { Example } from './examples.ts';
import { Noise, withText } from './noise.ts';

export interface TrainOptions {
  readonly hidden: number;
  /** Features that are learnt: those that stand in the most utterances. */
  readonly features: number;
  readonly epochs: number;
  readonly batch: number;
  readonly rate: number;
  readonly seed: number;
  /** Share of features left out of an example at random, so that no single one is relied on. */
  readonly dropout: number;
  readonly onEpoch?: (epoch: number, loss: number) => void;
}

export const DEFAULTS: TrainOptions = {
  hidden: 64,
  features: 48 * 1024,
  epochs: 6,
  batch: 512,
  rate: 0.004,
  seed: 20_240_218,
  dropout: 0.25,
};

/** TensorFlow.js on the native library where it is installed, on WebAssembly elsewhere. */
export async function startTensorFlow(): Promise<string> {
  try {
    await import('@tensorflow/tfjs-node' as string);
  } catch {
    const require = createRequire(import.meta.url);
    setWasmPaths(`${dirname(require.resolve('@tensorflow/tfjs-backend-wasm/package.json'))}/dist/`);
    await tf.setBackend('wasm');
  }
  await tf.ready();
  return tf.getBackend();
}

/** A parameter with its running means for Adam (Kingma and Ba 2015). */
class Parameter {
  #value: tf.Tensor;
  #mean: tf.Tensor;
  #square: tf.Tensor;
  #steps = 0;

  constructor(value: tf.Tensor) {
    this.#value = value;
    this.#mean = tf.zerosLike(value);
    this.#square = tf.zerosLike(value);
  }

  get value(): tf.Tensor2D {
    return this.#value as tf.Tensor2D;
  }

  step(gradient: tf.Tensor, rate: number): void {
    this.#steps += 1;
    const corrected = (rate * Math.sqrt(1 - 0.999 ** this.#steps)) / (1 - 0.9 ** this.#steps);
    const [mean, square, value] = tf.tidy(() => {
      const m = tf.add(tf.mul(this.#mean, 0.9), tf.mul(gradient, 0.1));
      const v = tf.add(tf.mul(this.#square, 0.999), tf.mul(tf.square(gradient), 0.001));
      return [m, v, tf.sub(this.#value, tf.div(tf.mul(m, corrected), tf.add(tf.sqrt(v), 1e-7)))];
    });
    tf.dispose([this.#mean, this.#square, this.#value]);
    [this.#mean, this.#square, this.#value] = [mean!, square!, value!];
  }

  take(): Float32Array {
    const data = Float32Array.from(this.#value.dataSync());
    tf.dispose([this.#mean, this.#square, this.#value]);
    return data;
  }
}

interface Batch {
  /** `[examples, features]` rows, and 1 ÷ √features for each (0 where padded). */
  readonly indices: tf.Tensor2D;
  readonly norms: tf.Tensor2D;
  readonly truth: tf.Tensor2D;
  readonly importance: tf.Tensor2D;
  /** `[examples, elements]`: which element is fulfilled, and how much each answer counts (0: not asked). */
  readonly elements: tf.Tensor2D;
  readonly asked: tf.Tensor2D;
}

/**
 * One step on a batch; returns its loss. Forward and backward are written out: the network is small, and the WebAssembly backend has no
 * gradient for gather.
 */
function trainStep(
  p: Readonly<Record<'embedding' | 'hiddenBias' | 'output' | 'outputBias' | 'linearBias' | 'elementBias', Parameter>>,
  batch: Batch,
  hidden: number,
  rate: number,
): number {
  const [examples, features] = batch.indices.shape;
  const elementCount = batch.elements.shape[1];
  const width = hidden + CLASSES + elementCount;
  const [loss, ...gradients] = tf.tidy(() => {
    const rows = tf.reshape(tf.gather(p.embedding.value, tf.reshape(batch.indices, [-1])), [examples, features, width]);
    const sums = tf.reshape(tf.matMul(tf.reshape(batch.norms, [examples, 1, features]), rows), [
      examples,
      width,
    ]) as tf.Tensor2D;
    const inner = tf.relu(tf.add(tf.slice(sums, [0, 0], [-1, hidden]), p.hiddenBias.value)) as tf.Tensor2D;
    const told = tf.softmax(tf.add(tf.matMul(inner, p.output.value), p.outputBias.value)) as tf.Tensor2D;
    const direct = tf.softmax(tf.add(tf.slice(sums, [0, hidden], [-1, CLASSES]), p.linearBias.value)) as tf.Tensor2D;
    const said = tf.sigmoid(
      tf.add(tf.slice(sums, [0, hidden + CLASSES], [-1, elementCount]), p.elementBias.value),
    ) as tf.Tensor2D;
    const dSaid = tf.mul(tf.sub(said, batch.elements), batch.asked) as tf.Tensor2D;
    const lossOf = (probability: tf.Tensor2D) =>
      tf.neg(tf.sum(tf.mul(tf.mul(tf.log(tf.add(probability, 1e-9)), batch.truth), batch.importance)));
    const dTold = tf.mul(tf.sub(told, batch.truth), batch.importance) as tf.Tensor2D;
    const dDirect = tf.mul(tf.sub(direct, batch.truth), batch.importance) as tf.Tensor2D;
    const dInner = tf.mul(tf.matMul(dTold, p.output.value, false, true), tf.step(inner)) as tf.Tensor2D;
    const dSums = tf.concat([dInner, dDirect, dSaid], 1);
    const spread = tf.matMul(tf.reshape(batch.norms, [examples, features, 1]), tf.reshape(dSums, [examples, 1, width]));
    return [
      tf.add(lossOf(told), lossOf(direct)),
      tf.scatterND(
        tf.reshape(batch.indices, [-1, 1]),
        tf.reshape(spread, [-1, width]),
        p.embedding.value.shape as [number, number],
      ),
      tf.sum(dInner, 0),
      tf.matMul(inner, dTold, true, false),
      tf.sum(dTold, 0),
      tf.sum(dDirect, 0),
      tf.sum(dSaid, 0),
    ];
  });
  [p.embedding, p.hiddenBias, p.output, p.outputBias, p.linearBias, p.elementBias].forEach((parameter, k) => {
    parameter.step(gradients[k]!, rate);
  });
  const value = loss!.dataSync()[0]!;
  tf.dispose([loss!, ...gradients]);
  return value;
}

/** Rows of one window's features, as they are read: those that begin and end in it; −1 for what is not known. */
export function windowFeatures(features: Int32Array, start: number, end: number): number[] {
  const found: number[] = [];
  for (let i = start; i < end; i += 1)
    for (let k = 0; k < KINDS; k += 1) {
      const order = k % (KINDS / 2);
      if (i + order < end) found.push(features[i * KINDS + k]!);
    }
  return found;
}

/** The features that stand in the most utterances, in the order of their hashes. */
function vocabularyOf(utterances: Iterable<Utterance>, most: number): Vocabulary {
  const counts = new Map<number, number>();
  for (const utterance of utterances)
    for (const hash of new Set(hashesOf(utterance))) if (hash >= 0) counts.set(hash, (counts.get(hash) ?? 0) + 1);
  const known = [...counts].filter(([, count]) => count > 1).sort((a, b) => b[1] - a[1] || a[0] - b[0]);
  return new Vocabulary(Int32Array.from(known.slice(0, most), ([hash]) => hash).sort());
}

/**
 * Trains the network: features → hidden layer → classes, and beside it features → classes directly; each is trained to tell the phrase
 * by itself, and the two are averaged when they are used.
 */
export function trainNetwork(examples: readonly Example[], options: TrainOptions = DEFAULTS): Weights {
  const { hidden, epochs, batch, rate, dropout } = options;
  const elements = [...new Set(examples.flatMap((e) => e.element ?? []))].sort();
  const width = hidden + CLASSES + elements.length;
  const random = seeded(options.seed);
  const vocabulary = vocabularyOf(new Set(examples.map((e) => e.utterance)), options.features);
  const noise = new Noise(
    examples.map((e) => e.utterance.text),
    random,
  );
  const uniform = (shape: number[], size: number) =>
    tf.tensor(
      Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => (random() - 0.5) * 2 * size),
      shape,
    );
  const rows = vocabulary.size;
  const p = {
    embedding: new Parameter(
      tf.concat([uniform([rows, hidden], 0.15), tf.zeros([rows, CLASSES + elements.length])], 1),
    ),
    hiddenBias: new Parameter(tf.zeros([hidden])),
    output: new Parameter(uniform([hidden, CLASSES], 0.2)),
    outputBias: new Parameter(tf.zeros([CLASSES])),
    linearBias: new Parameter(tf.zeros([CLASSES])),
    elementBias: new Parameter(tf.zeros([elements.length])),
  };
  const tables = new Map(examples.map((e) => [e.utterance, vocabulary.rowsOf(e.utterance)] as const));
  const typical = examples.map((e) => (e.windows[0] ? e.windows[0][1] - e.windows[0][0] : 0));

  const sample = (i: number): number[] => {
    const { utterance, windows } = examples[i]!;
    const [start, end] = windows[Math.floor(random() * windows.length)]!;
    let features: number[];
    if (random() < 0.5) {
      const text = noise.worsen(utterance.text.slice(start, end));
      features = windowFeatures(vocabulary.rowsOf(withText(utterance, text)), 0, text.length);
    } else features = windowFeatures(tables.get(utterance)!, start, end);
    const kept = features.filter(() => random() >= dropout);
    return kept.length > 0 ? kept : features;
  };

  for (let epoch = 0; epoch < epochs; epoch += 1) {
    const order = shuffled(examples.length, random);
    // Windows of like length stand together, so that little is padded; the batches themselves come in any order.
    const batches: number[][] = [];
    for (let at = 0; at < order.length; at += batch * 16) {
      const pool = order.slice(at, at + batch * 16).sort((a, b) => typical[a]! - typical[b]!);
      for (let b = 0; b < pool.length; b += batch) batches.push(pool.slice(b, b + batch));
    }
    let total = 0;
    for (const b of shuffled(batches.length, random)) {
      const chosen = batches[b]!;
      const drawn = chosen.map(sample);
      const features = drawn.map((f) => f.filter((row) => row >= 0));
      const longest = Math.max(...features.map((f) => f.length), 1);
      const indices = new Int32Array(chosen.length * longest);
      const norms = new Float32Array(chosen.length * longest);
      features.forEach((f, i) => {
        // What is not known adds nothing, and makes what is known count for less.
        const norm = 1 / Math.sqrt(Math.max(1, drawn[i]!.length));
        f.forEach((row, k) => {
          indices[i * longest + k] = row;
          norms[i * longest + k] = norm;
        });
      });
      const truth = new Float32Array(chosen.length * CLASSES);
      chosen.forEach((example, i) => {
        truth[i * CLASSES + examples[example]!.phrase] = 1;
      });
      const weights = chosen.map((example) => examples[example]!.weight / chosen.length);
      const { answers, asked } = elementAnswers(
        chosen.map((example) => examples[example]!),
        elements,
      );
      const tensors: Batch = {
        indices: tf.tensor2d(indices, [chosen.length, longest], 'int32'),
        norms: tf.tensor2d(norms, [chosen.length, longest]),
        truth: tf.tensor2d(truth, [chosen.length, CLASSES]),
        importance: tf.tensor2d(weights, [chosen.length, 1]),
        elements: tf.tensor2d(answers, [chosen.length, elements.length]),
        asked: tf.tensor2d(asked, [chosen.length, elements.length]),
      };
      total += trainStep(p, tensors, hidden, rate * (1 - epoch / epochs));
      tf.dispose(Object.values(tensors) as tf.Tensor[]);
    }
    options.onEpoch?.(epoch, total / batches.length);
  }
  return {
    hidden,
    elements,
    vocabulary,
    ...quantised(p.embedding.take(), width),
    hiddenBias: p.hiddenBias.take(),
    output: p.output.take(),
    outputBias: p.outputBias.take(),
    linearBias: p.linearBias.take(),
    elementBias: p.elementBias.take(),
  };
}

/** How much a line counts for an element that it was not written for: it hardly ever says two. */
const BESIDE = 0.15;
/** Elements are few beside phrases: their lines count for more. */
const ELEMENT_WEIGHT = 4;

/** For each example and element: the answer, and how much it counts. Lines that break a phrase, and ordinary talk, say no element. */
function elementAnswers(
  chosen: readonly Example[],
  elements: readonly string[],
): { answers: Float32Array; asked: Float32Array } {
  const answers = new Float32Array(chosen.length * elements.length);
  const asked = new Float32Array(chosen.length * elements.length);
  chosen.forEach((example, i) => {
    elements.forEach((id, k) => {
      const at = i * elements.length + k;
      const own = example.element === id;
      answers[at] = own && example.fulfils ? 1 : 0;
      const counts = own
        ? ELEMENT_WEIGHT
        : example.element !== null
          ? BESIDE * ELEMENT_WEIGHT
          : example.saysNone
            ? BESIDE
            : 0;
      asked[at] = counts / chosen.length;
    });
  });
  return { answers, asked };
}

/** The table in 8 bits: each column by its own step, so that the largest value of the column is 127 steps. */
function quantised(table: Float32Array, width: number): Pick<Weights, 'embedding' | 'scale'> {
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
