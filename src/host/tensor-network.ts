import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { KINDS, ORDERS, type Vocabulary } from '../match/features.ts';
import { CLASSES, type MeaningModel, type Reading, type Weights } from '../match/meaning.ts';
import type { Utterance } from '../model/normal.ts';

type TensorFlow = typeof import('@tensorflow/tfjs-core');
type Tensor1D = import('@tensorflow/tfjs-core').Tensor1D;
type Tensor2D = import('@tensorflow/tfjs-core').Tensor2D;

/** What TensorFlow.js computes on: the native library, WebAssembly, or JavaScript. In the order in which they are tried. */
export const BACKENDS = ['tensorflow', 'wasm', 'cpu'] as const;
export type Backend = (typeof BACKENDS)[number];

/** A CommonJS package imported by an ES module may have everything under `default`. */
const whole = <T extends object>(module: T & { readonly default?: T }): T =>
  'gather' in module ? module : (module.default ?? module);

const STARTS: Readonly<Record<Backend, () => Promise<TensorFlow>>> = {
  // Its own exports are used: it may bring a tfjs-core of its own.
  tensorflow: async () => whole((await import('@tensorflow/tfjs-node' as string)) as TensorFlow),
  wasm: async () => {
    const tf = whole(await import('@tensorflow/tfjs-core'));
    const { setWasmPaths } = await import('@tensorflow/tfjs-backend-wasm');
    const found = createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm/package.json');
    setWasmPaths(`${dirname(found)}/dist/`);
    return tf;
  },
  cpu: async () => {
    const tf = whole(await import('@tensorflow/tfjs-core'));
    await import('@tensorflow/tfjs-backend-cpu');
    return tf;
  },
};

/**
 * Starts TensorFlow.js on a backend, or on the first of `BACKENDS` that is installed. A process has one backend at a time.
 * @returns `null` when the packages are not installed, or do not start
 */
export async function startTensorFlow(
  only?: Backend,
): Promise<{ readonly tf: TensorFlow; readonly backend: Backend } | null> {
  for (const backend of only ? [only] : BACKENDS) {
    try {
      const tf = await STARTS[backend]();
      if (await tf.setBackend(backend)) {
        await tf.ready();
        return { tf, backend };
      }
    } catch {
      // Not installed, or not for this machine: the next one is tried.
    }
  }
  return null;
}

/**
 * The project's network on TensorFlow.js: the same sums as `PlainNetwork`, for those who have the native library or want to put a larger
 * network in its place. Only functional operations that every backend has: gather, cumsum, matMul, softmax, maximum.
 */
export class TensorNetwork implements MeaningModel {
  readonly name: string;
  readonly elements: readonly string[];
  readonly #tf: TensorFlow;
  readonly #hidden: number;
  readonly #vocabulary: Vocabulary;
  /** A row for each feature, and a row of noughts for those that are not known, or cut off by the end of the text. */
  readonly #embedding: Tensor2D;
  readonly #scale: Tensor1D;
  readonly #hiddenBias: Tensor1D;
  readonly #output: Tensor2D;
  readonly #outputBias: Tensor1D;
  readonly #linearBias: Tensor1D;
  readonly #elementBias: Tensor1D;

  constructor(tf: TensorFlow, backend: Backend, weights: Weights) {
    const width = weights.hidden + CLASSES + weights.elements.length;
    this.elements = weights.elements;
    this.name = `tfjs-${backend}`;
    this.#tf = tf;
    this.#hidden = weights.hidden;
    this.#vocabulary = weights.vocabulary;
    const rows = new Float32Array((weights.vocabulary.size + 1) * width);
    rows.set(weights.embedding);
    this.#embedding = tf.tensor2d(rows, [weights.vocabulary.size + 1, width]);
    this.#scale = tf.tensor1d(weights.scale);
    this.#hiddenBias = tf.tensor1d(weights.hiddenBias);
    this.#output = tf.tensor2d(weights.output, [weights.hidden, CLASSES]);
    this.#outputBias = tf.tensor1d(weights.outputBias);
    this.#linearBias = tf.tensor1d(weights.linearBias);
    this.#elementBias = tf.tensor1d(weights.elementBias);
  }

  read(utterance: Utterance, windows: readonly (readonly [number, number])[]): Reading[] {
    if (windows.length === 0) return [];
    const tf = this.#tf;
    const told = tf.tidy(() => {
      const sums = tf.mul(tf.mul(this.#sums(utterance, windows), this.#norms(windows)), this.#scale) as Tensor2D;
      const inner = tf.relu(tf.add(tf.slice(sums, [0, 0], [-1, this.#hidden]), this.#hiddenBias)) as Tensor2D;
      const deep = tf.softmax(tf.add(tf.matMul(inner, this.#output), this.#outputBias));
      const direct = tf.softmax(tf.add(tf.slice(sums, [0, this.#hidden], [-1, CLASSES]), this.#linearBias));
      const elements = tf.slice(sums, [0, this.#hidden + CLASSES], [-1, this.elements.length]);
      const none = tf.maximum(tf.slice(deep, [0, 0], [-1, 1]), tf.slice(direct, [0, 0], [-1, 1]));
      const said = tf.sigmoid(tf.add(elements, this.#elementBias));
      return tf.concat([tf.div(tf.add(deep, direct), 2), tf.sub(1, none), said] as Tensor2D[], 1);
    });
    const all = told.dataSync() as Float32Array;
    told.dispose();
    const width = CLASSES + 1 + this.elements.length;
    return windows.map(([start, end], w) => ({
      start,
      end,
      probabilities: all.slice(w * width, w * width + CLASSES),
      agreed: all[w * width + CLASSES]!,
      elements: all.slice(w * width + CLASSES + 1, (w + 1) * width),
    }));
  }

  /** Gives the memory of the weights back; the network cannot be used afterwards. */
  dispose(): void {
    this.#tf.dispose([
      this.#embedding,
      this.#scale,
      this.#hiddenBias,
      this.#output,
      this.#outputBias,
      this.#linearBias,
      this.#elementBias,
    ]);
  }

  /** `[windows, width]`: what the features of each window add up to, by running totals over the utterance. */
  #sums(utterance: Utterance, windows: readonly (readonly [number, number])[]): Tensor2D {
    const tf = this.#tf;
    const n = utterance.text.length;
    const features = this.#vocabulary.rowsOf(utterance);
    const column = (k: number): Int32Array => {
      const rows = new Int32Array(n);
      for (let i = 0; i < n; i += 1) {
        const row = features[i * KINDS + k]!;
        rows[i] = row < 0 ? this.#vocabulary.size : row;
      }
      return rows;
    };
    const starts = tf.tensor1d(
      windows.map(([start]) => start),
      'int32',
    );
    let sums: Tensor2D | null = null;
    for (let order = 0; order < ORDERS; order += 1) {
      const each = tf.add(
        tf.gather(this.#embedding, tf.tensor1d(column(order), 'int32')),
        tf.gather(this.#embedding, tf.tensor1d(column(ORDERS + order), 'int32')),
      );
      // Row i holds the features that begin before character i.
      const totals = tf.pad(tf.cumsum(each, 0), [
        [1, 0],
        [0, 0],
      ]);
      const ends = tf.tensor1d(
        windows.map(([start, end]) => Math.max(start, end - order)),
        'int32',
      );
      const found = tf.sub(tf.gather(totals, ends), tf.gather(totals, starts)) as Tensor2D;
      sums = sums === null ? found : (tf.add(sums, found) as Tensor2D);
    }
    return sums!;
  }

  /** `[windows, 1]`: 1 ÷ √ of how many features each window has. */
  #norms(windows: readonly (readonly [number, number])[]): Tensor2D {
    const norms = windows.map(([start, end]) => {
      let count = 0;
      for (let order = 0; order < ORDERS; order += 1) count += 2 * Math.max(0, end - order - start);
      return 1 / Math.sqrt(Math.max(1, count));
    });
    return this.#tf.tensor2d(norms, [windows.length, 1]);
  }
}
