import * as tf from '@tensorflow/tfjs-core';
import { CLASSES } from '../../src/match/meaning.ts';
import { DILATIONS } from '../../src/match/tagger.ts';

/** A layer's matrices `width × width`, and its bias. */
export interface LayerTensors {
  readonly before: tf.Tensor2D;
  readonly own: tf.Tensor2D;
  readonly behind: tf.Tensor2D;
  readonly bias: tf.Tensor1D;
}

/** What the layers heard of a batch, kept for the way back. */
export interface Heard {
  /** `characters × CLASSES` */
  readonly scores: Float32Array;
  readonly isHeard: tf.Tensor2D;
  /** The vectors before each layer, and behind the last one. */
  readonly vectors: readonly tf.Tensor2D[];
  /** Where a layer spoke: 1, else 0. */
  readonly spoke: readonly tf.Tensor2D[];
}

/** Gradients of a batch by its characters' vectors and by all weights. */
export interface Gradients {
  readonly vectors: Float32Array;
  readonly layers: readonly Readonly<Record<keyof LayerTensors, Float32Array>>[];
  readonly output: Float32Array;
  readonly bias: Float32Array;
}

/** The rows `by` further down (above, if negative), noughts where there are none. */
function moved(rows: tf.Tensor2D, by: number): tf.Tensor2D {
  const [count, width] = rows.shape;
  const far = Math.abs(by);
  return by > 0
    ? tf.pad(tf.slice(rows, [0, 0], [count - far, width]), [
        [far, 0],
        [0, 0],
      ])
    : tf.pad(tf.slice(rows, [far, 0], [count - far, width]), [
        [0, far],
        [0, 0],
      ]);
}

/**
 * `a` with its rows for columns times `b`, and `a` times `b` with its rows for columns. Turned round first: on WebAssembly, matMul's own flags for
 * it cost ten times as much.
 */
const turnedTimes = (a: tf.Tensor2D, b: tf.Tensor2D): tf.Tensor2D => tf.matMul(tf.transpose(a), b);
const timesTurned = (a: tf.Tensor2D, b: tf.Tensor2D): tf.Tensor2D => tf.matMul(a, tf.transpose(b));

/** Forward through the layers, as `PlainTagger` computes it. */
export function forward(
  vectors: Float32Array,
  isHeard: Float32Array,
  layers: readonly LayerTensors[],
  output: tf.Tensor2D,
  outputBias: Float32Array,
): Heard {
  const width = layers[0]!.bias.shape[0];
  const shape: [number, number] = [isHeard.length, width];
  let scores: Float32Array = new Float32Array(0);
  const tensors = tf.tidy(() => {
    const heard = tf.tensor2d(isHeard, [isHeard.length, 1]);
    const all = [tf.tensor2d(vectors, shape)];
    const spoke: tf.Tensor2D[] = [];
    layers.forEach((layer, l) => {
      const own = all[l]!;
      const apart = DILATIONS[l]!;
      const sum = tf.add(
        tf.add(tf.matMul(moved(own, apart), layer.before), tf.matMul(own, layer.own)),
        tf.add(tf.matMul(moved(own, -apart), layer.behind), layer.bias),
      );
      const said = tf.mul(tf.relu(sum), heard) as tf.Tensor2D;
      spoke.push(tf.step(said) as tf.Tensor2D);
      all.push(tf.add(own, said) as tf.Tensor2D);
    });
    scores = tf.add(tf.matMul(all.at(-1)!, output), tf.tensor1d(outputBias)).dataSync() as Float32Array;
    return { isHeard: heard, vectors: all, spoke };
  });
  return { scores, ...tensors };
}

/** Back through the layers: gradients of the vectors and of all weights. What `forward` kept is given back. */
export function backward(
  gradient: Float32Array,
  { isHeard, vectors, spoke }: Heard,
  layers: readonly LayerTensors[],
  output: tf.Tensor2D,
): Gradients {
  let found: Gradients | null = null;
  // Nothing is returned: TensorFlow.js would look through every number for tensors.
  tf.tidy(() => {
    const wrong = tf.tensor2d(gradient, [gradient.length / CLASSES, CLASSES]);
    const ofOutput = turnedTimes(vectors.at(-1)!, wrong).dataSync() as Float32Array;
    const ofBias = tf.sum(wrong, 0).dataSync() as Float32Array;
    let back = timesTurned(wrong, output);
    const ofLayers = layers.map(() => null as unknown as Record<keyof LayerTensors, Float32Array>);
    for (let l = layers.length - 1; l >= 0; l -= 1) {
      const { before, own, behind } = layers[l]!;
      const apart = DILATIONS[l]!;
      const input = vectors[l]!;
      const inner = tf.mul(back, spoke[l]!) as tf.Tensor2D;
      const by = (heard: tf.Tensor2D) => turnedTimes(heard, inner).dataSync() as Float32Array;
      ofLayers[l] = {
        before: by(moved(input, apart)),
        own: by(input),
        behind: by(moved(input, -apart)),
        bias: tf.sum(inner, 0).dataSync() as Float32Array,
      };
      back = tf.add(
        tf.add(back, timesTurned(inner, own)),
        tf.add(moved(timesTurned(inner, before), -apart), moved(timesTurned(inner, behind), apart)),
      ) as tf.Tensor2D;
      back = tf.mul(back, isHeard) as tf.Tensor2D;
    }
    found = {
      vectors: back.dataSync() as Float32Array,
      layers: ofLayers,
      output: ofOutput,
      bias: ofBias,
    };
  });
  tf.dispose([isHeard, ...vectors, ...spoke]);
  return found!;
}
