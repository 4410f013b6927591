import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Rulebook } from '../hear/compile.ts';
import { type Ear, earOf } from '../hear/meaning.ts';
import { readModel, type TrainedModel } from '../match/model-file.ts';
import { problem, type Read } from '../model/problem.ts';
import { packageRoot } from './packs.ts';

/** The trained model's file: models/meaning.bin of the package. */
export const modelFile = (): string => join(packageRoot(), 'models', 'meaning.bin');

/** Reads a trained model; that it is missing, cut or of another version is a Problem. */
export async function loadModel(file = modelFile()): Promise<Read<TrainedModel | null>> {
  let bytes: Uint8Array;
  try {
    const { buffer, byteOffset, length } = await readFile(file);
    // Not a Buffer: its slices share the file's memory instead of copying it.
    bytes = new Uint8Array(buffer, byteOffset, length);
  } catch {
    return { value: null, problems: [problem('MODEL_MISSING', { file })] };
  }
  return readModel(bytes, file);
}

/** The ear of a trained model; that the model is missing, cut or of another version is a Problem. */
export async function loadEar(file = modelFile()): Promise<Read<Ear | null>> {
  const { value, problems } = await loadModel(file);
  return { value: value && earOf(value), problems };
}

/** What computes the network: plain typed arrays (the fastest here, docs/models.md), or TensorFlow.js. */
export const ENGINES = ['plain', 'tfjs'] as const;
export type Engine = (typeof ENGINES)[number];

export interface EarOptions {
  readonly engine?: Engine;
  /** A sentence-embedding model in ONNX that is heard beside the network. */
  readonly embeddingModel?: string;
  /** The trained model's file. */
  readonly model?: string;
  readonly onMake?: (count: number) => void;
}

/** A rulebook with the ear that was asked for, and what each call's work is done through. */
export interface WithEar {
  readonly rulebook: Rulebook;
  /** Does the work on one call; with an embedding model it is done again once its texts are embedded. */
  readonly settle: <T>(work: () => T) => Promise<T>;
}

/** Gives a rulebook another ear than the plain network, where the options ask for it. */
export async function withEar(rulebook: Rulebook, options: EarOptions): Promise<Read<WithEar | null>> {
  const { engine = 'plain', embeddingModel } = options;
  const plainly: WithEar = { rulebook, settle: async (work) => work() };
  if (engine === 'plain' && embeddingModel === undefined) return { value: plainly, problems: [] };
  const wrong = (code: 'PACKAGE_MISSING' | 'EMBEDDING_UNUSABLE', file: string, args: Record<string, string>) => ({
    value: null,
    problems: [problem(code, { file }, args)],
  });
  let { ear } = rulebook;
  if (!ear) {
    // Both only help the model of meaning, which was switched off.
    if (embeddingModel !== undefined) return wrong('EMBEDDING_UNUSABLE', embeddingModel, { reason: 'no-model' });
    return { value: plainly, problems: [] };
  }
  if (engine === 'tfjs') {
    const { startTensorFlow, TensorNetwork } = await import('./tensor-network.ts');
    const started = await startTensorFlow();
    if (!started)
      return wrong('PACKAGE_MISSING', '--engine tfjs', {
        packages: '@tensorflow/tfjs-core @tensorflow/tfjs-backend-wasm',
      });
    const { value, problems } = await loadModel(options.model);
    if (!value) return { value: null, problems };
    ear = { ...ear, model: new TensorNetwork(started.tf, started.backend, value.weights, value.tagger) };
  }
  if (embeddingModel === undefined) return { value: { ...plainly, rulebook: { ...rulebook, ear } }, problems: [] };
  const { loadEmbeddingEar } = await import('./embedding-model.ts');
  const stronger = await loadEmbeddingEar({
    path: embeddingModel,
    network: ear.model,
    lexicon: rulebook.pack.lexicon,
    ...(options.onMake ? { onMake: options.onMake } : {}),
  });
  if (!stronger.value) return { value: null, problems: stronger.problems };
  const model = stronger.value;
  return {
    value: { rulebook: { ...rulebook, ear: { ...ear, model } }, settle: (work) => model.settle(work) },
    problems: [],
  };
}
