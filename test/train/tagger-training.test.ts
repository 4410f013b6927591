import { beforeAll, describe, expect, it } from 'vitest';
import { CLASSES } from '../../src/match/meaning.ts';
import { PlainTagger } from '../../src/match/plain-tagger.ts';
import { DILATIONS } from '../../src/match/tagger.ts';
import { normaliseText } from '../../src/normalise/normalise.ts';
import { seeded } from '../../src/verify/intervals.ts';
import { backward, forward } from '../../tools/train/tagger-layers.ts';
import { TAGGER, trainTagger } from '../../tools/train/tagger-training.ts';
import { startTensorFlow } from '../../tools/train/tensorflow.ts';
import type { Texts } from '../../tools/train/texts.ts';
import { pack } from '../small-model.ts';

type Tensors = Parameters<typeof forward>[2];
let tf: typeof import('@tensorflow/tfjs-core');

beforeAll(async () => {
  await startTensorFlow();
  tf = await import('@tensorflow/tfjs-core');
});

describe('the tagger’s gradients', () => {
  const [width, count] = [4, 24];
  const random = seeded(8);
  const drawn = (length: number) => Float32Array.from({ length }, () => random() - 0.5);
  // Two lines with a gap between them, as in a batch.
  const isHeard = Float32Array.from({ length: count }, (_, i) => (i < 9 || (i >= 17 && i < 24) ? 1 : 0));
  const vectors = drawn(count * width).map((v, i) => v * isHeard[Math.floor(i / width)]!);
  const matrices = DILATIONS.map(() => [drawn(width * width), drawn(width * width), drawn(width * width)] as const);
  const biases = DILATIONS.map(() => drawn(width));
  const output = drawn(width * CLASSES);
  const wanted = drawn(count * CLASSES);

  const tensors = (): [Tensors, ReturnType<typeof square>] => [
    matrices.map(([before, own, behind], l) => ({
      before: square(before),
      own: square(own),
      behind: square(behind),
      bias: tf.tensor1d(biases[l]!),
    })),
    tf.tensor2d(output, [width, CLASSES]),
  ];
  const square = (values: Float32Array) => tf.tensor2d(values, [width, width]);
  const run = () => {
    const [layers, out] = tensors();
    const heard = forward(vectors, isHeard, layers, out, new Float32Array(CLASSES));
    return { heard, found: backward(wanted, heard, layers, out) };
  };
  /** What the scores come to, weighed by `wanted`. */
  const total = () => run().heard.scores.reduce((sum, s, i) => sum + s * wanted[i]!, 0);
  const slope = (values: Float32Array, at: number): number => {
    const [was, step] = [values[at]!, 2 ** -10];
    values[at] = was + step;
    const above = total();
    values[at] = was - step;
    const below = total();
    values[at] = was;
    return (above - below) / (2 * step);
  };

  it('are those that small steps show', () => {
    const { found } = run();
    const places: [Float32Array, Float32Array, number][] = [
      [vectors, found.vectors, 5],
      [vectors, found.vectors, 18 * width + 2],
      [output, found.output, 7],
    ];
    matrices.forEach(([before, own, behind], l) => {
      const g = found.layers[l]!;
      places.push([before, g.before, 3], [own, g.own, 9], [behind, g.behind, 14], [biases[l]!, g.bias, 1]);
    });
    for (const [values, gradient, at] of places) expect(gradient[at]).toBeCloseTo(slope(values, at), 1);
  });

  it('keep nothing in memory, and the lines of a batch apart', () => {
    const before = tf.memory().numTensors;
    const [layers, out] = tensors();
    const given = layers.length * 4 + 1;
    const first = forward(vectors, isHeard, layers, out, new Float32Array(CLASSES));
    const found = backward(wanted, first, layers, out);
    expect(tf.memory().numTensors).toBe(before + given);
    expect(found.vectors.slice(9 * width, 17 * width).every((g) => g === 0)).toBe(true);
    const alone = vectors.map((v, i) => (i < 9 * width ? v : 0));
    const again = forward(
      alone,
      isHeard.map((h, i) => (i < 9 ? h : 0)),
      layers,
      out,
      new Float32Array(CLASSES),
    );
    backward(wanted, again, layers, out);
    expect([...again.scores.slice(0, 9 * CLASSES)]).toEqual([...first.scores.slice(0, 9 * CLASSES)]);
    tf.dispose([out, ...layers.flatMap((l) => Object.values(l))]);
  });
});

describe('training the tagger', () => {
  const pair = (phrase: number, violation: string, core: string, twin: string) => ({
    writer: 'w1',
    phrase,
    violation,
    core,
    twin,
    asked: null,
    twinAsked: null,
  });
  const texts: Texts = {
    writers: ['w1'],
    pairs: Array.from({ length: 30 }, () => [
      pair(2, '线接好了，你自己问去', '你自己问去', '线接好了，我帮您问去'),
      pair(9, '手上忙着哪有空理你', '哪有空理你', '手上忙着，四点过来理线'),
    ]).flat(),
    plain: Array.from({ length: 20 }, () => ({ writer: 'w1', text: '光猫装在客厅可以吗' })),
    elements: [],
  };
  const train = () => {
    const losses: number[] = [];
    const weights = trainTagger(texts, pack.lexicon, {
      ...TAGGER,
      width: 16,
      batch: 200,
      epochs: 20,
      rate: 0.02,
      onEpoch: (_, loss) => losses.push(loss),
    });
    return { weights, losses };
  };

  it('learns what was written, and gives the same weights again', () => {
    const { weights, losses } = train();
    expect(losses).toHaveLength(20);
    expect(losses.at(-1)!).toBeLessThan(losses[0]! / 4);
    const tagger = new PlainTagger(weights);
    const phraseOf = (text: string) => {
      const utterance = normaliseText(text, pack.lexicon);
      const told = tagger.tell(utterance, null, 0, utterance.text.length);
      return told.indexOf(Math.max(...told));
    };
    expect(['你自己问去', '哪有空理你', '我帮您问去', '光猫装在客厅可以吗'].map(phraseOf)).toEqual([2, 9, 0, 0]);
    expect(train().weights).toEqual(weights);
  });
});
