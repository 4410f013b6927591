import { CLASSES } from './meaning.ts';
import { DILATIONS, type TaggerLayer, type TaggerWeights, tableRows } from './tagger.ts';

/** What the lengths of a tagger's weights follow from. */
export interface TaggerShape {
  readonly width: number;
  readonly characters: number;
  readonly sounds: number;
}

/** What a header tells of a tagger. */
export const shapeOf = ({ width, characters, sounds }: TaggerWeights): TaggerShape => ({
  width,
  characters: characters.length,
  sounds: sounds.length,
});

const isCount = (n: unknown): n is number => Number.isInteger(n) && (n as number) >= 1 && (n as number) <= 65_536;

/** Whether a header's words are those of a tagger. The width is a multiple of four: rows are added four at a time. */
export const isShape = (shape: Partial<TaggerShape> | null | undefined): shape is TaggerShape =>
  isCount(shape?.width) && shape.width % 4 === 0 && isCount(shape.characters) && isCount(shape.sounds);

const rowsOf = ({ characters, sounds }: TaggerShape): number =>
  tableRows({ characters: { length: characters }, sounds: { length: sounds } });

/** How many numbers of 32 bits: scale, layers, output, its bias, nothing. */
const floatsOf = ({ width }: TaggerShape): number =>
  width + DILATIONS.length * (3 * width * width + width) + width * CLASSES + CLASSES + 1;

/** Bytes that a tagger takes in a model's file. */
export const taggerSize = (shape: TaggerShape): number =>
  rowsOf(shape) * shape.width + 2 * (shape.characters + shape.sounds) + 4 * floatsOf(shape);

/** A tagger as bytes: 8-bit weights, characters and sounds of 16 bits, 32-bit numbers, little-endian. */
export function writeTagger(weights: TaggerWeights): Uint8Array {
  const { embedding, characters, sounds, scale, layers, output, outputBias, none } = weights;
  const bytes = new Uint8Array(taggerSize(shapeOf(weights)));
  bytes.set(new Uint8Array(embedding.buffer, embedding.byteOffset, embedding.length));
  const view = new DataView(bytes.buffer);
  let at = embedding.length;
  for (const code of [...characters, ...sounds]) {
    view.setUint16(at, code, true);
    at += 2;
  }
  const numbers = [scale, ...layers.flatMap((l) => [l.before, l.own, l.behind, l.bias]), output, outputBias, none];
  for (const list of numbers)
    for (const value of list) {
      view.setFloat32(at, value, true);
      at += 4;
    }
  return bytes;
}

/** Reads what `writeTagger` wrote; `bytes` are as long as `taggerSize` says. */
export function readTagger(bytes: Uint8Array, shape: TaggerShape): TaggerWeights {
  const { width } = shape;
  const table = rowsOf(shape) * width;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  let at = table;
  const codes = (count: number): Uint16Array => {
    const list = Uint16Array.from({ length: count }, (_, i) => view.getUint16(at + 2 * i, true));
    at += 2 * count;
    return list;
  };
  const numbers = (count: number): Float32Array => {
    const list = new Float32Array(count);
    for (let i = 0; i < count; i += 1) list[i] = view.getFloat32(at + 4 * i, true);
    at += 4 * count;
    return list;
  };
  // In the order in which they were written.
  const characters = codes(shape.characters);
  const sounds = codes(shape.sounds);
  const scale = numbers(width);
  const layers = DILATIONS.map((): TaggerLayer => {
    const [before, own, behind] = [numbers(width * width), numbers(width * width), numbers(width * width)];
    return { before, own, behind, bias: numbers(width) };
  });
  return {
    width,
    characters,
    sounds,
    embedding: new Int8Array(bytes.buffer, bytes.byteOffset, table),
    scale,
    layers,
    output: numbers(width * CLASSES),
    outputBias: numbers(CLASSES),
    none: numbers(1),
  };
}
