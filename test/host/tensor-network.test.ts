import { describe, expect, it } from 'vitest';
import { type Backend, startTensorFlow, TensorNetwork } from '../../src/host/tensor-network.ts';
import { CLASSES, type MeaningModel, type Weights, widthOf } from '../../src/match/meaning.ts';
import { PlainNetwork } from '../../src/match/plain-network.ts';
import { windowsOf } from '../../src/match/windows.ts';
import { normaliseText } from '../../src/normalise/normalise.ts';
import { pack, smallModel } from '../small-model.ts';
import { smallTagger } from '../small-tagger.ts';

/** Three hundred texts: the phrases' own words, the packs' cases, and stretches of several of them without pauses. */
const written = [
  ...pack.phrases.flatMap((p) => [
    ...p.variants,
    ...[...p.cases.flagged, ...p.cases.clean].map((c) => c.turns[0]!.text),
  ]),
  ...pack.scripts.flatMap((s) => s.elements.flatMap((e) => e.cases.met.map((c) => c.turns[0]!.text))),
];
const texts = Array.from({ length: 300 }, (_, i) => {
  const pieces = Array.from({ length: 1 + (i % 4) }, (_, k) => written[(i * 7 + k * 31) % written.length]!);
  return pieces.join(i % 3 === 0 ? '，' : '');
});
const utterances = texts.map((text) => normaliseText(text, pack.lexicon)).filter((u) => u.text.length > 0);
/** The small model, with ears for what stands around a window and for what was asked. */
const CONTEXT = 3;
const ASKED = 2;
const weights: Weights = {
  ...smallModel.weights,
  context: CONTEXT,
  embedding: widened(smallModel.weights),
  scale: Float32Array.from({ length: widthOf({ ...smallModel.weights, context: CONTEXT, asked: ASKED }) }, (_, c) =>
    c < widthOf({ ...smallModel.weights, context: 0, asked: 0 }) ? smallModel.weights.scale[0]! : 0.01,
  ),
  contextBias: Float32Array.of(-0.1, 0, 0.2),
  contextOutput: Float32Array.from({ length: CONTEXT * CLASSES }, (_, i) => Math.sin(i)),
  asked: ASKED,
  askedBias: Float32Array.of(0.1, -0.2),
  askedOutput: Float32Array.from({ length: ASKED * CLASSES }, (_, i) => Math.cos(i)),
};
const plain = new PlainNetwork(weights, smallTagger);

function widened(narrow: Weights): Int8Array {
  const [from, to] = [widthOf(narrow), widthOf({ ...narrow, context: CONTEXT, asked: ASKED })];
  const own = to - CONTEXT - ASKED;
  return Int8Array.from({ length: narrow.vocabulary.size * to }, (_, i) => {
    const [row, column] = [Math.floor(i / to), i % to];
    return column < own ? narrow.embedding[row * from + column]! : ((row * 31 + column * 17) % 120) - 60;
  });
}

const likeliest = (probabilities: Float32Array): number => probabilities.indexOf(Math.max(...probabilities));

function compare(model: MeaningModel): { readonly windows: number; readonly verdicts: number; readonly most: number } {
  let [windows, verdicts, most] = [0, 0, 0];
  for (const [at, utterance] of utterances.entries()) {
    const cut = [...windowsOf(utterance), [0, utterance.text.length] as const];
    // Every other one answers somebody.
    const asked = at % 2 === 0 ? null : utterances[at - 1]!;
    const [a, b] = [plain.read(utterance, cut, asked), model.read(utterance, cut, asked)];
    a.forEach((reading, i) => {
      windows += 1;
      expect([b[i]!.start, b[i]!.end]).toEqual([reading.start, reading.end]);
      if (likeliest(reading.probabilities) !== likeliest(b[i]!.probabilities)) verdicts += 1;
      for (const [c, p] of reading.probabilities.entries())
        most = Math.max(most, Math.abs(p - b[i]!.probabilities[c]!));
      for (const [e, p] of reading.elements.entries()) most = Math.max(most, Math.abs(p - b[i]!.elements[e]!));
      expect(b[i]!.elements).toHaveLength(plain.elements.length);
    });
    for (const [start, end] of cut) {
      const [told, same] = [plain.tell(utterance, asked, start, end)!, model.tell!(utterance, asked, start, end)!];
      if (likeliest(told) !== likeliest(same)) verdicts += 1;
      for (const [c, p] of told.entries()) most = Math.max(most, Math.abs(p - same[c]!));
    }
  }
  return { windows, verdicts, most };
}

describe('the network on TensorFlow.js', () => {
  it.for<Backend>(['wasm', 'cpu', 'tensorflow'])('tells on %s what it tells on plain arrays', async (backend, {
    skip,
  }) => {
    const started = await startTensorFlow(backend);
    if (!started && backend === 'tensorflow') return skip('@tensorflow/tfjs-node is not installed');
    const model = new TensorNetwork(started!.tf, backend, weights, smallTagger);
    expect(model.name).toBe(`tfjs-${backend}`);
    expect(model.elements).toEqual(plain.elements);
    expect(utterances.length).toBeGreaterThanOrEqual(290);
    const { windows, verdicts, most } = compare(model);
    expect(windows).toBeGreaterThan(utterances.length);
    expect(verdicts).toBe(0);
    expect(most).toBeLessThan(1e-4);
    model.dispose();
  });

  it('keeps no memory between readings, and reads nothing in no windows', async () => {
    const { tf, backend } = (await startTensorFlow('cpu'))!;
    const model = new TensorNetwork(tf, backend, weights);
    const before = tf.memory().numTensors;
    const utterance = utterances.find((u) => u.text.length > 30)!;
    model.read(utterance, windowsOf(utterance));
    expect(model.read(utterance, [])).toEqual([]);
    expect(tf.memory().numTensors).toBe(before);
    model.dispose();
    expect(tf.memory().numTensors).toBe(before - 11);
  });

  it('takes the first backend that is installed', async () => {
    const started = await startTensorFlow();
    expect(['tensorflow', 'wasm']).toContain(started!.backend);
  });
});
