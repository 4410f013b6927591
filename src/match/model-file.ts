import { type Problem, problem, type Read } from '../model/problem.ts';
import { Vocabulary } from './features.ts';
import { CLASSES, type Shape, type Weights, widthOf } from './meaning.ts';
import { CLUES, type SecondStage } from './second-stage.ts';
import type { TaggerWeights } from './tagger.ts';
import { isShape, readTagger, shapeOf, type TaggerShape, taggerSize, writeTagger } from './tagger-file.ts';

/** The form of the file: changed whenever features, layout or second stage change. */
export const MODEL_FORMAT = 'huashu-meaning-6';

/** What stands in front of the weights. */
export interface ModelHeader {
  readonly format: string;
  readonly hidden: number;
  readonly context: number;
  readonly asked: number;
  /** Features that it knows. */
  readonly rows: number;
  readonly classes: number;
  readonly elements: readonly string[];
  /** `null`: none follows the network. */
  readonly tagger: TaggerShape | null;
  readonly secondStage: SecondStage;
}

/** A trained network with its tagger and its second stage: what training makes and a file holds. */
export interface TrainedModel {
  readonly weights: Weights;
  /** Hears the order of what is said where the network is in doubt; `null` where a model has none. */
  readonly tagger: TaggerWeights | null;
  readonly secondStage: SecondStage;
}

/** How many numbers of 32 bits stand behind the table, in the order in which they do. */
const floatsOf = (w: Shape): readonly number[] => [
  widthOf(w),
  w.hidden,
  w.hidden * CLASSES,
  CLASSES,
  CLASSES,
  w.elements.length,
  w.context,
  w.context * CLASSES,
  w.asked,
  w.asked * CLASSES,
];

/** A model as the bytes of its file: one line of JSON, 8-bit weights, hashes of 32 bits, 32-bit numbers, little-endian; then the tagger. */
export function writeModel({ weights, tagger, secondStage }: TrainedModel): Uint8Array {
  const header: ModelHeader = {
    format: MODEL_FORMAT,
    hidden: weights.hidden,
    context: weights.context,
    asked: weights.asked,
    rows: weights.vocabulary.size,
    classes: CLASSES,
    elements: weights.elements,
    tagger: tagger && shapeOf(tagger),
    secondStage,
  };
  const line = new TextEncoder().encode(`${JSON.stringify(header)}\n`);
  const numbers = [
    weights.scale,
    weights.hiddenBias,
    weights.output,
    weights.outputBias,
    weights.linearBias,
    weights.elementBias,
    weights.contextBias,
    weights.contextOutput,
    weights.askedBias,
    weights.askedOutput,
  ];
  const count = numbers.reduce((n, list) => n + list.length, 0);
  const { hashes } = weights.vocabulary;
  const tail = tagger ? writeTagger(tagger) : new Uint8Array(0);
  const head = line.length + weights.embedding.length + 4 * (hashes.length + count);
  const bytes = new Uint8Array(head + tail.length);
  bytes.set(tail, head);
  bytes.set(line);
  bytes.set(
    new Uint8Array(weights.embedding.buffer, weights.embedding.byteOffset, weights.embedding.length),
    line.length,
  );
  const view = new DataView(bytes.buffer, line.length + weights.embedding.length);
  let at = 0;
  for (const hash of hashes) {
    view.setInt32(at, hash, true);
    at += 4;
  }
  for (const list of numbers)
    for (const value of list) {
      view.setFloat32(at, value, true);
      at += 4;
    }
  return bytes;
}

const isStage = (stage: SecondStage | undefined): boolean =>
  [stage?.short, stage?.long].every(
    (weights) => Array.isArray(weights) && weights.length === CLUES.length + 1 && weights.every(Number.isFinite),
  );

/** Whether this machine's numbers are laid out as the file's. */
const SAME_ORDER = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1;

/** The first `count` numbers of 32 bits: copied at once where the machine lays numbers out as the file does, for there are tens of thousands. */
function littleEndian(view: DataView, count: number): Int32Array {
  const from = view.byteOffset;
  if (SAME_ORDER) return new Int32Array(view.buffer.slice(from, from + count * 4));
  return Int32Array.from({ length: count }, (_, i) => view.getInt32(i * 4, true));
}

/** Reads a model's file; a cut or foreign one is a Problem, never a guess. */
export function readModel(bytes: Uint8Array, file: string): Read<TrainedModel | null> {
  const wrong = (p: Problem): Read<null> => ({ value: null, problems: [p] });
  const newline = bytes.indexOf(0x0a);
  let header: Partial<ModelHeader> = {};
  try {
    if (newline > 0 && newline < 65_536)
      header = (JSON.parse(new TextDecoder().decode(bytes.subarray(0, newline))) as ModelHeader | null) ?? {};
  } catch {}
  if (
    header.format !== MODEL_FORMAT ||
    header.classes !== CLASSES ||
    !header.hidden ||
    !isStage(header.secondStage) ||
    !Number.isInteger(header.hidden) ||
    !Number.isInteger(header.context) ||
    header.context! < 1 ||
    !Number.isInteger(header.asked) ||
    header.asked! < 1 ||
    !Number.isInteger(header.rows) ||
    header.rows! < 0 ||
    !Array.isArray(header.elements) ||
    !(header.tagger === null || isShape(header.tagger))
  )
    return wrong(
      problem('MODEL_VERSION', { file }, { found: String(header.format ?? '?').slice(0, 40), expected: MODEL_FORMAT }),
    );
  const { hidden, context, asked, rows, elements, tagger, secondStage } = header as ModelHeader;
  const floats = floatsOf({ hidden, context, asked, elements });
  const table = rows * widthOf({ hidden, context, asked, elements });
  const head = newline + 1 + table + 4 * rows + 4 * floats.reduce((a, b) => a + b, 0);
  const expected = head + (tagger ? taggerSize(tagger) : 0);
  if (bytes.length !== expected) return wrong(problem('MODEL_CUT', { file }, { bytes: bytes.length, expected }));
  // Not `slice`: a Buffer's slice shares its memory, and its `buffer` begins elsewhere.
  const embedding = new Int8Array(bytes.buffer, bytes.byteOffset + newline + 1, table);
  const view = new DataView(bytes.buffer, bytes.byteOffset + newline + 1 + table);
  const hashes = littleEndian(view, rows);
  let at = rows;
  const take = (count: number): Float32Array => {
    const list = new Float32Array(count);
    for (let i = 0; i < count; i += 1) list[i] = view.getFloat32((at + i) * 4, true);
    at += count;
    return list;
  };
  // In the order of `floatsOf`.
  const next = (
    (lists) => () =>
      lists.shift()!
  )(floats.map(take));
  const vocabulary = new Vocabulary(hashes);
  const weights: Weights = {
    hidden,
    context,
    asked,
    elements,
    vocabulary,
    embedding,
    scale: next(),
    hiddenBias: next(),
    output: next(),
    outputBias: next(),
    linearBias: next(),
    elementBias: next(),
    contextBias: next(),
    contextOutput: next(),
    askedBias: next(),
    askedOutput: next(),
  };
  const value = { weights, tagger: tagger && readTagger(bytes.subarray(head), tagger), secondStage };
  return { value, problems: [] };
}
