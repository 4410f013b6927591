import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { BY_SPAN, KINDS, type Vocabulary } from '../match/features.ts';
import {
  askedOf,
  CLASSES,
  contextOf,
  featuresWithin,
  type MeaningModel,
  normOf,
  type Reading,
  type Weights,
  widthOf,
} from '../match/meaning.ts';
import type { TaggerWeights } from '../match/tagger.ts';
import type { Utterance } from '../model/normal.ts';
import { TensorTagger } from './tensor-tagger.ts';

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
  readonly #context: number;
  readonly #vocabulary: Vocabulary;
  /** A row for each feature, and a row of noughts for those that are not known, or cut off by the end of the text. */
  readonly #embedding: Tensor2D;
  readonly #scale: Tensor1D;
  readonly #hiddenBias: Tensor1D;
  readonly #output: Tensor2D;
  readonly #outputBias: Tensor1D;
  readonly #linearBias: Tensor1D;
  readonly #elementBias: Tensor1D;
  readonly #contextBias: Tensor1D;
  readonly #contextOutput: Tensor2D;
  readonly #askedBias: Tensor1D;
  readonly #askedOutput: Tensor2D;

  readonly #tagger: TensorTagger | null;

  constructor(tf: TensorFlow, backend: Backend, weights: Weights, tagger: TaggerWeights | null = null) {
    const width = widthOf(weights);
    this.elements = weights.elements;
    this.name = `tfjs-${backend}`;
    this.#tf = tf;
    this.#tagger = tagger && new TensorTagger(tf, tagger);
    this.#hidden = weights.hidden;
    this.#context = weights.context;
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
    this.#contextBias = tf.tensor1d(weights.contextBias);
    this.#contextOutput = tf.tensor2d(weights.contextOutput, [weights.context, CLASSES]);
    this.#askedBias = tf.tensor1d(weights.askedBias);
    this.#askedOutput = tf.tensor2d(weights.askedOutput, [weights.asked, CLASSES]);
  }

  read(
    utterance: Utterance,
    windows: readonly (readonly [number, number])[],
    asked: Utterance | null = null,
  ): Reading[] {
    if (windows.length === 0) return [];
    const tf = this.#tf;
    const n = utterance.text.length;
    const first = this.#hidden + CLASSES + this.elements.length;
    const told = tf.tidy(() => {
      const normsOf = (counts: readonly number[]) => tf.tensor2d(counts.map(normOf), [counts.length, 1]);
      const totals = this.#totals(utterance);
      const sums = this.#scaled(this.#sums(totals, windows), normsOf(windows.map((w) => featuresWithin(...w))));
      const around = windows.map(([start, end]) => contextOf(start, end, n));
      const beside = this.#scaled(
        tf.add(
          this.#sums(
            totals,
            around.map(([before]) => before),
          ),
          this.#sums(
            totals,
            around.map(([, after]) => after),
          ),
        ) as Tensor2D,
        normsOf(around.map(([before, after]) => featuresWithin(...before) + featuresWithin(...after))),
      );
      const units = tf.relu(tf.add(tf.slice(beside, [0, first], [-1, this.#context]), this.#contextBias)) as Tensor2D;
      const context = tf.add(tf.matMul(units, this.#contextOutput), this.#heardAsked(asked));
      const inner = tf.relu(tf.add(tf.slice(sums, [0, 0], [-1, this.#hidden]), this.#hiddenBias)) as Tensor2D;
      const deep = tf.softmax(tf.add(tf.add(tf.matMul(inner, this.#output), this.#outputBias), context));
      const linear = tf.add(tf.slice(sums, [0, this.#hidden], [-1, CLASSES]), this.#linearBias);
      const direct = tf.softmax(tf.add(linear, context));
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

  tell(utterance: Utterance, asked: Utterance | null, start: number, end: number): Float32Array | null {
    return this.#tagger?.tell(utterance, asked, start, end) ?? null;
  }

  /** Gives the memory of the weights back; the network cannot be used afterwards. */
  dispose(): void {
    this.#tagger?.dispose();
    this.#tf.dispose([
      this.#embedding,
      this.#scale,
      this.#hiddenBias,
      this.#output,
      this.#outputBias,
      this.#linearBias,
      this.#elementBias,
      this.#contextBias,
      this.#contextOutput,
      this.#askedBias,
      this.#askedOutput,
    ]);
  }

  /** What the customer's words add to the scores of classes; `[1, CLASSES]`. */
  #heardAsked(asked: Utterance | null): Tensor2D {
    const tf = this.#tf;
    if (!asked || asked.text.length === 0) return tf.zeros([1, CLASSES]) as Tensor2D;
    const stretch = askedOf(asked);
    const norms = tf.tensor2d([[normOf(featuresWithin(...stretch))]]);
    const sums = this.#scaled(this.#sums(this.#totals(asked), [stretch]), norms);
    const [count] = this.#askedBias.shape;
    const own = tf.slice(sums, [0, this.#embedding.shape[1] - count], [1, count]);
    return tf.matMul(tf.relu(tf.add(own, this.#askedBias)) as Tensor2D, this.#askedOutput);
  }

  /** Sums in steps of 8 bits as the numbers that they stand for. */
  #scaled(sums: Tensor2D, norms: Tensor2D): Tensor2D {
    return this.#tf.mul(this.#tf.mul(sums, norms), this.#scale);
  }

  /** For each span of features `[characters + 1, width]`: row i adds up the features that begin before character i. */
  #totals(utterance: Utterance): readonly Tensor2D[] {
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
    return BY_SPAN.map((kinds) => {
      const each = kinds
        .map((k) => tf.gather(this.#embedding, tf.tensor1d(column(k), 'int32')))
        .reduce((a, b) => tf.add(a, b));
      return tf.pad(tf.cumsum(each, 0), [
        [1, 0],
        [0, 0],
      ]) as Tensor2D;
    });
  }

  /** `[stretches, width]`: what the features of each stretch add up to. */
  #sums(totals: readonly Tensor2D[], stretches: readonly (readonly [number, number])[]): Tensor2D {
    const tf = this.#tf;
    const rows = (of: readonly number[]) => tf.tensor1d(of as number[], 'int32');
    const starts = rows(stretches.map(([start]) => start));
    const found = totals.map((total, span) => {
      const ends = rows(stretches.map(([start, end]) => Math.max(start, end - span)));
      return tf.sub(tf.gather(total, ends), tf.gather(total, starts)) as Tensor2D;
    });
    return found.reduce((a, b) => tf.add(a, b) as Tensor2D);
  }
}
