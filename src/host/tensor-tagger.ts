import { CLASSES } from '../match/meaning.ts';
import { DILATIONS, PARTS, stretchOfTags, TaggerRows, type TaggerWeights, tableRows } from '../match/tagger.ts';
import type { Utterance } from '../model/normal.ts';

type TensorFlow = typeof import('@tensorflow/tfjs-core');
type Tensor1D = import('@tensorflow/tfjs-core').Tensor1D;
type Tensor2D = import('@tensorflow/tfjs-core').Tensor2D;

interface Layer {
  readonly before: Tensor2D;
  readonly own: Tensor2D;
  readonly behind: Tensor2D;
  readonly bias: Tensor1D;
}

/** The tagger on TensorFlow.js: the same sums as `PlainTagger`. */
export class TensorTagger {
  readonly #tf: TensorFlow;
  readonly #rows: TaggerRows;
  /** A row for each, and a row of noughts for none. */
  readonly #embedding: Tensor2D;
  readonly #layers: readonly Layer[];
  readonly #output: Tensor2D;
  readonly #outputBias: Tensor1D;
  readonly #none: number;
  readonly #noRow: number;

  constructor(tf: TensorFlow, weights: TaggerWeights) {
    const { width, embedding, scale, layers, output, outputBias, none } = weights;
    this.#tf = tf;
    this.#rows = new TaggerRows(weights);
    this.#noRow = tableRows(weights);
    const rows = new Float32Array((this.#noRow + 1) * width);
    embedding.forEach((step, i) => {
      rows[i] = step * scale[i % width]!;
    });
    this.#embedding = tf.tensor2d(rows, [this.#noRow + 1, width]);
    const square = (values: Float32Array) => tf.tensor2d(values, [width, width]);
    this.#layers = layers.map((l) => ({
      before: square(l.before),
      own: square(l.own),
      behind: square(l.behind),
      bias: tf.tensor1d(l.bias),
    }));
    this.#output = tf.tensor2d(output, [width, CLASSES]);
    this.#outputBias = tf.tensor1d(outputBias);
    this.#none = none[0]!;
  }

  /** As `PlainTagger.tell`. */
  tell(utterance: Utterance, asked: Utterance | null, start: number, end: number): Float32Array {
    const tf = this.#tf;
    const { rows, from, to } = this.#rows.around(utterance, asked, start, end);
    const count = rows.length / PARTS;
    const scores = tf.tidy(() => {
      const part = (p: number) => {
        const ids = Int32Array.from({ length: count }, (_, i) => rows[i * PARTS + p]!);
        return tf.gather(
          this.#embedding,
          tf.tensor1d(
            ids.map((id) => (id < 0 ? this.#noRow : id)),
            'int32',
          ),
        );
      };
      let vectors = Array.from({ length: PARTS }, (_, p) => part(p)).reduce((a, b) => tf.add(a, b) as Tensor2D);
      this.#layers.forEach(({ before, own: of, behind, bias }, l) => {
        const apart = DILATIONS[l]!;
        const heard = tf.add(
          tf.add(tf.matMul(this.#moved(vectors, apart), before), tf.matMul(vectors, of)),
          tf.add(tf.matMul(this.#moved(vectors, -apart), behind), bias),
        );
        vectors = tf.add(vectors, tf.relu(heard)) as Tensor2D;
      });
      return tf.slice(tf.add(tf.matMul(vectors, this.#output), this.#outputBias), [from, 0], [to - from, CLASSES]);
    });
    const told = scores.dataSync() as Float32Array;
    scores.dispose();
    return stretchOfTags(told, this.#none);
  }

  /** The rows `by` further down (above, if negative), noughts where there are none. */
  #moved(rows: Tensor2D, by: number): Tensor2D {
    const tf = this.#tf;
    const [count, width] = rows.shape;
    const far = Math.min(count, Math.abs(by));
    const kept = tf.slice(rows, [by > 0 ? 0 : far, 0], [count - far, width]);
    return tf.pad(kept, [by > 0 ? [far, 0] : [0, far], [0, 0]]) as Tensor2D;
  }

  /** Gives the memory of the weights back. */
  dispose(): void {
    this.#tf.dispose([
      this.#embedding,
      this.#output,
      this.#outputBias,
      ...this.#layers.flatMap((l) => [l.before, l.own, l.behind, l.bias]),
    ]);
  }
}
