import type { WordPiece } from './wordpiece.ts';

/** A tensor as onnxruntime-node and onnxruntime-web have it. */
export interface OnnxTensor {
  readonly data: Float32Array | BigInt64Array | Int32Array;
  readonly dims: readonly number[];
}

/** What is used of an ONNX session: onnxruntime's `InferenceSession`, or anything that does the same. */
export interface OnnxSession {
  readonly inputNames: readonly string[];
  readonly outputNames: readonly string[];
  run(inputs: Readonly<Record<string, OnnxTensor>>): Promise<Readonly<Record<string, OnnxTensor>>>;
}

/** Makes 64-bit tensors of piece numbers: onnxruntime's `Tensor`. */
export type MakeTensor = (data: BigInt64Array, dims: readonly number[]) => OnnxTensor;

/** How the vectors of a text's pieces become one: their mean, or the vector of its first mark. */
export type Pooling = 'mean' | 'first';

/** A model cannot be used; `reason` says why, for the user. */
export class EmbedderFault extends Error {}

const IDS = ['input_ids', 'input_ids:0', 'ids'];
const MASKS = ['attention_mask', 'attention_mask:0', 'mask'];
const TYPES = ['token_type_ids', 'token_type_ids:0', 'segment_ids'];
/** Outputs that are a sentence's vector already, then those that are one vector a piece. */
const OUTPUTS = ['sentence_embedding', 'text_embeds', 'last_hidden_state', 'token_embeddings'];
/** Texts that are run at a time, and pieces of the longest. */
const BATCH = 32;
const MOST_PIECES = 128;

/** Turns texts into vectors of length 1 by a sentence-embedding model in ONNX. */
export class Embedder {
  readonly #session: OnnxSession;
  readonly #tokens: WordPiece;
  readonly #tensor: MakeTensor;
  readonly #pooling: Pooling;
  readonly #output: string;

  /** @throws EmbedderFault when the model asks for inputs that no text can give */
  constructor(session: OnnxSession, tokens: WordPiece, tensor: MakeTensor, pooling: Pooling = 'mean') {
    this.#session = session;
    this.#tokens = tokens;
    this.#tensor = tensor;
    this.#pooling = pooling;
    const known = [...IDS, ...MASKS, ...TYPES];
    const strange = session.inputNames.filter((name) => !known.includes(name));
    if (strange.length > 0 || !session.inputNames.some((name) => IDS.includes(name)))
      throw new EmbedderFault(`inputs ${session.inputNames.join(', ')}`);
    this.#output = OUTPUTS.find((name) => session.outputNames.includes(name)) ?? session.outputNames[0] ?? '';
    if (this.#output === '') throw new EmbedderFault('no outputs');
  }

  /**
   * Vectors of texts, in their order.
   * @throws EmbedderFault when what the model gives is no vector for each text
   */
  async embed(texts: readonly string[]): Promise<Float32Array[]> {
    // Texts of like length are run together, so that little is padded.
    const order = texts.map((_, i) => i).sort((a, b) => texts[a]!.length - texts[b]!.length);
    const vectors: Float32Array[] = new Array(texts.length);
    for (let at = 0; at < order.length; at += BATCH) {
      const some = order.slice(at, at + BATCH);
      const found = await this.#run(some.map((i) => this.#tokens.encode(texts[i]!, MOST_PIECES)));
      some.forEach((i, k) => {
        vectors[i] = found[k]!;
      });
    }
    return vectors;
  }

  async #run(rows: readonly (readonly number[])[]): Promise<Float32Array[]> {
    const longest = Math.max(...rows.map((row) => row.length));
    const dims = [rows.length, longest];
    const filled = (value: (row: readonly number[], k: number) => number): OnnxTensor => {
      const data = new BigInt64Array(rows.length * longest);
      rows.forEach((row, r) => {
        for (let k = 0; k < row.length; k += 1) data[r * longest + k] = BigInt(value(row, k));
      });
      return this.#tensor(data, dims);
    };
    const inputs: Record<string, OnnxTensor> = {};
    for (const name of this.#session.inputNames)
      inputs[name] = filled((row, k) => (IDS.includes(name) ? row[k]! : MASKS.includes(name) ? 1 : 0));
    const output = (await this.#session.run(inputs))[this.#output];
    if (!output || !(output.data instanceof Float32Array)) throw new EmbedderFault(`output ${this.#output}`);
    return rows.map((row, r) => normalised(this.#pooled(output, r, row.length, rows.length)));
  }

  #pooled({ data, dims }: OnnxTensor, row: number, pieces: number, rows: number): Float32Array {
    const width = dims.at(-1)!;
    const values = data as Float32Array;
    if (dims.length === 2 && dims[0] === rows) return values.slice(row * width, (row + 1) * width);
    if (dims.length !== 3 || dims[0] !== rows || dims[1]! < pieces)
      throw new EmbedderFault(`output ${this.#output} [${dims.join(', ')}]`);
    const start = row * dims[1]! * width;
    if (this.#pooling === 'first') return values.slice(start, start + width);
    const sum = new Float32Array(width);
    for (let k = 0; k < pieces; k += 1)
      for (let c = 0; c < width; c += 1) sum[c]! += values[start + k * width + c]! / pieces;
    return sum;
  }
}

function normalised(vector: Float32Array): Float32Array {
  let square = 0;
  for (const value of vector) square += value * value;
  const by = square > 0 ? 1 / Math.sqrt(square) : 0;
  return vector.map((value) => value * by);
}
