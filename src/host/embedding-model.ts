import { readFile, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { MeaningModel } from '../match/meaning.ts';
import type { Lexicon } from '../model/pack.ts';
import { problem, type Read } from '../model/problem.ts';
import { Embedder, EmbedderFault, type MakeTensor, type OnnxSession, type Pooling } from './embedder.ts';
import { EmbeddingEar } from './onnx-ear.ts';
import { chosenExamples, prototypesOf } from './prototypes.ts';
import { WordPiece } from './wordpiece.ts';
import { readWrittenText, writtenTextFolder } from './written-text.ts';

/** The part of onnxruntime-node that is used. */
export interface OnnxRuntime {
  readonly InferenceSession: { create(path: string): Promise<OnnxSession> };
  readonly Tensor: new (type: 'int64', data: BigInt64Array, dims: readonly number[]) => ReturnType<MakeTensor>;
}

/** onnxruntime-node where it is installed (an optional peer), `null` elsewhere. */
export async function onnxRuntime(): Promise<OnnxRuntime | null> {
  try {
    const module = (await import('onnxruntime-node' as string)) as OnnxRuntime & { readonly default?: OnnxRuntime };
    return module.InferenceSession ? module : (module.default ?? null);
  } catch {
    return null;
  }
}

export interface EmbeddingOptions {
  /** model.onnx, with vocab.txt beside it or one folder above. */
  readonly path: string;
  /** What is averaged with it. */
  readonly network: MeaningModel;
  readonly lexicon: Lexicon;
  readonly runtime?: OnnxRuntime | null;
  readonly texts?: string;
  readonly cache?: string;
  /** Called with the number of examples before they are embedded, which takes a while the first time. */
  readonly onMake?: (count: number) => void;
}

/** The file of that name beside the model or one folder above (models from the hub have theirs in onnx/). */
async function beside(path: string, name: string): Promise<string | null> {
  for (const folder of [dirname(path), dirname(dirname(path))]) {
    const text = await readFile(join(folder, name), 'utf8').catch(() => null);
    if (text !== null) return text;
  }
  return null;
}

/** How the model's vectors become one: as its 1_Pooling/config.json says (sentence-transformers), by their mean without one. */
async function poolingOf(path: string): Promise<Pooling> {
  try {
    const told: unknown = JSON.parse((await beside(path, join('1_Pooling', 'config.json'))) ?? 'null');
    const first = (told as { pooling_mode_cls_token?: unknown } | null)?.pooling_mode_cls_token;
    return first === true ? 'first' : 'mean';
  } catch {
    return 'mean';
  }
}

/**
 * A stronger ear from a sentence-embedding model that the user brings (docs/models.md). Every fault of the model is a Problem.
 * @returns the ear, whose `settle` must do the work
 */
export async function loadEmbeddingEar(options: EmbeddingOptions): Promise<Read<EmbeddingEar | null>> {
  const { path: file, lexicon } = options;
  const wrong = (reason: string, detail = ''): Read<null> => ({
    value: null,
    problems: [problem('EMBEDDING_UNUSABLE', { file }, { reason, detail: detail.slice(0, 200) })],
  });
  const info = await stat(file).catch(() => null);
  if (!info?.isFile()) return wrong('missing');
  const vocabulary = await beside(file, 'vocab.txt');
  if (vocabulary === null) return wrong('vocabulary');
  const tokens = new WordPiece(vocabulary);
  if (tokens.missing.length > 0) return wrong('pieces', tokens.missing.join(' '));
  const runtime = options.runtime === undefined ? await onnxRuntime() : options.runtime;
  if (!runtime) return wrong('package');
  const written = await readWrittenText(options.texts ?? writtenTextFolder());
  const examples = chosenExamples(written, lexicon);
  if (examples.length === 0) return wrong('examples');
  try {
    const session = await runtime.InferenceSession.create(file);
    const tensor: MakeTensor = (data, dims) => new runtime.Tensor('int64', data, dims);
    const embedder = new Embedder(session, tokens, tensor, await poolingOf(file));
    const model = `${file}\0${info.size}\0${info.mtimeMs}`;
    const prototypes = await prototypesOf(embedder, examples, model, options.onMake, options.cache);
    return { value: new EmbeddingEar(options.network, embedder, prototypes), problems: [] };
  } catch (error) {
    const inner = error instanceof EmbedderFault;
    return wrong(
      inner ? 'shape' : 'load',
      error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error),
    );
  }
}
